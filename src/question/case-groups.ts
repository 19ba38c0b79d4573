/** A document of several pieces → the pieces: sections below one heading, its chapters, or a form that is filled in again and again. */

import type { Case, Section } from "../corpus/case.ts";
import { chaptersOf } from "./chapters.ts";

export interface CaseGroup {
  /** The headings above it, as the source writes them; the outermost first. */
  readonly names: readonly string[];
  /** Where no heading stands above it: the last lines of the section before. */
  readonly lines: readonly string[];
  readonly sections: readonly Section[];
  /** Offsets of its sentences, half-open. */
  readonly start: number;
  readonly end: number;
}

/** Longer lines are text. */
const LONG_LINE = 26;

/** So many lines before a form may say whose it is. */
const MOST_LINES = 3;

const known = new WeakMap<Case, readonly CaseGroup[]>();

/** In source order; empty for a document of one piece. */
export function groupsOf(of: Case): readonly CaseGroup[] {
  let groups = known.get(of);
  if (!groups) {
    const headed = below(of.sections);
    groups = [...(headed.length > 0 ? headed : repeated(of.sections)), ...chaptersBeside(of, headed)];
    known.set(of, groups);
  }
  return groups;
}

/** What stands below headings that have no text of their own. */
function below(sections: readonly Section[]): CaseGroup[] {
  return sections.flatMap((section, i): CaseGroup[] => {
    const names = [section.name];
    const own: Section[] = [];
    for (const next of sections.slice(i + 1)) {
      if (next.under === undefined || !names.includes(next.under)) break;
      if (next.blocks.length === 0) names.push(next.name);
      else own.push(next);
    }
    // A heading above others of its own rank: up to the next without text.
    const beside = sections
      .slice(i + 1)
      .findIndex(({ under, blocks }) => under !== section.under || blocks.length === 0);
    if (own.length === 0) own.push(...sections.slice(i + 1, beside < 0 ? undefined : i + 1 + beside));
    const nested = section.under !== undefined && sections[i - 1]?.blocks.length === 0;
    return section.blocks.length > 0 || nested ? [] : group(names, [], own);
  });
}

/** Chapters that are headings of the same rank as what stands in them, or lines. */
function chaptersBeside(of: Case, headed: readonly CaseGroup[]): CaseGroup[] {
  return chaptersOf(of)
    .filter(({ name }) => !headed.some(({ names }) => names.includes(name)))
    .map(({ name, isLine, start, end }) => ({
      names: isLine ? [] : [name],
      lines: isLine ? [name] : [],
      sections: of.sections.filter(({ blocks }) =>
        blocks.some((block) => block.start < end && start < block.end),
      ),
      start,
      end,
    }));
}

/** 痛点 招数 账本, 痛点 招数 账本: each begins where the first of these names comes again. */
function repeated(sections: readonly Section[]): CaseGroup[] {
  const counts = Map.groupBy(sections, ({ name }) => name);
  const first = sections.find(({ name }) => (counts.get(name)?.length ?? 0) > 1)?.name;
  const starts = sections.flatMap(({ name }, i) => (name === first ? [i] : []));
  if (starts.length < 2) return [];
  return starts.flatMap((from, i) => {
    const own = sections.slice(from, starts[i + 1] ?? sections.length);
    return group([], linesBefore(sections[from - 1]), own);
  });
}

function linesBefore(section: Section | undefined): string[] {
  const paragraphs = (section?.blocks ?? []).flatMap(({ sentences, label }) =>
    label === null && sentences.length === 1 ? sentences : [],
  );
  const last = paragraphs.slice(-MOST_LINES);
  return last.filter(({ text }) => text.length <= LONG_LINE).map(({ text }) => text);
}

function group(
  names: readonly string[],
  lines: readonly string[],
  sections: readonly Section[],
): CaseGroup[] {
  const sentences = sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences));
  const [first] = sentences;
  const last = sentences.at(-1);
  return first && last ? [{ names, lines, sections, start: first.start, end: last.end }] : [];
}
