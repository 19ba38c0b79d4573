/** The ports to models. */

export interface Embedder {
  /** Names model and version; vectors of different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * `hashed`: sparse feature hashing, which graph indexes serve badly and the exact scan serves well.
   * `dense`: learned vectors.
   */
  readonly kind: "hashed" | "dense";
  /** One unit-length vector per text, in order (a zero vector for a text without features). Rejects on a failure of the model. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}
