/** Whose words are asked for (老乡原话, 班组长说的那句) → the sentences in quotation marks that fit best. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { casePartsOf } from "../question/case-parts.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";

const templates = openTemplates("sections");

export interface Spoken {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** Share of what the question says that stands with it or around it. */
  readonly fit: number;
}

/** Shorter words in quotation marks are names. */
const LEAST_SAID = 7;

/** How much tells the fit of whoever is said to speak, of the sentences next to the words, and of all that is around. */
const SHARES = [0.4, 0.2, 0.4];

/** So many sentences before and after are around. */
const AROUND = 2;

/** Best first; a passage's sentences in `accepts` only. */
export function spokenWords(
  words: string,
  cases: readonly Case[],
  accepts: (of: Case, sentence: Sentence) => boolean = () => true,
): Spoken[] {
  const pool = cases.flatMap((of) =>
    passagesOf(of).flatMap((passage) =>
      passage.sentences.flatMap((sentence, i) => {
        if (!accepts(of, sentence)) return [];
        const isQuoted = isSpeech(sentence.text);
        const who = isQuoted ? undefined : whoSays(sentence.text);
        if (!isQuoted && who === undefined) return [];
        return [{ case: of, passage, sentence, who, contexts: contextsOf(of, passage, i, who) }];
      }),
    ),
  );
  const fits = SHARES.map((share, k) =>
    fitsOf(
      words,
      pool.map(({ contexts }) => pairsOf(contexts[k] ?? "")),
    ).map(({ covered }) => share * covered),
  );
  // Without quotation marks it is what somebody said only where that somebody is asked about.
  return pool
    .flatMap(({ contexts: _, who, ...one }, i) => {
      const own = fits.map((fit) => fit[i] ?? 0);
      const isMeant = who === undefined || (own[0] ?? 0) > 0;
      return isMeant ? [{ ...one, fit: own.reduce((sum, fit) => sum + fit, 0) }] : [];
    })
    .sort((a, b) => b.fit - a.fit);
}

/** A whole statement between quotation marks: it is long, and ends as a sentence does, or somebody says it. */
function isSpeech(text: string): boolean {
  const said = [...text.matchAll(/[“"「『]([^“”"「」『』]+)[”"」』]/g)].map(({ 1: words = "" }) => words);
  return said.some(
    (words) => words.length >= LEAST_SAID && (/[。！？，,!?]/.test(words) || text.includes(`：“${words}`)),
  );
}

/** Nobody is named at greater length before the word for saying. */
const LEAD = 48;

/** Who says something without quotation marks. Every sentence of the corpus is asked: only what may tell it is folded. */
function whoSays(text: string): string | undefined {
  return templates.says("said-indirectly", text.slice(0, LEAD))
    ? templates.match("indirect", readable(text))?.groups?.who
    : undefined;
}

/** Who speaks, as far as the sentence says it; the sentence with its neighbours; what is around, with its headings. */
function contextsOf(of: Case, { sentences, section }: Passage, i: number, who: string | undefined): string[] {
  const { text = "", start = 0 } = sentences[i] ?? {};
  const next = sentences[i + 1]?.text ?? "";
  const behind = next.match(/^[—–-]+[^。]*/)?.[0] ?? "";
  const speaker = who ?? `${text.replace(/[“"「『][^“”"「」『』]*[”"」』]?/g, " ")} ${behind}`;
  const heads = casePartsOf(of)
    .filter((part) => part.kind !== "paragraph" && part.start <= start && start < part.end)
    .map(({ name }) => name);
  const near = (reach: number) =>
    sentences.slice(Math.max(0, i - reach), i + reach + 1).map((one) => one.text);
  return [
    speaker,
    near(1).join("\n"),
    [of.organization, of.title, section, ...heads, ...near(AROUND)].join("\n"),
  ].map(readable);
}
