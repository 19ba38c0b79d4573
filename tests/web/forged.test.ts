/** A thousand requests of people without the token and of other sites: not one gets in. */

import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { found, tries } from "../full.ts";
import { served } from "./site.ts";

const FORGED = tries(1_000);
const TOKEN = "a-token-of-some-length";
const CURATOR_TOKEN = "a-curator-token-of-some-length";
const PATHS = ["/", "/cases/", "/ask", "/curator", "/api/ask", "/api/openapi.json", "/api/cases", "/mcp"];

type Headers = Readonly<Record<string, string>>;

/** With whatever headers, Host and Origin included, which fetch would set by itself. */
function send(address: string, method: string, headers: Headers): Promise<{ status: number; text: string }> {
  const body = method === "POST" ? JSON.stringify({ question: "圆通的应用成效是什么？" }) : undefined;
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, {
      method,
      headers: { "content-type": "application/json", ...headers },
    });
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function cookieOf(address: string): Promise<string> {
  const body = new URLSearchParams({ token: TOKEN });
  const { headers } = await fetch(`${address}/session`, { method: "POST", body, redirect: "manual" });
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

test(`none of ${FORGED} forged requests is answered`, async () => {
  const { address } = await served(undefined, {
    token: TOKEN,
    curatorToken: CURATOR_TOKEN,
    perPerson: 10_000,
    publicUrl: "https://cases.example.org",
  });
  const cookie = await cookieOf(address);
  expect((await send(`${address}/`, "GET", { cookie })).status).toBe(200);
  const day = (to: (day: number) => number) =>
    cookie.replace(/=(\d+)/, (_, at: string) => `=${to(Number(at))}`);
  const turned = (at: number) => {
    const end = cookie.length - 1 - at;
    return cookie.slice(0, end) + (cookie[end] === "a" ? "b" : "a") + cookie.slice(end + 1);
  };
  const forgeries: readonly Headers[] = [
    {},
    { authorization: "" },
    { authorization: "Bearer" },
    { authorization: "Bearer " },
    { authorization: `Bearer ${TOKEN.slice(0, -1)}` },
    { authorization: `Bearer ${TOKEN}x` },
    { authorization: `Bearer ${TOKEN.toUpperCase()}` },
    { authorization: `Bearer ${TOKEN} ${TOKEN}` },
    { authorization: `Bearer "${TOKEN}"` },
    { authorization: `Basic ${Buffer.from(`reader:${TOKEN}`).toString("base64")}` },
    { authorization: TOKEN },
    { "x-token": TOKEN },
    { "x-forwarded-user": "admin", "x-user": "admin" },
    { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
    { cookie: cookie.split("=")[0] ?? "" },
    { cookie: `${cookie.split("=")[0]}=` },
    { cookie: `${cookie.split("=")[0]}=${TOKEN}` },
    { cookie: day((at) => at + 1) },
    { cookie: day((at) => at - 40) },
    { cookie: day(() => 0) },
    { cookie: cookie.replace(".reader.", ".curator.") },
    { cookie: cookie.slice(0, -1) },
    ...[0, 1, 7, 20].map((at) => ({ cookie: turned(at) })),
    // With the cookie itself, and from elsewhere.
    { cookie, host: "evil.example" },
    { cookie, host: "cases.example.org.evil.example" },
    { cookie, host: "evil.example:443" },
    { cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
    { cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" },
    { cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  ];
  const taken: string[] = [];
  for (let i = 0; i < FORGED; i += 1) {
    const headers = forgeries[i % forgeries.length] ?? {};
    const path = PATHS[Math.floor(i / forgeries.length) % PATHS.length] ?? "/";
    const method = /^\/(?:ask|api\/ask|mcp)$/.test(path) ? "POST" : "GET";
    const { status, text } = await send(address + path, method, headers);
    if (status < 400 || text.includes("圆通速递"))
      taken.push(`${method} ${path} ${JSON.stringify(headers)}: ${status}`);
  }
  found({ forged: FORGED, accepted: taken.length });
  expect(taken).toEqual([]);
});
