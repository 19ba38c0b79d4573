/** A line of a question file → a question with what a right answer to it holds. */

import { z } from "zod";

export const QUESTION_TYPES = [
  "fact",
  "paraphrase",
  "how",
  "cross",
  "followup",
  "quote",
  "summary",
  "noisy",
  "unanswerable",
] as const;

export type QuestionType = (typeof QUESTION_TYPES)[number];

const shape = z.object({
  id: z.string(),
  type: z.enum(QUESTION_TYPES),
  question: z.string(),
  /** What the same person asked before, oldest first. */
  history: z.array(z.string()).default([]),
  /** Where the answer stands; for `cross` the list of organisations is complete. */
  organizations: z.array(z.string()).default([]),
  sections: z.array(z.string()).default([]),
  item: z.string().nullish(),
  /** Spans of the source, to be compared without white space. */
  evidence: z.array(z.string()).default([]),
  answer: z.string().default(""),
  /** What a right answer has to contain. */
  must_contain: z.array(z.string()).default([]),
  answerable: z.boolean(),
  note: z.string().default(""),
});

export type Question = z.infer<typeof shape>;

/** The lines of a question file. Throws an `Error` that names the file, the line and the field. */
export function parseQuestions(text: string, file: string): Question[] {
  return text.split(/\r?\n/).flatMap((line, i): Question[] => {
    if (line.trim() === "") return [];
    const where = `${file}:${i + 1}`;
    const parsed = shape.safeParse(parseJson(line, where));
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
