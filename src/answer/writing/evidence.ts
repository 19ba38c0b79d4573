/** Passages → numbered clauses for a model to point at, and back. */

import type { Case } from "../../corpus/case.ts";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import { clausesOrRow } from "../../grounding/clauses.ts";
import { isRow, type PointedClause } from "../pointed-claims.ts";
import { readable } from "./readable.ts";

/** A clause that a model may point at. */
export interface Pointer extends PointedClause {
  /** Of the sentence, as the model reads it: those beside it have the numbers beside. */
  readonly number: number;
}

export interface Evidence {
  /**
   * Adds as many of the passage's sentences as fit, from the first; says what was added, as the model reads it, "" where
   * nothing was. Sentences that are there already keep their numbers.
   */
  add(unionCase: Case, passage: Passage): string;
  /** All that was added. */
  readonly text: string;
  /** Something did not fit. */
  readonly isFull: boolean;
  /** All clauses of a sentence (S12); none for a number that was never given. */
  find(sentence: number): readonly Pointer[];
}

/** `room`: tokens of all text added, as `countTokens` counts. */
export function createEvidence(room: number, countTokens: (text: string) => number): Evidence {
  const numbered: (readonly Pointer[])[] = [];
  /** By where it stands: a store may give the same passage as another object. */
  const numbers = new Map<string, number>();
  const parts: string[] = [];
  let left = room;
  let isFull = false;

  return {
    add(unionCase, passage) {
      const head = readable(headOf(unionCase, passage));
      let cost = countTokens(head) + 2;
      const lines: string[] = [];
      for (const sentence of passage.sentences) {
        const place = `${passage.file}:${sentence.start}`;
        const number = numbers.get(place) ?? numbered.length + 1;
        const clauses = clausesOrRow(sentence.text, isRow(passage));
        const shown = clauses.map(({ text }, i) => `S${number}.${i + 1} ${readable(text)}`).join("\n");
        const more = countTokens(shown) + 1;
        isFull ||= cost + more > left;
        if (cost + more > left) break;
        cost += more;
        lines.push(shown);
        if (numbers.has(place)) continue;
        numbers.set(place, number);
        numbered.push(clauses.map((_, clause) => ({ case: unionCase, passage, sentence, number, clause })));
      }
      if (lines.length === 0) return "";
      left -= cost;
      const text = [head, ...lines].join("\n");
      parts.push(text);
      return text;
    },
    get text() {
      return parts.join("\n\n");
    },
    get isFull() {
      return isFull;
    },
    find: (sentence) => numbered[sentence - 1] ?? [],
  };
}

/** A table that goes on from an earlier passage is read with its header. */
function headOf({ organization, title }: Case, { section, item, header, sentences }: Passage): string {
  const table = header !== undefined && sentences[0]?.number !== 1 ? `｜${header}` : "";
  return `# ${organization}${title === "" ? "" : `｜${title}`}｜${section}${item ?? ""}${table}`;
}

/** By the cases of an index: the numbers stay, and servers keep what they made of so long a beginning. */
const wholes = new WeakMap<readonly Case[], ReadonlyMap<number, Evidence>>();

/** All that the cases say; null where it does not fit. */
export function wholeEvidence(
  cases: readonly Case[],
  room: number,
  countTokens: (text: string) => number,
): Evidence | null {
  const evidence = wholes.get(cases)?.get(room) ?? createEvidence(room, countTokens);
  if (!wholes.get(cases)?.has(room)) {
    wholes.set(cases, new Map([[room, evidence]]));
    for (const unionCase of cases)
      for (const passage of passagesOf(unionCase)) if (!evidence.isFull) evidence.add(unionCase, passage);
  }
  return evidence.isFull ? null : evidence;
}
