/** What single readings of a question find: intent, what is asked, section, item, content, clauses. */

import { describe, expect, test } from "vitest";
import { clausesOf, countedSentences } from "../../src/answer/clauses.ts";
import { contentOf, pastedText } from "../../src/answer/content.ts";
import { intentOf } from "../../src/answer/intent.ts";
import { itemWish, sectionWish, sectionWishes, sentenceWish } from "../../src/answer/part-wish.ts";
import { understand } from "../../src/answer/understand.ts";
import { digitize, fold } from "../../src/language/fold.ts";
import { asksOf, listedOf, partsOf } from "../../src/search/asks.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();
const folded = (text: string) => digitize(fold(text));

describe("the intent", () => {
  test.each([
    ["圆通免费宿舍有多少间？", 1, "question"],
    ["圆通是怎么做的？", 1, "question"],
    ["引用圆通的应用成效", 1, "quote"],
    ["齐齐哈尔主要内容(二)原文", 1, "quote"],
    ["“喊破嗓子不如做出样子”那句原话", 0, "quote"],
    ["总结一下圆通的案例", 1, "summary"],
    ["用一句话总结圆通", 1, "summary"],
    ["有哪些案例？", 0, "catalogue"],
    ["一共有几个案例？", 0, "catalogue"],
    ["哪些案例提到欠薪？", 0, "which"],
    ["有几个案例提到欠薪？", 0, "count"],
    ["圆通案例的梗概，领导等着要", 1, "summary"],
    ["归纳下齐齐哈尔班组建设的思路和成绩", 1, "summary"],
    ["株洲这一篇主要讲了什么", 1, "summary"],
    ["能不能把镇江的材料浓缩成几句话", 1, "summary"],
    ["襄阳案例的核心内容有哪些", 1, "summary"],
    ["用两百字左右介绍一下椒江", 1, "summary"],
    ["旌阳，全文归纳一下", 1, "summary"],
    ["给我讲讲圆通做了哪些事，取得了什么成绩，概括就行", 1, "summary"],
    ["请简述镇江“监督预核查”机制及其实效", 1, "summary"],
    ["盐田五大品牌一句话一个，列出来就行", 1, "question"],
    ["概括一下圆通建了多少个职工之家", 1, "question"],
    ["把圆通应用成效那段原样抄给我", 1, "quote"],
    ["劳驾，把盐田的推荐词原封不动发给我", 1, "quote"],
    ["椒江写“职工工”的话，一个字都别改", 1, "quote"],
    ["圆通主要内容（一），复制给我", 1, "quote"],
    ["镇江“监督预核查”那句原话", 1, "quote"],
    ["请核实：监督预核查在全市推行", 0, "verify"],
    ["比较圆通和齐河的应用成效", 2, "compare"],
    ["圆通和齐河有什么不同？", 2, "compare"],
    ["核实“累计达608场”是不是原文", 0, "verify"],
    ["？？！", 0, "empty"],
    ["", 0, "empty"],
  ])("of %s with %i cases named is %s", (question, referents, intent) => {
    expect(intentOf(folded(question), referents)).toBe(intent);
  });
});

describe("what is asked", () => {
  test.each([
    ["圆通免费宿舍有多少间？", "number"],
    ["镇江的机制是哪年推行的？", "time"],
    ["什么时候成立的？", "time"],
    ["谁创作了现代戏？", "person"],
    ["为什么要这样做？", "reason"],
    ["齐齐哈尔如何打造技能型班组？", "manner"],
    ["旌阳是怎么做的？", "manner"],
    ["划定哪四个等级？", "list"],
    ["做了哪些工作？", "manner"],
    ["品牌叫什么？", "name"],
    ["圆通的应用成效", "matter"],
  ])("by %s is %s", (question, asks) => {
    expect(asksOf(folded(question))).toBe(asks);
  });

  test("is counted, and so is what a list has to name", () => {
    const questions = ["圆通的成效", "惠及多少家试点企业、多少名产业工人？", "哪四个等级？"].map(folded);
    expect(questions.map((question) => [partsOf(question), listedOf(question)])).toEqual([
      [1, null],
      [2, null],
      [1, 4],
    ]);
  });
});

