/** A question through to its answer with a model that does as a test says. */

import { describe, expect, it, vi } from "vitest";
import type { AnswerStage } from "../../src/answer/asking.ts";
import { respond } from "../../src/answer/respond.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { honest, type Script, type ScriptedWriter, scriptedWriter } from "./scripted.ts";

const knowledge = await openKnowledge();

const FACT = "镇江挽回了多少损失，帮了几个人？";

const OTHER = "旌阳的“前置服务”模式怎么运作？";

const ask = (writer: ScriptedWriter, question: string, ...history: string[]) =>
  respond({ question, history }, { ...knowledge, writer });

/** Claims one sentence, the first that holds the words, as it stands. */
const claiming =
  (words: string, text = words): Script =>
  (_, sentences) => ({
    sufficient: true,
    claims: [{ text, sentences: sentences.filter((one) => one.text.includes(words)).map(({ id }) => id) }],
  });

const failing =
  (error: Error): Script =>
  () => {
    throw error;
  };

describe("an answer in a model's words", () => {
  it("names the model, and quotes the sentences that it points at, word for word", async () => {
    const writer = scriptedWriter(claiming("181.9万元", "为110名劳动者挽回经济损失181.9万元"));
    const { by, kind, claims, citations, text, fallback } = contractOf(await ask(writer, FACT));
    expect({ by, kind, fallback }).toEqual({ by: "test:scripted", kind: "grounded", fallback: undefined });
    expect(claims).toEqual([{ text: "为110名劳动者挽回经济损失181.9万元", citations: [1] }]);
    expect(citations[0]?.quote).toContain("为110名劳动者挽回经济损失181.9万元");
    expect(text).toMatch(
      /^模型归纳（scripted，请以原文为准）：\n为110名劳动者.*\[1\]\n\n原文摘录：\n\n\[1\] /,
    );
  });

  it("keeps the claims that hold and drops the others", async () => {
    const writer = scriptedWriter((asked, sentences) => {
      const good = claiming("181.9万元", "挽回经济损失181.9万元")(asked, sentences) as { claims: object[] };
      return {
        sufficient: true,
        claims: [{ text: "挽回经济损失281.9万元", sentences: ["S1"] }, ...good.claims],
      };
    });
    const { claims } = contractOf(await ask(writer, FACT));
    expect(claims.map(({ text }) => text)).toEqual(["挽回经济损失181.9万元"]);
    expect(writer.records).toMatchObject([{ outcome: "written", kept: 1, flaws: ["figure"] }]);
  });

  it("is the source's own, and says so, where nothing holds", async () => {
    const plain = contractOf(await knowledge.ask(FACT));
    const writer = scriptedWriter(claiming("181.9万元", "挽回经济损失900万元"));
    const answer = contractOf(await ask(writer, FACT));
    expect(answer).toMatchObject({ by: "extractive", claims: plain.claims, citations: plain.citations });
    expect(answer.text).toBe(`${plain.text}\n\n（以上由程序直接摘自原文，未经语言模型归纳。）`);
    expect(writer.records).toMatchObject([{ outcome: "unsupported" }]);
  });

  it("is the source's own where the model says that the sentences do not answer", async () => {
    const writer = scriptedWriter(() => ({ sufficient: false, claims: [] }));
    expect(contractOf(await ask(writer, FACT))).toMatchObject({ by: "extractive", fallback: "unwritten" });
    expect(writer.records).toMatchObject([{ outcome: "insufficient" }]);
  });

  it("is the source's own where the model cannot be had, and the log says why", async () => {
    const writer = scriptedWriter(failing(new Error("连接超时")));
    const answer = contractOf(await ask(writer, FACT));
    expect(answer).toMatchObject({ by: "extractive", fallback: "unavailable" });
    expect(answer.text).toMatch(/（语言模型暂时不可用，以上由程序直接作答，未经模型归纳。）$/);
    expect(writer.records).toMatchObject([{ outcome: "failed", why: "连接超时", promptTokens: 0 }]);
  });

  it("is a summary, section by section in the source's order", async () => {
    const writer = scriptedWriter((_, sentences) => ({
      sufficient: true,
      claims: [...sentences]
        .reverse()
        .filter(({ text }) => text.length > 12 && text.length < 120 && !/[“”]/.test(text))
        .slice(0, 3)
        .map(({ id, text }) => ({ text, sentences: [id] })),
    }));
    const answer = await ask(writer, "总结圆通的案例");
    if (answer.kind !== "summary") throw new Error(answer.kind);
    expect(answer.by).toBe("test:scripted");
    const starts = answer.points.map(({ claim }) => claim.quotes[0].citation.source.start);
    expect(starts.length).toBeGreaterThan(1);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    for (const { section, claim } of answer.points) expect(claim.quotes[0].citation.section).toBe(section);
    expect(contractOf(answer).text).toContain("原文摘录：");
  });

  it("answers what the corpus tells in other words, of which too little was found without a model", async () => {
    const question = "镇江那边追回来的钱有多大数目";
    const writer = scriptedWriter(claiming("181.9万元", "挽回经济损失181.9万元"));
    expect(contractOf(await ask(writer, question))).toMatchObject({
      by: "test:scripted",
      claims: [{ text: "挽回经济损失181.9万元" }],
    });
  });

  it.each([
    "哈尔滨市总工会的案例讲了什么",
    "引用圆通的应用成效",
    "比较圆通和齐河的应用成效",
    "核实“为110名劳动者挽回经济损失181.9万元”是不是原文",
    "一共有几个案例？",
    "今天天气怎么样？",
    "帮助",
  ])("is not asked for where the answer is exact: %s", isNotAsked);

  it("is not asked for where the question takes a wrong figure for granted", () =>
    isNotAsked("圆通有880个职工之家是怎么建成的？"));

  it.fails("is not asked for what the cases surely lack (no refusal is firm)", () =>
    isNotAsked("圆通工会主席的手机号是多少？"));

  async function isNotAsked(question: string) {
    const writer = scriptedWriter(honest);
    expect(await ask(writer, question)).toEqual(await knowledge.ask(question));
    expect(writer.asked).toEqual([]);
  }
});

