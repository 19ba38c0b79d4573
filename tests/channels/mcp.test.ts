/** The abilities as tools of an assistant: a client that is not ours calls them, over a started program and over HTTP. */

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { contractAnswer } from "../contract-schema.ts";
import { CORPUS, newFolder, ROOT, run, start } from "../e2e/start.ts";
import { ownAbilities, serve } from "../web/serve.ts";

const clients: Client[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  clients.push(client);
  await client.connect(transport);
  return client;
}

function overStdio(data = newFolder()): Promise<Client> {
  const transport = new StdioClientTransport({
    command: `${ROOT}/node_modules/.bin/node`,
    args: [`${ROOT}/src/cli.ts`, "mcp", "--corpus", CORPUS, "--data", data],
    stderr: "pipe",
  });
  return connected(transport);
}

let program: Promise<Client> | undefined;

/** One program for all: its start takes seconds. */
function overOneStdio(): Promise<Client> {
  program ??= overStdio().finally(() => clients.splice(0));
  return program;
}

afterAll(async () => (await program)?.close());

async function overHttp(serving: Parameters<typeof serve>[0] = {}, headers: Record<string, string> = {}) {
  const { address } = await serve(serving);
  return connected(
    new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit: { headers } }) as Transport,
  );
}

const TOOLS: readonly (readonly [string, Record<string, unknown>])[] = [
  ["ask", { question: "镇江挽回了多少损失？" }],
  ["quote", { name: "圆通", section: "应用成效" }],
  ["summary", { name: "镇江", length: "one" }],
  ["cases", {}],
  ["compare", { names: ["圆通", "齐河"] }],
  ["verify", { text: "为120名劳动者挽回经济损失181.9万元。" }],
  ["search", { query: "欠薪", limit: 2 }],
];

const textOf = (result: Awaited<ReturnType<Client["callTool"]>>) =>
  (result.content as { type: string; text: string }[]).map(({ text }) => text).join("");

