/** A question, in whichever format it was written → what a right answer to it holds, and where that stands in the corpus. */

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

/** Half-open range of UTF-16 code units in a file as received. */
export type Range = readonly [start: number, end: number];

/** A case of the corpus, whatever the program's parser takes for one. */
export interface GoldCase {
  readonly organization: string;
  readonly title: string;
  readonly file: string;
  readonly whole: Range;
  /** By name. */
  readonly sections: ReadonlyMap<string, Range>;
}

export interface Question {
  /** Unique within its set. */
  readonly id: string;
  readonly type: QuestionType;
  readonly question: string;
  /** What the same person asked before, oldest first. */
  readonly history: readonly string[];
  /** Where the answer stands; for `cross` the list is complete. */
  readonly cases: readonly GoldCase[];
  /** Names of sections of these cases; all of them where there is none. */
  readonly sections: readonly string[];
  /** Organisations that the answer has to name, each by the beginning of its name. */
  readonly named: readonly string[];
  /** Spans of the source, to be compared without white space. */
  readonly evidence: readonly string[];
  /** For people. */
  readonly answer: string;
  /** All of these are in a right answer; of alternatives, which | parts, one. */
  readonly mustContain: readonly string[];
  readonly answerable: boolean;
  readonly note: string;
}

/** The case, of those that the answer stands in, in whose sections this lies whole; undefined where it lies elsewhere. */
export function goldAt(
  { cases }: Pick<Question, "cases">,
  sections: readonly string[],
  { file, start, end }: { readonly file: string; readonly start: number; readonly end: number },
): GoldCase | undefined {
  return cases.find((one) => {
    if (one.file !== file) return false;
    const ranges = sections.length > 0 ? sections.flatMap((name) => rangeOf(one, name)) : [one.whole];
    return ranges.some(([from, to]) => from <= start && end <= to);
  });
}

function rangeOf({ sections }: GoldCase, name: string): Range[] {
  const range = sections.get(name);
  return range ? [range] : [];
}
