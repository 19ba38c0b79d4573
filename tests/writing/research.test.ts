/** Questions about several cases that no list answers, looked up with tools. */

import { describe, expect, it } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import { createEvidence } from "../../src/answer/writing/evidence.ts";
import { toolsOver } from "../../src/answer/writing/write-researched.ts";
import type { Research, Researcher } from "../../src/models/model.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { clausesIn, countTokens, honest, pointing, scriptedWriter } from "./scripted.ts";

const knowledge = await openKnowledge();

type Use = (name: string, input: object) => Promise<string>;

/** Uses the tools as a test has it, and concludes. */
function researcherWho(study: (use: Use, asked: Research<unknown>) => Promise<unknown>): Researcher {
  return {
    id: "test:scripted",
    async research(asked) {
      const use: Use = async (name, input) => {
        const tool = asked.tools.find((one) => one.name === name);
        if (!tool) throw new Error(`no tool ${name}`);
        return tool.run(tool.shape.parse(input));
      };
      asked.onUsage?.({ promptTokens: 900, completionTokens: 80 });
      return asked.shape.parse(await study(use, asked as Research<unknown>));
    },
  };
}

/** It asks which cases, and none is listed. */
const QUESTION = "哪些地方让骑手歇脚时能喝上一口热乎的？";

const toolsWith = (room = 10_000) => {
  const evidence = createEvidence(room, countTokens);
  const tools = new Map(toolsOver(knowledge, evidence).map((tool) => [tool.name, tool]));
  const run = (name: string, input: object) => tools.get(name)?.run(input) ?? Promise.reject(new Error(name));
  return { evidence, run };
};

describe("a question about several cases", () => {
  it("is one that no list answers", async () => {
    expect((await knowledge.ask(QUESTION)).kind).not.toBe("listing");
  });

  it("is looked up, and answered with clauses of each case", async () => {
    const researcher = researcherWho(async (use, { maxSteps, maxSpent }) => {
      expect([maxSteps, maxSpent]).toEqual([6, 16_000]);
      const found = clausesIn(await use("search", { words: "驿站 休息 饮水" }));
      const cases = Map.groupBy(found, ({ head }) => head.split("｜")[0]);
      return pointing([...cases.values()].slice(0, 2).flatMap(([first]) => (first ? [first.id] : [])));
    });
    const writer = scriptedWriter(honest, { room: 3_000, researcher });
    const answer = contractOf(await respond({ question: QUESTION }, { ...knowledge, writer }));
    expect(answer).toMatchObject({ kind: "grounded", by: "test:scripted" });
    expect(writer.asked).toEqual([]);
    expect(writer.records).toMatchObject([
      { prompt: "research", outcome: "pointed", promptTokens: 900, completionTokens: 80 },
    ]);
  });

  it("is answered as without a model where the research comes to nothing", async () => {
    const plain = contractOf(await knowledge.ask(QUESTION));
    for (const study of [
      async () => pointing(["S9999.1", "各地都有驿站9999个"]),
      () => Promise.reject(new Error("步数用完")),
    ]) {
      const writer = scriptedWriter(honest, { room: 3_000, researcher: researcherWho(study) });
      const answer = contractOf(await respond({ question: QUESTION }, { ...knowledge, writer }));
      expect({ kind: answer.kind, by: answer.by, claims: answer.claims }).toEqual({
        kind: plain.kind,
        by: plain.by,
        claims: plain.claims,
      });
    }
  });

  it("is answered from what is at hand where nothing can be looked up", async () => {
    const writer = scriptedWriter(honest, { room: 3_000 });
    await respond({ question: QUESTION }, { ...knowledge, writer });
    expect(writer.asked.map(({ name }) => name)).toEqual(["answer"]);
  });
});

describe("the tools", () => {
  it("list every case by its organisation", async () => {
    const { run } = toolsWith();
    const listed = await run("list_cases", {});
    for (const { role, organization } of await knowledge.store.cases())
      if (role === "case") expect(listed).toContain(organization);
  });

  it("read a section of a case that is named in short, its clauses numbered", async () => {
    const { evidence, run } = toolsWith();
    const shown = clausesIn(await run("read_section", { case: "圆通", section: "应用成效" }));
    expect(shown.length).toBeGreaterThan(0);
    for (const { id, text } of shown) {
      const [sentence = 0, clause = 0] = id.slice(1).split(".").map(Number);
      const found = evidence.find(sentence)[clause - 1];
      expect(found?.passage.section).toBe("应用成效");
      expect(found?.sentence.text.replace(/\s+/g, " ")).toContain(text);
    }
  });

  it("say so where there is nothing, whatever they are given", async () => {
    const { run } = toolsWith();
    for (const input of [
      { case: "火星", section: "成效" },
      { case: "", section: "" },
    ])
      expect(await run("read_section", input)).toBe("没有找到。");
    for (const words of ["", "\u0000", "〇".repeat(5_000)])
      expect(await run("search", { words })).toBeTypeOf("string");
  });

  it("show no more than there is room for", async () => {
    const { evidence, run } = toolsWith(300);
    for (const words of ["职工之家", "驿站", "欠薪", "入会"]) await run("search", { words });
    expect(countTokens(evidence.text)).toBeLessThanOrEqual(300);
  });
});
