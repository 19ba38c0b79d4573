import { describe, expect, it } from "vitest";
import { curveText, gateCurve } from "../../src/evaluation/curve.ts";
import { gatedOf, outcomeOf } from "./outcomes.ts";

const scored = (score: number, answerable: boolean, reason: string | null = null) =>
  outcomeOf({ question: { answerable }, gate: gatedOf({ score, reason }) });

const outcomes = [
  scored(0.9, true),
  scored(0.6, true),
  scored(0.2, true, "too-little"),
  scored(0.8, false),
  scored(0.3, false, "too-little"),
  scored(0.9, false, "figure"),
  outcomeOf({ question: { answerable: false }, grade: { refused: true } }),
];

describe("curve of the gate", () => {
  it("refuses more, rightly and wrongly, the higher the threshold", () => {
    const points = gateCurve(outcomes);
    expect(points).toHaveLength(21);
    for (const [i, point] of points.entries()) {
      const before = points[i - 1];
      expect(point.threshold).toBe(i / 20);
      expect(point.rightly).toBeGreaterThanOrEqual(before?.rightly ?? 0);
      expect(point.wrongly).toBeGreaterThanOrEqual(before?.wrongly ?? 0);
    }
  });

  it("keeps refused what no score decides, and asks the score of what was refused for it", () => {
    const points = gateCurve(outcomes);
    expect(points[0]).toEqual({ threshold: 0, rightly: 0.5, wrongly: 0 });
    expect(points.at(-1)).toEqual({ threshold: 1, rightly: 1, wrongly: 1 });
    expect(points[14]).toEqual({ threshold: 0.7, rightly: 0.75, wrongly: 2 / 3 });
  });

  it("is drawn with the threshold in use", () => {
    const lines = curveText(gateCurve(outcomes), 0.7).split("\n");
    expect(lines).toHaveLength(22);
    expect(lines.filter((line) => line.endsWith("◄"))).toEqual([lines[15]]);
    expect(lines[15]).toMatch(/^0\.70 \| {33}o {4}# {12}\| {2}75\.0 {2}66\.7 ◄$/);
  });
});
