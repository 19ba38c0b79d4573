/** A question → what it asks numbers of: the kind, the units that will do and the noun counted, one for each 多少, 几 or 哪年. */

import { taggedWords } from "./dictionary.ts";
import { openMeasures, type QuantityKind } from "./measures.ts";
import { remembered } from "./remembered.ts";
import { openTemplates, readable } from "./templates.ts";

export interface UnitAsked {
  readonly kind: QuantityKind;
  /** Units that answer, the one asked for first; empty where any will. */
  readonly units: readonly string[];
  /** What is counted, where the question says it right after the measure: 几名[劳模]. */
  readonly noun?: string;
  /** 什么时候: a time of day will do as well as a date. */
  readonly orTime?: true;
  /** UTF-16 offsets into the readable question, half-open. */
  readonly start: number;
  readonly end: number;
}

const KINDS: Readonly<Record<string, readonly [QuantityKind, readonly string[]]>> = {
  code: ["label", []],
  money: ["money", ["元"]],
  points: ["share", ["个百分点"]],
  share: ["share", ["%"]],
  duration: ["duration", []],
  date: ["date", []],
  when: ["date", []],
  time: ["time", ["点"]],
  ratio: ["ratio", []],
  age: ["count", ["岁"]],
};

/** Nouns for persons; documents count them in 名, 人 and 人次. */
const PERSON =
  /(?:[员工手师生者匠模]|人|司机|干部|专家|律师|同志|委员|代表|医生|家属|儿童|孩子|女职工|主席)$/;

/** They are told in words. */
const NO_NUMBER: ReadonlySet<string> = new Set(["frequency", "weekday"]);

const templates = openTemplates("units-asked");

/** In the order of the question, which is looked at from several sides. */
export const unitAsked = remembered(64, (question): readonly UnitAsked[] => {
  const text = readable(question);
  const matches = templates.all.flatMap(({ group, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({
      group,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  const rank = (group: string) => (group === "count" ? 1 : 0);
  matches.sort((a, b) => rank(a.group) - rank(b.group) || a.start - b.start || b.end - a.end);
  const taken: typeof matches = [];
  for (const one of matches)
    if (!taken.some((other) => one.start < other.end && other.start < one.end)) taken.push(one);
  return taken
    .filter(({ group }) => !NO_NUMBER.has(group))
    .sort((a, b) => a.start - b.start)
    .map(({ group, start, end }) => {
      const span = { start, end };
      // 第几周 asks for one of a row.
      if (text[start - 1] === "第") {
        const { units } = countAsked(text.slice(start).replace(/^(?:多少|几)/, ""));
        return { kind: "ordinal", units, ...span };
      }
      if (group === "count") return { ...countAsked(text.slice(end)), ...span };
      const [kind, units] = KINDS[group] ?? ["count", []];
      if (group === "when") return { kind, units, orTime: true, ...span };
      return { kind, units: group === "duration" ? durationOf(text.slice(start, end)) : units, ...span };
    });
});

/** 几天 wants days first and any length of time after that. */
function durationOf(asked: string): string[] {
  const unit = openMeasures().named(asked.replace(/^(?:多少|几)多?/, ""))?.unit;
  return unit ? [unit] : [];
}

/** `after`: the words behind 多少 or 几. */
function countAsked(after: string): Pick<UnitAsked, "kind" | "units" | "noun"> {
  const measure = openMeasures().at(after, 0);
  const rest = after.slice(measure?.length ?? 0);
  const noun = nounOf(rest);
  if (measure && !(noun === "" && after.length > 2 && nounOf(after).length > measure.length + 1)) {
    const persons = measure.unit === "个" && PERSON.test(noun) ? ["人"] : [];
    return { kind: measure.kind, units: [measure.unit, ...persons], ...(noun ? { noun } : {}) };
  }
  const counted = noun || nounOf(after);
  // 职工之家 is a place.
  const isPart = after.slice(after.indexOf(counted) + counted.length).startsWith("之");
  return {
    kind: "count",
    units: PERSON.test(counted) && !isPart ? ["人", "人次"] : [],
    ...(counted ? { noun: counted } : {}),
  };
}

/** The nouns that the words begin with. */
function nounOf(words: string): string {
  let noun = "";
  for (const { word, tag } of taggedWords(words.slice(0, 12))) {
    if (!/^(?:n|vn|an|j|l|s$|b$|eng)/.test(tag)) break;
    noun += word;
  }
  return noun;
}
