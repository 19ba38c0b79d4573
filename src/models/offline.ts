/** What stands in for an embedder where none is set, or none serves: words alone find, and nothing is asked of it. */

import type { Embedder } from "./model.ts";

export function createOfflineEmbedder(): Embedder {
  const none = new Float32Array(0);
  return { id: "words-alone", dimensions: 0, kind: "none", embed: async (texts) => texts.map(() => none) };
}
