/** The cases as a program of LangChain asks them: each document and each artifact can be cited to the letter. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ToolMessage } from "@langchain/core/messages";
import { afterAll, describe, expect, it } from "vitest";
import { withoutLineBreaks } from "../../src/grounding/ground.ts";
import { type OpenCases, openCases, type PassageMetadata } from "../../src/langchain.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { contractAnswer } from "../contract-schema.ts";
import { CORPUS, newFolder } from "../e2e/start.ts";

const data = newFolder();
let opened: Promise<OpenCases> | undefined;

function openOnce(): Promise<OpenCases> {
  opened ??= openCases({ settings: { CORPUS_DIR: CORPUS, DATA_DIR: data } });
  return opened;
}

afterAll(async () => (await opened)?.close());

async function messageOf(cases: OpenCases, name: string, args: Record<string, unknown>) {
  const tool = cases.tools.find((one) => one.name === name);
  const message = await tool?.invoke({ type: "tool_call", id: "1", name, args });
  if (!ToolMessage.isInstance(message)) throw new Error(`expected a message of ${name}, found none`);
  return message;
}

describe("the retriever", () => {
  it("gives passages of the source with the place where they stand", async () => {
    const cases = await openOnce();
    const documents = await cases.retriever({ limit: 3 }).invoke("镇江挽回了多少损失？");
    expect(documents).toHaveLength(3);
    for (const { pageContent, metadata } of documents) {
      const source = readFileSync(join(CORPUS, metadata.file), "utf8");
      const words = withoutLineBreaks(source.slice(metadata.start, metadata.end));
      expect(words).toBe(withoutLineBreaks(pageContent));
    }
    expect(documents[0]?.metadata).toMatchObject({
      organization: "江苏镇江市总工会",
      section: "应用成效",
      item: null,
      address: expect.stringMatching(/^江苏镇江市总工会·应用成效·第/),
    } satisfies { [Name in keyof PassageMetadata]?: unknown });
  });

  it("goes into a chain like any other", async () => {
    const cases = await openOnce();
    const chain = cases
      .retriever({ limit: 1 })
      .pipe((documents) => documents.map(({ metadata }) => metadata.organization));
    expect(await chain.invoke("圆通的免费宿舍")).toEqual(["圆通速递有限公司工会"]);
  });
});

describe("the tools", () => {
  it("say what people read, with the whole answer beside it", async () => {
    const cases = await openOnce();
    const inputs = {
      ask: { question: "镇江挽回了多少损失？" },
      quote: { name: "圆通", section: "应用成效" },
      summary: { name: "镇江", length: "one" },
      cases: {},
      compare: { names: ["圆通", "齐河"] },
      verify: { text: "为120名劳动者挽回经济损失181.9万元。" },
    };
    for (const [name, input] of Object.entries(inputs)) {
      const { content, artifact } = await messageOf(cases, name, input);
      expect(content, name).toBe(contractAnswer.parse(artifact).text);
    }
    const { artifact } = await messageOf(cases, "search", { query: "欠薪", limit: 2 });
    expect(artifact).toMatchObject({ hits: [{ rank: 1 }, { rank: 2 }] });
    expect(cases.tools.map(({ name }) => name)).toEqual([...Object.keys(inputs), "search"]);
  });

  it("refuse what has not their shape", async () => {
    const ask = (await openOnce()).tools.find(({ name }) => name === "ask");
    await expect(ask?.invoke({ question: 1 })).rejects.toThrow("“question”应为一段文字");
  });

  it("leave what could not be answered to whoever looks after the cases", async () => {
    await messageOf(await openOnce(), "ask", { question: "镇江工会主席的手机号是多少？" });
    const feedback = await sqliteStoresIn(data).feedback({ warn: () => {} });
    expect(await feedback.unanswered(1)).toMatchObject([{ question: "镇江工会主席的手机号是多少？" }]);
    await feedback.close();
  });
});

it("a closed folder is read only in the name of who may read it", async () => {
  const corpus = newFolder();
  mkdirSync(join(corpus, "内部"));
  writeFileSync(join(corpus, "公开.md"), "# 岚州市总工会\n\n## 职工之家\n\n建成职工之家12个。\n");
  writeFileSync(join(corpus, "内部", "内部.md"), "# 青溪县总工会\n\n## 职工书屋\n\n建成职工书屋34个。\n");
  writeFileSync(join(corpus, "内部", "读者.txt"), "程序：办公室\n");
  const found = async (as?: string) => {
    const settings = { CORPUS_DIR: corpus, DATA_DIR: newFolder() };
    const cases = await openCases({ settings, ...(as && { as }) });
    const documents = await cases.retriever().invoke("职工书屋");
    await cases.close();
    return documents.some(({ pageContent }) => pageContent.includes("34个"));
  };
  expect([await found(), await found("程序：办公室")]).toEqual([false, true]);
  await expect(found("谁")).rejects.toThrow("--as");
});
