/** An embedder and a memory → the same embedder, which never makes a vector twice. */

import type { Embedder, VectorMemory } from "./model.ts";

export function createRememberingEmbedder(embedder: Embedder, memory: VectorMemory): Embedder {
  const { id, dimensions, kind } = embedder;
  return {
    id,
    dimensions,
    kind,
    async embed(texts) {
      const known = memory.get(id, texts).map((vector) => (isSound(vector, dimensions) ? vector : undefined));
      const unknown = [...new Set(texts.filter((_, i) => known[i] === undefined))];
      const made = await embedder.embed(unknown);
      memory.put(id, unknown, made);
      const fresh = new Map(unknown.map((text, i) => [text, made[i]]));
      return texts.map((text, i) => fresh.get(text) ?? known[i] ?? new Float32Array(dimensions));
    },
  };
}

/** A disk can change what it stores, and one vector that is none would stop a whole index. */
function isSound(vector: Float32Array | undefined, dimensions: number): boolean {
  if (vector?.length !== dimensions) return false;
  const square = vector.reduce((sum, value) => sum + value * value, 0);
  return square === 0 || Math.abs(square - 1) < 1e-3;
}