describe.each([
  ["over standard input and output", overOneStdio],
  ["over HTTP", () => overHttp()],
])("%s", (_, connect) => {
  it("every ability is a tool that only reads, and gives what its schema says", async () => {
    const client = await connect();
    expect(client.getServerCapabilities()).toEqual({ tools: {}, resources: {}, prompts: {} });
    expect(client.getServerVersion()).toMatchObject({ name: "anlitong" });
    expect(client.getInstructions()).toContain("原文");
    // The client checks what it gets against the schemas of this list.
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([...TOOLS.map(([name]) => name), "fetch"]);
    for (const { annotations, inputSchema, outputSchema, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      expect([inputSchema.type, outputSchema?.type]).toEqual(["object", "object"]);
      expect(description).toMatch(/。$/);
    }
    for (const [name, input] of TOOLS) {
      const result = await client.callTool({ name, arguments: input });
      expect(result.isError, name).toBeFalsy();
      if (name === "search")
        expect(result.structuredContent).toMatchObject({ hits: [{ rank: 1 }, { rank: 2 }] });
      else {
        const contract = contractAnswer.parse(result.structuredContent);
        expect(textOf(result), name).toBe(contract.text);
      }
    }
  });

  it("finds documents, fetches them whole and in parts, and lists them as resources", async () => {
    const client = await connect();
    await client.listTools();
    const jsonOf = async (name: string, input: Record<string, unknown>) => {
      const result = await client.callTool({ name, arguments: input });
      expect((result.content as unknown[]).length).toBe(1);
      return JSON.parse(textOf(result));
    };
    const { results } = await jsonOf("search", { query: "挽回经济损失", limit: 1 });
    expect(results).toMatchObject([
      { id: expect.stringMatching(/^case:\/\//), title: expect.stringContaining("江苏镇江市总工会") },
    ]);
    const part = await jsonOf("fetch", { id: results[0].id });
    expect(part).toMatchObject({ id: results[0].id, title: results[0].title });
    expect(part.text).toContain("181.9万元");
    const { resources } = await client.listResources();
    expect(resources).toHaveLength(10);
    const whole = resources.find(({ uri }) => results[0].id.startsWith(`${uri}/`));
    const { contents } = await client.readResource({ uri: whole?.uri ?? "" });
    expect((await jsonOf("fetch", { id: whole?.uri })).text).toBe((contents[0] as { text: string }).text);
    expect((contents[0] as { text: string }).text).toContain(part.text.split("\n")[1]);
    const none = await client.callTool({ name: "fetch", arguments: { id: "case://none" } });
    expect([none.isError, textOf(none)]).toEqual([true, "没有“case://none”；id 请照 search 的 results 填写"]);
    await expect(client.readResource({ uri: "file:///etc/passwd" })).rejects.toThrow(
      "没有“file:///etc/passwd”",
    );
  });

  it("offers what people choose in the menu of an assistant", async () => {
    const client = await connect();
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(["summarise", "compare", "verify"]);
    const { messages } = await client.getPrompt({ name: "summarise", arguments: { name: "镇江" } });
    expect(messages).toMatchObject([
      { role: "user", content: { text: expect.stringContaining("“镇江”的案例") } },
    ]);
    await expect(client.getPrompt({ name: "verify", arguments: {} })).rejects.toThrow("缺少“text”");
  });

  it("what is wrong with a call is told to the assistant, and the connection goes on", async () => {
    const client = await connect();
    const called = async (name: string, input: Record<string, unknown>) => {
      const result = await client.callTool({ name, arguments: input });
      return [result.isError, textOf(result)];
    };
    expect(await called("ask", {})).toEqual([true, "“question”应为一段文字"]);
    expect(await called("ask", { question: "问".repeat(2_000) })).toEqual([
      true,
      "问题有 2000 字，最多 1000 字，请精简后再试。",
    ]);
    expect(await called("delete", {})).toEqual([
      true,
      expect.stringContaining("没有“delete”这个工具；可用的工具：ask、"),
    ]);
    const [isError, text] = await called("ask", { question: "镇江工会主席的手机号是多少？" });
    expect([isError, text]).toEqual([undefined, expect.stringContaining("没有")]);
  });

  it("tells who wants to know how far an answer is", async () => {
    const client = await connect();
    const told: unknown[] = [];
    const { transport } = client;
    if (!transport) throw new Error("expected a connection");
    const { onmessage } = transport;
    // Listened to at the wire: what arrives together with the answer the client itself passes on to nobody.
    transport.onmessage = (message, extra) => {
      if ("method" in message && message.method === "notifications/progress")
        told.push(message.params?.message);
      onmessage?.(message, extra);
    };
    await client.callTool({ name: "ask", arguments: { question: "镇江挽回了多少损失？" } }, undefined, {
      onprogress: () => {},
    });
    expect(told).toEqual(["正在检索案例……", "正在核对引文……"]);
  });
});

describe("the program on standard input and output", () => {
  const message = (id: number, method: string, params: object) =>
    JSON.stringify({ jsonrpc: "2.0", id, method, params });
  const BEGIN = message(1, "initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  });
  const ask = (id: number, question: string) =>
    message(id, "tools/call", { name: "ask", arguments: { question } });
  const data = newFolder();
  const args = ["src/cli.ts", "mcp", "--corpus", CORPUS, "--data", data];

  it("prints nothing but the protocol, answers what it was asked, and ends with its input", async () => {
    const input = `${[BEGIN, "no json", ask(2, "镇江挽回了多少损失？"), ask(3, "今天天气怎么样？")].join("\n")}\n`;
    const { code, out, err } = await run("node", args, { input });
    expect(code).toBe(0);
    const messages = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(messages.map(({ jsonrpc, id }) => [jsonrpc, id]).toSorted()).toEqual([
      ["2.0", 1],
      ["2.0", 2],
      ["2.0", 3],
    ]);
    expect(err).toContain("注意：MCP：");
  });

  it("ends when whoever started it is gone", async () => {
    const { child, ended, shows } = start("node", args);
    child.stdin.write(`${BEGIN}\n`);
    await shows('"id":1');
    child.stdout.destroy();
    child.stdin.end();
    expect((await ended).code).toBe(0);
  });

  it("remembers what could not be answered", async () => {
    const client = await overStdio(data);
    await client.callTool({ name: "ask", arguments: { question: "镇江工会主席的手机号是多少？" } });
    await client.close();
    const feedback = await sqliteStoresIn(data).feedback({ warn: () => {} });
    expect(await feedback.unanswered(1)).toMatchObject([{ question: "镇江工会主席的手机号是多少？" }]);
    await feedback.close();
  });
});

describe("the server at /mcp", () => {
  it("stands behind the same access as every page", async () => {
    await expect(overHttp({ token: "s3cret" })).rejects.toThrow();
    const client = await overHttp({ token: "s3cret" }, { Authorization: "Bearer s3cret" });
    expect((await client.listTools()).tools).toHaveLength(TOOLS.length + 1);
  });

  it("limits calls for each person where people have to be let in", async () => {
    const client = await overHttp({ userHeader: "X-User", perPerson: 1 }, { "X-User": "a" });
    const call = () => client.callTool({ name: "cases", arguments: {} });
    expect((await call()).isError).toBeFalsy();
    const second = await call();
    expect([second.isError, textOf(second)]).toEqual([true, "问得有点快，请过一分钟再试。"]);
  });

  it("gives up a call whose client leaves, and tells failures by a number", async () => {
    const begun = Promise.withResolvers<void>();
    const givenUp = Promise.withResolvers<void>();
    const abilities: Abilities = {
      ...(await ownAbilities()),
      answer: (_, asking = {}) =>
        new Promise((_resolve, reject) => {
          begun.resolve();
          asking.signal?.addEventListener("abort", () => {
            givenUp.resolve();
            reject(asking.signal?.reason);
          });
        }),
      verify: async () => {
        throw new Error("secret path");
      },
    };
    const { address, log } = await serve({ abilities });
    const client = await connected(new StreamableHTTPClientTransport(new URL(`${address}/mcp`)) as Transport);
    const failed = await client.callTool({ name: "verify", arguments: { text: "工会" } });
    expect([failed.isError, textOf(failed)]).toEqual([
      true,
      expect.stringMatching(/^没能处理完，请稍后再试。（编号 [0-9a-f]{8}）$/),
    ]);
    expect(log.lines.some((line) => line.includes("secret path"))).toBe(true);
    const call = client.callTool({ name: "ask", arguments: { question: "问" } });
    call.catch(() => {});
    await begun.promise;
    await client.close();
    await givenUp.promise;
  });

  it("takes no request that is too large, and no other method", async () => {
    const { address } = await serve();
    const headers = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };
    const large = await fetch(`${address}/mcp`, {
      method: "POST",
      headers,
      body: `"${"x".repeat(300_000)}"`,
    });
    expect(large.status).toBe(413);
    for (const method of ["GET", "DELETE"])
      expect((await fetch(`${address}/mcp`, { method, headers })).status).toBe(405);
  });
});