describe("a follow-up", () => {
  const whole = { question: "镇江挽回经济损失多少万元？" };

  it("that is not understood is put into a whole question, which nobody is shown", async () => {
    const history = ["镇江的案例"];
    const writer = scriptedWriter((asked, sentences) =>
      asked.name === "rewrite" ? whole : claiming("181.9万元", "挽回经济损失181.9万元")(asked, sentences),
    );
    const answer = await ask(writer, "它有几架飞机", ...history);
    expect(contractOf(answer)).toMatchObject({
      by: "test:scripted",
      claims: [{ text: "挽回经济损失181.9万元" }],
    });
    expect(JSON.stringify(answer)).not.toContain(whole.question);
    expect(writer.asked.map(({ name }) => name)).toEqual(["rewrite", "answer"]);
    expect(writer.asked[0]?.input).toContain("- 镇江的案例");
  });

  it("that is understood is not put into other words", async () => {
    const writer = scriptedWriter(honest);
    await ask(writer, "那它的应用成效呢？", "镇江的案例");
    expect(writer.asked.map(({ name }) => name)).toEqual(["answer"]);
  });

  it("means what it means without a model, whatever one made of the question before", async () => {
    const history = ["镇江挽回了多少损失？"];
    const plain = await knowledge.ask("引用那一段", ...history);
    expect(await ask(scriptedWriter(honest), "引用那一段", ...history)).toEqual(plain);
  });
});

describe("a model that is asked", () => {
  it("is sent at most 2,500 tokens, the instructions first and the same every time", async () => {
    const writer = scriptedWriter(honest);
    for (const question of [FACT, "齐河是怎样组织货车司机的？", "总结圆通的案例", OTHER])
      await ask(writer, question);
    const sizes = writer.asked.map(({ instructions, input }) => writer.countTokens(instructions + input));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_500);
    const answers = writer.asked.filter(({ name }) => name === "answer");
    expect(new Set(answers.map(({ instructions }) => instructions)).size).toBe(1);
  });

  it("is not asked again for a question that it answered, over the same sentences", async () => {
    const writer = scriptedWriter(honest);
    const first = await ask(writer, FACT);
    expect(await ask(writer, FACT)).toEqual(first);
    expect(writer.asked).toHaveLength(1);
    expect(writer.records[1]).toMatchObject({ promptTokens: 0, completionTokens: 0, outcome: "written" });
  });

  it("is told to stop by whoever gave up, who gets no answer of any kind", async () => {
    const stop = new AbortController();
    const writer = scriptedWriter(() => {
      stop.abort(new Error("不等了"));
      return { sufficient: false, claims: [] };
    });
    const stages: AnswerStage[] = [];
    const answer = respond(
      { question: FACT },
      { ...knowledge, writer },
      { asking: { signal: stop.signal, onStage: (stage) => stages.push(stage) } },
    );
    await expect(answer).rejects.toThrow("不等了");
    expect(stages).toEqual(["retrieving", "composing"]);
    expect(writer.records).toMatchObject([{ outcome: "stopped" }]);
  });

  it("is not asked at all by whoever gave up before", async () => {
    const writer = scriptedWriter(honest);
    const signal = AbortSignal.abort(new Error("不等了"));
    await expect(
      respond({ question: FACT }, { ...knowledge, writer }, { asking: { signal } }),
    ).rejects.toThrow("不等了");
    expect(writer.asked).toEqual([]);
  });
});

