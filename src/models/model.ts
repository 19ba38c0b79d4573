/** The ports to models. */

import type { z } from "zod";

export interface Embedder {
  /** Names model and version; vectors of different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * `none`: there is no model; what it gives is neither kept nor compared.
   * `dense`: learned vectors.
   */
  readonly kind: "none" | "dense";
  /** One unit-length vector per text, in order (a zero vector for a text without features). Rejects on a failure of the model. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Vectors that were made before, by the embedder that made them and the text they were made of. */
export interface VectorMemory {
  /** One entry per text, in order; undefined where there is none of this embedder's. */
  get(embedder: string, texts: readonly string[]): readonly (Float32Array | undefined)[];
  /** Keeps a vector for each text, beyond the end of the process however that ends. Must not throw: what is not kept is made again. */
  put(embedder: string, texts: readonly string[], vectors: readonly Float32Array[]): void;
}

/** Tokens as the server counted them or, where it does not say, as estimated. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface Generation<T> {
  /** What is to be done: the same for every question of a kind, so that a server can keep what it made of it. */
  readonly instructions: string;
  /** What it is to be done with. */
  readonly input: string;
  readonly shape: z.ZodType<T>;
  /** What can be made of a reply that holds no object of the shape; undefined where nothing can. */
  readonly rescue?: (reply: string) => T | undefined;
  /** What the shape is called where a server wants to know: `[a-z_]+`. */
  readonly name: string;
  /** No answer is longer. */
  readonly maxTokens: number;
  readonly signal?: AbortSignal;
  /** Whoever asked waits no longer, whatever the model is given otherwise. */
  readonly withinMs?: number;
  /** Is told how many characters have come so far. Must not throw. */
  readonly onProgress?: (characters: number) => void;
  /** Is told of another model that is asked in this one's place, by its id, and why. Must not throw. */
  readonly onOther?: (id: string, why: string) => void;
  /** Is told of each request that was charged for, failed ones and repairs too. Must not throw. */
  readonly onUsage?: (usage: Usage) => void;
}

export interface ChatModel {
  /** Provider and model, as in `openai:qwen-plus`: shown to readers, and in the log. */
  readonly id: string;
  /**
   * An object of the shape, whatever else the model says around it. Rejects with one clear line when the server cannot
   * be reached, refuses, takes too long, or gives nothing of the shape after one repair; with the signal's reason, at
   * once, when that is aborted. What comes back was written by a model: nothing in it is to be believed.
   */
  readonly generate: <T>(request: Generation<T>) => Promise<T>;
}

/** Something that a model may ask for while it works. */
export interface Tool<Input = unknown> {
  /** `[a-z_]+` */
  readonly name: string;
  readonly description: string;
  readonly shape: z.ZodType<Input>;
  /** What is told to the model. Must not reject for any input of the shape. */
  run(input: Input): Promise<string>;
}

export interface Research<T> extends Generation<T> {
  readonly tools: readonly Tool[];
  /** How often the model may be asked, the last time included. */
  readonly maxSteps: number;
  /** Tokens in all, prompts included; no step is begun beyond. */
  readonly maxSpent: number;
}

/** A model that looks things up with tools before it answers. */
export interface Researcher {
  readonly id: string;
  /** As `generate`. Rejects too when steps or tokens run out before there is an answer. */
  readonly research: <T>(request: Research<T>) => Promise<T>;
}

/** A model that judges how well texts fit a query. */
export interface Reranker {
  readonly id: string;
  /** One finite number a text, in order; greater fits better. Rejects on a failure of the model. */
  rerank(query: string, texts: readonly string[]): Promise<readonly number[]>;
}
