/** Cases → what a question for 单位, 篇 or 事项 asks for: the cases themselves, or what a document tells of one by one. */

import type { Section } from "../../corpus/case.ts";
import { foldTight } from "../../language/fold.ts";
import { divisionsIn, organizationKindOf } from "../../language/organizations.ts";
import { casePartsOf } from "../../question/case-parts.ts";
import { type CaseLines, type Line, saidForm } from "../../search/lines.ts";
import { bareName } from "../sections.ts";

export interface Unit extends CaseLines {
  /** How it is called within its document; null for a whole case. */
  readonly label: string | null;
  readonly sections: readonly Section[];
}

/** A document whose sections repeat (痛点, 招数, 账本; 痛点, 招数 …) tells of several things in one form. */
const REPEATED = 2;

/** Lines no longer than this name what follows them. */
const SHORT = 40;
const FIRST_LINES = 3;

const known = new WeakMap<CaseLines, readonly Unit[]>();

export function unitsOf(of: CaseLines): readonly Unit[] {
  let units = known.get(of);
  if (!units) {
    const parts = partsOf(of);
    units = parts.length > 1 ? parts : [wholeCase(of)];
    known.set(of, units);
  }
  return units;
}

/** A case as one unit; its lines are read when they are looked at. */
export function wholeCase(of: CaseLines): Unit {
  const { ordinal, case: unionCase, named, heading } = of;
  return {
    ordinal,
    case: unionCase,
    named,
    heading,
    label: null,
    sections: unionCase.sections,
    get lines() {
      return of.lines;
    },
    get tables() {
      return of.tables;
    },
    get said() {
      return of.said;
    },
  };
}

function partsOf(of: CaseLines): Unit[] {
  const { sections } = of.case;
  const names = sections.map(({ name }) => saidForm(bareName(name)));
  const told = names.filter((_, i) => (sections[i]?.blocks.length ?? 0) > 0);
  const repeated = new Set(told.filter((name, i) => told.indexOf(name) !== i));
  if (repeated.size < REPEATED) return [];
  const starts: number[] = [];
  let seen = new Set<string>();
  names.forEach((name, i) => {
    if (!repeated.has(name)) return;
    if (starts.length === 0 || seen.has(name)) {
      starts.push(headOf(sections, i));
      seen = new Set();
    }
    seen.add(name);
  });
  return starts.map((start, i) => unitOf(of, start, starts[i + 1] ?? sections.length));
}

/** Articles of rules, each by the words that it opens with. */
export function articlesOf(of: CaseLines): Unit[] {
  return casePartsOf(of.case)
    .filter(({ kind }) => kind === "article")
    .map(({ start, end, section }) => {
      const lines = of.lines.filter(({ sentence }) => start <= sentence.start && sentence.start < end);
      const label = lines[0]?.sentence.text.match(/^\S+/)?.[0].slice(0, SHORT) ?? section.name;
      const said = lines.map((line) => line.said).join("\n");
      return { ...of, sections: [section], lines, label, named: "", said };
    });
}

/** What is called by the first of these words, with that noun: parts of documents, else cases. Null where there are not two. */
export function unitsCalled(
  words: string,
  cases: readonly CaseLines[],
): { readonly noun: string; readonly units: readonly Unit[] } | null {
  const units = cases.flatMap(unitsOf);
  for (const pool of [
    units.filter(({ label }) => label !== null),
    units.filter(({ label }) => label === null),
  ])
    for (let length = words.length; length >= 1; length -= 1) {
      const noun = words.slice(0, length);
      const called = pool.filter((unit) => isCalled(unit, noun));
      if (called.length > 1) return { noun, units: called };
    }
  return null;
}

function isCalled({ label, case: { organization, title } }: Unit, noun: string): boolean {
  if (noun.length === 1) return endsSo(label ?? organization, noun);
  return label === null ? organization.includes(noun) || title.includes(noun) : label.includes(noun);
}

/** 村 of 桃源村, 区 of 东城区总工会. */
const endsSo = (name: string, noun: string) =>
  divisionsIn(foldTight(name)).some(({ level }) => level === noun);

/** Headings with nothing under them name what follows. */
function headOf(sections: readonly Section[], at: number): number {
  let start = at;
  while (start > 0 && sections[start - 1]?.blocks.length === 0) start -= 1;
  return start;
}

function unitOf(of: CaseLines, start: number, end: number): Unit {
  const { case: unionCase, lines } = of;
  const sections = unionCase.sections.slice(start, end);
  const from = startAt(unionCase.sections, start);
  const to = startAt(unionCase.sections, end);
  // What stands at the end of the part before, in short lines, heads this one, unless headings do.
  const heads = sections.filter(({ blocks }) => blocks.length === 0).map(({ name }) => name);
  const tail = heads.length > 0 ? [] : tailOf(lines.filter(({ sentence }) => sentence.start < from));
  const own = lines.filter(({ sentence }) => sentence.start >= from && sentence.start < to);
  const next = end < unionCase.sections.length && unionCase.sections[end]?.blocks.length !== 0;
  const last = next ? tailOf(own) : [];
  const kept = [...tail, ...own.filter((line) => !last.includes(line))];
  const label = labelOf(heads, tail, own);
  return {
    ...of,
    sections,
    lines: kept,
    label,
    named: saidForm(label),
    said: `${saidForm(label)}\n${kept.map(({ said }) => said).join("\n")}`,
  };
}

/** Where the text begins of the first section from `index` on that has any. */
function startAt(sections: readonly Section[], index: number): number {
  const [first] = sections.slice(index).flatMap(({ blocks }) => blocks);
  return first?.start ?? Number.POSITIVE_INFINITY;
}

function tailOf(lines: readonly Line[]): Line[] {
  const from = lines.findLastIndex(
    ({ sentence: { text } }) => text.length > SHORT || /[。；！？|]/.test(text),
  );
  return lines.slice(from + 1);
}

/** An organisation among the lines that head it comes first. */
function labelOf(heads: readonly string[], tail: readonly Line[], own: readonly Line[]): string {
  const named = [...heads, ...tail.map(({ sentence }) => sentence.text)];
  const first = own
    .slice(0, FIRST_LINES)
    .map(({ sentence }) => sentence.text)
    .filter((text) => text.length <= SHORT);
  const all = (named.length > 0 ? named : first).map((text) => text.trim());
  const organization = all.find((text) => organizationKindOf(text) !== undefined);
  const rest = all.filter((text) => text !== organization);
  return [...(organization ? [organization] : []), ...rest].slice(0, FIRST_LINES).join(" ");
}