describe("the section wished for", () => {
  test.each([
    ["圆通的推荐词", { words: "推荐词", kind: "recommendation", explicit: true }],
    ["圆通的经验培育过程", { words: "经验培育过程", kind: "development", explicit: true }],
    ["圆通的主要内容", { words: "主要内容", kind: "measures", explicit: true }],
    ["圆通的应用成效", { words: "应用成效", kind: "results", explicit: true }],
    ["圆通的标题", { words: "标题", kind: "heading", explicit: true }],
    ["这份选登的前言", { words: "前言", kind: "front", explicit: true }],
    ["圆通的成效", { words: "成效", kind: "results", explicit: false }],
    ["圆通的做法", { words: "做法", kind: "measures", explicit: false }],
    ["圆通的背景", { words: "背景", kind: "development", explicit: false }],
    ["圓通的應用成效", { words: "应用成效", kind: "results", explicit: true }],
    ["圆通免费宿舍有多少间", null],
  ])("in %s", (question, wish) => {
    expect(sectionWish(folded(question))).toEqual(wish);
  });
});

describe("the item wished for", () => {
  test.each([
    ["主要内容(二)", { number: 2, unit: "" }],
    ["主要内容（２）", { number: 2, unit: "" }],
    ["第二点具体说说", { number: 2, unit: "点" }],
    ["第三项呢", { number: 3, unit: "项" }],
    ["第十个方面", { number: 10, unit: "方面" }],
    ["第二阶段干了啥", { number: 2, unit: "阶段" }],
    ["第十二条", { number: 12, unit: "条" }],
    ["做法（二）第2条", { number: 2, unit: "", within: 2 }],
    ["最后一个呢", { last: true, unit: "" }],
    ["下一条", { step: 1 }],
    ["上一条", { step: -1 }],
    ["最后一点", { last: true, unit: "点" }],
    ["第五个案例", null],
    ["圆通的应用成效", null],
  ])("in %s", (question, wish) => {
    expect(itemWish(folded(question))).toEqual(wish);
  });
});

describe("the sentence wished for", () => {
  test.each([
    ["推荐词的第二句", { number: 2 }],
    ["推荐词头一句", { number: 1 }],
    ["应用成效最后一句", { last: true }],
    ["用三句话总结", null],
  ])("in %s", (question, wish) => {
    expect(sentenceWish(folded(question))).toEqual(wish);
  });
});

test("several kinds of section may be wished for at once", () => {
  expect(sectionWishes(folded("背景、做法和成效")).map(({ kind }) => kind)).toEqual([
    "development",
    "measures",
    "results",
  ]);
});

describe("the content", () => {
  const wordsOf = (rest: string, ...wish: [] | [ReturnType<typeof sectionWish>, boolean]) =>
    contentOf(folded(rest), wish[0] ?? null, wish[1] ?? false).replace(/[\s的？?，,。]+/g, "");

  test.each([
    ["请帮我引用一下林蹦蹦的原话", "林蹦蹦"],
    ["总结一下根治欠薪的案例", "根治欠薪"],
    ["免费宿舍有多少间", "免费宿舍有多少间"],
    ["三句话说清楚做了啥", "做了啥"],
    ["用两百字左右介绍一下", ""],
    ["原样抄给我", ""],
    ["原文请摘出来", ""],
    ["一字不改给我看看", ""],
    ["“完整原文”那句", "“完整原文”"],
    ["领导小组有几个人", "领导小组有几个人"],
    ["40条线索", "40条线索"],
  ])("of %s is what it is about, without what is to be done with it", (rest, words) => {
    expect(wordsOf(rest)).toBe(words);
  });

  test("leaves out the section and item that are asked for by name", () => {
    expect(wordsOf("应用成效", sectionWish("应用成效"), false)).toBe("");
    expect(wordsOf("主要内容(二)", sectionWish("主要内容(2)"), true)).toBe("");
  });

  test("keeps a general word that may be what the question is about", () => {
    expect(wordsOf("建会成果", sectionWish("建会成果"), false)).toBe("建会成果");
  });

  test.each([
    ["核实“累计达608场”是不是原文", "累计达608场"],
    ["核实一下：累计达608场", "累计达608场"],
    ["核实：“累计达608场”", "累计达608场"],
    ["核实「累计达608场」", "累计达608场"],
    ["核实一下", null],
  ])("pasted in %s", (question, pasted) => {
    expect(pastedText(question)).toBe(pasted);
  });
});

