/** Passages of a case → cells that a summary shares its room among: an item or a paragraph each, by what it is to a case. */

import type { Sentence } from "../corpus/case.ts";
import { isImprint, wireLength } from "../corpus/imprint.ts";
import type { Passage } from "../corpus/passages.ts";
import { countedSentences } from "../grounding/clauses.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { bareHeading } from "../question/case-parts.ts";
import { openingsOf } from "./enumerations.ts";

/** `after`: shortcomings, lessons and plans, which follow what was done and what came of it. */
export type Role = "opening" | "measures" | "results" | "after" | "other";

export interface Cell {
  readonly role: Role;
  /** The line above it, which heads it within its section. */
  readonly heading?: Passage;
  /** Passages of one item or paragraph. */
  readonly passages: readonly Passage[];
  /** It opens with what names it: an item's first words, 一是…. */
  readonly isCounted: boolean;
}

/** Lines and rows of so many characters tell something though no stop ends them. */
const TELLING = 30;
/** Of what and when a paper tells: …小结（2022年10月—2024年12月）. */
const SUBTITLE = /^[^。！？；]{4,40}[（(][^（()）]*\d{4}年[^（()）]*[）)]$/;
/** Words without a stop and a day: who wrote it, where and when. */
const DATED = /^[^。！？；，]{0,60}?\d{4}[\p{L}./-]\d{1,2}[\p{L}./-]\d{1,2}\p{L}?\s*$/u;
/** A row with a cell that is a figure. */
const FIGURES = /[|\t]\s*[\d.,，%％万亿元]+\s*(?:[|\t]|$)/;
/** A longer line heads nothing. */
const HEADING = 26;

const templates = openTemplates("sections");
const tells = openTemplates("summary");

/** By the words of its heading or of the heading above, else by its kind. */
export function roleOf({ section, under, sectionKind }: Passage): Role {
  const own = roleOfHeading(bareHeading(section));
  if (own) return own;
  const above = under === undefined ? undefined : roleOfHeading(bareHeading(under));
  if (above) return above;
  if (sectionKind === "results" || sectionKind === "measures") return sectionKind;
  return sectionKind === "recommendation" || sectionKind === "development" ? "opening" : "other";
}

/** Its heading or the one above is of that kind: problems, lessons, plans. */
export function isHeadedAs(kind: string, { section, under }: Passage): boolean {
  return [section, ...(under === undefined ? [] : [under])].some((name) =>
    templates.says(`heads-${kind}`, bareHeading(name)),
  );
}

function roleOfHeading(bare: string): Role | undefined {
  const says = (kind: string) => templates.says(`heads-${kind}`, bare);
  if (says("remark")) return "after";
  if (says("results")) return "results";
  if (says("measures")) return "measures";
  if (says("development")) return "opening";
  return says("problems") || says("lessons") || says("plans") ? "after" : undefined;
}

/** It stands beside the matter: corrections, appendices, whom to call. */
export function isAside({ section }: Passage): boolean {
  return [bareHeading(section), readable(section)].some((name) => templates.says("heads-aside", name));
}

/** In source order. What opens a case without a heading of its own is its opening. */
export function cellsOf(passages: readonly Passage[]): Cell[] {
  const counted = new Set(openingsOf(passages).map(({ passage }) => passage));
  const hasOpening = passages.some((passage) => roleOf(passage) === "opening");
  const [first] = passages.filter((passage) => told(passage).length > 0);
  const runs: Passage[][] = [];
  for (const passage of passages) {
    const last = runs.at(-1);
    if (last?.[0] && sameItem(passage.id, last[0].id)) last.push(passage);
    else runs.push([passage]);
  }
  return runs.flatMap((own, i): Cell[] => {
    const [head] = own;
    const [next] = runs[i + 1] ?? [];
    if (!head || (next?.section === head.section && isLine(head))) return [];
    const [above] = runs[i - 1] ?? [];
    const heading = above && above.section === head.section && isLine(above) ? { heading: above } : {};
    const role = roleOf(head);
    const opens = role === "other" && !hasOpening && head.section === first?.section && head.item === null;
    const isCounted = head.item !== null || counted.has(head) || countedSentences(head.sentences).length > 1;
    return [{ role: opens && head === first ? "opening" : role, ...heading, passages: own, isCounted }];
  });
}

/** A paragraph that heads the next. */
function isLine({ item, sentences: [only, ...others] }: Passage): boolean {
  if (item !== null || !only || others.length > 0 || only.text.length > HEADING) return false;
  return !isTold(only) && !isOfText(only.text) && !/[|\t]/.test(only.text);
}

/** Runs of a long block are passages of one item. */
function sameItem(a: string, b: string): boolean {
  const blockOf = (id: string) => /^.*\/\d+\.\d+/.exec(id)?.[0];
  return blockOf(a) === blockOf(b);
}

/** Rows of tables, bylines, datelines and lines of headings tell nothing by themselves. */
export function isTold({ text }: Sentence): boolean {
  if (/[|\t]/.test(text) || isOfText(text)) return false;
  if (tells.says("ceremony", readable(text)) || SUBTITLE.test(text)) return false;
  return /[。！？；;!.…”」』）)]\s*$/.test(text) || /\d/.test(text) || text.length > TELLING;
}

/** It tells of the text and nothing of the matter. */
function isOfText(text: string): boolean {
  return isImprint(text) || DATED.test(text) || wireLength(text) >= text.length;
}

function told({ sentences }: Passage): readonly Sentence[] {
  return sentences.filter(isTold);
}

/** Rows with figures tell something where a passage is nothing but a table. */
export function tellingOf(passage: Passage): readonly Sentence[] {
  const own = told(passage);
  return own.length > 0 ? own : passage.sentences.filter(({ text }) => FIGURES.test(text) && !isOfText(text));
}
