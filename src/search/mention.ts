/** Candidates for the names in a text → those that are meant where they overlap. */

import type { NameEntry } from "./catalogue.ts";
import type { NameKind } from "./names.ts";
import type { Span } from "./segments.ts";

/** A case, or several that go by the same name, as mentioned in a question. */
export interface Mention {
  /** The asker's words, folded. */
  readonly words: string;
  /** The catalogue's name that was meant, folded and digitized. */
  readonly name: string;
  /** `place`: named by its place in the catalogue; `level`: by nothing but the kind of its organisation; `heading`: it shares words. */
  readonly kind: NameKind | "place" | "level" | "heading";
  readonly how: "name" | "sound" | "typo";
  /** Ordinals into `store.cases()`, ascending. */
  readonly cases: readonly number[];
  /** UTF-16 offsets into the text, half-open. */
  readonly start: number;
  readonly end: number;
  /** Those of them that are called otherwise first; see `Name.minor`. */
  readonly minor: readonly number[];
  /** See `Name.common`. */
  readonly common: boolean;
  /** A word of the language with the sound of a name: meant for the name only where the corpus does not use it. */
  readonly doubtful: boolean;
}

/** Longer names are no accident; shorter ones may come about between two words. */
export const LONGEST_ACCIDENT = 3;

/** Exact names before likenesses, long before short; in order of place. */
export function notOverlapping(mentions: readonly Mention[]): Mention[] {
  const rank = { name: 0, sound: 1, typo: 2 };
  const likenesses = mentions.filter(({ how }) => how !== "name");
  const kept: Mention[] = [];
  const byWorth = mentions
    .filter((mention) => mention.how !== "name" || !likenesses.some((other) => completes(other, mention)))
    .sort((a, b) => rank[a.how] - rank[b.how] || b.end - b.start - (a.end - a.start) || a.start - b.start);
  for (const mention of byWorth) {
    if (!kept.some((other) => mention.start < other.end && other.start < mention.end)) kept.push(mention);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** 江苏镇将市 says more than the 江苏 in it, and of the same case. */
function completes(likeness: Mention, { start, end, cases }: Mention): boolean {
  return (
    likeness.start <= start &&
    end <= likeness.end &&
    likeness.end - likeness.start > Math.max(LONGEST_ACCIDENT, end - start) &&
    likeness.cases.some((ordinal) => cases.includes(ordinal))
  );
}

export function mentionOf(
  text: string,
  { start, end }: Span,
  of: { readonly name: string; readonly entry: NameEntry; readonly how: Mention["how"] },
): Mention {
  const { kind, cases, minor, common } = of.entry;
  return {
    words: text.slice(start, end),
    name: of.name,
    kind,
    how: of.how,
    cases,
    minor,
    start,
    end,
    common,
    doubtful: false,
  };
}
