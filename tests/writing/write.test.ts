/** A question through to its answer with a model that does as a test says. */

import { describe, expect, it, vi } from "vitest";
import type { AnswerStage } from "../../src/answer/asking.ts";
import { respond } from "../../src/answer/respond.ts";
import type { Pointing } from "../../src/answer/writing/pointing.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { honest, NO_ANSWER, pointing, type Script, type ScriptedWriter, scriptedWriter } from "./scripted.ts";

const knowledge = await openKnowledge();

const FACT = "镇江挽回了多少损失，帮了几个人？";

const OTHER = "旌阳的“前置服务”模式怎么运作？";

const ask = (writer: ScriptedWriter, question: string, ...history: string[]) =>
  respond({ question, history }, { ...knowledge, writer });

/** Points at the clauses that hold the words. */
const claiming =
  (words: string): Script =>
  (_, clauses) =>
    pointing(clauses.filter((one) => one.text.includes(words)).map(({ id }) => id));

const failing =
  (error: Error): Script =>
  () => {
    throw error;
  };

describe("an answer that a model points at", () => {
  it("names the model, and is the source's own words with what binds them", async () => {
    const writer = scriptedWriter(claiming("181.9万元"));
    const { by, kind, claims, citations, text, fallback } = contractOf(await ask(writer, FACT));
    expect({ by, kind, fallback }).toEqual({ by: "test:scripted", kind: "grounded", fallback: undefined });
    expect(claims).toHaveLength(1);
    expect(citations.at(-1)?.quote).toContain("为110名劳动者挽回经济损失181.9万元");
    expect(claims[0]?.text).toBe(citations.map(({ quote }) => quote).join("……"));
    expect(text).toMatch(
      /^以下原文由模型（scripted）选出：\n“.*”\[1\]……“.*”\[2\]\n\n\[1\]\[2\] 江苏镇江市总工会 · /,
    );
  });

  it("keeps the numbers that there are and drops the others", async () => {
    const writer = scriptedWriter((asked, clauses) => {
      const good = claiming("181.9万元")(asked, clauses) as Pointing;
      return { ...good, clauses: ["S9999.1", "281.9万元", ...good.clauses] };
    });
    const { claims } = contractOf(await ask(writer, FACT));
    expect(claims).toHaveLength(1);
    expect(writer.records).toMatchObject([{ outcome: "pointed", kept: 1, dropped: 2 }]);
  });

  it("is the one without it, and says so, where no number is one", async () => {
    const plain = contractOf(await knowledge.ask(FACT));
    const writer = scriptedWriter(() => pointing(["S9999.1", "挽回经济损失900万元"]));
    const answer = contractOf(await ask(writer, FACT));
    expect(answer).toMatchObject({ by: "extractive", claims: plain.claims, citations: plain.citations });
    expect(answer.text).toBe(`${plain.text}\n\n（以上由程序直接摘自原文，未经语言模型挑选。）`);
    expect(writer.records).toMatchObject([{ outcome: "astray" }]);
  });

  it("is a refusal with the nearest places where the model says that nothing answers", async () => {
    const plain = contractOf(await knowledge.ask(FACT));
    const writer = scriptedWriter(() => pointing([], { sufficient: "no", missing: "time" }));
    const answer = contractOf(await ask(writer, FACT));
    expect(answer).toMatchObject({ by: "extractive", corrects: true, claims: plain.claims });
    expect(answer.text).toMatch(/^原文没有写明具体时间。\n与您的问题最接近的是：\n/);
    expect(writer.records).toMatchObject([{ outcome: "insufficient" }]);
  });

  it("says what is missing where a part is told", async () => {
    const writer = scriptedWriter((asked, clauses) => ({
      ...(claiming("181.9万元")(asked, clauses) as Pointing),
      sufficient: "partly",
      missing: "person",
    }));
    expect(contractOf(await ask(writer, FACT)).text).toMatch(/^原文没有写明具体人员。\n以下原文由模型/);
  });

  it("begins with the clause that settles a question for yes or no", async () => {
    const settled = "181.9万元";
    const writer = scriptedWriter((_, clauses) => {
      const idOf = (words: string) => clauses.find(({ text }) => text.includes(words))?.id ?? "";
      return pointing([idOf("免费宿舍达1.2万间"), idOf(settled)], { settles: idOf(settled) });
    });
    const { claims, text } = contractOf(await ask(writer, "镇江是不是挽回了损失？"));
    expect(claims[0]?.text).toContain(settled);
    // Of several cases each is named before its words.
    expect(text).toMatch(/\n江苏镇江市总工会 · .*：“.*\n圆通速递有限公司工会 · .*：“/);
  });

  it("holds what the program makes of the figures pointed at, each term with its place", async () => {
    const writer = scriptedWriter((_, clauses) => {
      const ids = ["阵地86个", "工会驿站83个"].flatMap(
        (words) => clauses.find(({ text }) => text.includes(words))?.id ?? [],
      );
      return pointing(ids, { compute: [{ operation: "difference", clauses: ids }] });
    });
    const { claims, citations } = contractOf(await ask(writer, "旌阳的职工之家阵地比工会驿站多几个？"));
    expect(claims[0]?.text).toMatch(/3个.*〔本程序计算〕$/);
    expect(claims[0]?.citations.length).toBeGreaterThan(0);
    expect(citations.map(({ quote }) => quote).join("")).toContain("工会驿站83个");
  });

  it("is the source's own where the model cannot be had, and the log says why", async () => {
    const writer = scriptedWriter(failing(new Error("连接超时")));
    const answer = contractOf(await ask(writer, FACT));
    expect(answer).toMatchObject({ by: "extractive", fallback: "unavailable" });
    expect(answer.text).toMatch(/（语言模型暂时不可用，以上由程序直接作答，未经模型挑选。）$/);
    expect(writer.records).toMatchObject([{ outcome: "failed", why: "连接超时", promptTokens: 0 }]);
  });

  it("is a summary, section by section in the source's order", async () => {
    const writer = scriptedWriter((_, clauses) =>
      pointing(
        [...clauses]
          .reverse()
          .filter((_, i) => i % 9 === 0)
          .map(({ id }) => id),
      ),
    );
    const answer = await ask(writer, "总结圆通的案例");
    if (answer.kind !== "summary") throw new Error(answer.kind);
    expect(answer.by).toBe("test:scripted");
    const starts = answer.points.map(({ claim }) => claim.quotes[0].citation.source.start);
    expect(starts.length).toBeGreaterThan(1);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    for (const { section, claim } of answer.points) expect(claim.quotes[0].citation.section).toBe(section);
    expect(contractOf(answer).text).toContain("以下原文由模型（scripted）选出：");
  });

  it("answers what the corpus tells in other words, of which too little was found without a model", async () => {
    const writer = scriptedWriter(claiming("181.9万元"));
    const answer = contractOf(await ask(writer, "镇江那边追回来的钱有多大数目"));
    expect(answer.by).toBe("test:scripted");
    expect(answer.claims[0]?.text).toContain("挽回经济损失181.9万元");
  });

  it("goes to a model for lists, comparisons and refusals, too", async () => {
    for (const question of [
      "哪个案例帮职工追回的钱最多？",
      "圆通和齐河哪家服务的人多？",
      "圆通工会主席的手机号是多少？",
    ]) {
      const writer = scriptedWriter(() => NO_ANSWER);
      await ask(writer, question);
      expect(writer.asked).toHaveLength(1);
    }
  });

  it.each([
    "哈尔滨市总工会的案例讲了什么",
    "引用圆通的应用成效",
    "哪些案例提到“一函两书”？",
    "核实“为110名劳动者挽回经济损失181.9万元”是不是原文",
    "一共有几个案例？",
    "今天天气怎么样？",
    "帮助",
  ])("is not asked for where the answer is exact: %s", isNotAsked);

  it("keeps something of each place, where too much is pointed at in several", async () => {
    const around = (clauses: readonly { id: string; text: string }[], words: string) => {
      const at = clauses.findIndex(({ text }) => text.includes(words));
      return clauses.slice(at - 10, at + 11).map(({ id }) => id);
    };
    const writer = scriptedWriter((_, clauses) =>
      pointing([...around(clauses, "181.9万元"), ...around(clauses, "免费宿舍")]),
    );
    const { claims, citations } = contractOf(await ask(writer, "镇江挽回了多少损失？"));
    expect(claims.length).toBeLessThan(8);
    expect(new Set(citations.map((one) => one.case.organization)).size).toBe(2);
  });

  it("keeps what tells the question of too much in one place, and no more than is read", async () => {
    const writer = scriptedWriter((_, clauses) => {
      const at = clauses.findIndex(({ text }) => text.includes("181.9万元"));
      return pointing(clauses.slice(at - 10, at + 11).map(({ id }) => id));
    });
    const { claims } = contractOf(await ask(writer, "镇江为多少名劳动者挽回了多少损失？"));
    expect(claims.length).toBeLessThan(4);
    expect(claims[0]?.text).toMatch(/110名.*181\.9万元/);
    expect(claims.map(({ text }) => text).join("").length).toBeLessThan(300);
  });

  it("is asked what only looks like another field, which stays so where the model finds nothing", async () => {
    const question = "送货司机打车工会报销吗";
    const plain = await knowledge.ask(question);
    expect(plain).toMatchObject({ kind: "not-found", reason: { kind: "off-topic" } });
    expect(
      await ask(
        scriptedWriter(() => NO_ANSWER),
        question,
      ),
    ).toEqual(plain);
    expect(contractOf(await ask(scriptedWriter(claiming("181.9万元")), question)).by).toBe("test:scripted");
  });

  it("is asked for words that are only described, and quoted by where it finds others", async () => {
    const question = "镇江讲挽回损失的那句话是怎么说的，要原话";
    const plain = await knowledge.ask(question);
    expect(plain.kind).toBe("excerpt");
    expect(await ask(scriptedWriter(claiming("181.9万元")), question)).toEqual(plain);
    expect(
      await ask(
        scriptedWriter(() => NO_ANSWER),
        question,
      ),
    ).toEqual(plain);
    const elsewhere = contractOf(await ask(scriptedWriter(claiming("免费宿舍")), question));
    expect(elsewhere).toMatchObject({ by: "test:scripted", kind: "grounded" });
  });

  it("is asked what somebody in trouble wants to know, below the line that names who can help", async () => {
    const question = "我们老板拖着工资不给，我找谁要钱去啊";
    const plain = contractOf(await knowledge.ask(question));
    expect(plain.text).toContain("12333");
    const { by, text } = contractOf(await ask(scriptedWriter(claiming("181.9万元")), question));
    expect(by).toBe("test:scripted");
    expect(text).toMatch(/12333[\s\S]*181\.9万元/);
    expect(
      contractOf(
        await ask(
          scriptedWriter(() => NO_ANSWER),
          question,
        ),
      ).text,
    ).toBe(plain.text);
  });

  it("says what is wrong with a question, where the model does not find all of it told", async () => {
    const question = "圆通有880个职工之家是怎么建成的？";
    const plain = await knowledge.ask(question);
    for (const sufficient of ["no", "partly"] as const) {
      const writer = scriptedWriter((_, [first]) => pointing([first?.id ?? ""], { sufficient }));
      expect(await ask(writer, question)).toEqual(plain);
      expect(writer.asked).toHaveLength(1);
    }
    const told = contractOf(await ask(scriptedWriter(claiming("职工之家")), question));
    expect(told).toMatchObject({ by: "test:scripted" });
    expect(told.corrects).toBeUndefined();
  });

  async function isNotAsked(question: string) {
    const writer = scriptedWriter(honest);
    expect(await ask(writer, question)).toEqual(await knowledge.ask(question));
    expect(writer.asked).toEqual([]);
  }
});

