/** A pasted text → whether the corpus has it: identical, altered (and where), or absent. */

import { diffChars } from "diff";
import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import { fold } from "../search/fold.ts";
import type { Difference, Quote, Verification } from "./answer.ts";
import { createGround } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";

/** Share of the pasted characters that the source has to have in the same order for the text to be called altered. */
const MIN_SHARED = 0.6;

/** Longer texts are compared by their first characters; a message holds no more. */
const MAX_PASTED = 4_000;

interface Candidate {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
  readonly shared: number;
}

/** Width, 繁简, case and blanks make no difference; punctuation, words and figures do. */
export async function verify(pasted: string, { store, retriever }: Knowledge): Promise<Verification> {
  const text = pasted.slice(0, MAX_PASTED).trim();
  const wanted = comparable(text);
  const hits = wanted === "" ? [] : await retriever.retrieve(text, { limit: 12 });
  const candidates = hits
    .flatMap((hit) =>
      runs(hit.passage.sentences, text.length).map((sentences): Candidate => {
        const source = comparable(textOf(sentences));
        return {
          case: hit.case,
          passage: hit.passage,
          sentences,
          shared: source.includes(wanted) ? 2 : sharedWith(wanted, source),
        };
      }),
    )
    .sort((a, b) => b.shared - a.shared || a.sentences.length - b.sentences.length);
  const [best] = candidates;
  if (!best || best.shared < MIN_SHARED) return verification(pasted, "absent", [], []);
  const quote = await createGround(store).quote(best);
  if (best.shared === 2) return verification(pasted, "identical", [{ kind: "same", text }], [quote]);
  return verification(pasted, "altered", differences(quote.text, text), [quote]);
}

function verification(
  pasted: string,
  verdict: Verification["verdict"],
  differences: readonly Difference[],
  quotes: readonly Quote[],
): Verification {
  return { kind: "verification", pasted, verdict, differences, quotes, suggestions: [], carried: null };
}

function comparable(text: string): string {
  return fold(text)
    .replace(/\s+/g, "")
    .replace(/[“”「」『』]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/。/g, ".")
    .replace(/[、]/g, ",");
}

/** Runs of consecutive sentences about as long as the pasted text. */
function runs(sentences: readonly Sentence[], length: number): Sentence[][] {
  const found: Sentence[][] = [];
  for (let first = 0; first < sentences.length; first += 1) {
    const run: Sentence[] = [];
    let size = 0;
    for (const sentence of sentences.slice(first)) {
      run.push(sentence);
      size += sentence.text.length;
      found.push([...run]);
      if (size > length * 1.5) break;
    }
  }
  return found;
}

/** Share of `wanted` that stands in `source` in the same order, with source text beyond the pasted length counted against it. */
function sharedWith(wanted: string, source: string): number {
  const same = diffChars(source, wanted)
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0);
  const excess = Math.max(0, source.length - wanted.length * 1.5) / Math.max(1, wanted.length);
  return same / wanted.length - 0.1 * excess;
}

/** Character differences; those of width, script and blanks alone are none. */
function differences(source: string, pasted: string): Difference[] {
  const sourceUnits = [...source];
  const pastedUnits = [...pasted];
  const parts = diffChars(sourceUnits.map(comparableUnit).join(""), pastedUnits.map(comparableUnit).join(""));
  let inSource = 0;
  let inPasted = 0;
  return parts.map(({ value, added, removed }): Difference => {
    const count = [...value].length;
    if (added) {
      inPasted += count;
      return { kind: "added", text: pastedUnits.slice(inPasted - count, inPasted).join("") };
    }
    inSource += count;
    if (removed) return { kind: "missing", text: sourceUnits.slice(inSource - count, inSource).join("") };
    inPasted += count;
    return { kind: "same", text: sourceUnits.slice(inSource - count, inSource).join("") };
  });
}

/** One character for one, so that places in the folded text are places in the text. */
function comparableUnit(character: string): string {
  const folded = comparable(character);
  return [...folded].length === 1 ? folded : character;
}
