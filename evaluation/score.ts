/** An answer and what the question asks of it → whether it is right, by the first thing said too, and what is wrong. */

import type { ContractAnswer } from "../src/render/contract.ts";
import { type GoldCase, goldAt, type Question, type QuestionType } from "./question.ts";
import { folded, holds, squeeze } from "./tokens.ts";

/** Characters of a right answer at most: what contains everything answers nothing. */
export const MAX_LENGTH: Readonly<Record<QuestionType, number>> = {
  fact: 500,
  paraphrase: 600,
  followup: 700,
  noisy: 700,
  how: 1_200,
  quote: 1_200,
  summary: 1_800,
  cross: 2_500,
  unanswerable: Number.POSITIVE_INFINITY,
};

/** Types that may well be answered by many claims, none of them the first. */
const MANY: readonly QuestionType[] = ["cross", "summary", "quote"];
const MOST_CLAIMS = 3;

const REFUSALS: readonly ContractAnswer["kind"][] = ["not-found", "ambiguous", "help"];

export type Fault =
  | "answered"
  | "refused"
  | "ambiguous"
  | "words missing"
  | "other place"
  | "too long"
  | "not named"
  | "not first"
  | "other cases listed";

export interface Score {
  readonly right: boolean;
  /** Right, and where many claims are made the first one holds the answer; a list names exactly the cases asked for. */
  readonly strict: boolean;
  /** Of what is not strictly right. */
  readonly fault: Fault | null;
  /** Words that the answer should contain and does not. */
  readonly missing: readonly string[];
  readonly refused: boolean;
  /** A citation stands where the evidence does; null for refusals and where there is no evidence. */
  readonly place: boolean | null;
  /** Of each citation: the quote is what stands in the file at its offsets. */
  readonly verbatim: readonly boolean[];
  /** Characters of the text. */
  readonly length: number;
}

/** `textOf`: a file of the corpus as received. */
export function score(question: Question, answer: ContractAnswer, textOf: (file: string) => string): Score {
  const { kind, citations } = answer;
  const corrects = "corrects" in answer && Boolean(answer.corrects);
  const refused = REFUSALS.includes(kind) || corrects;
  const common = {
    refused,
    verbatim: citations.map(({ quote, source: { file, start, end } }) => {
      const bare = squeeze(quote);
      return bare !== "" && squeeze(textOf(file).slice(start, end)) === bare;
    }),
    length: [...answer.text].length,
  };
  if (!question.answerable) {
    const right = refused && (citations.length === 0 || corrects);
    return { ...common, right, strict: right, fault: right ? null : "answered", missing: [], place: null };
  }
  const text = folded(answer.text);
  const missing = question.mustContain.filter((token) => !holds(text, token));
  const inPlace = citations.some(({ source }) => goldAt(question, question.sections, source));
  const fault = faultOf();
  const right = fault === null;
  const lack = right ? lackOf(question, answer) : null;
  return {
    ...common,
    right,
    strict: right && lack === null,
    fault: fault ?? lack,
    missing,
    place: refused || question.evidence.length === 0 ? null : inPlace,
  };

  function faultOf(): Fault | null {
    if (refused) return kind === "ambiguous" ? "ambiguous" : "refused";
    if (missing.length > 0) return "words missing";
    if (!inPlace && question.evidence.length > 0) return "other place";
    if (common.length > MAX_LENGTH[question.type]) return "too long";
    const cases = [...citations.map((citation) => citation.case), ...answer.cases];
    return question.named.every((label) =>
      cases.some((one) => sameName(one.organization, label) || sameName(one.title, label)),
    )
      ? null
      : "not named";
  }
}

/** What a right answer lacks to be strictly so. */
function lackOf({ type, cases, mustContain }: Question, answer: ContractAnswer): Fault | null {
  const { kind, claims, citations } = answer;
  if (kind === "grounded" && claims.length > MOST_CLAIMS && !MANY.includes(type)) {
    const [first] = claims;
    const quotes = citations.filter(({ number }) => first?.citations.includes(number));
    const said = folded([first?.text ?? "", ...quotes.map(({ quote }) => quote)].join(""));
    if (!mustContain.every((token) => holds(said, token))) return "not first";
  }
  if (type !== "cross" || kind !== "listing" || answer.cases.length === 0) return null;
  const exactly =
    answer.cases.every((one) => cases.some((gold) => isNamed(one, gold))) &&
    cases.every((gold) => answer.cases.some((one) => isNamed(one, gold)));
  return exactly ? null : "other cases listed";
}

type Names = Pick<GoldCase, "organization" | "title">;

function isNamed(one: Names, gold: Names): boolean {
  const names = [gold.organization, gold.title].filter((name) => name !== "");
  return names.some((name) => sameName(one.organization, name) || sameName(one.title, name));
}

/** One may be the beginning of the other. */
function sameName(found: string, wanted: string): boolean {
  const [a, b] = [folded(found), folded(wanted)];
  return a !== "" && (a.startsWith(b) || b.startsWith(a));
}
