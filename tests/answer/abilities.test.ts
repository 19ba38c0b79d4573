/** What channels may ask: parts around a citation, summaries by id, and whether an earlier answer still holds. */

import { describe, expect, test } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import type { Cited } from "../../src/answer/whole-of.ts";
import { type Answer, type Citation, quotesOf } from "../../src/grounding/answer.ts";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const MARSH = `### 苇河县总工会

#### “灯塔驿家”温暖送货人

##### 背景

快递员没有休息场所。

工会走访网点36个。

##### 主要内容

工会先行调研。

(一)建好驿家。配备空调。

(二)守护健康。组织体检。

##### 应用成效

满意率提高到九成。

##### 主要内容

后来又有新的安排。

(一)办好夜校。夜校授课48场。
`;
const PEAR = `### 梨坡镇总工会

#### 田头课堂

##### 主要内容

请农技师授课，授课27场。

##### 应用成效

优果率提高到七成。
`;
const HEAD = "# 甲市工会案例选\n\n本书收录案例两个。\n\n";
const DOCUMENT = `${HEAD}${MARSH}\n${PEAR}`;

async function open(text: string) {
  const knowledge = await openKnowledge(await folderOf({ "选编.md": text }));
  return { knowledge, ...createAbilities(knowledge) };
}

test("questions to begin with are of each document, the largest first, whatever was added before it", async () => {
  const added = `# 新收\n\n${PEAR.replaceAll("梨坡镇", "柳河镇")}`;
  const knowledge = await openKnowledge(await folderOf({ "a.md": added, "选编.md": DOCUMENT }));
  const [first, second, third] = await createAbilities(knowledge).reader.beginnings();
  expect([first, second, third].map((question) => /苇河|柳河|梨坡/.exec(question ?? "")?.[0])).toEqual([
    "苇河",
    "柳河",
    "梨坡",
  ]);
});

/** By text: nothing that is asked changes what it is asked of. */
const opened = new Map<string, ReturnType<typeof open>>();

function abilitiesOver(text: string) {
  const abilities = opened.get(text) ?? open(text);
  opened.set(text, abilities);
  return abilities;
}

/** The citation of the only quote that holds these words, as `verify` finds it. */
async function citationOf(words: string, { verify }: Awaited<ReturnType<typeof abilitiesOver>>) {
  const [quote] = quotesOf(await verify(words));
  if (!quote) throw new Error(`expected “${words}” in the corpus, found it nowhere`);
  return quote.citation;
}

const withoutSource = ({ case: of, section, item }: Citation): Cited => ({ case: of, section, item });
const textsOf = (answer: Answer) => quotesOf(answer).map(({ text }) => text);
const reasonOf = (answer: Answer) => (answer.kind === "not-found" ? answer.reason : answer.kind);