describe("clauses", () => {
  const texts = (sentence: string) => clausesOf(sentence).map(({ text }) => text);

  test("end at commas, semicolons, colons and stops", () => {
    expect(texts("全年开展“日报告”60余次,摸排企业6000余家;成效好:有数。")).toEqual([
      "全年开展“日报告”60余次,",
      "摸排企业6000余家;",
      "成效好:",
      "有数。",
    ]);
  });

  test("do not end inside quotation marks, titles and brackets", () => {
    expect(texts("兼职副主席“上项目、抓落实,促成效”履职(含,试点)机制,推出《甲,乙》。")).toEqual([
      "兼职副主席“上项目、抓落实,促成效”履职(含,试点)机制,",
      "推出《甲,乙》。",
    ]);
  });

  test("do not end inside a number or a time of day", () => {
    expect(texts("共1,200人,比分3:1,结束")).toEqual(["共1,200人,", "比分3:1,", "结束"]);
  });

  test("cover every sentence of the corpus without gap or overlap", async () => {
    for (const unionCase of await knowledge.store.cases()) {
      for (const { text } of unionCase.sections.flatMap(({ blocks }) =>
        blocks.flatMap(({ sentences }) => sentences),
      )) {
        const clauses = clausesOf(text);
        expect(clauses.map((clause) => clause.text).join("")).toBe(text);
        expect(clauses.map(({ from }) => from)).toEqual([0, ...clauses.slice(0, -1).map(({ to }) => to)]);
        expect(clauses.map(({ from, to }) => text.slice(from, to))).toEqual(clauses.map((one) => one.text));
      }
    }
  });

  test("of nothing are none, and an unclosed mark does not lose the rest", () => {
    expect(texts("")).toEqual([]);
    expect(texts("打造“样板,全覆盖").join("")).toBe("打造“样板,全覆盖");
  });

  test("that count things up are found in order", () => {
    const sentences = ["总的看。", "一是标准化。", "二是品牌化。", "一起努力。", "三是社会化。"].map(
      (text) => ({ text }),
    );
    expect(countedSentences(sentences).map(({ text }) => text)).toEqual([
      "一是标准化。",
      "二是品牌化。",
      "三是社会化。",
    ]);
  });
});

describe("a question as a whole", () => {
  test("is read into case, section, item and content", async () => {
    const { intent, referents, section, item, hasContent, unknown, pointsBack } = await understand(
      "引用齐齐哈尔主要内容（二）原文",
      knowledge,
    );
    const cases = await knowledge.store.cases();
    expect({
      intent,
      cases: referents.map((referent) => referent.cases.map((ordinal) => cases[ordinal]?.organization)),
      section,
      item,
      hasContent,
      unknown,
      pointsBack,
    }).toEqual({
      intent: "quote",
      cases: [["黑龙江齐齐哈尔市总工会"]],
      section: { words: "主要内容", kind: "measures", explicit: true },
      item: { number: 2, unit: "" },
      hasContent: false,
      unknown: [],
      pointsBack: false,
    });
  });

  test.each([
    ["广东深圳盐田的成效", [["广东深圳盐田区总工会"]]],
    ["圆通和齐河的成效", [["圆通速递有限公司工会"], ["山东德州齐河县总工会"]]],
    ["第三个案例的成效", [["四川德阳旌阳区总工会"]]],
    ["最后一个案例的成效", [["湖北襄阳市总工会"]]],
    ["免费宿舍有多少间", []],
  ])("names its cases: %s", async (question, organizations) => {
    const { referents } = await understand(question, knowledge);
    const cases = await knowledge.store.cases();
    expect(
      referents.map((referent) => referent.cases.map((ordinal) => cases[ordinal]?.organization)),
    ).toEqual(organizations);
  });

  test("does not name the case that it denies to mean", async () => {
    const { referents } = await understand("我问的不是圆通，是旌阳", knowledge);
    expect(referents.map(({ name }) => name)).toEqual(["旌阳"]);
  });

  test.each([
    ["盐田五大品牌里的第一个是什么", 5],
    ["东城的四步法", 4],
    ["第三个是什么", null],
    ["2024年培训了3次", null],
  ])("says how many things there are or not: %s", async (question, counted) => {
    expect((await understand(question, knowledge)).counted).toBe(counted);
  });

  test.each([
    ["那它的应用成效呢？", true],
    ["(二)呢", true],
    ["第二点具体说说", true],
    ["圆通的应用成效是什么", false],
  ])("points back or not: %s", async (question, pointsBack) => {
    expect((await understand(question, knowledge)).pointsBack).toBe(pointsBack);
  });
});
