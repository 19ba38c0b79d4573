/** The interface for programs, over a real server: what is asked as JSON, what comes back, and what is refused. */

import { setTimeout as sleep } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import type { Asking } from "../../src/answer/asking.ts";
import { contractAnswer } from "../contract-schema.ts";
import { searchLineShape } from "../e2e/contract.ts";
import { ownAbilities, serve } from "./serve.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

function post(address: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${address}/api/${path}`, {
    method: "POST",
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** Status and body of a refusal; the body has this shape and no other. */
async function problem(response: Response): Promise<[number, string, string]> {
  expect(response.headers.get("content-type")).toContain("application/json");
  const body = (await response.json()) as { error: { code: string; message: string } };
  expect(body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  return [response.status, body.error.code, body.error.message];
}

interface Event {
  readonly event: string;
  readonly data: unknown;
}

async function eventsOf(response: Response): Promise<Event[]> {
  return (await response.text()).split("\n\n").flatMap((block) => {
    const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
    return event === undefined ? [] : [{ event, data: JSON.parse(data ?? "") }];
  });
}

/** An answer that is under way until whoever asked gives up. */
async function neverAnswering() {
  const begun = Promise.withResolvers<Asking>();
  const givenUp = Promise.withResolvers<void>();
  const abilities: Abilities = {
    ...(await ownAbilities()),
    answer: (_, asking = {}) =>
      new Promise((_resolve, reject) => {
        asking.onStage?.("retrieving");
        asking.onStage?.("composing");
        begun.resolve(asking);
        asking.signal?.addEventListener("abort", () => {
          givenUp.resolve();
          reject(asking.signal?.reason);
        });
      }),
  };
  return { abilities, begun: begun.promise, givenUp: givenUp.promise };
}

describe("the interface", () => {
  it.each([
    ["ask", { question: "镇江挽回了多少损失？" }, "grounded"],
    ["ask", { question: "那它的成效呢？", history: ["介绍一下镇江的案例"] }, "grounded"],
    ["ask", { question: "镇江工会主席的手机号是多少？", history: null }, "not-found"],
    ["quote", { name: "圆通", section: "应用成效" }, "excerpt"],
    ["quote", { name: "齐齐哈尔", section: "主要内容", item: "(二)" }, "excerpt"],
    ["quote", { name: "圆通", section: null, item: null }, "excerpt"],
    ["summary", { name: "镇江", length: "three" }, "summary"],
    ["summary", { name: "没有这个单位" }, "ambiguous"],
    ["cases", {}, "listing"],
    ["compare", { names: ["圆通", "齐河"], section: "应用成效" }, "comparison"],
    ["verify", { text: "为110名劳动者挽回经济损失181.9万元。" }, "verification"],
    ["verify", { text: "为120名劳动者挽回经济损失181.9万元。" }, "verification"],
  ])("answers %s %j with the contract's object", async (name, input, kind) => {
    const { address } = await serve();
    const response = await post(address, name, input);
    expect(response.status).toBe(200);
    const object = await response.json();
    if (kind !== "ambiguous") expect(contractAnswer.parse(object).kind).toBe(kind);
    else expect(object).toMatchObject({ citations: [] });
  });

  it("lists the catalogue to who only looks, too", async () => {
    const { address } = await serve();
    const [read, posted] = await Promise.all([fetch(`${address}/api/cases`), post(address, "cases", {})]);
    expect(await read.json()).toEqual(await posted.json());
    expect((await fetch(`${address}/api/cases`, { method: "HEAD" })).status).toBe(200);
  });

  it("says in which cell of a comparison which words stand", async () => {
    const { address } = await serve();
    const object = contractAnswer.parse(
      await (await post(address, "compare", { names: ["圆通", "齐河"] })).json(),
    );
    if (object.kind !== "comparison") throw new Error(`expected a comparison, found ${object.kind}`);
    const { rows, cases, citations } = object;
    for (const { cells } of rows)
      expect(cells.map(({ caseId }) => caseId)).toEqual(cases.map(({ id }) => id));
    const placed = rows.flatMap(({ cells }) =>
      cells.flatMap(({ caseId, citations: numbers }) => numbers.map((number) => [number, caseId])),
    );
    expect(placed.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(
      citations.map(({ number, case: of }) => [number, of.id]),
    );
  });

  it("searches, best first, at most so many", async () => {
    const { address } = await serve();
    const response = await post(address, "search", { query: "欠薪", limit: 3 });
    const { hits } = searchLineShape.parse({ id: 1, elapsedMs: 0, ...((await response.json()) as object) });
    expect(hits.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  it("lets citations lead to where readers find it", async () => {
    const { address } = await serve({ publicUrl: "https://cases.example.org" });
    const object = contractAnswer.parse(
      await (await post(address, "ask", { question: "镇江挽回了多少损失？" })).json(),
    );
    for (const { url } of object.citations) expect(url).toMatch(/^https:\/\/cases\.example\.org\/cases\//);
  });
});

describe("what cannot be used", () => {
  it.each([
    ["ask", "{", 400, "not-json", "请求的内容应为 UTF-8 编码的 JSON。"],
    ["ask", "", 400, "not-json", "请求的内容应为 UTF-8 编码的 JSON。"],
    ["ask", "[]", 422, "wrong-input", "应为一个 JSON 对象"],
    ["ask", "null", 422, "wrong-input", "应为一个 JSON 对象"],
    ["ask", {}, 422, "wrong-input", "“question”应为一段文字"],
    ["ask", { question: 1 }, 422, "wrong-input", "“question”应为一段文字"],
    ["ask", { question: "问", history: "问" }, 422, "wrong-input", "“history”应为若干段文字"],
    [
      "ask",
      { question: "问", historys: [] },
      422,
      "wrong-input",
      "没有“historys”这样的字段；可用的字段：question、history",
    ],
    [
      "ask",
      { question: "问".repeat(1_001) },
      422,
      "wrong-input",
      "问题有 1001 字，最多 1000 字，请精简后再试。",
    ],
    [
      "ask",
      { question: "问", history: Array(101).fill("问") },
      422,
      "wrong-input",
      "“history”最多 100 个问题",
    ],
    ["quote", { name: ["圆通"] }, 422, "wrong-input", "“name”应为一段文字"],
    ["summary", { name: "圆通", length: "two" }, 422, "wrong-input", "“length”应为 one、three 或 full"],
    ["cases", { all: true }, 422, "wrong-input", "没有“all”这样的字段；可用的字段：无"],
    ["compare", { names: ["圆通"] }, 422, "wrong-input", "“names”应为 2 到 5 个案例名称"],
    ["compare", { names: Array(6).fill("圆通") }, 422, "wrong-input", "“names”应为 2 到 5 个案例名称"],
    [
      "verify",
      { text: "字".repeat(4_001) },
      422,
      "wrong-input",
      "要核对的文字有 4001 字，最多 4000 字，请精简后再试。",
    ],
    ["search", { query: "工会", limit: 0 }, 422, "wrong-input", "“limit”应为 1 到 1000 之间的整数"],
    ["search", { query: "工会", limit: 1.5 }, 422, "wrong-input", "“limit”应为 1 到 1000 之间的整数"],
    ["nothing", {}, 404, "not-found", "没有这个接口；全部接口见 /api/openapi.json。"],
    ["__proto__", {}, 404, "not-found", "没有这个接口；全部接口见 /api/openapi.json。"],
  ])("%s %j is refused with %i %s", async (name, body, status, code, message) => {
    const { address, log } = await serve();
    expect(await problem(await post(address, name, body))).toEqual([status, code, message]);
    expect(log.lines).toEqual([]);
  });

  it("is refused as an error too where events are wanted", async () => {
    const { address } = await serve();
    const response = await post(address, "ask", { question: 1 }, { Accept: "text/event-stream" });
    expect(await problem(response)).toEqual([422, "wrong-input", "“question”应为一段文字"]);
  });

  it("says which method is right", async () => {
    const { address } = await serve();
    const response = await fetch(`${address}/api/ask`);
    expect(response.headers.get("allow")).toBe("POST");
    expect(await problem(response)).toEqual([405, "wrong-method", "应使用 POST 方法。"]);
    const document = await post(address, "openapi.json", {});
    expect((await problem(document))[0]).toBe(405);
  });

  it("says which type of content is right, so that no form of another site can ask", async () => {
    const { address } = await serve();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
      const body = new Blob(['{"question":"问"}'], { type });
      const response = await fetch(`${address}/api/ask`, { method: "POST", body });
      expect((await problem(response)).slice(0, 2), type).toEqual([415, "wrong-type"]);
    }
  });

  it("is not read to its end where it is too large, whatever it says of its size", async () => {
    const { address } = await serve();
    const large = JSON.stringify({ question: "x".repeat(2_000_000) });
    expect((await problem(await post(address, "ask", large))).slice(0, 2)).toEqual([413, "too-large"]);
    const chunked = await fetch(`${address}/api/ask`, {
      method: "POST",
      headers: JSON_TYPE,
      body: new Blob([large]).stream(),
      duplex: "half",
    } as RequestInit);
    expect((await problem(chunked)).slice(0, 2)).toEqual([413, "too-large"]);
  });

  it("is no UTF-8", async () => {
    const { address } = await serve();
    const body = new Blob([new Uint8Array([0x22, 0xff, 0x22])], { type: "application/json" });
    const response = await fetch(`${address}/api/ask`, { method: "POST", body });
    expect((await problem(response)).slice(0, 2)).toEqual([400, "not-json"]);
  });
});

describe("access", () => {
  it("is refused in JSON to who does not show the token", async () => {
    const { address } = await serve({ token: "s3cret" });
    const stranger = await post(address, "ask", { question: "问" });
    expect(stranger.headers.get("www-authenticate")).toBe("Bearer");
    expect((await problem(stranger)).slice(0, 2)).toEqual([401, "no-access"]);
    const known = await post(address, "cases", {}, { Authorization: "Bearer s3cret" });
    expect(known.status).toBe(200);
  });

  it("is refused to pages of other sites", async () => {
    const { address } = await serve();
    const foreign = await post(address, "ask", { question: "问" }, { Origin: "https://evil.example" });
    expect((await problem(foreign)).slice(0, 2)).toEqual([403, "foreign-site"]);
  });

  it("is limited for each person where people have to be let in, and for nobody else", async () => {
    const { address } = await serve({ userHeader: "X-User", perPerson: 2 });
    const as = (user: string) => post(address, "verify", { text: "工会" }, { "X-User": user });
    expect((await as("a")).status).toBe(200);
    expect((await as("a")).status).toBe(200);
    const third = await as("a");
    expect(third.headers.get("retry-after")).toBe("60");
    expect(await problem(third)).toEqual([429, "too-many", "问得有点快，请过一分钟再试。"]);
    expect((await as("b")).status).toBe(200);
    const open = await serve({ perPerson: 1 });
    for (let i = 0; i < 3; i += 1) expect((await post(open.address, "cases", {})).status).toBe(200);
  });
});

describe("questions as events", () => {
  it("come with their stages, then their answer, the same as without", async () => {
    const { address } = await serve();
    const question = { question: "镇江挽回了多少损失？" };
    const response = await post(address, "ask", question, { Accept: "text/event-stream" });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=UTF-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const events = await eventsOf(response);
    expect(events.slice(0, -1)).toEqual([
      { event: "stage", data: { stage: "retrieving" } },
      { event: "stage", data: { stage: "grounding" } },
    ]);
    expect(events.at(-1)).toEqual({
      event: "answer",
      data: await (await post(address, "ask", question)).json(),
    });
  });

  it("are given up when their reader leaves", async () => {
    const { abilities, begun, givenUp } = await neverAnswering();
    const { address, log } = await serve({ abilities });
    const leaving = new AbortController();
    const response = await fetch(`${address}/api/ask`, {
      method: "POST",
      headers: { ...JSON_TYPE, Accept: "text/event-stream" },
      body: '{"question":"问"}',
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain("retrieving");
    await begun;
    leaving.abort();
    await givenUp;
    await sleep(20);
    expect(log.lines).toEqual([]);
  });

  it("are given up as JSON too", async () => {
    const { abilities, begun, givenUp } = await neverAnswering();
    const { address, log } = await serve({ abilities });
    const leaving = new AbortController();
    const response = fetch(`${address}/api/ask`, {
      method: "POST",
      headers: JSON_TYPE,
      body: '{"question":"问"}',
      signal: leaving.signal,
    });
    await begun;
    leaving.abort();
    await expect(response).rejects.toThrow();
    await givenUp;
    await sleep(20);
    expect(log.lines.filter((line) => !line.startsWith("debug"))).toEqual([]);
  });

  it("that fail end with an error whose number is in the log", async () => {
    const abilities: Abilities = {
      ...(await ownAbilities()),
      answer: async () => {
        throw new Error("secret path");
      },
    };
    const { address, log } = await serve({ abilities });
    const response = await post(address, "ask", { question: "问" }, { Accept: "text/event-stream" });
    const [event] = await eventsOf(response);
    expect(event).toEqual({
      event: "error",
      data: {
        code: "failed",
        message: expect.stringMatching(/^服务器出错，请稍后再试。（编号 [0-9a-f]{8}）$/),
      },
    });
    expect(log.lines.find((line) => line.startsWith("error"))).toContain("secret path");
  });
});

describe("failures", () => {
  const broken = async (isReady: boolean): Promise<Abilities> => {
    const fail = async () => {
      throw new Error("secret path");
    };
    const own = await ownAbilities();
    return { ...own, verify: fail, version: isReady ? own.version : fail };
  };

  it("tell the asker a number, and the operator the rest", async () => {
    const { address, log } = await serve({ abilities: await broken(true) });
    const [status, code, message] = await problem(await post(address, "verify", { text: "工会" }));
    expect([status, code]).toEqual([500, "failed"]);
    const [, trace] = /（编号 ([0-9a-f]{8})）/.exec(message) ?? [];
    expect(log.lines.find((line) => line.includes(String(trace)))).toContain("secret path");
    expect(message).not.toContain("secret");
  });

  it("are told from an index that cannot be answered from", async () => {
    const { address } = await serve({ abilities: await broken(false) });
    const [status, code] = await problem(await post(address, "verify", { text: "工会" }));
    expect([status, code]).toEqual([503, "unavailable"]);
  });
});

describe("the OpenAPI document", () => {
  const read = async () => {
    const { address } = await serve({ publicUrl: "https://cases.example.org" });
    return (await fetch(`${address}/api/openapi.json`)).json() as Promise<{
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: Record<string, object>; responses: Record<string, object> };
    }>;
  };
  interface Operation {
    readonly operationId: string;
    readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
    readonly responses: Record<string, { readonly content: Record<string, { readonly schema: object }> }>;
  }

  it("names every operation once, and nothing that it does not describe", async () => {
    const document = await read();
    expect(document.openapi).toBe("3.1.0");
    expect(document).toMatchObject({ servers: [{ url: "https://cases.example.org" }] });
    expect(Object.keys(document.paths)).toEqual(
      ["ask", "quote", "summary", "cases", "compare", "verify", "search"].map((name) => `/api/${name}`),
    );
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, to]) => to);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of new Set(references)) {
      const target = String(reference)
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect(target, reference).toBeDefined();
    }
  });

  it("describes what is really sent and taken", async () => {
    const document = await read();
    const { address } = await serve();
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(document, "doc");
    const validate = (schema: object, value: unknown) => {
      const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"doc#/')));
      return { isValid: check(value), errors: check.errors };
    };
    const inputs: Record<string, object> = {
      ask: { question: "那它的成效呢？", history: ["介绍一下镇江的案例"] },
      quote: { name: "圆通", section: null },
      summary: { name: "镇江", length: "one" },
      cases: {},
      compare: { names: ["圆通", "齐河"] },
      verify: { text: "为120名劳动者挽回经济损失181.9万元。" },
      search: { query: "欠薪" },
    };
    for (const [name, input] of Object.entries(inputs)) {
      const { requestBody, responses = {} } = document.paths[`/api/${name}`]?.post ?? {};
      const taken = requestBody?.content["application/json"]?.schema ?? {};
      expect(validate(taken, input), name).toEqual({ isValid: true, errors: null });
      expect(validate(taken, { wrong: 1 }).isValid, name).toBe(false);
      const given = responses[200]?.content["application/json"]?.schema ?? {};
      const object = await (await post(address, name, input)).json();
      expect(validate(given, object), name).toEqual({ isValid: true, errors: null });
      expect(validate(given, {}).isValid, name).toBe(false);
    }
  });
});
