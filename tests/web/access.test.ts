/** Who is let in, and which requests are another site's doing. */

import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { served } from "./site.ts";

const TOKEN = "a-token-of-some-length";

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** With whatever headers, Host and Origin included, which fetch would set by itself. */
function send(
  address: string,
  { method = "GET", headers = {}, body }: Sent = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

const form = (fields: Record<string, string>): Sent => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: String(new URLSearchParams(fields)),
});

test("on this machine nobody is asked for anything", async () => {
  const { address } = await served();
  expect((await send(`${address}/`)).status).toBe(200);
  expect((await send(`${address}/login`)).status).toBe(404);
});

test.each([
  ["evil.example", 421],
  ["127.0.0.1.evil.example", 421],
  ["evil.example:3000", 421],
  ["localhost:3000", 200],
  ["LOCALHOST", 200],
  ["127.0.0.1:1", 200],
  ["[::1]:3000", 200],
  ["192.168.1.7:3000", 200],
  ["cases.example.org", 200],
])("a request for the host %s gets %i", async (host, status) => {
  const { address } = await served(undefined, { publicUrl: "https://cases.example.org/x" });
  expect((await send(`${address}/`, { headers: { host } })).status).toBe(status);
});

test.each<[string, Record<string, string>, number]>([
  ["another site's form", { origin: "https://evil.example" }, 403],
  ["a page without an origin", { origin: "null" }, 403],
  ["another site's script", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }, 403],
  ["a neighbouring site's form", { "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate" }, 403],
  [
    "this site's own form",
    { "sec-fetch-site": "same-origin", origin: "http://localhost", host: "localhost" },
    303,
  ],
  ["the public address behind a proxy", { origin: "https://cases.example.org" }, 303],
  ["a program", {}, 303],
])("a change asked for by %s gets its due", async (_, headers, status) => {
  const { address } = await served(undefined, { publicUrl: "https://cases.example.org", token: TOKEN });
  const sent = form({ token: TOKEN });
  const response = await send(`${address}/session`, {
    ...sent,
    headers: { ...sent.headers, ...headers },
  });
  expect(response.status).toBe(status);
});

test("a link on another site may be followed, but not loaded into it", async () => {
  const { address } = await served();
  const from = (mode: string, dest: string) =>
    send(`${address}/`, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": mode, "sec-fetch-dest": dest },
    });
  expect((await from("navigate", "document")).status).toBe(200);
  expect((await from("navigate", "iframe")).status).toBe(403);
  expect((await from("no-cors", "script")).status).toBe(403);
  expect((await from("cors", "empty")).status).toBe(403);
});

test("with a token, strangers are led to the login and back again", async () => {
  const { address } = await served(undefined, { token: TOKEN });
  const turned = await send(`${address}/cases/a%231/b/1?v=01234567`);
  expect(turned.status).toBe(401);
  const [, href = ""] = /content="0;url=([^"]+)"/.exec(turned.text) ?? [];
  const login = new URL(href.replaceAll("&amp;", "&"), `${address}/cases/a%231/b/1`);
  expect(login.pathname).toBe("/login");
  const next = login.searchParams.get("next") ?? "";
  expect(next).toBe("cases/a%231/b/1?v=01234567");
  expect((await send(login.href)).text).toContain('name="token"');

  const wrong = await send(`${address}/session`, form({ token: "wrong", next }));
  expect([wrong.status, wrong.headers["set-cookie"]]).toEqual([403, undefined]);
  expect(wrong.text).toContain("口令不对");

  const right = await send(`${address}/session`, form({ token: TOKEN, next }));
  expect([right.status, right.headers.location]).toEqual([303, "./cases/a%231/b/1?v=01234567"]);
  const [cookie = ""] = right.headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  expect(cookie).not.toContain(TOKEN);
  const value = cookie.split(";")[0] ?? "";
  expect((await send(`${address}/`, { headers: { cookie: value } })).status).toBe(200);
  expect((await send(`${address}/`, { headers: { cookie: value.replace(/.$/, "g") } })).status).toBe(401);
  const later = value.replace(/=(\d+)/, (_, day: string) => `=${Number(day) + 1}`);
  expect((await send(`${address}/`, { headers: { cookie: later } })).status).toBe(401);
});

test("a cookie is worth nothing where the token is another", async () => {
  const first = await served(undefined, { token: TOKEN });
  const second = await served(undefined, { token: `${TOKEN}2` });
  const { headers } = await send(`${first.address}/session`, form({ token: TOKEN }));
  const cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  expect((await send(`${second.address}/`, { headers: { cookie } })).status).toBe(401);
});

