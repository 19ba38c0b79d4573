/** A document and a wish → the corrections that it means, what they would change, and the document as its page shows it. */

import { hash } from "node:crypto";
import { saidOf, saidOfLost } from "../corpus/apply-fixes.ts";
import type { Case, ParsedDocument, Span } from "../corpus/case.ts";
import { type Fix, fixOf, placeFix } from "../corpus/fixes.ts";
import { linesOf } from "../corpus/lines.ts";
import { parseDocument } from "../corpus/parse.ts";
import type { readToCorrect } from "../corpus/read.ts";
import { withReplaced } from "../corpus/replace.ts";
import type { Reading } from "../readers/reader.ts";
import type { DocumentLine, OpenDocument, Preview, Wish } from "../web/corrections-desk.ts";
import { CORRECTING, partLines } from "./wording.zh.ts";

/** A document without its corrections, and these. */
export type Opened = Awaited<ReturnType<typeof readToCorrect>>;

/** So much of what stands before tells places apart that read the same. */
const CONTEXT = 40;
/** Of a longer line its beginning is enough. */
const WHOLE_LINE = 400;

/** Corrections that have the last word on the same thing. */
const SUBJECTS: Partial<Record<Fix["kind"], string>> = {
  "no-case": "case",
  "no-section": "section",
  part: "join",
  keep: "drop",
};

export function idOf(fix: Fix): string {
  return hash("sha256", JSON.stringify(fix)).slice(0, 16);
}

function isAbout(text: string, fix: Fix, other: Fix): boolean {
  const subject = ({ kind }: Fix) => SUBJECTS[kind] ?? kind;
  const [one, another] = [placeFix(text, fix), placeFix(text, other)];
  return (
    subject(fix) === subject(other) && "start" in one && "start" in another && one.start === another.start
  );
}

/** What was corrected before at the same places gives way. */
export function withFixes({ fixes, received }: Opened, added: readonly Fix[]): Fix[] {
  return [...fixes.filter((fix) => !added.some((one) => isAbout(received.text, fix, one))), ...added];
}

export function fixesWished(at: Opened, wish: Wish, by: string): Fix[] | { readonly problem: string } {
  if (at.isArchived) return { problem: CORRECTING.archived };
  const { cases, text, reading } = parsedWith(at, at.fixes);
  const line = linesOf(text).find(({ start }) => start === wish.start);
  if (!line || wish.line === "" || !text.slice(line.start, line.end).startsWith(wish.line))
    return { problem: CORRECTING.moved };
  const words =
    wish.words.trim() || text.slice(line.start, Math.min(line.end, line.start + WHOLE_LINE)).trim();
  const near = text.indexOf(words, line.start);
  if (near < 0 || near + words.length > line.end) return { problem: CORRECTING.noWords };
  const isRecognised = reading.places.some(
    ({ made, start, end }) => made === "ocr" && start <= near && near + words.length <= end,
  );
  if (wish.kind === "replace" && !isRecognised) return { problem: CORRECTING.notRecognised };
  const before =
    text
      .slice(Math.max(0, near - 200), near)
      .trimEnd()
      .slice(-CONTEXT)
      .split(/[\r\n]/)
      .at(-1)
      ?.trim() ?? "";
  if (wish.kind === "join" && before === "") return { problem: CORRECTING.noBefore };
  const common = {
    ...{ words, near },
    ...(before.isWellFormed() && { before }),
    ...(by !== "" && { by, at: new Date().toISOString() }),
  };
  const wished = wish.kind === "names" ? namesWished(wish, cases, line) : [wordingOf(wish)];
  if (wished.length === 0) return { problem: CORRECTING.nothing };
  const fixes = wished.map((one) => fixOf({ ...one, ...common }));
  if (!fixes.every((fix) => fix !== undefined)) return { problem: CORRECTING.invalid };
  const isThere = fixes
    .map((fix) => placeFix(text, fix))
    .every((one) => "start" in one && one.start === near);
  return isThere ? fixes : { problem: CORRECTING.twice };
}

