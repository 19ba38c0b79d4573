/** A run → what is kept of it in a file, so that a later one can be compared with it. */

import { z } from "zod";
import type { ChatOutcome } from "./evaluate.ts";
import { percent, type Report, type SetOutcomes, table } from "./report.ts";

const shape = z.object({
  /** Strict share by set. */
  sets: z.record(z.string(), z.number()),
  /** The same by family and type: foreign fact. */
  types: z.record(z.string(), z.number()),
  /** Whether strictly right, by set and id. */
  strict: z.record(z.string(), z.boolean()),
});

export type KeptRun = z.infer<typeof shape>;

export function keptRunOf(
  report: Report,
  sets: readonly SetOutcomes[],
  chat: readonly ChatOutcome[],
): KeptRun {
  const shares = (figures: Readonly<Record<string, { readonly strict: number }>>, prefix = "") =>
    Object.entries(figures).map(([name, { strict }]): [string, number] => [`${prefix}${name}`, strict]);
  return {
    sets: Object.fromEntries([
      ...shares(report.sets),
      ...(report.chat.all ? [["chat", report.chat.all.strict] as const] : []),
    ]),
    types: Object.fromEntries(
      Object.entries(report.types).flatMap(([family, types]) => shares(types, `${family} `)),
    ),
    strict: Object.fromEntries([
      ...sets.flatMap(({ name, outcomes }) =>
        outcomes.map(({ question, score }) => [`${name}/${question.id}`, score.strict] as const),
      ),
      ...chat.map(({ message, score }) => [`chat/${message.id}`, score.strict] as const),
    ]),
  };
}

/** What `--save` wrote to `file`. Throws an `Error` that names the file. */
export function parseRun(text: string, file: string): KeptRun {
  const parsed = shape.safeParse(parseJson(text));
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

/** Strict shares before and after; `each`: whether the questions won and lost are named. */
export function comparisonText(
  before: KeptRun,
  after: KeptRun,
  { each }: { readonly each: boolean },
): string {
  const flipped = (from: boolean) =>
    Object.entries(after.strict)
      .filter(([id, strict]) => before.strict[id] === from && strict !== from)
      .map(([id]) => id);
  const lines = (title: string, then: KeptRun["sets"], now: KeptRun["sets"]) =>
    table([
      [title, "before", "after", "change"],
      ...Object.entries(now).map(([name, share]) => {
        const old = then[name];
        const change = old === undefined ? "–" : signed(100 * (share - old));
        return [name, percent(old ?? null), percent(share), change];
      }),
    ]);
  const [won, lost] = [flipped(false), flipped(true)];
  const named = (ids: readonly string[]) =>
    each && ids.length > 0 ? `${ids.length}: ${ids.join(" ")}` : ids.length;
  return [
    lines("strict by corpus", before.sets, after.sets),
    lines("strict by type", before.types, after.types),
    `won ${named(won)}\nlost ${named(lost)}`,
  ].join("\n\n");
}

function signed(points: number): string {
  return `${points > 0 ? "+" : ""}${points.toFixed(1)}`;
}
