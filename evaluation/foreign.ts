/** Questions about a corpus whose cases and sections `cases.json` gives as offsets → questions. */

import { z } from "zod";
import { parseLines } from "./labelled.ts";
import { type GoldCase, QUESTION_TYPES, type Question } from "./question.ts";

const range = z.tuple([z.number(), z.number()]);

const casesShape = z.array(
  z.object({
    key: z.string(),
    org: z.string().default(""),
    title: z.string().default(""),
    file: z.string(),
    start: z.number(),
    end: z.number(),
    sections: z.record(z.string(), range),
  }),
);

const questionShape = z.object({
  id: z.string(),
  type: z.enum(QUESTION_TYPES),
  question: z.string(),
  history: z.array(z.object({ q: z.string() })).default([]),
  /** Keys of cases. */
  case: z.array(z.string()),
  section: z.array(z.string()),
  evidence: z.array(z.string()),
  answer: z.string().default(""),
  must_contain: z.array(z.string()).default([]),
  answerable: z.boolean(),
  note: z.string().default(""),
});

/** Throws an `Error` that names the file and what is wrong in it. */
export function parseForeign(
  questions: { readonly text: string; readonly file: string },
  cases: { readonly text: string; readonly file: string },
): Question[] {
  const parsed = casesShape.safeParse(JSON.parse(cases.text));
  if (!parsed.success)
    throw new Error(`${cases.file}: expected cases with offsets, found ${z.prettifyError(parsed.error)}`);
  const byKey = new Map(
    parsed.data.map(({ key, org, start, end, sections, ...rest }): [string, GoldCase] => [
      key,
      {
        ...rest,
        organization: org,
        whole: [start, end],
        sections: new Map(Object.entries(sections)),
      },
    ]),
  );
  return parseLines(questionShape, questions.text, questions.file).map(
    ({ history, case: keys, section, must_contain, ...rest }) => ({
      ...rest,
      history: history.map(({ q }) => q),
      cases: keys.map((key) => {
        const one = byKey.get(key);
        if (!one)
          throw new Error(`${questions.file}: ${rest.id}: expected a key of ${cases.file}, found ${key}`);
        return one;
      }),
      sections: section,
      named: [],
      mustContain: must_contain,
    }),
  );
}
