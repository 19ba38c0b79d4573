/** Sentences that are pointed at, and how well those beside them fit → what may be meant. */

import { describe, expect, it } from "vitest";
import { setRight } from "../../src/answer/writing/beside.ts";
import { areChosen } from "../../src/answer/writing/crowd.ts";
import { createEvidence, type Pointer } from "../../src/answer/writing/evidence.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { openKnowledge } from "../knowledge.ts";
import { countTokens } from "./scripted.ts";

const { store } = await openKnowledge();
const evidence = createEvidence(100_000, countTokens);
for (const unionCase of await store.cases())
  for (const passage of passagesOf(unionCase)) evidence.add(unionCase, passage);

/** `fits`: logits of sentences by number; any other fits far worse. */
function meant(at: readonly number[], fits: Readonly<Record<number, number>>): number[] {
  const pointers = at.flatMap((number): Pointer[] => evidence.find(number).slice(0, 1));
  const shown = setRight(pointers, evidence, ({ number }) => fits[number] ?? -9);
  return [...new Set(shown.map(({ number }) => number))];
}

describe("a sentence pointed at", () => {
  it("is shown with the whole one beside it that fits as well", () => {
    expect(meant([20], { 20: 0, 21: -0.5 })).toEqual([20, 21]);
    const [first, ...others] = setRight(evidence.find(20).slice(0, 1), evidence, ({ number }) => -2 * number);
    expect(first?.number).toBe(20);
    expect(others).toEqual(evidence.find(19));
  });

  it("stands alone where what is beside fits worse", () => {
    expect(meant([20], { 20: 0, 19: -2, 21: -2 })).toEqual([20]);
  });

  it("speaks for the others: who is one off in one place is so in all of them", () => {
    expect(meant([20, 40], { 20: 0, 21: 3, 40: 0, 41: -2 })).toEqual([20, 21, 40, 41]);
    expect(meant([20, 40], { 20: 0, 40: 0, 41: -0.5 })).toEqual([20, 40]);
  });

  it("gives way to one beside that fits far better, the sooner where others are off, too", () => {
    expect(meant([20], { 20: 0, 21: 5 })).toEqual([20, 21]);
    expect(meant([20], { 20: 0, 21: 7 })).toEqual([21]);
    expect(meant([20, 40], { 20: 0, 21: 5, 40: 0, 41: 2 })).toEqual([21, 40, 41]);
  });

  it("has not been chosen in a whole row of them", () => {
    const at = (numbers: readonly number[]) => numbers.flatMap((number) => evidence.find(number));
    expect(areChosen(at([20, 21, 22, 23]))).toBe(false);
    expect(areChosen(at([20, 21, 22, 24, 25]))).toBe(true);
  });
});
