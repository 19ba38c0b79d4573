/** One case document → cases, sections, blocks and sentences, each with its place in the file. */

import { fixedRows, fixFindings, type NamedAnew, namedAnew } from "./apply-fixes.ts";
import { bearerOf } from "./bearer.ts";
import { blocksOf, headingBlock } from "./blocks.ts";
import { type Case, type ParsedDocument, type Section, UNHEADED } from "./case.ts";
import type { DraftCase, Part } from "./drafts.ts";
import { createNotes, type Notes, reportAside, reportOddities, reportShape } from "./findings.ts";
import { placeFix } from "./fixes.ts";
import { contentsRows, furnitureOf } from "./furniture.ts";
import { type SignedRow, signRows } from "./headings.ts";
import { findingsOf, type Layout, rowsOfLayout, type WhereOf, whereOf } from "./layout.ts";
import { linesOf } from "./lines.ts";
import { rowsOf } from "./markup.ts";
import { type Naming, nameCase, yearOf } from "./naming.ts";
import { isOrganization } from "./organizations.ts";
import { outline } from "./outline.ts";
import { type Habits, habitsOf } from "./paragraphs.ts";
import { type Corrections, NO_CORRECTIONS } from "./replace.ts";
import { sectionsOf } from "./sections.ts";

/**
 * `file` is the path below the corpus folder; `layout` is what its format says of the text, nothing for plain text and Markdown; what a
 * person corrected counts before what is inferred. Throws where `text` holds nothing; any other text has a reading.
 */
export function parseDocument(
  file: string,
  text: string,
  layout: Layout = PLAIN,
  { fixes, replaced, lost: gone }: Corrections = NO_CORRECTIONS,
): ParsedDocument {
  if (text.trim() === "") throw new Error(`${file}: expected text, found nothing but blanks`);
  const notes = createNotes(file, text);
  const where = whereOf(layout.places);
  const found = fixes.map((fix) => placeFix(text, fix));
  const placed = [...replaced, ...found.filter((one) => "start" in one)];
  const plain = layout.lines.length > 0 ? undefined : linesOf(text);
  const aside = plain ? furnitureOf(text, plain) : contentsRows(text, layout.lines);
  const inferred = plain ? rowsOf(text, plain, aside) : rowsOfLayout(layout, aside);
  const fixed = fixedRows(text, inferred, placed);
  const lost = [...gone, ...found.filter((one) => "why" in one), ...fixed.unfit];
  const applied = placed.filter(({ fix }) => !lost.some((one) => one.fix === fix));
  const rows = signRows(text, fixed.rows);
  const { parts, byRepetition } = outline(text, rows);
  const habits = habitsOf(text, rows);
  const drafts = parts.map((part) => draftCase(text, rows, part, habits, notes));
  const issuer = issuerOf(text, rows, parts[0]) ?? issuerOfPapers(drafts);
  const single = parts[0]?.role === "document" || parts.length === 1 ? drafts[0] : undefined;
  const headings = single ? single.naming.parts.map(({ start, end }) => text.slice(start, end)) : [];
  const year = yearOf(headings, file);
  const firstOrdinal = parts[0]?.role === "document" ? 0 : 1;
  const starts = parts.map(
    ({ heads, body }) => rows[Math.min(...heads.slice(0, 1), ...body.slice(0, 1))]?.outerStart ?? 0,
  );
  const named = namedAnew(
    drafts.map((draft, i) => ({ draft: issued(draft, issuer), start: starts[i] ?? 0 })),
    year,
    applied,
  );
  const cases = named.map((one, i) => caseOf(file, text, one, firstOrdinal + i, where));
  reportAside(text, plain ?? layout.lines, aside, notes);
  reportShape(drafts, byRepetition, nameOf(file), notes);
  for (const draft of drafts) reportOddities(draft, notes);
  const own = fixFindings(file, text, applied, lost);
  const findings = [...own, ...findingsOf(file, text, layout.notes), ...notes.list()].toSorted(
    (a, b) => a.line - b.line,
  );
  return { file, text, cases, findings, lost };
}

const PLAIN: Layout = { lines: [], tables: [], places: [], notes: [] };

