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
  const inPlaceOfSection = section !== undefined && item === undefined ? parseItem(section) : null;
  const number = item === undefined ? inPlaceOfSection : parseItem(item);
  if (item !== undefined && number === null) return unknownPart(unionCase, `${section}${item}`);
  const wish = section === undefined || inPlaceOfSection !== null ? null : parseSection(section);
  const sections = wish ? sectionsMeant(wish, unionCase).map(({ name }) => name) : [];
  if (wish && sections.length === 0) return unknownPart(unionCase, wish.words);
  const wholeCase = wish === null && number === null;
  return excerptOf(
    {
      cases: [unionCase],
      sections,
      explicit: sections.length > 0,
      item: number === null ? null : { number },
      sentence: null,
      content: "",
      words: [],
      text: "",
      wholeCase,
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

/** (二), （2）, 二, 2, 第二项, 二、 → 2; null for what is no item's number. */
function parseItem(typed: string): number | null {
  const digits = digitize(foldTight(typed)).match(
    /^[([第]?(\d{1,3})[)\]]?(?:点|条|项|个(?:方面|做法|部分|举措|阶段)?|部分|方面|款|步|段)?[、.,:]?$/,
  )?.[1];
  return digits === undefined ? null : Number(digits);
}
