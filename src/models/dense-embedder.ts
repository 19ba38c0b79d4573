/** A function that asks a server for vectors → an embedder that asks in batches and lets nothing through that is no vector. */

import { ModelError, notAReply, type Subject } from "./failure.ts";
import type { Embedder } from "./model.ts";
import { createCall, type Patience, TRIAL, USUAL_PATIENCE } from "./patience.ts";

export interface VectorSource {
  /** Names the model: its vectors are the same wherever it runs. */
  readonly id: string;
  readonly subject: Subject;
  /**
   * One entry per text, in order, of any kind: it is checked. Nothing is loaded and nobody is asked before the first texts.
   * Rejects with whatever the library rejects with.
   */
  readonly ask: (texts: readonly string[], signal: AbortSignal) => Promise<readonly unknown[]>;
  /** Where it is not that of servers. */
  readonly patience?: VectorPatience;
}

export function embedderId({ id }: Pick<VectorSource, "id">, dimensions: number): string {
  return `${id}:${dimensions}`;
}

/** What is waited for how long: while an index is built, at a question, and when it is tried out at the start. */
export type VectorPatience = Readonly<Record<"indexing" | "asking" | "trial", Partial<Patience>>>;

/** Of servers: one that is overrun recovers while an index is built; a question is answered without its vector. */
export const SERVER_PATIENCE: VectorPatience = {
  indexing: { wholeMs: 120_000, retries: 5, retryMs: 1_000 },
  asking: { wholeMs: 2_000, retries: 0, failures: 3, restMs: 30_000 },
  trial: TRIAL,
};

const MOST_TEXTS = 32;
const MOST_CHARACTERS = 24_000;
/** What is beyond says little about a passage, and servers refuse long texts. */
const LONGEST_TEXT = 6_000;
/** A text is cut no shorter than this to be taken. */
const SHORTEST_CUT = 200;
const AT_ONCE = 4;

/** A blank text has a zero vector, which is not asked for. `dimensions`: as `probeDimensions` found. */
export function createDenseEmbedder(parts: {
  readonly source: VectorSource;
  readonly dimensions: number;
  readonly patience?: Partial<Patience>;
}): Embedder {
  const { source, dimensions, patience = {} } = parts;
  const { subject, ask } = source;
  const call = createCall(subject, { ...USUAL_PATIENCE, ...patience });
  // Learnt from refusals: how many texts are taken at once, and how long one may be.
  let mostTexts = MOST_TEXTS;
  let longest = LONGEST_TEXT;

  /** Smaller batches, then shorter texts, where a server refuses; one limit is what it meant. */
  async function embedBatch(batch: readonly string[]): Promise<Float32Array[]> {
    const texts = batch.map((text) => text.slice(0, longest).toWellFormed());
    try {
      const found = await call({}, (signal, persist) => persist(() => ask(texts, signal)));
      if (found.length !== texts.length) throw wrong(`应有 ${texts.length} 个向量，却有 ${found.length} 个`);
      return found.map(unitVector);
    } catch (error) {
      if (!(error instanceof ModelError && error.kind === "refused")) throw error;
      if (batch.length > 1) {
        mostTexts = Math.min(mostTexts, Math.ceil(batch.length / 2));
        return embedAll(batch);
      }
      const length = Math.max(...texts.map((text) => text.length));
      if (length <= SHORTEST_CUT) throw error;
      longest = Math.min(longest, Math.max(SHORTEST_CUT, Math.floor(length / 2)));
      return embedBatch(batch);
    }
  }

  function unitVector(numbers: unknown): Float32Array {
    const values = ArrayBuffer.isView(numbers) ? Array.from(numbers as Float32Array) : numbers;
    if (!Array.isArray(values)) throw wrong("应为一串数字");
    if (values.length !== dimensions) throw wrong(`应为 ${dimensions} 维，却是 ${values.length} 维`);
    if (!values.every((value) => Number.isFinite(value) && Number.isFinite(Math.fround(value))))
      throw wrong("其中有不是数字的值");
    const norm = Math.hypot(...values);
    if (norm === 0) throw wrong("全部为零");
    return Float32Array.from(values, (value: number) => value / norm);
  }

  const wrong = (what: string) => new ModelError("garbled", subject, `返回的向量不能使用，${what}`);

  async function embedAll(texts: readonly string[]): Promise<Float32Array[]> {
    const batches = batchesOf(texts, mostTexts, longest);
    const found: Float32Array[] = [];
    // Where one fails, nothing more is paid for.
    for (let at = 0; at < batches.length; at += AT_ONCE)
      found.push(...(await Promise.all(batches.slice(at, at + AT_ONCE).map(embedBatch))).flat());
    return found;
  }

  return {
    id: embedderId(source, dimensions),
    dimensions,
    kind: "dense",
    async embed(texts) {
      const vectors = (await embedAll(texts.filter((text) => text.trim() !== ""))).values();
      return texts.map(
        (text) => (text.trim() === "" ? undefined : vectors.next().value) ?? new Float32Array(dimensions),
      );
    },
  };
}

/** How many numbers a vector has. Rejects with a `ModelError`. */
export function probeDimensions(
  { subject, ask }: VectorSource,
  patience: Partial<Patience> = {},
): Promise<number> {
  return createCall(subject, { ...USUAL_PATIENCE, ...patience })({}, async (signal, persist) => {
    const [numbers] = await persist(() => ask(["工会"], signal));
    if (Array.isArray(numbers) && numbers.length > 0) return numbers.length;
    throw notAReply("", subject);
  });
}

function batchesOf(texts: readonly string[], mostTexts: number, longest: number): string[][] {
  const batches: string[][] = [];
  let left = 0;
  for (const text of texts) {
    const length = Math.min(text.length, longest);
    const last = batches.at(-1);
    if (last && last.length < mostTexts && length <= left) last.push(text);
    else {
      batches.push([text]);
      left = MOST_CHARACTERS;
    }
    left -= length;
  }
  return batches;
}
