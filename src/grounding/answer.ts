/** What an ability gives back: plain data in which every claim carries the words it rests on. */

import { type SectionKind, UNHEADED } from "../corpus/case.ts";

export type NonEmpty<T> = readonly [T, ...T[]];

export interface CaseRef {
  readonly id: string;
  readonly organization: string;
  readonly title: string;
}

/** Where quoted words stand. Made by `ground` alone, from places in the corpus. */
export interface Citation {
  /** From 1, in order of first use in the answer. */
  readonly number: number;
  readonly case: CaseRef;
  readonly section: string;
  readonly item: string | null;
  /** First and last sentence, numbered within the item, or within the section outside items. */
  readonly sentences: readonly [number, number];
  /** The source breaks off in the quoted words. */
  readonly truncated: boolean;
  /** UTF-16 offsets into the text of the file, half-open; `line` of it is 1-based. */
  readonly source: {
    readonly file: string;
    readonly start: number;
    readonly end: number;
    readonly line: number;
    /** In a file that is no plain text, where the words begin: 第3段, 第2页, 表1第4行. */
    readonly where?: string;
    /** The words were seen in a picture of the page, and may be misread. */
    readonly seen?: "clear" | "doubtful";
  };
  /** 案例·章节·(项)·第n句 */
  readonly address: string;
  /** Mark of the words of these sentences, by which a link tells whether they still stand there. */
  readonly fingerprint: string;
}

/** The source's own characters, line breaks inside a paragraph joined. */
export interface Quote {
  readonly text: string;
  readonly citation: Citation;
}

/** A statement of the answer with the words that carry it. */
export interface Claim {
  readonly text: string;
  readonly quotes: NonEmpty<Quote>;
}

/** What a follow-up took over from the questions before it. */
export interface Carried {
  readonly case?: string;
  readonly section?: string;
  readonly question?: string;
}

/**
 * Why an answer was made without a model although one is configured:
 * - `unwritten`: it pointed at nothing that there is
 * - `unavailable`: it could not be reached, or took too long
 * - `spent`: what may be spent in a day is spent
 */
export type Fallback = "unwritten" | "unavailable" | "spent";

interface Common {
  /** Questions that the corpus does answer, to go on with. */
  readonly suggestions: readonly string[];
  readonly carried: Carried | null;
  readonly fallback?: Fallback;
  readonly reply?: Reply;
  /** The program's own line: in place of the help, above anything else. */
  readonly says?: string;
  /** The collection in which alone was looked, where the question named one. */
  readonly within?: string;
  /** What was readable by whom it was made for, as `Abilities.scope` names it; absent where everybody may read everything. */
  readonly scope?: string;
}

/**
 * What a message gets that asks the cases nothing:
 * - `silent`: nothing; people talk to each other, or took note. Where it `says` something all the same, a sign under the
 *   message may stand for that
 * - `courtesy`, `redirect`: a line, which `says`; a redirection points to who can help
 * - `draft`: a text was to be written; the answer holds words to cite, where there are any, or a draft made of them
 */
export type Reply = "silent" | "courtesy" | "redirect" | "draft";

/** An answer to a question. `by`: "extractive", or the id of the model that pointed at the words of the claims. */
export interface Grounded extends Common {
  readonly kind: "grounded";
  readonly by: string;
  /** False where the question is put in other words than the corpus's: the claims are places to look at, best first. */
  readonly certain: boolean;
  readonly claims: NonEmpty<Claim>;
  /** Words that the question takes for granted and that are not so, none where it only has the direction wrong; the claims show what is told. */
  readonly corrects?: readonly string[];
  /** What is asked is not told, and the claims are the nearest to it: a refusal that shows something; `says` says so. */
  readonly nearest?: true;
  /** Parts of a message with several questions that the cases do not tell. */
  readonly untold?: readonly string[];
}

/** Words asked for: a section, an item, a sentence. */
export interface Excerpt extends Common {
  readonly kind: "excerpt";
  readonly case: CaseRef;
  readonly quotes: NonEmpty<Quote>;
  /** A text that a model made of the quotes, and of sentences of its own. */
  readonly drafted?: Drafted;
}

/** The one place where words of a model reach a reader: none of them is shown without the mark that it is the model's. */
export interface Drafted {
  /** The id of the model. */
  readonly by: string;
  /** Numbers of the citations whose quotes stand there, and sentences of the model's, on one line each and without mark-up. */
  readonly paragraphs: NonEmpty<readonly (string | number)[]>;
}

