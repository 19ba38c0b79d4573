/** What every ability works with. */

import type { CaseFinder } from "../search/find-case.ts";
import type { Lexicon } from "../search/lexicon.ts";
import type { Retriever } from "../search/retrieve.ts";
import type { Store } from "../stores/store.ts";
import type { Witness } from "./witness.ts";

export interface Knowledge {
  readonly store: Store;
  readonly retriever: Retriever;
  readonly finder: CaseFinder;
  readonly lexicon: Lexicon;
  /** Is told how an answer comes about, where somebody asks. */
  readonly witness?: Witness;
}
