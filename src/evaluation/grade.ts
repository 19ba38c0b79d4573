/** An answer and what the question's labels ask of it → whether it is right, how exact, and what is wrong. */

import type { Choice } from "../answer/choose.ts";
import type { ContractAnswer } from "../render/contract.ts";
import { isOrganization, isSection, type Spot, type Spots, squeeze } from "./evidence.ts";
import type { Question, QuestionType } from "./question.ts";

/** Longest `text` of a right answer, in UTF-16 units: what contains everything answers nothing. */
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

export type Fault =
  | "refused"
  | "answered"
  | "ambiguous"
  | "words missing"
  | "too long"
  | "other case"
  | "other section";

export interface Grade {
  readonly right: boolean;
  readonly fault: Fault | null;
  /** Words that the answer should contain and does not. */
  readonly missing: readonly string[];
  readonly refused: boolean;
  /** Share of the evidence spans that stand whole in the quotes; null where there is no evidence. */
  readonly evidenceRecall: number | null;
  /** Share of cited sentences that hold evidence or stand beside one that does; null without citations. */
  readonly citationPrecision: number | null;
  /** All citations stand in the sections labelled; null where none is labelled or nothing is cited. */
  readonly sectionExact: boolean | null;
  /** The same for the item. */
  readonly itemExact: boolean | null;
  /** The answer names the cases that the label names, no more and no less; null outside `cross`. */
  readonly listExact: boolean | null;
  readonly length: number;
  /** Every quote is what stands in the file at its offsets. */
  readonly verbatim: boolean;
}

export interface Graded {
  readonly question: Question;
  readonly answer: ContractAnswer;
  readonly spots: Spots;
  /** The text of a file of the corpus as received. */
  readonly textOf: (file: string) => string;
}

export function grade({ question, answer, spots, textOf }: Graded): Grade {
  const { citations, text, kind } = answer;
  const { type, organizations, sections, item } = question;
  const refused = kind === "not-found";
  const missing = question.must_contain.filter((wanted) => !containsNumberwise(text, wanted));
  const cited = citations.filter(
    (citation) =>
      organizations.length === 0 || organizations.some((label) => isOrganization(label, citation.case)),
  );
  const inSections = cited.filter(
    ({ section }) => sections.length === 0 || sections.some((label) => isSection(label, section)),
  );
  const named = [...citations.map((citation) => citation.case), ...answer.cases];
  const caseRight =
    type === "cross"
      ? organizations.every((label) => named.some((of) => isOrganization(label, of)))
      : organizations.length === 0 || cited.length > 0;
  const fault = faultOf();
  return {
    right: fault === null,
    fault,
    missing,
    refused,
    evidenceRecall: evidenceRecall(question, answer),
    citationPrecision: citationPrecision(question, answer, spots),
    sectionExact:
      sections.length > 0 && citations.length > 0
        ? citations.every((citation) => inSections.includes(citation))
        : null,
    itemExact:
      item && citations.length > 0 ? citations.every((citation) => sameLabel(citation.item, item)) : null,
    listExact: type === "cross" && question.answerable ? namesExactly(answer, organizations) : null,
    length: text.length,
    verbatim: citations.every(
      ({ quote, source }) => squeeze(textOf(source.file).slice(source.start, source.end)) === squeeze(quote),
    ),
  };

  function faultOf(): Fault | null {
    if (!question.answerable) return refused ? null : "answered";
    if (refused) return "refused";
    if (kind === "ambiguous") return "ambiguous";
    if (missing.length > 0) return "words missing";
    if (text.length > MAX_LENGTH[type]) return "too long";
    if (!caseRight) return "other case";
    return sections.length > 0 && inSections.length === 0 ? "other section" : null;
  }
}

/** Whether words chosen for an answer would be right if they were all of it: they hold what it has to contain, and stand in a case that the label names. */
export function chosenRight(
  { must_contain, organizations }: Pick<Question, "must_contain" | "organizations">,
  chosen: readonly Pick<Choice, "hit" | "text">[],
): boolean {
  const cases = chosen.map(({ hit }) => hit.case);
  // The heading that an answer stands under names its case.
  const words = [...cases.map(({ organization }) => organization), ...chosen.map(({ text }) => text)].join(
    "\n",
  );
  return (
    chosen.length > 0 &&
    must_contain.every((wanted) => containsNumberwise(words, wanted)) &&
    (organizations.length === 0 ||
      organizations.some((label) => cases.some((of) => isOrganization(label, of))))
  );
}

const normalize = (text: string): string => squeeze(text.normalize("NFKC"));

/** `text` contains `wanted` after NFKC and without white space; a digit at the edge must not touch another digit. */
export function containsNumberwise(text: string, wanted: string): boolean {
  const [body, piece] = [normalize(text), normalize(wanted)];
  if (piece === "") return false;
  for (let at = body.indexOf(piece); at >= 0; at = body.indexOf(piece, at + 1)) {
    const startTouches = /^\d/.test(piece) && /\d/.test(body[at - 1] ?? "");
    const endTouches = /\d$/.test(piece) && /\d/.test(body[at + piece.length] ?? "");
    if (!startTouches && !endTouches) return true;
  }
  return false;
}

function evidenceRecall({ evidence }: Question, { citations }: ContractAnswer): number | null {
  if (evidence.length === 0) return null;
  const quotes = citations.map(({ quote }) => squeeze(quote)).join("");
  return evidence.filter((span) => quotes.includes(squeeze(span))).length / evidence.length;
}

function citationPrecision(question: Question, { citations }: ContractAnswer, spots: Spots): number | null {
  const evidence = spots.ofQuestion(question);
  const cited = new Set(citations.flatMap((citation) => spots.ofCitation(citation)));
  if (cited.size === 0 || evidence.size === 0) return null;
  const near = (spot: Spot | null) => spot !== null && evidence.has(spot);
  return [...cited].filter((spot) => near(spot) || near(spot.before) || near(spot.after)).length / cited.size;
}

function namesExactly({ cases }: ContractAnswer, organizations: readonly string[]): boolean {
  return (
    cases.length === organizations.length &&
    organizations.every((label) => cases.some((of) => isOrganization(label, of)))
  );
}

/** （二） and (二) are one label. */
function sameLabel(found: string | null, wanted: string): boolean {
  return found !== null && normalize(found) === normalize(wanted);
}
