/** Places in the corpus → quotes: the source's own characters at their offsets, or nothing. */

import { expect, test } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import type { Case } from "../../src/corpus/case.ts";
import { passagesOf, textOf } from "../../src/corpus/passages.ts";
import type { Grounded } from "../../src/grounding/answer.ts";
import { assertGrounded, createGround, GroundingError, type Place } from "../../src/grounding/ground.ts";
import type { Store } from "../../src/stores/store.ts";
import { openKnowledge } from "../knowledge.ts";

const FILE = "2024-top-ten-innovations.md";
const FIXTURES = new URL("../fixtures/corpus", import.meta.url).pathname;

const knowledge = await openKnowledge();
const { store } = knowledge;
const fixtures = await openKnowledge(FIXTURES);
const source = await textIn(store, FILE);

async function textIn(from: Pick<Store, "text">, file: string): Promise<string> {
  const text = await from.text(file);
  if (text === undefined) throw new Error(`no text of ${file}`);
  return text;
}

function caseNamed(cases: readonly Case[], name: string): Case {
  const found = cases.find(({ organization, file }) => organization.includes(name) || file === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
}

/** All sentences of the passage of a section, or of an item in it. */
async function placeOf(name: string, section: string, item: string | null = null): Promise<Place> {
  return placeIn(store, name, section, item);
}

async function placeIn(from: Store, name: string, section: string, item: string | null): Promise<Place> {
  const unionCase = caseNamed(await from.cases(), name);
  const passage = passagesOf(unionCase).find((one) => one.section === section && one.item === item);
  if (!passage) throw new Error(`no passage ${name} · ${section}${item ?? ""}`);
  return { case: unionCase, passage, sentences: passage.sentences };
}

/** The part of a place from the first to the last of the words given. */
function partOf(place: Place, first: string, last: string = first): Place {
  const text = textOf(place.sentences);
  const from = text.indexOf(first);
  const to = text.indexOf(last, from) + last.length;
  if (from < 0 || to < from) throw new Error(`no ${first}…${last} in ${text}`);
  return { ...place, from, to };
}

/** A store in which one file holds other words than those that were indexed. */
function altered(file: string, change: (text: string) => string | undefined): Store {
  return {
    ...store,
    text: async (asked) => {
      const text = await store.text(asked);
      return asked === file && text !== undefined ? change(text) : text;
    },
  };
}

test("cites a section with its case, address, offsets and line", async () => {
  const place = await placeOf("圆通", "应用成效");
  const quote = await createGround(store).quote(place);
  const start = source.indexOf("圆通全网建会入会率持续提高");
  const end = source.indexOf("3000余家。") + "3000余家。".length;
  expect(quote).toEqual({
    text: "圆通全网建会入会率持续提高,截至2024年底,圆通直营体系建会率动态达100%;推进百人以上网点建会700余家,其中上海区域百人以上网点建会全覆盖,超额完成年度目标,全网已累计建设职工之家(小家)3000余家。",
    citation: {
      number: 1,
      case: {
        id: "2024-top-ten-innovations#2",
        organization: "圆通速递有限公司工会",
        title: "健全机制 凝聚共识 系统推进新就业形态劳动者入会和服务",
      },
      section: "应用成效",
      item: null,
      sentences: [1, 1],
      truncated: false,
      source: { file: FILE, start, end, line: source.slice(0, start).split("\n").length },
      address: "圆通速递有限公司工会·应用成效·第1句",
      fingerprint: "5afc5345",
    },
  });
});

test("joins a page break inside a quote and cites across it", async () => {
  const place = partOf(await placeOf("齐河", "主要内容", "(一)"), "推动党的创新理论", "思想根基。");
  const { text, citation } = await createGround(store).quote(place);
  expect(text).toBe("推动党的创新理论入脑入心,筑牢新就业形态劳动者思想根基。");
  expect(source.slice(citation.source.start, citation.source.end)).toBe(
    "推动党的创新理论入脑入\n\n心,筑牢新就业形态劳动者思想根基。",
  );
});

test("starts behind a page break where the quote begins at it", async () => {
  const place = partOf(await placeOf("齐河", "主要内容", "(一)"), "心,筑牢", "思想根基。");
  const { text, citation } = await createGround(store).quote(place);
  expect(text).toBe("心,筑牢新就业形态劳动者思想根基。");
  expect(source.slice(citation.source.start, citation.source.end)).toBe(text);
  expect(citation.source.line).toBe(source.slice(0, source.indexOf("心,筑牢")).split("\n").length);
});

test("ends before a page break where the quote ends at it", async () => {
  const place = partOf(await placeOf("齐河", "主要内容", "(一)"), "推动党的创新理论入脑入");
  const { text, citation } = await createGround(store).quote(place);
  expect(text).toBe("推动党的创新理论入脑入");
  expect(source.slice(citation.source.start, citation.source.end)).toBe(text);
});

test.each([
  ["齐河", "主要内容", "(一)", "入脑入", "心,"],
  ["圆通", "主要内容", "(二)", "全网集", "体合同"],
  ["旌阳", "主要内容", "(二)", "所有", "企业,"],
  ["齐齐哈尔", "主要内容", "(二)", "新、", "师带徒"],
  ["东城", "主要内容", "(二)", "服务热线", "等载体"],
  ["椒江", "主要内容", "(二)", "履职机", "制,让"],
  ["株洲", "主要内容", "(一)", "等级评", "定要求"],
  ["盐田", "主要内容", "(一)", "流程标", "准化,针对"],
  ["镇江", "主要内容", null, "核查两", "种监督"],
  ["襄阳", "主要内容", "(一)", "药品更新", "不及时"],
])(
  "the page break of %s %s%s lies between the two halves of a word",
  async (name, section, item, before, after) => {
    const place = await placeOf(name, section, item);
    const ground = createGround(store);
    const raw = async (first: string, last?: string) => {
      const { text, citation } = await ground.quote(partOf(place, first, last));
      return [text, source.slice(citation.source.start, citation.source.end)];
    };
    expect(await raw(before + after)).toEqual([before + after, `${before}\n\n${after}`]);
    expect(await raw(before, before)).toEqual([before, before]);
    expect(await raw(after, after)).toEqual([after, after]);
  },
);

test("cites a range of sentences by its first and last number", async () => {
  const place = await placeOf("齐河", "经验培育过程");
  const quote = await createGround(store).quote({ ...place, sentences: place.sentences.slice(1, 3) });
  expect([quote.text, quote.citation.sentences, quote.citation.address]).toEqual([
    "2021年,先后成立货运、快递行业联合会。2024年,推动新就业形态劳动者思政引领、组织建设、建功立业、权益保障有机融合。",
    [2, 3],
    "山东德州齐河县总工会·经验培育过程·第2-3句",
  ]);
});

test("cites of a range only the sentences that the quoted part touches", async () => {
  const place = partOf(await placeOf("齐河", "经验培育过程"), "先后成立", "快递行业联合会。");
  const { text, citation } = await createGround(store).quote(place);
  expect([text, citation.sentences, citation.address]).toEqual([
    "先后成立货运、快递行业联合会。",
    [2, 2],
    "山东德州齐河县总工会·经验培育过程·第2句",
  ]);
  expect(source.slice(citation.source.start, citation.source.end)).toBe(text);
});

test("a quoted part may run from the middle of one sentence to the middle of the next", async () => {
  const place = partOf(await placeOf("齐河", "经验培育过程"), "成立盖世冠威", "2021年");
  const { text, citation } = await createGround(store).quote(place);
  expect([text, citation.sentences]).toEqual(["成立盖世冠威物流联合工会。2021年", [1, 2]]);
});

test("numbers sentences of items within the item, and gives the item's label as the source writes it", async () => {
  const place = partOf(await placeOf("东城", "应用成效", "(二)"), "近三年来", "36%。");
  const { citation } = await createGround(store).quote(place);
  expect([citation.section, citation.item, citation.sentences, citation.address]).toEqual([
    "应用成效",
    "(二)",
    [3, 3],
    "北京东城区总工会·应用成效·(二)·第3句",
  ]);
});

test("equal places share one number, others get the next", async () => {
  const ground = createGround(store);
  const whole = await placeOf("圆通", "应用成效");
  const part = partOf(whole, "圆通直营体系建会率动态达100%");
  const other = await placeOf("镇江", "应用成效");
  const numbers: number[] = [];
  for (const place of [whole, part, whole, other, part, other])
    numbers.push((await ground.quote(place)).citation.number);
  expect(numbers).toEqual([1, 2, 1, 3, 2, 3]);
});

test("the whole of a place and the same range given in offsets are equal places", async () => {
  const ground = createGround(store);
  const place = await placeOf("圆通", "应用成效");
  const whole = await ground.quote(place);
  expect(await ground.quote({ ...place, from: 0, to: textOf(place.sentences).length })).toEqual(whole);
});

test("every answer counts its citations from one", async () => {
  const place = await placeOf("圆通", "应用成效");
  const numbers = [
    (await createGround(store).quote(place)).citation.number,
    (await createGround(store).quote(place)).citation.number,
  ];
  expect(numbers).toEqual([1, 1]);
});

test("marks as truncated the one sentence at which the source breaks off, and no other", async () => {
  const truncated: string[] = [];
  for (const unionCase of await store.cases()) {
    for (const passage of passagesOf(unionCase)) {
      for (const sentence of passage.sentences) {
        const quote = await createGround(store).quote({ case: unionCase, passage, sentences: [sentence] });
        if (quote.citation.truncated) truncated.push(`${quote.citation.address} ${quote.text}`);
      }
    }
  }
  expect(truncated).toEqual([
    "黑龙江齐齐哈尔市总工会·主要内容·(五)·第2句 落实班组全员安全生产责任制,开展班前安全喊话评比、“安康杯”竞赛等活动,持续增强班组应急管理能",
  ]);
});

test("the whole of an item that breaks off is marked as truncated", async () => {
  const { text, citation } = await createGround(store).quote(await placeOf("齐齐哈尔", "主要内容", "(五)"));
  expect([text, citation.truncated]).toEqual([
    "打造安全型班组,夯实安全基础。落实班组全员安全生产责任制,开展班前安全喊话评比、“安康杯”竞赛等活动,持续增强班组应急管理能",
    true,
  ]);
});

test("refuses a range beyond the words of its sentences", async () => {
  const place = await placeOf("圆通", "应用成效");
  const { length } = textOf(place.sentences);
  const failure = createGround(store).quote({ ...place, from: length, to: length + 5 });
  await expect(failure).rejects.toThrow(
    new GroundingError(
      `${place.passage.id}: expected words to quote, found the empty range ${length}–${length + 5}`,
    ),
  );
});

test("refuses a range of no length inside a sentence", async () => {
  const place = await placeOf("圆通", "应用成效");
  const failure = createGround(store).quote({ ...place, from: 5, to: 5 });
  await expect(failure).rejects.toBeInstanceOf(GroundingError);
});

test("refuses a place whose file is gone from the index", async () => {
  const place = await placeOf("圆通", "应用成效");
  const failure = createGround(altered(FILE, () => undefined)).quote(place);
  await expect(failure).rejects.toThrow(
    new GroundingError(`${FILE}：索引里没有这个文件的文本；请运行 index`),
  );
});

test("refuses to quote when the source holds other words at the place", async () => {
  const place = await placeOf("圆通", "应用成效");
  const other = altered(FILE, (text) => text.replace("建会率动态达100%", "建会率动态达900%"));
  const { start, end } = place.passage;
  const line = source.slice(0, start).split("\n").length;
  const failure = createGround(other).quote(place);
  await expect(failure).rejects.toBeInstanceOf(GroundingError);
  await expect(failure).rejects.toThrow(
    new GroundingError(`${FILE}:${line}：原文第 ${start}–${end} 个字符处不是所引的话；请运行 index`),
  );
});

test("refuses to quote when words were put in before the place", async () => {
  const place = await placeOf("圆通", "应用成效");
  const failure = createGround(altered(FILE, (text) => `编者按。${text}`)).quote(place);
  await expect(failure).rejects.toBeInstanceOf(GroundingError);
});

test.each([
  "圆通的应用成效是什么？",
  "引用圆通的应用成效",
  "总结圆通的案例",
  "比较圆通和齐河的应用成效",
  "有哪些案例？",
])("no answer leaves when the source was altered since it was indexed: %s", async (question) => {
  const other = altered(FILE, (text) => `编者按。${text}`);
  const failure = respond({ question }, { ...knowledge, store: other });
  await expect(failure).rejects.toBeInstanceOf(GroundingError);
});

test("an answer whose quote was altered after it was made is not grounded", async () => {
  const quote = await createGround(store).quote(await placeOf("镇江", "应用成效"));
  const { start, end, line } = quote.citation.source;
  const answer = (text: string): Grounded => ({
    kind: "grounded",
    by: "extractive",
    certain: true,
    claims: [{ text, quotes: [{ ...quote, text }] }],
    suggestions: [],
    carried: null,
  });
  await expect(assertGrounded(answer(quote.text), store)).resolves.toBeUndefined();
  for (const text of [quote.text.replace("181.9", "181.8"), quote.text.slice(1), `${quote.text}。`, ""]) {
    await expect(assertGrounded(answer(text), store)).rejects.toThrow(
      new GroundingError(`${FILE}:${line}：原文第 ${start}–${end} 个字符处不是所引的话；请运行 index`),
    );
  }
});

test("counts lines and offsets of a file with a byte order mark and CRLF as it was received", async () => {
  const text = await textIn(fixtures.store, "bom-crlf.md");
  const place = await placeIn(fixtures.store, "bom-crlf.md", "主要做法", "（一）");
  const quote = await createGround(fixtures.store).quote(partOf(place, "让渔工在海上", "工会。"));
  const { start, end, line } = quote.citation.source;
  expect(quote.text).toBe("让渔工在海上也能找得到工会。");
  expect(text.slice(start, end)).toBe("让渔工在海上也能找得到工\r\n\r\n会。");
  expect([text.slice(0, 2), line]).toEqual(["\ufeff#", 5]);
});

test("ends before and starts behind a CRLF page break", async () => {
  const text = await textIn(fixtures.store, "bom-crlf.md");
  const place = await placeIn(fixtures.store, "bom-crlf.md", "主要做法", "（一）");
  const ground = createGround(fixtures.store);
  for (const [words, raw] of [
    ["也能找得到工", "也能找得到工"],
    ["会。", "会。"],
  ] as const) {
    const { citation } = await ground.quote(partOf(place, words));
    expect(text.slice(citation.source.start, citation.source.end)).toBe(raw);
  }
});

test("joins hard-wrapped lines of Chinese without a blank and drops their indentation", async () => {
  const text = await textIn(fixtures.store, "hard-wrapped.txt");
  const place = await placeIn(fixtures.store, "hard-wrapped.txt", "一、案例背景", null);
  const quote = await createGround(fixtures.store).quote(partOf(place, "一年在岸的日子", "六十天。"));
  expect(quote.text).toBe("一年在岸的日子不足六十天。");
  expect(text.slice(quote.citation.source.start, quote.citation.source.end)).toBe(
    "一年在岸的日子\n不足六十天。",
  );
});

test("keeps a break between hard-wrapped Latin words, so that they do not run together", async () => {
  const text = await textIn(fixtures.store, "english.md");
  const unionCase = caseNamed(await fixtures.store.cases(), "english.md");
  const passage = passagesOf(unionCase).find(({ sectionKind }) => sectionKind !== "heading");
  if (!passage) throw new Error("english.md has no passage");
  const place = { case: unionCase, passage, sentences: passage.sentences };
  const ground = createGround(fixtures.store);
  const raw = async (part: Place) => {
    const quote = await ground.quote(part);
    return [quote.text, text.slice(quote.citation.source.start, quote.citation.source.end)];
  };
  const joined = textOf(passage.sentences);
  const at = joined.indexOf("small library,");
  const across = { ...place, from: at, to: joined.indexOf("visited", at) + "visited".length };
  expect(await raw(across)).toEqual([
    "small library,\nand had them visited",
    "small library,\nand had them visited",
  ]);
  expect(await raw(partOf(place, "small library,"))).toEqual(["small library,", "small library,"]);
  expect(await raw(partOf(place, "and had them visited"))).toEqual([
    "and had them visited",
    "and had them visited",
  ]);
});
