/** Who is let in, and which requests are another site's doing. */

import { expect, test } from "vitest";
import { cookieFor, form, send } from "./send.ts";
import { served } from "./site.ts";

const TOKEN = "a-token-of-some-length";

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
  expect(cookie).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
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

test("a cookie is worth nothing after thirty days", async () => {
  let time = Date.now();
  const { address } = await served(undefined, { token: TOKEN, now: () => time });
  const cookie = await cookieFor(address, { token: TOKEN });
  const statusAfter = async (days: number) => {
    time += days * 24 * 60 * 60 * 1_000;
    return (await send(`${address}/`, { headers: { cookie } })).status;
  };
  expect([await statusAfter(29.9), await statusAfter(0.2)]).toEqual([200, 401]);
});

test("a cookie is for https alone where the public address is", async () => {
  const { address } = await served(undefined, { token: TOKEN, publicUrl: "https://cases.example.org" });
  const { headers } = await send(`${address}/session`, form({ token: TOKEN }));
  expect(headers["set-cookie"]?.[0]).toMatch(/; Secure;/);
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

test("whoever guesses is made to wait, and keeps nobody out: not even from the same address", async () => {
  const site = await served(undefined, { token: TOKEN });
  const { address } = site;
  const statuses: number[] = [];
  for (let i = 0; i < 22; i += 1)
    statuses.push((await send(`${address}/session`, form({ token: `guess ${i}` }))).status);
  expect(statuses).toEqual([...Array(20).fill(403), 429, 429]);
  expect((await send(`${address}/`, { headers: { authorization: "Bearer guess" } })).status).toBe(429);
  expect((await send(`${address}/session`, form({ token: TOKEN }))).status).toBe(303);
  expect((await send(`${address}/`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
  expect([site.lines[0], site.lines.at(-1)]).toEqual([
    "网页登录被拒：口令不对，来自 127.0.0.1",
    "网页登录：案例通，来自 127.0.0.1",
  ]);
});

test("guesses are counted by the address that a trusted proxy names, whatever stands before it", async () => {
  const { address } = await served(undefined, { token: TOKEN, proxies: ["127.0.0.1"] });
  const from = (forwarded: string) => ({
    headers: { authorization: "Bearer guess", "x-forwarded-for": forwarded },
  });
  for (let i = 0; i < 20; i += 1) await send(`${address}/`, from(`10.1.1.${i}, 192.0.2.1`));
  expect((await send(`${address}/`, from("192.0.2.2, 192.0.2.1"))).status).toBe(429);
  expect((await send(`${address}/`, from("192.0.2.1, 192.0.2.2"))).status).toBe(401);
});

test("all addresses of one network of IPv6 are one", async () => {
  const { address } = await served(undefined, { token: TOKEN, proxies: ["127.0.0.1"] });
  const guess = async (forwarded: string) =>
    (
      await send(`${address}/`, {
        headers: { authorization: "Bearer guess", "x-forwarded-for": forwarded },
      })
    ).status;
  for (let i = 0; i < 20; i += 1) expect(await guess(`2001:db8::${i}:1`)).toBe(401);
  const statuses: number[] = [];
  for (const from of ["2001:db8:0:0:1:2:3:4", "2001:DB8::1%eth0", "2001:db8:0:1::1"])
    statuses.push(await guess(from));
  expect(statuses).toEqual([429, 429, 401]);
});

test("each login asks at its own pace, also from one address", async () => {
  const { address } = await served(undefined, { token: TOKEN, perPerson: 1 });
  const ask = async (cookie: string) => {
    const sent = form({ question: "有哪些案例" });
    return (await send(`${address}/ask`, { ...sent, headers: { ...sent.headers, cookie } })).status;
  };
  const [one, other] = [
    await cookieFor(address, { token: TOKEN }),
    await cookieFor(address, { token: TOKEN }),
  ];
  expect([await ask(one), await ask(one), await ask(other)]).toEqual([200, 429, 200]);
});

test("the pages of curators are for curators: others neither open them nor see the way", async () => {
  const curatorToken = "a-curator-token";
  const { address } = await served(undefined, { token: TOKEN, curatorToken });
  const reader = { cookie: await cookieFor(address, { token: TOKEN }) };
  const curator = { cookie: await cookieFor(address, { token: curatorToken, as: "curator" }) };
  expect((await send(`${address}/`, { headers: reader })).text).not.toContain(">维护<");
  expect((await send(`${address}/`, { headers: curator })).text).toContain(">维护<");
  expect((await send(`${address}/curator`, { headers: curator })).status).toBe(200);
  const turned = await send(`${address}/curator`, { headers: reader });
  expect([turned.status, turned.text.includes("login?as=curator&amp;next=curator")]).toEqual([401, true]);
  const login = await send(`${address}/login?as=curator&next=curator`, { headers: reader });
  expect([login.status, login.text.includes("请输入维护口令")]).toEqual([200, true]);
  expect((await send(`${address}/session`, form({ token: TOKEN, as: "curator" }))).status).toBe(403);
  const forged = reader.cookie.replace(".reader.", ".curator.");
  expect((await send(`${address}/curator`, { headers: { cookie: forged } })).status).toBe(401);
});

test("where no curator's token is set nobody opens their pages, and of a proxy's users those that are named", async () => {
  const withToken = await served(undefined, { token: TOKEN });
  const headers = { authorization: `Bearer ${TOKEN}` };
  const closed = await send(`${withToken.address}/curator`, { headers });
  expect([closed.status, closed.text.includes("您没有打开它的权限")]).toEqual([403, true]);
  const { address } = await served(undefined, { userHeader: "X-User", curators: ["王敏"] });
  const as = (user: string) => send(`${address}/curator`, { headers: { "x-user": user } });
  expect([(await as("li")).status, (await as("wang")).status]).toEqual([403, 403]);
  const named = await served(undefined, { userHeader: "X-User", curators: ["wang"] });
  expect((await send(`${named.address}/curator`, { headers: { "x-user": "wang" } })).status).toBe(200);
});

test.each([
  ["/nothing/here", "GET", 404, "没有这个网页"],
  ["/ask/answer", "GET", 405, "这个网址不接受这样的请求"],
])("%s by %s is answered by a page of ours", async (path, method, status, words) => {
  const { address } = await served();
  const response = await send(address + path, { method });
  expect([response.status, response.headers["content-type"]]).toEqual([status, "text/html; charset=UTF-8"]);
  expect(response.text).toContain(words);
  expect(String(response.headers["content-security-policy"])).toContain("default-src 'none'");
});

test("the address of all cases leads to the catalogue, and the tab has a sign", async () => {
  const { address } = await served();
  expect((await send(`${address}/cases`)).headers.location).toBe("./");
  expect((await send(`${address}/cases/`)).headers.location).toBe("../");
  expect((await send(`${address}/favicon.ico`)).headers["content-type"]).toBe("image/svg+xml");
});

test("a reverse proxy's user is let in, and nobody else: not whoever is no proxy and says so himself", async () => {
  const { address } = await served(undefined, { userHeader: "X-Forwarded-User" });
  const named = { headers: { "x-forwarded-user": "wang" } };
  expect((await send(`${address}/`, named)).status).toBe(200);
  const elsewhere = await served(undefined, {
    ...{ userHeader: "X-Forwarded-User", curators: ["wang"], proxies: ["10.0.0.0/8"] },
  });
  for (const path of ["/", "/curator", "/api/cases"])
    expect((await send(elsewhere.address + path, named)).status).toBe(path === "/api/cases" ? 401 : 403);
  expect(elsewhere.lines).toEqual([expect.stringMatching(/127\.0\.0\.1.+WEB_PROXIES/)]);
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
