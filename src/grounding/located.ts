/** The address of a sentence → where its words stand today: there, elsewhere, or no longer. */

import type { Case, Sentence } from "../corpus/case.ts";
import { fingerprintOf } from "../corpus/fingerprint.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Citation } from "./answer.ts";

/** What a link says: a case, a place in it, and the mark of the words that stood there; null where it bears none. */
export interface SentenceAddress {
  readonly caseId: string;
  readonly section: string;
  readonly item: string | null;
  readonly first: number;
  readonly last: number;
  readonly fingerprint: string | null;
}

/** Consecutive sentences of a passage. */
export interface Spot {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
}

/**
 * - `here`: the words are those of the link, or the link does not say
 * - `moved`: they stand elsewhere now
 * - `changed`: other words stand there now, and those of the link nowhere
 */
export interface Located {
  readonly kind: "here" | "moved" | "changed";
  readonly spot: Spot;
}

export function addressOf({ case: of, section, item, sentences, fingerprint }: Citation): SentenceAddress {
  return { caseId: of.id, section, item, first: sentences[0], last: sentences[1], fingerprint };
}

/** Of sections or items of one name the first is meant, unless the mark tells another. */
export function locate(address: SentenceAddress, cases: readonly Case[]): Located | undefined {
  const { caseId, fingerprint } = address;
  const unionCase = cases.find(({ id }) => id === caseId);
  const there = unionCase ? spotsAt(address, unionCase) : [];
  const [first] = there;
  if (fingerprint === null) return first && { kind: "here", spot: first };
  const same = there.find(({ sentences }) => fingerprintOf(sentences) === fingerprint);
  if (same) return { kind: "here", spot: same };
  const moved = elsewhere(address, fingerprint, cases);
  if (moved) return { kind: "moved", spot: moved };
  return first && { kind: "changed", spot: first };
}

function spotsAt({ section, item, first, last }: SentenceAddress, unionCase: Case): Spot[] {
  return passagesOf(unionCase).flatMap((passage): Spot[] => {
    if (passage.section !== section || passage.item !== item) return [];
    const sentences = passage.sentences.filter(({ number }) => first <= number && number <= last);
    return sentences.length === last - first + 1 ? [{ case: unionCase, passage, sentences }] : [];
  });
}

/** In the same document first: a case that is put in before others moves those in their file alone. */
function elsewhere(
  { caseId, first, last }: SentenceAddress,
  fingerprint: string,
  cases: readonly Case[],
): Spot | undefined {
  const document = caseId.replace(/#\d+$/, "#");
  const near = cases.filter(({ id }) => id.startsWith(document));
  const far = cases.filter(({ id }) => !id.startsWith(document));
  const count = last - first + 1;
  for (const unionCase of [...near, ...far])
    for (const passage of passagesOf(unionCase))
      for (let at = 0; at + count <= passage.sentences.length; at += 1) {
        const sentences = passage.sentences.slice(at, at + count);
        if (fingerprintOf(sentences) === fingerprint) return { case: unionCase, passage, sentences };
      }
  return undefined;
}