describe("the whole of a citation", () => {
  test.each([
    ["an item", "组织体检。", ["守护健康。组织体检。"]],
    ["a section without items", "工会走访网点36个。", ["快递员没有休息场所。", "工会走访网点36个。"]],
    ["a title", "“灯塔驿家”温暖送货人", ["苇河县总工会", "“灯塔驿家”温暖送货人"]],
    ["what stands before the first case", "本书收录案例两个。", ["本书收录案例两个。"]],
    [
      "a section in which it stands outside the items",
      "工会先行调研。",
      ["工会先行调研。", "建好驿家。配备空调。", "守护健康。组织体检。"],
    ],
  ])("is %s, word for word", async (_, words, whole) => {
    const abilities = await abilitiesOver(DOCUMENT);
    const answer = await abilities.wholeOf(await citationOf(words, abilities));
    expect(answer.kind).toBe("excerpt");
    expect(textsOf(answer)).toEqual(whole);
    for (const { text, citation } of quotesOf(answer))
      expect(DOCUMENT.slice(citation.source.start, citation.source.end)).toBe(text);
  });

  test("is in the one of two sections of a name that holds it", async () => {
    const abilities = await abilitiesOver(DOCUMENT);
    const [first, second] = await Promise.all(
      ["配备空调。", "夜校授课48场。"].map((words) => citationOf(words, abilities)),
    );
    if (!first || !second) throw new Error("expected two citations");
    expect(withoutSource(first)).toEqual(withoutSource(second));
    expect(textsOf(await abilities.wholeOf(first))).toEqual(["建好驿家。配备空调。"]);
    expect(textsOf(await abilities.wholeOf(second))).toEqual(["办好夜校。夜校授课48场。"]);
    expect(textsOf(await abilities.wholeOf({ ...second, item: null }))).toEqual([
      "后来又有新的安排。",
      "办好夜校。夜校授课48场。",
    ]);
  });

  test("is in all sections of its name where it does not say at which place it stands", async () => {
    const abilities = await abilitiesOver(DOCUMENT);
    const cited = withoutSource(await citationOf("夜校授课48场。", abilities));
    const whole = ["建好驿家。配备空调。", "办好夜校。夜校授课48场。"];
    expect(textsOf(await abilities.wholeOf(cited))).toEqual(whole);
    expect(textsOf(await abilities.wholeOf({ ...cited, item: null }))).toHaveLength(5);
  });

  test("is not found where the case has no such part any more", async () => {
    const before = await abilitiesOver(DOCUMENT);
    const item = await citationOf("组织体检。", before);
    const section = await citationOf("快递员没有休息场所。", before);
    const { wholeOf } = await abilitiesOver(
      DOCUMENT.replace("(二)守护健康。组织体检。", "").replace("##### 背景", "##### 推荐词"),
    );
    const parts = ["推荐词", "主要内容", "应用成效", "主要内容"];
    expect(reasonOf(await wholeOf(item))).toMatchObject({
      kind: "unknown-part",
      part: "主要内容(二)",
      parts,
    });
    expect(reasonOf(await wholeOf(section))).toMatchObject({ kind: "unknown-part", part: "背景", parts });
  });

  test("follows a case that was moved, and takes no other for it that stands in its place", async () => {
    const before = await abilitiesOver(DOCUMENT);
    const cited = await citationOf("授课27场", before);
    const stone = MARSH.replace("苇河县", "岚石县").replace("送货人", "采石人");
    const moved = await abilitiesOver(`${HEAD}${stone}\n${MARSH}\n${PEAR}`);
    await expect(moved.knowledge.store.cases()).resolves.toHaveLength(4);
    expect(textsOf(await moved.wholeOf(cited))).toEqual(["请农技师授课，授课27场。"]);
    const replaced = await abilitiesOver(DOCUMENT.replace("梨坡镇", "岚石镇"));
    expect(reasonOf(await replaced.wholeOf(cited))).toEqual({ kind: "unknown-case", name: "梨坡镇总工会" });
  });

  test("holds every citation of the corpus that comes with the program", async () => {
    const abilities = createAbilities(await openKnowledge());
    for (const question of ["圆通的免费宿舍有多少间？", "哪些案例提到“一函两书”？", "总结齐河的案例"]) {
      const quotes = quotesOf(await abilities.answer({ question }));
      expect(quotes.length).toBeGreaterThan(0);
      for (const { citation } of quotes) {
        const whole = quotesOf(await abilities.wholeOf(citation)).map((quote) => quote.citation);
        const holding = whole.filter(
          ({ source }) => source.start <= citation.source.start && citation.source.end <= source.end,
        );
        expect(holding).toMatchObject([{ section: citation.section, item: citation.item }]);
      }
    }
  });
});

describe("a summary", () => {
  test("is that of the case with the id", async () => {
    const { summaryOf } = await abilitiesOver(DOCUMENT);
    const answer = await summaryOf("选编#2");
    expect(answer).toMatchObject({ kind: "summary", case: { organization: "梨坡镇总工会" }, length: "full" });
    expect(textsOf(answer)).toEqual(["请农技师授课，授课27场。", "优果率提高到七成。"]);
    expect(answer.suggestions.length).toBeGreaterThan(0);
  });

  test.each([["选编#9"], ["选编#0"], [""]])("is not found where no case has the id: %j", async (id) => {
    const { summaryOf } = await abilitiesOver(DOCUMENT);
    expect(reasonOf(await summaryOf(id))).toEqual({ kind: "unknown-case", name: id });
  });
});

describe("a pasted text", () => {
  test("is verified as it is, though it reads like a question", async () => {
    const { verify } = await abilitiesOver(DOCUMENT);
    expect(await verify("工会走访网点36个。")).toMatchObject({ kind: "verification", verdict: "identical" });
    expect(await verify("工会走访网点63个。")).toMatchObject({ kind: "verification", verdict: "altered" });
    expect(await verify("苇河走访了多少个网点？")).toMatchObject({ kind: "verification", verdict: "absent" });
  });

  test.each([[""], [" \n\t　"], ["\u200b\ufeff"]])("is refused where there is none: %j", async (text) => {
    const { verify } = await abilitiesOver(DOCUMENT);
    expect(reasonOf(await verify(text))).toEqual({ kind: "empty" });
  });
});