function draftCase(
  text: string,
  rows: readonly SignedRow[],
  part: Part,
  habits: Habits,
  notes: Notes,
): DraftCase {
  const heads = part.heads.flatMap((i) => rows[i] ?? []);
  const isDocument = part.role === "document";
  const naming = part.named
    ? {
        ...part.named,
        isOwn: true as const,
        parts: heads.map(({ start, end, number }) => ({ start, end, line: number })),
      }
    : isDocument
      ? nameDocument(text, heads)
      : nameCase(
          text,
          heads,
          part.body.flatMap((i) => rows[i] ?? []),
          notes,
          part.labels,
        );
  const unheaded = isDocument
    ? { name: "前言", kind: "front" as const }
    : { name: part.unheaded ?? UNHEADED, kind: "other" as const };
  const sections = sectionsOf(text, rows, part.body, unheaded, habits, notes);
  const line = Math.min(
    ...[...part.heads.slice(0, 1), ...part.body.slice(0, 1)].map((i) => rows[i]?.number ?? 1),
  );
  const number = isDocument ? undefined : heads[0]?.caseLabel?.value;
  return { role: part.role, naming, number, sections, line: Number.isFinite(line) ? line : 1 };
}

/** The organisation whose document it is, where a file holds several cases. */
function issuerOf(text: string, rows: readonly SignedRow[], part: Part | undefined): string | undefined {
  if (part?.role !== "document") return undefined;
  const own = [...part.heads, ...part.body].sort((a, b) => a - b).flatMap((i) => rows[i] ?? []);
  const unlabelled = own.filter(({ label }) => !label);
  return bearerOf(text, [], unlabelled)?.name;
}

const PAPER = /关于.{2,60}的(?:紧急|补充)?(?:通知|通告|公告|决定|意见|通报|报告|批复|复函|函)$/;

/** Where official papers stand one after another and all that name who issued them name the same. */
function issuerOfPapers(drafts: readonly DraftCase[]): string | undefined {
  const papers = drafts.filter(({ role }) => role === "case").map(({ naming }) => naming);
  const isPaper = ({ organization, title }: Naming) => PAPER.test(title || organization);
  const names = new Set(papers.flatMap(({ isOwn, organization }) => (isOwn ? organization : [])));
  return papers.every(isPaper) && names.size === 1 ? [...names][0] : undefined;
}

/** A case that names no organisation of its own is that of who issued the document; its heading is its title. */
function issued(draft: DraftCase, issuer: string | undefined): DraftCase {
  const { naming } = draft;
  const isOwn = draft.role === "document" || naming.isOwn || naming.organization === "";
  if (isOwn || issuer === undefined || isOrganization(naming.organization)) return draft;
  const title = [naming.organization, naming.title].filter(Boolean).join(" ");
  return { ...draft, naming: { ...naming, organization: issuer, title } };
}

function nameDocument(text: string, heads: readonly SignedRow[]): Naming {
  const parts = heads.map(({ start, end, number }) => ({ start, end, line: number }));
  const [organization = "", ...title] = parts.map(({ start, end }) => text.slice(start, end));
  return { organization, title: title.join(" "), parts };
}

function caseOf(
  file: string,
  text: string,
  { draft, year, corrections }: NamedAnew,
  ordinal: number,
  where: WhereOf,
): Case {
  const { role, naming, number, line } = draft;
  const heading: Section = {
    name: "标题",
    kind: "heading",
    blocks: naming.parts.map((part, i) => headingBlock(text, part, part.line, i + 1, where)),
    line,
  };
  const sections = draft.sections.map((section): Section => {
    const kind = role === "document" ? "front" : section.kind;
    const under = section.under === undefined ? {} : { under: section.under };
    return { name: section.name, kind, ...under, blocks: blocksOf(text, section, where), line: section.line };
  });
  const organization = naming.organization || nameOf(file);
  const id = `${stemOf(file)}#${ordinal}`;
  const numbered = number === undefined ? {} : { number };
  const corrected = corrections.length > 0 ? { corrections } : {};
  const { title } = naming;
  return { id, role, ...numbered, organization, title, year, ...corrected, heading, sections, file, line };
}

/** What a case is called that no heading names. */
function nameOf(file: string): string {
  const stem = file.replace(/^.*\//, "").replace(/\.[a-z]{2,8}$/i, "");
  return stem.replace(/^\d{1,3}\s*[-_.、\s]\s*(?=\p{Script=Han})/u, "");
}

/** Without ".md"; another extension stays, so that a.md and a.txt have cases of their own. */
export function stemOf(file: string): string {
  return file.replace(/\.md$/, "");
}
