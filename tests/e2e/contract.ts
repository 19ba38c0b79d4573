/** The shapes that the answer contract promises, written from the contract and not from the program. */

import { z } from "zod";

const KINDS = [
  "grounded",
  "excerpt",
  "summary",
  "listing",
  "comparison",
  "verification",
  "ambiguous",
  "not-found",
  "help",
];

const caseShape = z.looseObject({
  id: z.string().min(1),
  organization: z.string().min(1),
  title: z.string(),
});

const whole = z.int().nonnegative();

const citation = z.looseObject({
  number: z.int().positive(),
  case: caseShape,
  section: z.string().min(1),
  item: z.string().nullable(),
  sentences: z.tuple([z.int().positive(), z.int().positive()]),
  quote: z.string().min(1),
  truncated: z.boolean(),
  source: z.looseObject({ file: z.string().min(1), start: whole, end: whole, line: z.int().positive() }),
  address: z.string().min(1),
  url: z.string().nullable(),
});

export const answerShape = z
  .looseObject({
    kind: z.enum(KINDS),
    by: z.string().min(1),
    text: z.string().min(1),
    claims: z.array(z.looseObject({ text: z.string(), citations: z.array(z.int().positive()) })),
    citations: z.array(citation),
    cases: z.array(caseShape),
    candidates: z.array(caseShape),
    suggestions: z.array(z.string().min(1)),
    carried: z.looseObject({}).nullable(),
  })
  .refine(({ kind, citations }) => kind !== "not-found" || citations.length === 0, "a refusal cites nothing")
  .refine(({ kind, candidates }) => kind !== "ambiguous" || candidates.length > 1, "ambiguous: candidates")
  .refine(
    ({ citations }) => citations.every(({ number }, i) => number === i + 1),
    "citations are numbered from 1, in order",
  )
  .refine(
    ({ text, citations }) => citations.every(({ number }) => text.includes(`[${number}]`)),
    "[n] marks",
  );

export type ContractShape = z.infer<typeof answerShape>;

export const askLineShape = z.looseObject({ id: z.unknown(), elapsedMs: z.number(), answer: answerShape });

export const searchLineShape = z.looseObject({
  id: z.unknown(),
  elapsedMs: z.number(),
  hits: z.array(
    z.looseObject({
      rank: z.int().positive(),
      score: z.number(),
      case: caseShape,
      section: z.string(),
      item: z.string().nullable(),
      file: z.string(),
      start: whole,
      end: whole,
      text: z.string().min(1),
    }),
  ),
});

export const errorLineShape = z.strictObject({ id: z.unknown(), error: z.string().min(1) });

/** The contract's rule for quotes: equal but for line breaks and the white space around them. */
export function isVerbatim(source: string, quote: string, start: number, end: number): boolean {
  const joined = (text: string) => text.replace(/\s*[\r\n]+\s*/g, "");
  return joined(source.slice(start, end)) === joined(quote);
}
