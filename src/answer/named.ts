/** Names and parts as people type them → the answers of the abilities. */

import type { Case } from "../corpus/case.ts";
import type { Ambiguous, Answer, NotFound, SummaryLength } from "../grounding/answer.ts";
import { digitize, foldTight } from "../language/fold.ts";
import { sectionSlots } from "../question/section-slots.ts";
import { compareSections } from "./abilities/compare.ts";
import { excerptOf } from "./excerpt.ts";
import type { Knowledge } from "./knowledge.ts";
import { ambiguous, notFound, unknownPart } from "./refuse.ts";
import { resolveCase } from "./resolve-case.ts";
import { bareName, type SectionWish, sectionsMeant } from "./sections.ts";
import { summaryOf } from "./summarize.ts";

/** The words of a case, of its section, or of an item in it; an item may stand in the place of the section. */
export async function quoteNamed(
  name: string,
  section: string | undefined,
  item: string | undefined,
  knowledge: Knowledge,
): Promise<Answer> {
  const { unionCase, refusal } = await oneCase(name, knowledge);
  if (!unionCase) return refusal;
  const part = section === undefined ? null : parseItem(section);
  const counted = item === undefined ? part : parseItem(item);
  if (item !== undefined && counted === null) return unknownPart(unionCase, `${section}${item}`);
  // 第二十五条 (二): the article of the document, and of it the item.
  const isArticle = part?.unit === "条" && item !== undefined;
  const slot = isArticle ? { ...part, within: counted?.number } : counted;
  const wish =
    section === undefined || (part && (isArticle || item === undefined)) ? null : parseSection(section);
  const sections = wish
    ? sectionsMeant(wish, unionCase).map(({ name }) => name)
    : sectionSlots(digitize(foldTight(section ?? "")), [unionCase]).sections;
  if (wish && sections.length === 0) return unknownPart(unionCase, wish.words);
  return excerptOf(
    {
      cases: [unionCase],
      sections,
      explicit: sections.length > 0,
      item: slot,
      sentence: null,
      content: "",
      words: [],
      text: "",
      wholeCase: section === undefined && item === undefined,
    },
    knowledge,
  );
}

export async function summaryNamed(
  name: string,
  length: SummaryLength,
  knowledge: Knowledge,
): Promise<Answer> {
  const { unionCase, refusal } = await oneCase(name, knowledge);
  return unionCase ? summaryOf({ case: unionCase, length }, knowledge) : refusal;
}

/** Names that mean one and the same case count once. */
export async function compareNamed(
  names: readonly string[],
  section: string | undefined,
  knowledge: Knowledge,
): Promise<Answer> {
  const cases: Case[] = [];
  for (const name of names) {
    const { unionCase, refusal } = await oneCase(name, knowledge);
    if (!unionCase) return refusal;
    if (!cases.includes(unionCase)) cases.push(unionCase);
  }
  const [first, ...rest] = cases;
  if (!first) return notFound({ kind: "empty" });
  const wishes = section === undefined ? [] : [parseSection(section)];
  const comparison = await compareSections([first, ...rest], wishes, knowledge);
  return comparison.rows.length > 0 ? comparison : unknownPart(first, section ?? "");
}

type Resolved =
  | { readonly unionCase: Case; readonly refusal?: never }
  | { readonly unionCase?: never; readonly refusal: Ambiguous | NotFound };

async function oneCase(name: string, knowledge: Knowledge): Promise<Resolved> {
  if (name.trim() === "") return { refusal: notFound({ kind: "empty" }) };
  const cases = await resolveCase(name, knowledge);
  const [unionCase] = cases;
  return unionCase && cases.length === 1 ? { unionCase } : { refusal: ambiguous(name, cases) };
}

/** 成效, 主要内容, 一、主要做法 → the section wished for. */
function parseSection(typed: string): SectionWish {
  const words = digitize(bareName(typed));
  const [kind = null] = sectionSlots(words, []).kinds;
  return { words, kind };
}

/** (二), （2）, 二, 2, 第二项, 二、, 第二条, 第二章全国组织 → what is counted; null for what is no number. */
function parseItem(typed: string): { readonly number: number; readonly unit?: string } | null {
  const { number, unit } =
    digitize(foldTight(typed)).match(
      /^[([第]?(?<number>\d{1,3})[)\]]?(?:(?<unit>条|章.*)|(?:点|项|个(?:方面|做法|部分|举措|阶段)?|部分|方面|款|步|段)?[、.,:]?)$/,
    )?.groups ?? {};
  return number === undefined
    ? null
    : { number: Number(number), ...(unit ? { unit: unit.slice(0, 1) } : {}) };
}
