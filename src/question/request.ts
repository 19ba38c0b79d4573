/** One question as it was read; everything after this works from it, and nobody looks at the message again. */

import type { AnswerType, Kind } from "./kinds.ts";
import type { Ordinals } from "./ordinals.ts";
import type { SectionSlots } from "./section-slots.ts";
import type { CaseSide } from "./sides.ts";

export interface Part {
  readonly kind: Kind;
  /** The words as typed, without what is noise to a question. */
  readonly said: string;
  /** The same, folded and digitized. */
  readonly text: string;
  /** `text` without names of cases: what is asked of them. */
  readonly rest: string;
  /** `rest` without section, item, and phrases that only say what to do: words to look for; blank where there are none. */
  readonly content: string;
  /** What answers it, where it counts nothing. */
  readonly type: AnswerType;
  readonly named: Named;
  readonly slots: SectionSlots;
  /** Places in what was enumerated: 第二个, 前两条; null where it counts nothing. */
  readonly ordinals: Ordinals | null;
  /** It counts or compares, or asks for a kind of thing: 那线下呢 does not. */
  readonly asks: boolean;
  /** Leaves out what it is about: 它, 那…呢, 第二个. */
  readonly pointsBack: boolean;
  /** It points at the very case talked about: 它, 该单位. */
  readonly ofSame: boolean;
  /** 有什么经验可以借鉴: what cases did is wanted, and nothing of what introduces them. */
  readonly consults: boolean;
}

/** Whom the question names. */
export interface Named {
  /** The names as they were typed, joined by 、. */
  readonly words: string;
  /** Ordinals into `store.cases()`, those that more speaks for first; empty where it names none. */
  readonly cases: readonly number[];
  /** Cases named one by one (甲和乙), rather than several that one name may mean. */
  readonly several: boolean;
  /** The name is one of an organisation or place, so that no other case will do. */
  readonly firmly: boolean;
  /** By nothing but words that its heading has as well: others may tell what is asked. */
  readonly inPassing: boolean;
  /** Those of `cases` that such a name names, and the names; all where none does: 圆通 of “圆通的‘一函两书’”, which is another's. */
  readonly whose: { readonly cases: readonly number[]; readonly words: readonly string[] };
  /** Of cases named one by one by such names, what is asked of each; empty where fewer than two are. */
  readonly sides: readonly CaseSide[];
  /** Organisations and places that no case has and the corpus does not mention. */
  readonly absent: readonly string[];
}
