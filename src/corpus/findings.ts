/** What the parser inferred, mended or found odd → findings in Chinese for the person who keeps the corpus. */

import type { Finding, Span } from "./case.ts";
import type { DraftCase, DraftSection } from "./drafts.ts";
import { sectionKey } from "./section-names.ts";

export type Notes = ReturnType<typeof createNotes>;

interface Place extends Span {
  readonly number: number;
}

/** A document that is odd all over is not listed line by line. */
const MOST_ODDITIES = 200;

export function createNotes(file: string, text: string) {
  const findings: Finding[] = [];
  let oddities = 0;
  const add = (kind: Finding["kind"], line: number, message: string) => {
    findings.push({ kind, file, line, message });
  };
  return {
    join(before: Place, after: Place) {
      const left = tail(text, before, 3);
      const right = [...text.slice(after.start, Math.min(after.end, after.start + 6))].slice(0, 3).join("");
      const lines = `第 ${before.number} 行与第 ${after.number} 行之间`;
      const cut = after.number > before.number + 1 ? "换页" : "换行";
      add("join", before.number, `${lines}的${cut}把一句话断开，已接上：“…${left}｜${right}…”`);
    },
    truncation(place: Place) {
      add("truncation", place.number, `原文在此中断：“…${tail(text, place, 6)}”`);
    },
    inference: (line: number, message: string) => add("inference", line, message),
    omission: (line: number, message: string) => add("omission", line, message),
    oddity(line: number, message: string) {
      oddities++;
      if (oddities <= MOST_ODDITIES) add("oddity", line, message);
    },
    /** In line order. */
    list(): Finding[] {
      const more = oddities - MOST_ODDITIES;
      const sorted = findings.toSorted((a, b) => a.line - b.line);
      const line = sorted.at(-1)?.line ?? 1;
      if (more > 0)
        sorted.push({ kind: "oddity", file, line, message: `此文件另有 ${more} 处类似情况，不再逐一列出` });
      return sorted;
    },
  };
}

/** Words in quotation marks, those within them turned to the inner kind. */
export function quoted(words: string): string {
  return `“${words.replaceAll("“", "‘").replaceAll("”", "’")}”`;
}

/** The last characters, whole code points. */
function tail(text: string, span: Span, count: number): string {
  return [...text.slice(Math.max(span.start, span.end - count * 2), span.end)].slice(-count).join("");
}

/** Lines that are no text of a case; they part others. */
export function reportAside(
  text: string,
  lines: readonly Span[],
  aside: ReadonlySet<number>,
  notes: Notes,
): void {
  const [first] = [...aside].sort((a, b) => a - b);
  const line = lines[first ?? -1];
  if (first === undefined || !line) return;
  const number = "number" in line ? Number(line.number) : first + 1;
  const words = [...text.slice(line.start, line.end)].slice(0, 16).join("");
  notes.omission(number, `页码、页眉、目录、网页导航等 ${aside.size} 行不作正文，从${quoted(words)}起`);
}

/** What was inferred about the file as a whole. */
export function reportShape(
  drafts: readonly DraftCase[],
  byRepetition: boolean,
  stem: string,
  notes: Notes,
): void {
  const cases = drafts.filter(({ role }) => role === "case");
  if (byRepetition) {
    notes.inference(1, `文中没有标明案例层级，已按重复出现的章节名称分为 ${cases.length} 个案例`);
  }
  for (const { naming, line } of cases) {
    if (naming.organization === "")
      notes.inference(line, `文中没有标题，已以文件名${quoted(stem)}作为案例名称`);
  }
}

export function reportOddities({ role, sections, line: caseLine }: DraftCase, notes: Notes): void {
  if (role === "document") return;
  if (sections.length === 0) notes.oddity(caseLine, "该案例只有标题，没有正文");
  for (const { name, line } of repeatedNames(sections)) {
    notes.oddity(line, `同一案例中${quoted(name)}一节出现不止一次，按名称查找时以第一次出现的为准`);
  }
  // A chapter holds its articles.
  const above = new Set(sections.map(({ under }) => under));
  for (const section of sections) {
    if (section.blocks.length === 0 && !above.has(section.name))
      notes.oddity(section.line, `${quoted(section.name)}一节没有内容`);
    reportNumbering(section, notes);
  }
}

function reportNumbering(section: DraftSection, notes: Notes): void {
  let expected = 1;
  for (const { label, value, line, paragraphs } of section.blocks) {
    if (label === null) continue;
    if (paragraphs.length === 0) notes.oddity(line, `“${label}”之后没有内容`);
    if (value !== expected) {
      notes.oddity(line, `${quoted(section.name)}一节的序号不连续：“${label}”出现在第 ${expected} 项的位置`);
    }
    expected = value + 1;
  }
}

/** Sections whose name has come before in the case. */
function repeatedNames(sections: readonly DraftSection[]): DraftSection[] {
  const seen = new Set<string>();
  return sections.filter(({ name }) => {
    const key = sectionKey(name) || name;
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}
