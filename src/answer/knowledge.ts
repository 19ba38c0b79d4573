/** What every ability works with. */

import type { Lexicon } from "../language/lexicon.ts";
import type { CaseFinder } from "../search/find-case.ts";
import type { Retriever } from "../search/retrieve.ts";
import type { Store } from "../stores/store.ts";
import type { JudgeWeights } from "./judge/judge.ts";
import type { PickWeights } from "./pick/pick.ts";
import type { Pins } from "./pinned.ts";
import type { Witness } from "./witness.ts";
import type { Writer } from "./writing/writer.ts";

export interface Knowledge {
  readonly store: Store;
  readonly retriever: Retriever;
  readonly finder: CaseFinder;
  readonly lexicon: Lexicon;
  /**
   * Takes notice of an index that another process published, before an answer; may be called as often as one likes.
   * There is none where nothing else publishes. Rejects where the index that is there now cannot be answered from.
   */
  readonly refresh?: () => Promise<void>;
  /** Has a model put answers into words; without one they are made of the source's own. */
  readonly writer?: Writer;
  /** Places chosen for certain questions; there are none where nobody can choose. */
  readonly pins?: Pins;
  /** What of the corpus it is; absent where it is all that there is, for everybody. */
  readonly scope?: Scope;
  /** Others than those fitted, to measure by. */
  readonly weights?: { readonly pick?: PickWeights; readonly judge?: JudgeWeights };
  /** Is told how an answer comes about, where somebody asks. */
  readonly witness?: Witness;
}

export interface Scope {
  /** The same for the same cases, as long as none is closed or opened. */
  readonly name: string;
  /** Whether whoever may read this may read all that somebody could in a scope of that name, which may be an older one. */
  covers(name: string | undefined): boolean;
}