describe("a follow-up", () => {
  it("is put to the model with the questions before it", async () => {
    const writer = scriptedWriter(claiming("181.9万元"));
    const answer = await ask(writer, "它有几架飞机", "镇江的案例");
    expect(contractOf(answer).by).toBe("test:scripted");
    expect(writer.asked).toHaveLength(1);
    expect(writer.asked[0]?.input).toContain("- 镇江的案例");
  });

  it("means what it means without a model, whatever one made of the question before", async () => {
    const history = ["镇江挽回了多少损失？"];
    const plain = await knowledge.ask("引用那一段", ...history);
    expect(await ask(scriptedWriter(honest), "引用那一段", ...history)).toEqual(plain);
  });
});

describe("a model that is asked", () => {
  const QUESTIONS = [FACT, "齐河是怎样组织货车司机的？", OTHER];

  it("is sent all of a small corpus, in a beginning that is the same every time", async () => {
    const writer = scriptedWriter(honest);
    for (const question of QUESTIONS) await ask(writer, question);
    const beginnings = writer.asked.map(
      ({ instructions, input }) => instructions + input.slice(0, input.indexOf("【此前的提问】")),
    );
    expect(new Set(beginnings).size).toBe(1);
    expect(beginnings[0]).toContain("挽回经济损失181.9万元");
    expect(beginnings[0]).toContain("免费宿舍达1.2万间");
  });

  it("is sent of a larger corpus what is found, and no more than there is room for", async () => {
    const room = 2_000;
    const writer = scriptedWriter(honest, { room });
    for (const question of QUESTIONS) await ask(writer, question);
    for (const { input } of writer.asked) {
      const evidence = input.slice(0, input.indexOf("【此前的提问】"));
      expect(writer.countTokens(evidence)).toBeLessThanOrEqual(room + 10);
    }
    expect(writer.asked[0]?.input).toContain("挽回经济损失181.9万元");
  });

  it("is not asked again for a question that it answered, over the same sentences", async () => {
    const writer = scriptedWriter(honest);
    const first = await ask(writer, FACT);
    expect(await ask(writer, FACT)).toEqual(first);
    expect(writer.asked).toHaveLength(1);
    expect(writer.records[1]).toMatchObject({ promptTokens: 0, completionTokens: 0, outcome: "pointed" });
  });

  it("is told to stop by whoever gave up, who gets no answer of any kind", async () => {
    const stop = new AbortController();
    const writer = scriptedWriter(() => {
      stop.abort(new Error("不等了"));
      return NO_ANSWER;
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
  /** Enough to ask once. */
  const CAP = 14_500;
  const payer = { person: "甲", chat: "群" };
  const asking = (who: typeof payer) => ({ asking: { payer: who } });

  it("in a day is not gone beyond, and the answer says so", async () => {
    const writer = scriptedWriter(honest, { caps: { total: CAP } });
    const first = await respond({ question: FACT }, { ...knowledge, writer });
    expect(contractOf(first).by).toBe("test:scripted");
    const second = contractOf(await ask(writer, OTHER));
    expect(second).toMatchObject({ by: "extractive", fallback: "spent" });
    expect(second.text).toMatch(/（今天的语言模型用量已到上限，以上由程序直接作答，未经模型挑选。）$/);
    expect(writer.asked).toHaveLength(1);
  });

  it("by one person or in one chat leaves others theirs", async () => {
    for (const cap of ["perPerson", "perChat"] as const) {
      const writer = scriptedWriter(honest, { caps: { [cap]: CAP } });
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
    const writer = scriptedWriter(honest, { caps: { total: CAP }, now: () => now });
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
    expect(written.records).toMatchObject([{ outcome: "pointed" }, { outcome: "failed", why: "磁盘已满" }]);
  });

  it("is not gone beyond by answers that are made at once", async () => {
    const released = Promise.withResolvers<void>();
    const slow: Script = async (asked, sentences) => {
      await released.promise;
      return honest(asked, sentences);
    };
    const writer = scriptedWriter(slow, { caps: { total: 2 * CAP } });
    const questions = [FACT, OTHER, "齐河是怎样组织货车司机的？", "旌阳的应用成效怎么样"];
    const asked = questions.map((question) => ask(writer, question));
    await vi.waitFor(() => expect(writer.records).toHaveLength(2));
    released.resolve();
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => contractOf(answer).fallback === "spent")).toHaveLength(2);
  });
});