describe("an answer given earlier", () => {
  const QUESTIONS = [
    "夜校授课多少场？",
    "引用苇河的背景",
    "总结梨坡镇的案例",
    "有哪些案例",
    "比较苇河和梨坡的应用成效",
  ];

  test.each(QUESTIONS)("still holds while the corpus is the same, kept as JSON too: %s", async (question) => {
    const { answer, stillHolds } = await abilitiesOver(DOCUMENT);
    const given = await answer({ question });
    expect(quotesOf(given).length).toBeGreaterThan(0);
    expect(await stillHolds(given)).toBe(true);
    expect(await stillHolds(JSON.parse(JSON.stringify(given)))).toBe(true);
  });

  test("still holds when the corpus changed elsewhere", async () => {
    const { answer } = await abilitiesOver(DOCUMENT);
    const given = await answer({ question: "引用苇河的背景" });
    const { stillHolds } = await abilitiesOver(DOCUMENT.replace("七成", "八成"));
    expect(await stillHolds(given)).toBe(true);
  });

  test.each([
    ["its words are others", "36个", "63个"],
    ["its words stand elsewhere", "# 甲市工会案例选", "# 甲市总工会案例选"],
    ["its section has another name", "##### 背景", "##### 缘由"],
    ["its case has another name", "苇河县", "苇荡县"],
    ["its case has another title", "送货人", "送餐人"],
    ["its sentence has another number", "快递员没有休息场所。", "快递员难。没处休息。"],
  ])("does not hold when %s", async (_, words, others) => {
    const { answer } = await abilitiesOver(DOCUMENT);
    const given = await answer({ question: "苇河走访了多少个网点？" });
    expect(textsOf(given)).toEqual(["工会走访网点36个。"]);
    const { stillHolds } = await abilitiesOver(DOCUMENT.replaceAll(words, others));
    expect(await stillHolds(given)).toBe(false);
  });

  test("does not hold when its file is gone", async () => {
    const { answer } = await abilitiesOver(DOCUMENT);
    const given = await answer({ question: "苇河走访了多少个网点？" });
    const { stillHolds } = createAbilities(await openKnowledge(await folderOf({ "别的.md": DOCUMENT })));
    expect(await stillHolds(given)).toBe(false);
  });

  test("holds when it quotes nothing", async () => {
    const { answer, stillHolds } = await abilitiesOver(DOCUMENT);
    expect(await stillHolds(await answer({ question: "苇河的工会主席是谁？" }))).toBe(true);
  });
});

describe("words that are not the source's", () => {
  test("are not sent, whichever ability found them", async () => {
    const { knowledge, ...sound } = await abilitiesOver(DOCUMENT);
    const cited = await citationOf("工会走访网点36个。", { knowledge, ...sound });
    const store = {
      ...knowledge.store,
      text: async (file: string) => (await knowledge.store.text(file))?.replaceAll(/\d/g, "9"),
    };
    const { answer, verify, wholeOf, find } = createAbilities({ ...knowledge, store });
    const failure = { name: "GroundingError" };
    await expect(answer({ question: "苇河走访了多少个网点？" })).rejects.toMatchObject(failure);
    await expect(verify("工会走访网点36个。")).rejects.toMatchObject(failure);
    await expect(wholeOf(cited)).rejects.toMatchObject(failure);
    await expect(find("走访网点", { offset: 0, limit: 9 })).rejects.toMatchObject(failure);
  });
});

describe("the version of the corpus", () => {
  test("is the same for the same documents, another for others, and counts cases without the documents", async () => {
    const { version } = createAbilities(await openKnowledge());
    const now = await version();
    expect(now).toMatchObject({ fileCount: 1, caseCount: 10 });
    expect(now.id).toMatch(/^[0-9a-f]{8}$/);
    expect(await version()).toEqual(now);
    const namesakes = await openKnowledge(new URL("../fixtures/namesakes", import.meta.url).pathname);
    expect((await createAbilities(namesakes).version()).id).not.toBe(now.id);
  });
});
