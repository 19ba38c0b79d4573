/** Folded, digitized words of one question → what is to be done with the corpus, and the kind of thing that answers. */

import { openTemplates } from "../language/templates.ts";
import { unitAsked } from "../language/units-asked.ts";
import { ordinalsIn } from "./ordinals.ts";
import type { Part } from "./request.ts";
import { asksSummary } from "./summary-wish.ts";

const KINDS = openTemplates("kinds");
const TYPES = openTemplates("answer-types");

/** Lists, counts and comparisons are read by `conditions`; whatever is none of these is asked. */
export type Kind = "ask" | "quote" | "summary" | "catalogue" | "verify";

/** What answers a question that counts nothing; `statement`: any sentence that says it. */
export type AnswerType =
  | "name"
  | "meaning"
  | "person"
  | "place"
  | "reason"
  | "manner"
  | "list"
  | "whether"
  | "choice"
  | "statement";

/** Asks for something in particular, so that 概括 and 几句话 say only how it is to be told. */
const PARTICULAR: readonly AnswerType[] = ["person", "place"];

export function kindOf(text: string): Kind {
  const plain = withoutQuoted(text);
  if (KINDS.says("verify", plain) && /[“”:]/.test(plain)) return "verify";
  if (asksCatalogue(plain)) return "catalogue";
  if (asksSummary(plain)) return "summary";
  if (KINDS.says("quote", plain)) return "quote";
  const isParticular =
    PARTICULAR.includes(answerTypeOf(plain)) || unitAsked(plain).some(({ kind }) => kind === "date");
  if (KINDS.says("summary", plain) && !isParticular) return "summary";
  return "ask";
}

/** All cases are asked for, and nothing else is said. */
function asksCatalogue(text: string): boolean {
  if (KINDS.says("catalogue", text)) return true;
  return KINDS.says("all-cases", text) && ordinalsIn(text) === null && saysOnlyToList(text);
}

/** 把题目也带上: nothing but that things are to be listed, and how. */
export function saysOnlyToList(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(KINDS.without("to-list", text));
}

export function answerTypeOf(text: string): AnswerType {
  return (TYPES.first(withoutQuoted(text)) as AnswerType | undefined) ?? "statement";
}

/** Whether cases are asked for that say certain words. */
export function asksForMentions(text: string): boolean {
  return KINDS.says("mentions", text);
}

/** Whether it asks which cases, rows or places are so. */
export function asksWhich(text: string): boolean {
  return KINDS.says("several", text);
}

/** Whether the same is asked of several cases, years or things. */
function asksOfSides(text: string): boolean {
  return KINDS.says("sides", text);
}

/** 园区跟工会 of 园区跟工会各掏多少: the things of which each is asked; null where none are joined so. */
export function sidesBeside(text: string): string | null {
  return KINDS.match("beside", text)?.[1] ?? null;
}

/** 列出所有案例的应用成效: the same part of each. */
export function asksOfEach(text: string): boolean {
  return KINDS.says("of-each-case", text);
}

/** What a message has compared, one by one: 圆通 and 火星 of 比较圆通和火星; none where it orders no comparison. */
export function comparedIn(text: string): readonly string[] {
  const { first, second } = KINDS.match("compares", text)?.groups ?? {};
  return first && second ? [first, second] : [];
}

/** Whether a list is asked for whole: its steps, grades or kinds one by one. */
export function asksForAllSteps(text: string): boolean {
  return KINDS.says("steps", text);
}

/** Over cases: those named one by one, or all of them. */
export function asksOverCases({ text, named }: Pick<Part, "text" | "named">): boolean {
  return named.several || asksOfSides(text) || (named.cases.length === 0 && asksWhich(text));
}

/** Words in quotation marks are the corpus's, whatever they say. */
function withoutQuoted(text: string): string {
  return text.replace(/[“"「『][^“”"「」『』]*[”"」』]/g, "“”");
}

/** 核对：短: the words to be checked, where they are too few to be told from a question. */
export function withoutChecking(text: string): string {
  return KINDS.without("verify", text).replace(/^[\s:]+/, "");
}

/** What is left when the phrases are gone that only say what to do with the words. */
export function withoutDeeds(text: string): string {
  return ["quote", "summary", "one", "three", "deed"].reduce(
    (rest, group) => KINDS.without(group, rest),
    text,
  );
}

/** 总结所有案例, 把十个案例都概括一下: all of them are meant. */
export function asksForAll(text: string): boolean {
  return KINDS.says("every-case", text);
}