describe("what may be spent", () => {
  const payer = { person: "甲", chat: "群" };
  const asking = (who: typeof payer) => ({ asking: { payer: who } });

  it("in a day is not gone beyond, and the answer says so", async () => {
    const writer = scriptedWriter(honest, { caps: { total: 3_500 } });
    const first = await respond({ question: FACT }, { ...knowledge, writer });
    expect(contractOf(first).by).toBe("test:scripted");
    const second = contractOf(await ask(writer, OTHER));
    expect(second).toMatchObject({ by: "extractive", fallback: "spent" });
    expect(second.text).toMatch(/（今天的语言模型用量已到上限，以上由程序直接作答，未经模型归纳。）$/);
    expect(writer.asked).toHaveLength(1);
  });

  it("by one person or in one chat leaves others theirs", async () => {
    for (const cap of ["perPerson", "perChat"] as const) {
      const writer = scriptedWriter(honest, { caps: { [cap]: 3_500 } });
      const respondTo = (question: string, who: typeof payer) =>
        respond({ question }, { ...knowledge, writer }, asking(who));
      await respondTo(FACT, payer);
      expect(contractOf(await respondTo(OTHER, payer)).fallback).toBe("spent");
      const other = { person: "乙", chat: "另一个群" };
      expect(contractOf(await respondTo(OTHER, other)).by).toBe("test:scripted");
    }
  });

  it("is whole again the next day", async () => {
    let now = new Date(2026, 10, 28, 23, 59).getTime();
    const writer = scriptedWriter(honest, { caps: { total: 3_500 }, now: () => now });
    await ask(writer, FACT);
    expect(contractOf(await ask(writer, OTHER)).fallback).toBe("spent");
    now += 2 * 60 * 1000;
    expect(contractOf(await ask(writer, OTHER)).by).toBe("test:scripted");
  });

  it("cannot be read or written on a disk that is full: the answer comes all the same", async () => {
    const unreadable = { spent: () => Promise.reject(new Error("磁盘已满")), add: async () => {} };
    const without = scriptedWriter(honest, { ledger: unreadable });
    expect(contractOf(await ask(without, FACT)).fallback).toBe("unavailable");
    expect(without.records).toMatchObject([{ outcome: "failed", why: "磁盘已满" }]);
    const unwritable = { spent: async () => [0], add: () => Promise.reject(new Error("磁盘已满")) };
    const written = scriptedWriter(honest, { ledger: unwritable });
    expect(contractOf(await ask(written, FACT)).by).toBe("test:scripted");
    expect(written.records).toMatchObject([{ outcome: "failed", why: "磁盘已满" }, { outcome: "written" }]);
  });

  it("is not gone beyond by answers that are made at once", async () => {
    const released = Promise.withResolvers<void>();
    const slow: Script = async (asked, sentences) => {
      await released.promise;
      return honest(asked, sentences);
    };
    const writer = scriptedWriter(slow, { caps: { total: 7_000 } });
    const questions = [FACT, OTHER, "齐河是怎样组织货车司机的？", "旌阳的应用成效怎么样"];
    const asked = questions.map((question) => ask(writer, question));
    await vi.waitFor(() => expect(writer.records).toHaveLength(2));
    released.resolve();
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => contractOf(answer).fallback === "spent")).toHaveLength(2);
  });
});
