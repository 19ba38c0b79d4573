/** How much is tried: little at a commit, more in the slow project, all that is promised by `npm run trust`. */

import { appendFileSync } from "node:fs";

const { DEEP, TRUST_SCALE, TRUST_FOUND, TRUST_ROUND } = process.env;

/** The share of what is promised that `npm run trust` tries; 0 elsewhere. */
const PROMISED = Number(TRUST_SCALE ?? 0);

/** At a commit one in ten of what is tried in the slow project, which runs the files listed as `DEEP` in vitest.config.ts again. */
const SHARE = PROMISED || (DEEP ? 1 : 0.1);

/** The how manieth part of what is promised this is: each draws other cases, so that they add up. */
export const ROUND = Number(TRUST_ROUND ?? 0);

/** All that is promised is tried, or a part of it. */
export const IS_PROMISED = PROMISED > 0;

/** The options of whatever is tried in full alone. */
export const IS_SHALLOW = SHARE < 1;

/** Of so many tries or lines in the slow project, and so many promised, those that are made now. */
export function tries(slow: number, promised = slow): number {
  return Math.ceil((PROMISED ? promised : slow) * SHARE);
}

/** Every one, or every so manieth. */
export function sampleOf<T>(all: readonly T[]): readonly T[] {
  const every = Math.max(1, Math.round(1 / SHARE));
  return all.filter((_, i) => i % every === 0);
}

/** Tells `npm run trust` what was counted: figures of one name are added up, of those that end in Ms the largest stands. */
export function found(figures: Readonly<Record<string, number>>): void {
  if (TRUST_FOUND) appendFileSync(TRUST_FOUND, `${JSON.stringify(figures)}\n`);
}
