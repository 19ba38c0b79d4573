import { describe, expect, it } from "vitest";
import { tallyOf } from "../../src/evaluation/tally.ts";
import { outcomeOf, REFUSAL } from "./outcomes.ts";

describe("tally", () => {
  it("counts by type, in the order of the types, and in all", () => {
    const { types, all } = tallyOf([
      outcomeOf({ question: { type: "how" } }),
      outcomeOf(),
      outcomeOf({ grade: { right: false } }),
    ]);
    expect(Object.keys(types)).toEqual(["fact", "how"]);
    expect(types.fact).toMatchObject({ count: 2, right: 1, share: 0.5 });
    expect(all).toMatchObject({ count: 3, right: 2, share: 2 / 3 });
  });

  it("takes means over what is not null, and has none of nothing", () => {
    const { all } = tallyOf([
      outcomeOf({ grade: { itemExact: true, evidenceRecall: 0.5 } }),
      outcomeOf({ grade: { itemExact: null, evidenceRecall: 1 } }),
      outcomeOf({ grade: { itemExact: false } }),
    ]);
    expect(all).toMatchObject({
      itemExact: 0.5,
      evidenceRecall: 0.75,
      listExact: null,
      refusedRightly: null,
    });
    expect(tallyOf([]).all).toMatchObject({ count: 0, share: null, medianLength: 0, verbatim: null });
  });

  it("tells refusing rightly from refusing wrongly", () => {
    const refused = { answer: REFUSAL, grade: { refused: true } };
    const { all } = tallyOf([
      outcomeOf({ question: { answerable: false }, ...refused }),
      outcomeOf({ question: { answerable: false } }),
      outcomeOf(refused),
      outcomeOf(),
      outcomeOf(),
      outcomeOf(),
    ]);
    expect(all).toMatchObject({ refusedRightly: 0.5, refusedWrongly: 0.25 });
  });

  it("holds sections exact only of what was answered", () => {
    const { all } = tallyOf([
      outcomeOf({ grade: { sectionExact: true } }),
      outcomeOf({ grade: { sectionExact: false, refused: true } }),
    ]);
    expect(all.sectionExact).toBe(1);
  });

  it("takes quantiles by nearest rank", () => {
    const { latencyMs, all } = tallyOf(
      Array.from({ length: 200 }, (_, i) => outcomeOf({ elapsedMs: 200 - i, grade: { length: i + 1 } })),
    );
    expect(latencyMs).toEqual({ p50: 100, p99: 198 });
    expect(all.medianLength).toBe(100);
    expect(tallyOf([outcomeOf({ elapsedMs: 7 })]).latencyMs).toEqual({ p50: 7, p99: 7 });
  });

  it("ranks the lanes over the questions that have evidence; what is not found counts for nothing", () => {
    const ranked = (fused: number | null) => outcomeOf({ ranks: { terms: fused, vectors: null, fused } });
    const { lanes } = tallyOf([ranked(1), ranked(2), ranked(4), ranked(null), outcomeOf()]);
    expect(lanes.fused.all).toEqual({
      count: 4,
      recallAt1: 0.25,
      recallAt3: 0.5,
      recallAt5: 0.75,
      mrr: (1 + 1 / 2 + 1 / 4) / 4,
    });
    expect(lanes.vectors.all).toEqual({ count: 4, recallAt1: 0, recallAt3: 0, recallAt5: 0, mrr: 0 });
  });
});
