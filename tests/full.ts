/** How much is tried: little at a commit, more in the slow project, all that is promised with FULL=1. */

/** `FULL=1 npm run test:slow`: as many kills and deliveries as are promised, which takes half an hour; else a sample of them. */
export const FULL = Boolean(process.env.FULL);

/** In the slow project, which runs the files listed as `DEEP` in vitest.config.ts a second time. */
export const DEEP = Boolean(process.env.DEEP);

/** At a commit one in ten. */
const SHARE = 10;

/** Of so many tries or lines those that are made now. */
export function tries(all: number): number {
  return DEEP ? all : Math.ceil(all / SHARE);
}

/** Every one, or at a commit every tenth. */
export function sampleOf<T>(all: readonly T[]): readonly T[] {
  return DEEP ? all : all.filter((_, i) => i % SHARE === 0);
}
