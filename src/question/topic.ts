/** What is talked about after a question and its answer, and what the next question takes over from it. */

import type { Case } from "../corpus/case.ts";
import type { Quote } from "../grounding/answer.ts";
import { taggedWords } from "../language/dictionary.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { openTemplates } from "../language/templates.ts";
import { unitAsked } from "../language/units-asked.ts";
import { withoutYears, yearsAsked } from "../language/years-asked.ts";
import { saysOnlyToList } from "./kinds.ts";
import { tellsSomething } from "./read.ts";
import type { Part } from "./request.ts";
import { sectionSlots } from "./section-slots.ts";

const READ = openTemplates("read");

export interface Topic {
  readonly part: Part;
  /** The words that were looked for, those taken over included. */
  readonly text: string;
  /** The year that was talked about before that of `text`, where each names one. */
  readonly earlierYear: number | null;
  /** The words that said what kind of thing was asked for. */
  readonly asking: string;
  /** Id of the case talked about, where there is exactly one. */
  readonly caseId: string | null;
  /** The case talked about before that one. */
  readonly earlierCaseId: string | null;
  readonly section: string | null;
  readonly item: string | null;
  /** What the answer quoted, in its order. */
  readonly quotes: readonly Quote[];
  /** Ids of the cases that the answer listed or compared, in its order. */
  readonly listed: readonly string[];
}

/** A question that says only what is different: 那班组类呢, 2024年呢. */
export function saysOnlyWhatDiffers({ text, asks, content }: Part): boolean {
  return READ.says("again", text) ? !asks || content.length <= SHORT : !asks && content.length <= SHORT;
}

const SHORT = 8;

/** The year talked about: of the question, else of the case; null where there is none, or several. */
export function yearTalkedAbout({ text, caseId }: Topic, cases: readonly Case[]): number | null {
  const [year, ...others] = yearsAsked(text);
  if (others.length > 0) return null;
  return year ?? cases.find(({ id }) => id === caseId)?.year ?? null;
}

/**
 * 24年呢，多了多少: what was asked before, as a question for what two years differ by; null where that is not asked, or
 * the years are not clear.
 */
export function changeAsked(topic: Topic, part: Part, cases: readonly Case[]): string | null {
  if (part.named.cases.length > 0 || !READ.says("change", part.text)) return null;
  if (tellsSomething(READ.without("change", withoutYears(part.content)))) return null;
  const own = yearsAsked(part.text);
  const beside = own.length === 0 ? topic.earlierYear : null;
  const others = own.length < 2 ? [yearTalkedAbout(topic, cases), beside] : [];
  const years = new Set([...own, ...others].filter((year) => year !== null));
  if (years.size !== 2) return null;
  const [asked] = [...unitAsked(part.text), ...unitAsked(topic.asking)].filter(
    ({ units }) => units.length > 0,
  );
  const subject = withoutAsking(withoutYears(topic.text));
  const [later, earlier] = [...years].sort((a, b) => b - a);
  return `${subject}${later}年比${earlier}年多了多少${asked?.units[0] ?? ""}`;
}

/** 去年全国发布了几个案例: it says itself of whom it asks, and what. */
export function asksOfAll({ text, content, asks }: Part): boolean {
  return asks && READ.says("wide", text) && tellsSomething(READ.without("wide", content));
}

/** 其中大病的有多少: a part of what was just told. */
export function pointsWithin({ text }: Part): boolean {
  return READ.says("within", text);
}

/** 那盐田呢 after a section, a quotation or a summary of another case: the same asked of this one; null for anything else. */
export function askedAgain(topic: Topic, part: Part, cases: readonly Case[]): Part | null {
  const before = topic.part;
  if (before.kind === "catalogue" && part.named.cases.length === 0 && saysOnlyToList(part.text))
    return { ...before, said: part.said };
  const { named, slots } = part;
  const names = part.kind === "ask" && named.cases.length > 0 && !tellsSomething(part.content);
  if (!names || !saysOnlyWhatDiffers(part) || slots.item || slots.sections.length > 0) return null;
  const wasPart = before.slots.sections.length > 0 && !tellsSomething(before.content);
  if (before.kind !== "quote" && before.kind !== "summary" && !wasPart) return null;
  const { text } = joined({ ...topic, text: before.text }, part);
  const own = named.cases.flatMap((ordinal) => cases[ordinal] ?? []);
  return { ...before, said: part.said, text, named, slots: sectionSlots(text.replace(part.text, " "), own) };
}

/** The earlier words with the new ones in the place of those that they stand against: years, names, words of one kind (综合类, 班组类). */
export function joined(topic: Topic, part: Part): { text: string; asking: string } {
  const fresh = READ.without("opening", part.text);
  const { named } = topic.part;
  let before = topic.text;
  if (named.words !== "" && part.named.cases.length > 0)
    for (const name of named.words.split("、")) before = before.replaceAll(name, " ");
  if (YEAR.test(fresh)) before = before.replace(new RegExp(YEAR, "g"), " ");
  for (const word of counterparts(before, fresh)) before = before.replaceAll(word, " ");
  return { text: `${before} ${fresh}`, asking: part.asks ? part.text : topic.asking };
}

const YEAR = /(?<!\d)(?:(?:19|20)\d{2}|[012]\d)(?=年|[^\d]|$)年?(?:底|末|初|度)?|去年|今年|前年|上年|当年/;

/** Words of the earlier question that end like a word of the new one, or name a place where it does. */
function counterparts(before: string, fresh: string): string[] {
  const words = (text: string) =>
    taggedWords(withoutAsking(text)).filter(({ word }) => word.trim().length > 1);
  const own = words(fresh);
  const isPlace = ({ tag }: { tag: string }) => /^n[srtz]/.test(tag);
  return words(before)
    .filter(
      (old) =>
        !fresh.includes(old.word) &&
        own.some(
          ({ word, tag }) =>
            (word.length === old.word.length && word.at(-1) === old.word.at(-1)) ||
            (isPlace({ tag }) && isPlace(old)),
        ),
    )
    .map(({ word }) => word);
}
