/** Figures → what a person reads in a terminal: a table, what changed since an earlier run, and the misses. */

import { z } from "zod";
import type { Outcome } from "./evaluate.ts";
import type { Figures, LaneFigures, Tally } from "./tally.ts";

const COLUMNS: readonly (readonly [heading: string, cell: (figures: Figures) => string])[] = [
  ["right", ({ right, count }) => `${right}/${count}`],
  ["%", ({ share }) => percent(share)],
  ["refused ok", ({ refusedRightly }) => percent(refusedRightly)],
  ["refused wrongly", ({ refusedWrongly }) => percent(refusedWrongly)],
  ["evidence", ({ evidenceRecall }) => percent(evidenceRecall)],
  ["section", ({ sectionExact }) => percent(sectionExact)],
  ["item", ({ itemExact }) => percent(itemExact)],
  ["precision", ({ citationPrecision }) => percent(citationPrecision)],
  ["list", ({ listExact }) => percent(listExact)],
  ["length", ({ medianLength }) => String(medianLength)],
  ["verbatim", ({ verbatim }) => percent(verbatim)],
];

export function tableText({ types, all, lanes, latencyMs }: Tally): string {
  const rows = [...Object.entries(types), ["all", all] as const];
  const answers = table([
    ["", ...COLUMNS.map(([heading]) => heading)],
    ...rows.map(([type, figures]) => [type, ...COLUMNS.map(([, cell]) => cell(figures))]),
  ]);
  const retrieval = table([
    ["retrieval R@1 R@3 R@5 MRR", ...Object.keys(lanes)],
    ...rows.map(([type]) => [type, ...Object.values(lanes).map((lane) => laneCell(lane[type]))]),
  ]);
  return `${answers}\n\n${retrieval}\n\nlatency p50 ${latencyMs.p50.toFixed(1)} ms, p99 ${latencyMs.p99.toFixed(1)} ms`;
}

function laneCell(figures: LaneFigures | undefined): string {
  if (!figures || figures.count === 0) return "–";
  const { recallAt1, recallAt3, recallAt5, mrr } = figures;
  return [recallAt1, recallAt3, recallAt5, mrr].map((share) => share.toFixed(2)).join(" ");
}

function percent(share: number | null): string {
  return share === null ? "–" : (100 * share).toFixed(share === 1 ? 0 : 1);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What is kept of a run so that a later one can be compared with it. */
export interface Run {
  readonly tally: Tally;
  readonly right: Readonly<Record<string, boolean>>;
}

export function runOf(tally: Tally, outcomes: readonly Outcome[]): Run {
  return {
    tally,
    right: Object.fromEntries(outcomes.map(({ question, grade }) => [question.id, grade.right])),
  };
}

/** What `--save` wrote to `file`. Throws an `Error` that names the file. */
export function parseRun(text: string, file: string): EarlierRun {
  const parsed = runShape.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: expected the result that eval --save writes, found “${text.slice(0, 40)}”`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const runShape = z.object({
  tally: z.object({ types: z.record(z.string(), z.object({ right: z.number(), count: z.number() })) }),
  right: z.record(z.string(), z.boolean()),
});

/** As much of a run as a comparison reads. */
export type EarlierRun = z.infer<typeof runShape>;

/** Only questions that both runs hold are compared one by one. */
export function comparisonText(before: EarlierRun, after: Run): string {
  const changes = Object.entries(after.tally.types).map(([type, now]) => {
    const then = before.tally.types[type];
    return `${type}: ${then ? `${then.right}/${then.count}` : "–"} → ${now.right}/${now.count}`;
  });
  const flipped = (from: boolean) =>
    Object.entries(after.right)
      .filter(([id, right]) => before.right[id] === from && right !== from)
      .map(([id]) => id);
  const list = (ids: readonly string[]) => (ids.length === 0 ? "none" : ids.join(" "));
  return [...changes, `won: ${list(flipped(false))}`, `lost: ${list(flipped(true))}`].join("\n");
}

/** Every wrong answer with its cause; the causes counted at the head. */
export function missesText(outcomes: readonly Outcome[]): string {
  const misses = outcomes.filter(({ grade }) => !grade.right);
  const causes = new Map<string, number>();
  for (const { cause } of misses) if (cause) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  const head = [...causes].sort((a, b) => b[1] - a[1]).map(([cause, count]) => `${cause} ${count}`);
  const counted = [`${misses.length} misses`, head.join(", ")].filter(Boolean).join(": ");
  return `${[counted, ...misses.map(missText)].join("\n\n")}\n`;
}

function missText({ question, answer, grade, cause, gate, ranks }: Outcome): string {
  const asked = [...question.history, question.question].join(" ► ");
  const detail = grade.fault === "words missing" ? ` (${grade.missing.join(", ")})` : "";
  const gated = gate ? `; gate ${gate.score.toFixed(2)}${gate.reason ? ` ${gate.reason}` : ""}` : "";
  const ranked = ranks ? `; evidence at rank ${ranks.fused ?? "–"}` : "";
  return [
    `${question.id}: ${grade.fault}${detail} — ${cause}${gated}${ranked}`,
    `  Q ${asked}`,
    `  A ${question.answer}${question.note ? ` 〔${question.note}〕` : ""}`,
    `  » ${answer.kind}, ${grade.length}: ${answer.text.replace(/\s*\n\s*/g, " ⏎ ").slice(0, 400)}`,
  ].join("\n");
}
