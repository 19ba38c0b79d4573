/** Lines of the program's own question files, which name cases and sections by their headings → questions. */

import { z } from "zod";
import type { Case, Section } from "../src/corpus/case.ts";
import { type GoldCase, QUESTION_TYPES, type Question, type Range } from "./question.ts";
import { squeeze } from "./tokens.ts";

const shape = z.object({
  id: z.string(),
  type: z.enum(QUESTION_TYPES),
  question: z.string(),
  history: z.array(z.string()).default([]),
  organizations: z.array(z.string()).default([]),
  sections: z.array(z.string()).default([]),
  item: z.string().nullish(),
  evidence: z.array(z.string()).default([]),
  answer: z.string().default(""),
  must_contain: z.array(z.string()).default([]),
  answerable: z.boolean(),
  note: z.string().default(""),
});

export type Labelled = z.infer<typeof shape>;

/** Throws an `Error` that names the file, the line and the field. */
export function parseQuestions(text: string, file: string): Labelled[] {
  return parseLines(shape, text, file);
}

/** One object a line, blank lines aside. Throws an `Error` that names the file, the line and the field. */
export function parseLines<T>(of: z.ZodType<T>, text: string, file: string): T[] {
  return text.split(/\r?\n/).flatMap((line, i): T[] => {
    if (line.trim() === "") return [];
    const where = `${file}:${i + 1}`;
    const parsed = of.safeParse(parseJson(line, where));
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    throw new Error(
      `${where}: expected a question, found a wrong ${issue?.path.join(".")}: ${issue?.message}`,
    );
  });
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`${where}: expected one JSON object, found “${line.slice(0, 40)}”`);
  }
}

/** The cases as the program reads them say where the sections of the labels lie. */
export function locate(
  { organizations, sections, must_contain, ...rest }: Labelled,
  cases: readonly Case[],
): Question {
  const meant = cases.filter(
    (one) => organizations.length === 0 || organizations.some((label) => isOrganization(label, one)),
  );
  const names = new Set(
    meant
      .flatMap((one) => sectionsOf(one).map(({ name }) => name))
      .filter((name) => sections.some((label) => isSection(label, name))),
  );
  return {
    ...rest,
    cases: meant.map(goldCaseOf),
    // A label that no heading bears is kept, so that nothing counts as cited there.
    sections: sections.length > 0 && names.size === 0 ? sections : [...names],
    named: rest.type === "cross" ? organizations : [],
    mustContain: must_contain,
  };
}

/** Whether a label's organisation means this case; documents without cases are labelled by their first heading. */
export function isOrganization(
  label: string,
  { organization, title }: { readonly organization: string; readonly title: string },
): boolean {
  const [wanted, name] = [squeeze(label), squeeze(organization)];
  return name.startsWith(wanted) || wanted.startsWith(name) || squeeze(organization + title).includes(wanted);
}

/** Headings may be labelled with or without their numbering: 一、主要做法. */
export function isSection(label: string, name: string): boolean {
  return bare(label) === bare(name);
}

function bare(heading: string): string {
  return squeeze(heading).replace(
    /^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])/,
    "",
  );
}

function sectionsOf({ heading, sections }: Case): readonly Section[] {
  return [heading, ...sections];
}

function goldCaseOf(unionCase: Case): GoldCase {
  const { organization, title, file } = unionCase;
  const sections = new Map<string, Range>();
  for (const section of sectionsOf(unionCase)) {
    const range = rangeOf(section);
    // Names may repeat; what stands in any section of the name is right.
    const before = sections.get(section.name);
    if (range)
      sections.set(
        section.name,
        before ? [Math.min(before[0], range[0]), Math.max(before[1], range[1])] : range,
      );
  }
  const all = [...sections.values()];
  const whole: Range = [Math.min(...all.map(([start]) => start)), Math.max(...all.map(([, end]) => end))];
  return { organization, title, file, whole, sections };
}

function rangeOf({ blocks }: Section): Range | undefined {
  const first = blocks[0];
  const last = blocks.at(-1);
  return first && last ? [first.start, last.end] : undefined;
}
