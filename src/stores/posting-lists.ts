/** The passages that hold a term, with their weights ↔ bytes: the gaps between ascending ids, each with a bit for the weight 1. */

import type { TermWeights } from "./invert.ts";

/** A weight that is a whole number of halves up to here takes one byte, any other five. */
const MOST_HALVES = 255;

/** Gaps are counted from `base`, which is at most the first id. */
export function encodePostings({ ids, weights }: TermWeights, base: number): Uint8Array {
  const bytes = new Uint8Array(ids.length * 10);
  const view = new DataView(bytes.buffer);
  let at = 0;
  let before = base;
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i] as number;
    const weight = weights[i] as number;
    let left = (id - before) * 2 + (weight === 1 ? 0 : 1);
    before = id;
    while (left >= 128) {
      bytes[at] = (left % 128) + 128;
      left = Math.floor(left / 128);
      at += 1;
    }
    bytes[at] = left;
    at += 1;
    if (weight === 1) continue;
    const halves = weight * 2;
    const isShort = Number.isInteger(halves) && halves <= MOST_HALVES;
    bytes[at] = isShort ? halves : 0;
    at += 1;
    if (isShort) continue;
    view.setFloat32(at, weight, true);
    at += 4;
  }
  return bytes.slice(0, at);
}

/** Calls `take` for each posting in ascending order of id. */
export function decodePostings(
  bytes: Uint8Array,
  base: number,
  take: (id: number, weight: number) => void,
): void {
  let at = 0;
  let id = base;
  while (at < bytes.length) {
    let byte = bytes[at] as number;
    at += 1;
    let value = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[at] as number;
      at += 1;
      value += (byte & 127) * scale;
    }
    const isOne = value % 2 === 0;
    id += (value - (isOne ? 0 : 1)) / 2;
    if (isOne) {
      take(id, 1);
      continue;
    }
    const halves = bytes[at] as number;
    at += 1;
    if (halves > 0) take(id, halves / 2);
    else {
      take(id, new DataView(bytes.buffer, bytes.byteOffset + at, 4).getFloat32(0, true));
      at += 4;
    }
  }
}
