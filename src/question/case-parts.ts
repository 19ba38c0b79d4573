/** A case → all its parts that a question can name: sections, items, articles, questions, headings, paragraphs. */

import type { Case, Section, Sentence } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { type CaseGroup, groupsOf } from "./case-groups.ts";

export type PartKind = "section" | "item" | "article" | "question" | "heading" | "paragraph";

/** A run of sentences within one section, with the words that it is known by. */
export interface CasePart {
  readonly kind: PartKind;
  readonly section: Section;
  /** The words it opens with or is headed by, folded and digitized, without its number. */
  readonly name: string;
  readonly number: number | null;
  /** Offsets of its sentences, half-open. */
  readonly start: number;
  readonly end: number;
  /** Where what it tells begins: behind a question or a heading line. */
  readonly body: number;
  readonly text: string;
}

/** A longer line is no heading. */
const LONG_HEADING = 26;

/** So much of an opening names a paragraph or item. */
const LONG_NAME = 60;

const templates = openTemplates("sections");

const known = new WeakMap<Case, readonly CasePart[]>();

/** In source order; a part may lie within another. */
export function casePartsOf(unionCase: Case): readonly CasePart[] {
  let parts = known.get(unionCase);
  if (!parts) {
    parts = [
      ...headingPart(unionCase),
      ...unionCase.sections.flatMap(partsOfSection),
      ...groupsOf(unionCase).flatMap((group) => partsOfGroup(unionCase, group)),
    ];
    known.set(unionCase, parts);
  }
  return parts;
}

/** The names of its parts of the kind `heading`. */
export function headingNamesOf(unionCase: Case): string[] {
  return casePartsOf(unionCase).flatMap(({ kind, name }) => (kind === "heading" ? name : []));
}

/** A heading without its numbering: 一、主要做法 → 主要做法. */
export function bareHeading(name: string): string {
  return readable(name)
    .replace(templates.match("opens-heading", readable(name))?.[0] ?? "", "")
    .replace(/^[\s:、.]+|[\s:*】\]▼▌]+$/gu, "");
}

/** The title, as far as it stands in the text. */
function headingPart({ heading }: Case): CasePart[] {
  return partsOfSection(heading).filter(({ kind }) => kind === "section");
}

/** A piece of a document, by each of its headings or of the lines above it. */
function partsOfGroup(
  { sections }: Case,
  { names, lines, start, end, sections: own }: CaseGroup,
): CasePart[] {
  const text = own
    .flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences))
    .filter((sentence) => start <= sentence.start && sentence.start < end)
    .map((sentence) => readable(sentence.text))
    .join("");
  const [first] = own;
  const part = (kind: PartKind, section: Section | undefined, heading: string): CasePart[] => {
    const number = numberIn(heading.slice(0, 6));
    return section
      ? [{ kind, section, name: bareHeading(heading), number, start, end, body: start, text }]
      : [];
  };
  return [
    ...names.flatMap((name) =>
      part(
        "section",
        sections.find((section) => section.name === name && section.blocks.length === 0),
        name,
      ),
    ),
    ...lines.flatMap((line) => part("heading", first, line)),
  ];
}

/** A sentence with what is known of the place where it stands. */
interface Line {
  readonly sentence: Sentence;
  readonly said: string;
  /** It begins a paragraph. */
  readonly opens: boolean;
  /** It is a paragraph by itself, outside items. */
  readonly alone: boolean;
  /** Ordinal of its block. */
  readonly block: number;
}

function partsOfSection(section: Section): CasePart[] {
  const { blocks } = section;
  const lines = blocks.flatMap(({ label, sentences }, block): Line[] =>
    sentences.map((sentence, i) => {
      const opens = i === 0 || sentence.glue.includes("\n");
      const closes = i === sentences.length - 1 || (sentences[i + 1]?.glue.includes("\n") ?? false);
      return {
        sentence,
        said: readable(sentence.text),
        opens,
        alone: label === null && opens && closes,
        block,
      };
    }),
  );
  const [first] = lines;
  if (!first) return [];
  const make = (kind: PartKind, from: number, to: number, name: string, number: number | null, body = from) =>
    partOf(section, lines, { kind, from, to, name, number, body });
  const items = blocks.flatMap(({ label }, block) => {
    if (label === null) return [];
    const from = lines.findIndex((line) => line.block === block);
    const to = lines.findLastIndex((line) => line.block === block) + 1;
    return [make("item", from, to, lines[from]?.said ?? "", numberIn(label))];
  });
  return [
    make("section", 0, lines.length, bareHeading(section.name), numberIn(section.name.slice(0, 6))),
    ...items,
    ...runs(lines, "opens-article", () => true).map(({ from, to, number, name }) =>
      make("article", from, to, name, number),
    ),
    ...questionsIn(lines).map(({ from, to, number, name, body }) =>
      make("question", from, to, name, number, body),
    ),
    ...numberedIn(lines).map(({ from, to, number, name }) => make("item", from, to, name, number)),
    ...headingsIn(lines).map(({ from, to, name, body, number }) =>
      make("heading", from, to, name, number, body),
    ),
    ...paragraphsIn(lines).map(({ from, to, name }) => make("paragraph", from, to, name, null)),
  ];
}