function wordingOf({ kind, to, level }: Wish) {
  if (kind === "replace") return { kind, to };
  return kind === "section" && level !== null ? { kind, level } : { kind };
}

/** Those that are other than they are. */
function namesWished(wish: Wish, cases: readonly Case[], line: Span) {
  const own = cases.findLast((one) => startOf(one) < line.end);
  if (!own) return [];
  const { organization, title, year } = wish;
  return [
    ...(organization.trim() === own.organization ? [] : [{ kind: "organization", to: organization }]),
    ...(title.trim() === own.title ? [] : [{ kind: "title", to: title }]),
    ...(year.trim() === String(own.year ?? "") ? [] : [{ kind: "year", to: Number(year) }]),
  ];
}

export function previewOf(at: Opened, added: readonly Fix[]): Preview {
  const [before, after] = [parsedWith(at, at.fixes), parsedWith(at, withFixes(at, added))];
  const said = added.map(saidOf);
  if (after.lost.some(({ fix }) => added.includes(fix))) return { problem: CORRECTING.unfit };
  const linesOfParts = ({ cases }: ParsedDocument) => cases.flatMap(partLines);
  const counted = ({ cases }: ParsedDocument) => cases.filter(({ role }) => role === "case");
  const sections = (document: ParsedDocument) => counted(document).flatMap((one) => one.sections).length;
  return {
    said,
    cases: [counted(before).length, counted(after).length],
    sections: [sections(before), sections(after)],
    gone: beside(linesOfParts(before), linesOfParts(after)),
    come: beside(linesOfParts(after), linesOfParts(before)),
  };
}

/** Those of the first that the second has not, each as often as it has it more. */
function beside(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}

function parsedWith(
  { file, received }: Opened,
  fixes: readonly Fix[],
): ParsedDocument & { readonly reading: Reading } {
  const { reading, corrections } = withReplaced(received, fixes);
  return { ...parseDocument(file, reading.text, reading, corrections), reading };
}

export function documentOf(at: Opened, isWritable: boolean): OpenDocument {
  const { cases, lost, text, reading } = parsedWith(at, at.fixes);
  const lines = linesShown(text, cases, reading);
  const lineFrom = (offset: number) =>
    Math.max(
      0,
      lines.findLastIndex(({ start }) => start <= offset),
    );
  return {
    ...{ file: at.file, isWritable, lines },
    cases: cases.map((one) => ({
      ...{ organization: one.organization, title: one.title, year: one.year },
      isDocument: one.role === "document",
      sections: one.sections.length,
      line: lineFrom(startOf(one)),
    })),
    corrections: at.fixes.map((fix) => {
      const own = lost.find((one) => one.fix === fix);
      const { by = "", at = "" } = fix;
      return { id: idOf(fix), said: saidOf(fix), by, at, lost: own ? saidOfLost(own) : "" };
    }),
  };
}

function startOf({ heading, sections }: Case): number {
  return [heading, ...sections].flatMap(({ blocks }) => blocks)[0]?.start ?? 0;
}

function linesShown(text: string, cases: readonly Case[], { places }: Reading): readonly DocumentLine[] {
  const spans = cases
    .flatMap(({ heading, sections }) => [
      ...heading.blocks.map(({ start, end }) => ({ start, end, role: "heading" as const })),
      ...sections
        .flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences))
        .map(({ start, end }) => ({ start, end, role: "text" as const })),
    ])
    .sort((a, b) => a.start - b.start);
  const headed = new Set(cases.flatMap(({ sections }) => sections.map(({ line }) => line)));
  const recognised = places.filter(({ made }) => made === "ocr");
  let at = 0;
  return linesOf(text).map(({ start, end, number }) => {
    while ((spans[at]?.end ?? end) <= start) at++;
    const span = spans[at];
    const role = span && span.start < end ? span.role : headed.has(number) ? "section" : "left";
    const isRecognised = recognised.some((place) => place.start < end && start < place.end);
    return { number, start, text: text.slice(start, end), role, isRecognised };
  });
}
