/** Outcomes → the gate's curve: what each threshold of its score would refuse, rightly and wrongly. */

import type { Outcome } from "./evaluate.ts";

export interface GatePoint {
  readonly threshold: number;
  /** Share of the unanswerable that would be refused, and of the answerable. */
  readonly rightly: number;
  readonly wrongly: number;
}

const STEPS = 20;

/** What is refused for another reason than the score stays refused at every threshold. */
export function gateCurve(outcomes: readonly Outcome[]): GatePoint[] {
  const share = (answerable: boolean, threshold: number) => {
    const own = outcomes.filter(({ question }) => question.answerable === answerable);
    return own.filter((outcome) => refusedAt(threshold, outcome)).length / Math.max(1, own.length);
  };
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const threshold = i / STEPS;
    return { threshold, rightly: share(false, threshold), wrongly: share(true, threshold) };
  });
}

function refusedAt(threshold: number, { gate, grade }: Outcome): boolean {
  if (!gate) return grade.refused;
  const otherwise = gate.reason !== null && gate.reason !== "too-little";
  return otherwise || gate.score < threshold;
}

const WIDTH = 50;

/** One line a threshold: `#` the unanswerable refused, `o` the answerable refused. */
export function curveText(points: readonly GatePoint[], threshold: number): string {
  const lines = points.map((point) => {
    const bar = Array.from({ length: WIDTH + 1 }, () => " ");
    bar[Math.round(point.rightly * WIDTH)] = "#";
    bar[Math.round(point.wrongly * WIDTH)] = "o";
    const here = Math.abs(point.threshold - threshold) < 0.5 / STEPS ? "◄" : "";
    const shares = `${(100 * point.rightly).toFixed(1).padStart(5)} ${(100 * point.wrongly).toFixed(1).padStart(5)}`;
    return `${point.threshold.toFixed(2)} |${bar.join("")}| ${shares} ${here}`.trimEnd();
  });
  return ["gate: # unanswerable refused, o answerable refused (%)", ...lines].join("\n");
}