interface Shape {
  readonly kind: PartKind;
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly number: number | null;
  readonly body: number;
}

function partOf(
  section: Section,
  lines: readonly Line[],
  { kind, from, to, name, number, body }: Shape,
): CasePart {
  const own = lines.slice(from, to);
  const start = own[0]?.sentence.start ?? 0;
  return {
    kind,
    section,
    name: name.slice(0, LONG_NAME),
    number,
    start,
    end: own.at(-1)?.sentence.end ?? start,
    body: lines[Math.min(body, to - 1)]?.sentence.start ?? start,
    text: own.map(({ said }) => said).join(""),
  };
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly number: number | null;
  readonly name: string;
}

/** From each opening to the next. */
function runs(lines: readonly Line[], group: string, accepts: (line: Line) => boolean): Run[] {
  const starts = lines.flatMap((line, from) => {
    const match = accepts(line) ? templates.match(group, line.said) : undefined;
    return match
      ? [{ from, number: Number(match.groups?.number) || null, name: line.said.slice(match[0].length) }]
      : [];
  });
  return starts.map((start, i) => ({ ...start, to: starts[i + 1]?.from ?? lines.length }));
}

const ASKS = /\?["”」』)*\s]*$/;

/** 问：… 答：…, or a line that asks with the paragraphs under it. */
function questionsIn(lines: readonly Line[]): (Run & { readonly body: number })[] {
  const marked = runs(lines, "opens-question", ({ opens }) => opens);
  const asked =
    marked.length > 0
      ? marked
      : runs(
          lines.map((line) => ({
            ...line,
            said: line.alone && ASKS.test(line.said) ? `问:${line.said}` : "",
          })),
          "opens-question",
          ({ said }) => said !== "",
        );
  return asked.map((run) => {
    const own = lines.slice(run.from, run.to);
    const answer = own.findIndex(({ said }) => templates.says("opens-answer", said));
    const told = own.findIndex(({ said, opens }, i) => i > 0 && opens && !ASKS.test(said));
    const offset = answer > 0 ? answer : told > 0 ? told : 0;
    const name = own
      .slice(0, Math.max(1, offset))
      .map(({ said }) => said)
      .join("");
    return {
      ...run,
      name: name.replace(templates.match("opens-question", name)?.[0] ?? "", ""),
      body: run.from + offset,
    };
  });
}

/** What a block counts up within itself. */
function numberedIn(lines: readonly Line[]): Run[] {
  const blocks = Map.groupBy(lines.keys(), (i) => lines[i]?.block ?? 0);
  return [...blocks.values()].flatMap((own) => {
    const from = own[0] ?? 0;
    const within = runs(lines.slice(from, from + own.length), "opens-number", () => true);
    const counted = within.filter(({ number }, i) => number === (within[0]?.number ?? 0) + i || number === 1);
    return counted.length < 2
      ? []
      : counted.map((run) => ({ ...run, from: from + run.from, to: from + run.to }));
  });
}

/** Lines that head the paragraphs under them; of lines that follow one another each does. */
function headingsIn(lines: readonly Line[]): (Run & { readonly body: number })[] {
  const heads = lines.map(isHeading);
  const starts = lines.flatMap((_, i) => (heads[i] && !heads[i - 1] ? [i] : []));
  return starts.flatMap((first, k) => {
    const to = starts[k + 1] ?? lines.length;
    const body = lines.findIndex((_, i) => i > first && !heads[i]);
    if (body < 0 || body >= to) return [];
    return lines.slice(first, body).map(({ said }, i) => ({
      from: first + i,
      to,
      body,
      number: numberIn(said.slice(0, 8)),
      name: bareHeading(said).replace(/\(.*\)$/u, ""),
    }));
  });
}

function isHeading({ alone, said }: Line): boolean {
  return alone && said.length <= LONG_HEADING && !templates.says("no-heading", said);
}

function paragraphsIn(lines: readonly Line[]): Run[] {
  const starts = lines.flatMap(({ opens }, i) => (opens ? [i] : []));
  return starts.map((from, i) => ({
    from,
    to: starts[i + 1] ?? lines.length,
    number: null,
    name: lines[from]?.said ?? "",
  }));
}

function numberIn(label: string): number | null {
  const digits = readable(label).match(/\d{1,3}(?!\d)/)?.[0];
  return digits === undefined ? null : Number(digits);
}