export type SummaryLength = "one" | "three" | "full";

export interface Summary extends Common {
  readonly kind: "summary";
  readonly by: string;
  readonly case: CaseRef;
  readonly length: SummaryLength;
  /** In source order; each says what one section holds. */
  readonly points: NonEmpty<{
    readonly section: string;
    readonly sectionKind: SectionKind;
    readonly claim: Claim;
  }>;
}

/** Which cases, or how many: complete over the whole corpus. */
export interface Listing extends Common {
  readonly kind: "listing";
  /** The catalogue itself, a list of cases that meet a condition, or their number. */
  readonly asks: "catalogue" | "which" | "count";
  /** What the cases have in common, in the asker's words; empty for the catalogue. */
  readonly condition: string;
  /** Chosen by what they tell of a topic: not all of them say it in the asker's words. */
  readonly byTopic?: true;
  /** One claim a case, in the order of the corpus. Empty quotes are impossible: a case is listed for its words. */
  readonly entries: readonly { readonly case: CaseRef; readonly claim: Claim }[];
}

export interface Comparison extends Common {
  readonly kind: "comparison";
  readonly cases: NonEmpty<CaseRef>;
  /** Named too, but more than can be compared at once. */
  readonly omitted: readonly CaseRef[];
  /** One row a section; a cell without quotes says that the case has no such section. */
  readonly rows: readonly {
    readonly section: string;
    readonly cells: readonly { readonly case: CaseRef; readonly quotes: readonly Quote[] }[];
  }[];
}

/** A run of the pasted text or of the source; `same` where both agree. */
export interface Difference {
  readonly kind: "same" | "missing" | "added";
  readonly text: string;
}

export interface Verification extends Common {
  readonly kind: "verification";
  readonly pasted: string;
  readonly verdict: "identical" | "altered" | "absent";
  /** From the source to the pasted text: `missing` is in the source only, `added` in the pasted text only. */
  readonly differences: readonly Difference[];
  /** The words compared with; none when absent. */
  readonly quotes: readonly Quote[];
}

/** Several cases go by this name. */
export interface Ambiguous extends Common {
  readonly kind: "ambiguous";
  readonly name: string;
  readonly candidates: NonEmpty<CaseRef>;
}

/** The cases do not tell. There is nothing to cite, and no field to cite it in. */
export interface NotFound extends Common {
  readonly kind: "not-found";
  readonly reason: NotFoundReason;
}

/**
 * Each reason has its own wording; `words` are the asker's words that the corpus, or the case named, does not hold. `firm`: what
 * was found is near, and surely lacks the very detail asked for; else too little was found. `toldBy`: other cases that hold them.
 */
export type NotFoundReason =
  | {
      readonly kind: "not-told";
      readonly words: readonly string[];
      readonly case?: CaseRef;
      readonly toldBy?: readonly CaseRef[];
      readonly firm?: boolean;
    }
  | { readonly kind: "unknown-case"; readonly name: string }
  | {
      readonly kind: "unknown-part";
      readonly case: CaseRef;
      readonly part: string;
      readonly parts: readonly string[];
    }
  | { readonly kind: "premise"; readonly words: readonly string[]; readonly case?: CaseRef }
  | { readonly kind: "off-topic" }
  | { readonly kind: "empty" };

export interface Help extends Common {
  readonly kind: "help";
}

export type Answer =
  | Grounded
  | Excerpt
  | Summary
  | Listing
  | Comparison
  | Verification
  | Ambiguous
  | NotFound
  | Help;

/** False of a document's own heading and front matter, which is cited in the shape of a case and is none. */
export function isCase({ id }: CaseRef): boolean {
  return !id.endsWith("#0");
}

/** False of the name that stands for a heading where a text has none. */
export function isHeaded(section: string): boolean {
  return section !== UNHEADED;
}

/** The quotes of an answer in the order of its text. */
export function quotesOf(answer: Answer): readonly Quote[] {
  switch (answer.kind) {
    case "grounded":
      return answer.claims.flatMap((claim) => claim.quotes);
    case "summary":
      return answer.points.flatMap(({ claim }) => claim.quotes);
    case "listing":
      return answer.entries.flatMap(({ claim }) => claim.quotes);
    case "comparison":
      return answer.rows.flatMap(({ cells }) => cells.flatMap(({ quotes }) => quotes));
    case "excerpt":
    case "verification":
      return answer.quotes;
    default:
      return [];
  }
}
