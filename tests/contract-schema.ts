/** The answer object as the contract describes it, field by field; further fields are allowed. */

import { z } from "zod";

const caseRef = z.object({
  id: z.string().min(1),
  organization: z.string().min(1),
  title: z.string(),
});

const ordinal = z.int().min(1);
const offset = z.int().min(0);

const citation = z
  .object({
    number: ordinal,
    case: caseRef,
    section: z.string().min(1),
    item: z.string().min(1).nullable(),
    sentences: z.tuple([ordinal, ordinal]),
    quote: z.string().min(1),
    truncated: z.boolean(),
    source: z.object({ file: z.string().min(1), start: offset, end: offset, line: ordinal }),
    address: z.string(),
    url: z.url().nullable(),
  })
  .refine(({ sentences: [first, last] }) => first <= last, "sentences: the first comes before the last")
  .refine(({ source }) => source.start < source.end, "source: the range holds words")
  .refine((one) => one.address === addressOf(one), "address: case, section, item and sentences");

const claim = z.object({ text: z.string().min(1), citations: z.array(ordinal).min(1) });

const common = {
  by: z.string().min(1),
  text: z.string(),
  corrects: z.boolean().optional(),
  reply: z.enum(["silent", "courtesy", "redirect", "draft"]).optional(),
  claims: z.array(claim),
  citations: z.array(citation),
  cases: z.array(caseRef),
  candidates: z.array(caseRef).length(0),
  suggestions: z.array(z.string().min(1)).max(3),
  carried: z
    .object({ case: z.string().min(1), section: z.string().min(1), question: z.string().min(1) })
    .partial()
    .refine((carried) => Object.keys(carried).length > 0, "carried: null where nothing is")
    .nullable(),
};

const cited = { citations: z.array(citation).min(1), cases: z.array(caseRef).min(1) };
const uncited = {
  claims: z.array(claim).length(0),
  citations: z.array(citation).length(0),
  cases: z.array(caseRef).length(0),
};
const difference = z.object({ kind: z.enum(["same", "missing", "added"]), text: z.string().min(1) });

const kinds = z.discriminatedUnion("kind", [
  z.object({ ...common, ...cited, kind: z.literal("grounded"), claims: z.array(claim).min(1) }),
  z.object({ ...common, ...cited, kind: z.literal("excerpt"), cases: z.array(caseRef).length(1) }),
  z.object({
    ...common,
    ...cited,
    kind: z.literal("summary"),
    claims: z.array(claim).min(1),
    cases: z.array(caseRef).length(1),
  }),
  z.object({ ...common, ...cited, kind: z.literal("listing") }),
  z.object({
    ...common,
    ...cited,
    kind: z.literal("comparison"),
    cases: z.array(caseRef).min(2).max(5),
    rows: z.array(
      z.object({
        section: z.string().min(1),
        cells: z.array(z.object({ caseId: z.string().min(1), citations: z.array(ordinal) })).min(2),
      }),
    ),
  }),
  z.object({
    ...common,
    kind: z.literal("verification"),
    verdict: z.enum(["identical", "altered", "absent"]),
    differences: z.array(difference),
  }),
  z.object({ ...common, ...uncited, kind: z.literal("ambiguous"), candidates: z.array(caseRef).min(2) }),
  z.object({ ...common, ...uncited, kind: z.literal("not-found") }),
  z.object({ ...common, ...uncited, kind: z.literal("help") }),
]);

export type ContractObject = z.infer<typeof kinds>;

/** One answer of `ask --json`, or the `answer` of a line of `ask --jsonl`. */
export const contractAnswer = kinds.superRefine((answer, context) => {
  for (const message of faultsOf(answer)) context.addIssue({ code: "custom", message });
});

/** What no single field shows: how numbers, marks, cases and verdicts belong together. */
function faultsOf(answer: ContractObject): string[] {
  const faults: string[] = [];
  const numbers = answer.citations.map(({ number }) => number);
  const expected = numbers.map((_, i) => i + 1);
  if (numbers.join() !== expected.join()) faults.push(`citations are numbered ${numbers}, not ${expected}`);
  // The text of a long list may be cut short; the object never is.
  for (const number of answer.kind === "listing" ? [] : numbers) {
    if (!answer.text.includes(`[${number}]`)) faults.push(`the text has no mark [${number}]`);
  }
  for (const { text, citations } of answer.claims) {
    for (const number of citations) {
      if (!numbers.includes(number)) faults.push(`“${text}” rests on [${number}], which is no citation`);
    }
  }
  const places = answer.citations.map(({ source: { file, start, end } }) => `${file}:${start}-${end}`);
  if (new Set(places).size !== places.length) faults.push("one place has two numbers");
  const ids = answer.cases.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push("a case is named twice");
  for (const one of answer.citations) {
    if (!ids.includes(one.case.id)) faults.push(`cases lack ${one.case.organization}, which is cited`);
  }
  if (answer.kind === "verification" && (answer.verdict === "absent") !== (answer.citations.length === 0))
    faults.push(`${answer.verdict} with ${answer.citations.length} citations`);
  return faults;
}

interface Addressed {
  readonly case: { readonly organization: string };
  readonly section: string;
  readonly item: string | null;
  readonly sentences: readonly [number, number];
}

/** 案例·章节·(项)·第n句 or 第n-m句; "·" and "\" within a name stand behind "\". */
function addressOf({ case: of, section, item, sentences: [first, last] }: Addressed): string {
  const names = item === null ? [of.organization, section] : [of.organization, section, item];
  const numbers = first === last ? `第${first}句` : `第${first}-${last}句`;
  return [...names.map((name) => name.replace(/[\\·]/g, "\\$&")), numbers].join("·");
}

/** Line breaks and the white space around them removed: the form in which a quote equals its source. */
export function withoutBreaks(text: string): string {
  return text.replace(/[^\S\r\n]*[\r\n]+\s*/g, "");
}

/** The citations whose quote is not what the file holds at their offsets; `textOf` gives a file as received. */
export function unfaithful<
  T extends {
    readonly quote: string;
    readonly source: { readonly file: string; readonly start: number; readonly end: number };
  },
>(citations: readonly T[], textOf: (file: string) => string | undefined): T[] {
  return citations.filter(({ quote, source: { file, start, end } }) => {
    const words = withoutBreaks((textOf(file) ?? "").slice(start, end));
    return words === "" || words !== withoutBreaks(quote);
  });
}
