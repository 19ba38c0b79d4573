/** Passages → numbered sentences for a model to point at, and back. */

import type { Case, Sentence } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import { readable } from "./readable.ts";

/** A sentence that a model may point at, where it stands. */
export interface Numbered {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentence: Sentence;
}

export interface Evidence {
  /**
   * Adds as many of the passage's sentences as fit, from the first; says what was added, as the model reads it, "" where
   * nothing was. Sentences that are there already keep their numbers.
   */
  add(unionCase: Case, passage: Passage): string;
  /** All that was added. */
  readonly text: string;
  /** The sentence with this number (S12); undefined for a number that was never given. */
  find(id: string): Numbered | undefined;
}

/** `room`: tokens of all text added, as `countTokens` counts. */
export function createEvidence(room: number, countTokens: (text: string) => number): Evidence {
  const byId = new Map<string, Numbered>();
  /** By where it stands: a store may give the same passage as another object. */
  const ids = new Map<string, string>();
  const parts: string[] = [];
  let left = room;

  function numbered(unionCase: Case, passage: Passage, sentence: Sentence): string {
    const place = `${passage.file}:${sentence.start}`;
    const known = ids.get(place);
    const id = known ?? `S${byId.size + 1}`;
    ids.set(place, id);
    if (known === undefined) byId.set(id, { case: unionCase, passage, sentence });
    return `${id} ${readable(sentence.text)}`;
  }

  return {
    add(unionCase, passage) {
      const head = readable(headOf(unionCase, passage));
      let cost = countTokens(head);
      const fitting: Sentence[] = [];
      for (const sentence of passage.sentences) {
        const more = countTokens(sentence.text) + TOKENS_AROUND;
        if (cost + more > left) break;
        cost += more;
        fitting.push(sentence);
      }
      if (fitting.length === 0) return "";
      left -= cost;
      const text = [head, ...fitting.map((sentence) => numbered(unionCase, passage, sentence))].join("\n");
      parts.push(text);
      return text;
    },
    get text() {
      return parts.join("\n\n");
    },
    find: (id) => byId.get(id.trim().toUpperCase()),
  };
}

/** What the number of a sentence and its line break take. */
const TOKENS_AROUND = 4;

function headOf({ organization, title }: Case, { section, item }: Passage): string {
  return `# ${organization}${title === "" ? "" : `｜${title}`}｜${section}${item ?? ""}`;
}