test("a cookie is for https alone where the public address is", async () => {
  const { address } = await served(undefined, { token: TOKEN, publicUrl: "https://cases.example.org" });
  const { headers } = await send(`${address}/session`, form({ token: TOKEN }));
  expect(headers["set-cookie"]?.[0]).toMatch(/; Secure$/);
});

test.each([
  "//evil.example",
  "https://evil.example/",
  "\\\\evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
])("the login leads to no other site: %j", async (next) => {
  const { address } = await served(undefined, { token: TOKEN });
  const { headers } = await send(`${address}/session`, form({ token: TOKEN, next }));
  expect(new URL(headers.location ?? "", `${address}/session`).origin).toBe(address);
});

test("programs show the token in a header", async () => {
  const { address } = await served(undefined, { token: TOKEN });
  const asked = (authorization: string) => send(`${address}/`, { headers: { authorization } });
  expect((await asked(`Bearer ${TOKEN}`)).status).toBe(200);
  expect((await asked("Bearer wrong")).status).toBe(401);
  expect((await asked(`Basic ${TOKEN}`)).status).toBe(401);
});

test("whoever guesses is made to wait, and who is let in already is not", async () => {
  const { address } = await served(undefined, { token: TOKEN });
  const { headers } = await send(`${address}/session`, form({ token: TOKEN }));
  const cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const statuses: number[] = [];
  for (let i = 0; i < 22; i += 1)
    statuses.push((await send(`${address}/session`, form({ token: `guess ${i}` }))).status);
  expect(new Set(statuses)).toEqual(new Set([403, 429]));
  expect((await send(`${address}/session`, form({ token: TOKEN }))).status).toBe(429);
  expect((await send(`${address}/`, { headers: { cookie } })).status).toBe(200);
});

test("a reverse proxy's user is let in, and nobody else", async () => {
  const { address } = await served(undefined, { userHeader: "X-Forwarded-User" });
  expect((await send(`${address}/`, { headers: { "x-forwarded-user": "wang" } })).status).toBe(200);
  const turned = await send(`${address}/`, { headers: { "x-forwarded-user": " " } });
  expect([turned.status, turned.text.includes("统一入口")]).toEqual([403, true]);
});

test("whoever is let in already is sent on by the login: a strict cookie stays behind at links elsewhere", async () => {
  const { address } = await served(undefined, { token: TOKEN });
  const { headers } = await send(`${address}/session`, form({ token: TOKEN }));
  const cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const sent = await send(`${address}/login?next=cases%2Fa`, { headers: { cookie } });
  expect([sent.status, sent.headers.location]).toEqual([303, "./cases/a"]);
});

test("operators can probe it without a token, by any name", async () => {
  const { address } = await served(undefined, { token: TOKEN });
  for (const path of ["/healthz", "/readyz"])
    expect((await send(address + path, { headers: { host: "pod-7" } })).text).toBe("ok");
});

test("it says that it is not ready where the knowledge cannot be answered from", async () => {
  const site = await served();
  const { address, abilities } = site;
  Object.assign(abilities, { version: () => Promise.reject(new Error("索引已损坏")) });
  const { status, text } = await send(`${address}/readyz`);
  expect([status, text]).toEqual([503, "知识库暂时无法使用，原因已记入日志。"]);
  expect(site.lines).toEqual(["索引已损坏"]);
});

test("every response bears the headers that keep foreign scripts, frames and hosts out", async () => {
  const { address } = await served(undefined, { token: TOKEN });
  const all = ["/", "/login", "/cases/x", "/assets/x/site.css", "/assets/x/nothing"];
  for (const path of all) {
    const { headers } = await send(address + path);
    const policy = String(headers["content-security-policy"]);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy, path).toContain(rule);
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
  }
});

test("what a page loads may be kept for good, another version has another address", async () => {
  const { address } = await served();
  const { text } = await send(`${address}/`);
  const path = /href="(assets\/[0-9a-f]{12}\/site\.css)"/.exec(text)?.[1];
  const kept = await send(`${address}/${path}`);
  expect(kept.headers["cache-control"]).toContain("immutable");
  expect(kept.headers["content-type"]).toBe("text/css; charset=UTF-8");
  expect((await send(`${address}/assets/000000000000/site.css`)).headers["cache-control"]).toBe("no-cache");
  for (const path of ["/assets/x/..%2f..%2fpackage.json", "/assets/x/site.ts", "/assets/x/", "/assets/"])
    expect((await send(address + path)).status).toBe(404);
});
