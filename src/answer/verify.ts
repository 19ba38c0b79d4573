/** A pasted text → whether the corpus has it: identical, altered (and where), or absent. */

import { diffChars } from "diff";
import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import { fold } from "../search/fold.ts";
import type { Difference, Quote, Verification } from "./answer.ts";
import { clausesOf } from "./clauses.ts";
import { createGround } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";

/** A text at least this like a place of the source is that place altered. */
const MIN_LIKENESS = 0.6;

/** Longer texts are compared by their first characters; a message holds no more. */
const MAX_PASTED = 4_000;

interface Candidate {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
  /** UTF-16 offsets into the passage's joined text, at ends of clauses. */
  readonly from: number;
  readonly to: number;
  readonly holdsAll: boolean;
  /** 0 to 1. */
  readonly likeness: number;
}

/** Width, 繁简, case, blanks and the shape of quotation marks make no difference; words, figures and stops do. */
export async function verify(pasted: string, { store, retriever }: Knowledge): Promise<Verification> {
  const text = pasted.slice(0, MAX_PASTED).trim();
  const wanted = comparable(text);
  const hits = wanted === "" ? [] : await retriever.retrieve(text, { limit: 12 });
  const [best] = hits
    .flatMap((hit) => candidatesIn(hit.case, hit.passage, wanted))
    .sort((a, b) => Number(b.holdsAll) - Number(a.holdsAll) || b.likeness - a.likeness);
  if (!best || (!best.holdsAll && best.likeness < MIN_LIKENESS))
    return verification(pasted, "absent", [], []);
  const quote = await createGround(store).quote(best);
  if (best.holdsAll) return verification(pasted, "identical", [{ kind: "same", text }], [quote]);
  return verification(pasted, "altered", differences(quote.text, text), [quote]);
}

/** Runs of clauses about as long as the pasted text. */
function candidatesIn(unionCase: Case, passage: Passage, wanted: string): Candidate[] {
  const joined = textOf(passage.sentences);
  const clauses = clausesOf(joined);
  const pairs = pairsOf(wanted);
  const closed = withoutStop(wanted) !== wanted;
  const found: Candidate[] = [];
  for (let first = 0; first < clauses.length; first += 1) {
    const from = clauses[first]?.from ?? 0;
    for (const { text, to: end } of clauses.slice(first)) {
      const to = closed ? end : end - text.length + withoutStop(text).length;
      const source = comparable(joined.slice(from, to));
      const likeness = dice(pairs, pairsOf(source));
      found.push({
        case: unionCase,
        passage,
        sentences: passage.sentences,
        from,
        to,
        holdsAll: source.includes(wanted),
        likeness,
      });
      if (source.length > wanted.length * 1.5 + 10) break;
    }
  }
  return found;
}

/** A stop or comma at the end is no difference where the pasted text ends without one. */
function withoutStop(text: string): string {
  return text.replace(/[,，;；:：.。!！?？]$/, "");
}

/** How often each pair of adjacent characters occurs. */
function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** The Sørensen–Dice coefficient of two multisets. */
function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [pair, count] of a) {
    shared += Math.min(count, b.get(pair) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
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
