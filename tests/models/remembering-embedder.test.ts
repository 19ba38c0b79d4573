import { describe, expect, it } from "vitest";
import type { Embedder, VectorMemory } from "../../src/models/model.ts";
import { createRememberingEmbedder } from "../../src/models/remembering-embedder.ts";

/** Turns the length of a text into a direction, and counts what it was asked for. */
function countingEmbedder() {
  const asked: string[] = [];
  const embedder: Embedder = {
    id: "counting:2",
    dimensions: 2,
    kind: "dense",
    async embed(texts) {
      asked.push(...texts);
      return texts.map(({ length }) => Float32Array.of(Math.cos(length), Math.sin(length)));
    },
  };
  return { embedder, asked };
}

function memoryOf(vectors: Map<string, Float32Array>): VectorMemory {
  return {
    get: (_, texts) => texts.map((text) => vectors.get(text)),
    put: (_, texts, made) => {
      for (const [i, text] of texts.entries()) vectors.set(text, made[i] ?? new Float32Array());
    },
  };
}

describe("an embedder that remembers", () => {
  it("asks for each text once, and gives the vectors in order", async () => {
    const { embedder, asked } = countingEmbedder();
    const { id, dimensions, kind, embed } = createRememberingEmbedder(embedder, memoryOf(new Map()));
    expect({ id, dimensions, kind }).toEqual({ id: "counting:2", dimensions: 2, kind: "dense" });
    await embed(["一", "二二", "一"]);
    const vectors = await embed(["三三三", "二二", "一"]);
    expect(asked).toEqual(["一", "二二", "三三三"]);
    expect(vectors).toEqual(await embedder.embed(["三三三", "二二", "一"]));
  });

  it.each([
    ["has other dimensions", [1, 0, 0]],
    ["is not of unit length", [1, 1]],
    ["is no number", [Number.NaN, 0]],
  ])("makes a vector again that %s, as a failing disk may leave it", async (_, vector) => {
    const { embedder, asked } = countingEmbedder();
    const memory = memoryOf(new Map([["一", Float32Array.from(vector)]]));
    await createRememberingEmbedder(embedder, memory).embed(["一"]);
    expect(asked).toEqual(["一"]);
  });
});
