/** A closed collection on the web page, over HTTP, by MCP and in the pages of curators: as if it were not there. */

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOSED, type ClosedCorpus, closedCorpus, leaked } from "../collections/closed-corpus.ts";
import { sampleOf } from "../full.ts";
import { type ServedSite, startSite } from "../web/site.ts";

const WEB_TOKEN = "web-token-of-readers";
const CURATOR_TOKEN = "web-token-of-curators";
const PORTAL = "token-of-the-portal";
const OTHER = "token-of-another-program";
const READERS = "网页用户：zhang、张三\n程序：门户";

/** As proxies send it. */
const inBytes = (name: string) => Buffer.from(name).toString("latin1");

let corpus: ClosedCorpus;
let site: ServedSite;
let bare: ServedSite;
let caseIds: readonly string[];

const access = {
  token: WEB_TOKEN,
  curatorToken: CURATOR_TOKEN,
  userHeader: "X-User",
  programs: new Map([
    ["门户", PORTAL],
    ["年报", OTHER],
  ]),
  perPerson: 10_000,
};

beforeAll(async () => {
  corpus = await closedCorpus({ readers: READERS });
  site = await startSite(undefined, { ...access, abilities: corpus.scopes.abilitiesOf() });
  bare = await startSite(undefined, { ...access, abilities: corpus.without });
  const { cases } = await corpus.scopes.abilitiesFor("operator").reader.shelf();
  caseIds = cases
    .filter(({ of }) => CLOSED.some((one) => one.organization === of.organization))
    .map(({ of }) => of.id);
});

afterAll(async () => {
  await site.stop();
  await bare.stop();
  await corpus.close();
});

type Headers = Readonly<Record<string, string>>;

const STRANGERS: readonly (readonly [string, Headers])[] = [
  ["somebody with the token of readers", { authorization: `Bearer ${WEB_TOKEN}` }],
  ["somebody else by name", { "x-user": "li" }],
  ["somebody who goes by another's kind of name", { "x-user": inBytes("门户") }],
  ["a curator", { authorization: `Bearer ${CURATOR_TOKEN}` }],
  ["another program", { authorization: `Bearer ${OTHER}` }],
];

async function text(of: ServedSite, path: string, headers: Headers, body?: object): Promise<string> {
  const json = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${of.address}${path}`, {
    redirect: "manual",
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...json,
  });
  const all = `${response.status} ${await response.text()}`;
  // Made up for each answer.
  return all.replace(/"id":"[\w-]{12}"/g, "");
}

const SAID = [
  "苇河县总工会的讲堂授课多少场？",
  "总结鹭汀港务集团工会的案例",
  "在机要里，有哪些案例？",
  "有哪些案例？",
  "帮助",
];

function requests(): (readonly [path: string, body?: object])[] {
  const path = (id: string) => encodeURIComponent(id);
  return [
    ["/"],
    ["/?q=驿家"],
    ["/?q=苇河"],
    ["/ask"],
    ["/api/cases"],
    ...caseIds.flatMap((id): (readonly [string])[] => [
      [`/cases/${path(id)}`],
      [`/cases/${path(id)}/${path("应用成效")}`],
      [`/cases/${path(id)}/${path("应用成效")}/1`],
      [`/ask/passage?case=${path(id)}&section=${path("应用成效")}&first=1&last=1`],
    ]),
    ...SAID.flatMap((question): (readonly [string, object])[] => [
      ["/api/ask", { question }],
      ["/api/ask", { question: "那成效呢？", history: [question] }],
      ["/ask/answer", { mode: "ask", text: question, history: [] }],
      ["/api/search", { query: question }],
    ]),
    ["/api/quote", { name: "苇河县总工会", section: "应用成效" }],
    ["/api/summary", { name: "鹭汀港" }],
    ["/api/compare", { names: ["苇河", "圆通"] }],
    ["/api/verify", { text: "骑手投诉量骤降六成" }],
  ];
}

describe.each(STRANGERS)("%s", (_, headers) => {
  it("gets what a site without the closed files gives", async () => {
    for (const [path, body] of sampleOf(requests())) {
      const told = await text(site, path, headers, body);
      expect([path, told]).toEqual([path, await text(bare, path, headers, body)]);
    }
  });

  it("gets no word of them by MCP", async () => {
    await using client = await connected(headers);
    const { resources } = await client.one.listResources();
    expect(resources).toHaveLength(10);
    for (const id of caseIds) {
      await expect(client.one.readResource({ uri: `case://${encodeURIComponent(id)}` })).rejects.toThrow(
        "没有",
      );
      const fetched = await client.one.callTool({
        name: "fetch",
        arguments: { id: `case://${encodeURIComponent(id)}` },
      });
      expect(fetched.isError).toBe(true);
    }
    for (const question of SAID) {
      const answer = JSON.stringify(await client.one.callTool({ name: "ask", arguments: { question } }));
      expect(leaked(answer, question)).toEqual([]);
      const hits = JSON.stringify(
        await client.one.callTool({ name: "search", arguments: { query: question } }),
      );
      expect(leaked(hits, question)).toEqual([]);
    }
  });
});

async function connected(headers: Headers) {
  const one = new Client({ name: "test", version: "1" });
  const url = new URL(`${site.address}/mcp`);
  await one.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }) as Transport);
  return { one, [Symbol.asyncDispose]: () => one.close() };
}

it("a reader by name and a program that is one are told, on pages, by events and by MCP", async () => {
  const reader = { "x-user": "zhang" };
  const program = { authorization: `Bearer ${PORTAL}` };
  expect(await text(site, "/", reader)).toContain("苇河县总工会");
  expect(await text(site, "/", { "x-user": inBytes("张三") })).toContain("苇河县总工会");
  expect(await text(site, `/cases/${encodeURIComponent(caseIds[0] ?? "")}`, reader)).toContain("骤降六成");
  const typed = { mode: "ask", text: SAID[0], history: [] };
  expect(await text(site, "/ask/answer", reader, typed)).toContain("讲堂授课48场");
  expect(await text(site, "/api/ask", program, { question: SAID[0] })).toContain("讲堂授课48场");
  await using client = await connected(program);
  expect((await client.one.listResources()).resources).toHaveLength(10 + CLOSED.length);
});

it("an answer that a reader kept is neither voted on nor saved as a file by others", async () => {
  const answer = JSON.parse(
    (await text(site, "/api/ask", { "x-user": "zhang" }, { question: SAID[0] })).slice(4),
  );
  const turns = JSON.stringify([{ question: SAID[0], answer }]);
  const saved = async (user: string) => {
    const form = new URLSearchParams({ turns, format: "md" });
    const response = await fetch(`${site.address}/ask/export`, {
      method: "POST",
      body: form,
      headers: { "x-user": user },
    });
    return response.status;
  };
  expect([await saved("zhang"), await saved("li")]).toEqual([200, 409]);
  const vote = { id: "abcdefghijkl", question: SAID[0], answer, isGood: false, history: [], reason: null };
  expect((await text(site, "/ask/vote", { "x-user": "li" }, vote)).slice(0, 3)).toBe("409");
  expect((await text(site, "/ask/vote", { "x-user": "zhang" }, vote)).slice(0, 3)).toBe("200");
  expect((await site.feedback.disliked(10)).map(({ scope }) => scope?.split("\n").slice(1))).toEqual([
    ["内部"],
  ]);
});
