/** Outcomes → what a person reads in a terminal: tables by corpus and type, and the misses. */

import type { ChatOutcome, Outcome } from "./evaluate.ts";
import { type ChatFigures, chatFiguresOf, type Figures, figuresOf, quantile } from "./figures.ts";
import { QUESTION_TYPES } from "./question.ts";

export interface SetOutcomes {
  readonly name: string;
  readonly family: "ten" | "foreign";
  readonly outcomes: readonly Outcome[];
}

export interface Report {
  /** By set; `foreign` is all foreign sets together. */
  readonly sets: Readonly<Record<string, Figures>>;
  /** By family, then by type. */
  readonly types: Readonly<Record<string, Readonly<Record<string, Figures>>>>;
  /** By group. */
  readonly chat: Readonly<Record<string, ChatFigures>>;
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

export function reportOf(sets: readonly SetOutcomes[], chat: readonly ChatOutcome[]): Report {
  const together = (family: string) =>
    sets.filter((one) => one.family === family).flatMap(({ outcomes }) => outcomes);
  const families = ["ten", "foreign"].filter((family) => together(family).length > 0);
  const times = sets.flatMap(({ outcomes }) => outcomes.map(({ elapsedMs }) => elapsedMs));
  return {
    sets: {
      ...Object.fromEntries(sets.map(({ name, outcomes }) => [name, figuresOf(outcomes)])),
      ...(sets.filter(({ family }) => family === "foreign").length > 1
        ? { "all foreign": figuresOf(together("foreign")) }
        : {}),
    },
    types: Object.fromEntries(families.map((family) => [family, byType(together(family))])),
    chat: byGroup(chat),
    latencyMs: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
  };
}

function byType(outcomes: readonly Outcome[]): Record<string, Figures> {
  const groups = Map.groupBy(outcomes, ({ question }) => question.type);
  return Object.fromEntries(
    QUESTION_TYPES.flatMap((type) => {
      const own = groups.get(type);
      return own ? [[type, figuresOf(own)]] : [];
    }),
  );
}

function byGroup(chat: readonly ChatOutcome[]): Record<string, ChatFigures> {
  if (chat.length === 0) return {};
  const groups = Map.groupBy(chat, ({ message }) => message.group);
  return Object.fromEntries([
    ...[...groups].map(([group, own]) => [group, chatFiguresOf(own)]),
    ["all", chatFiguresOf(chat)],
  ]);
}

const HEADS = ["n", "right", "strict", "place", "false ref.", "verbatim", "length"];

export function reportText({ sets, types, chat, latencyMs }: Report): string {
  const of = (title: string, figures: Readonly<Record<string, Figures>>) =>
    table([[title, ...HEADS], ...Object.entries(figures).map(([name, one]) => [name, ...cellsOf(one)])]);
  return [
    of("corpus", sets),
    ...Object.entries(types).map(([family, figures]) => of(`type (${family})`, figures)),
    ...(Object.keys(chat).length > 0 ? [chatTable(chat)] : []),
    `latency p50 ${latencyMs.p50.toFixed(1)} ms, p99 ${latencyMs.p99.toFixed(1)} ms`,
  ].join("\n\n");
}

function cellsOf({ count, right, strict, place, falseRefusals, verbatim, length }: Figures): string[] {
  return [String(count), ...[right, strict, place, falseRefusals, verbatim].map(percent), String(length)];
}

function chatTable(chat: Readonly<Record<string, ChatFigures>>): string {
  return table([
    ["chat", "n", "right", "strict", "what came where wrong"],
    ...Object.entries(chat).map(([group, { count, right, strict, wrong }]) => [
      group,
      String(count),
      percent(right),
      percent(strict),
      Object.entries(wrong)
        .sort((a, b) => b[1] - a[1])
        .map(([came, times]) => `${came} ${times}`)
        .join(", "),
    ]),
  ]);
}

export function percent(share: number | null): string {
  return share === null ? "–" : (100 * share).toFixed(1);
}

/** The first cell of a row stands left, the others right. */
export function table(rows: readonly (readonly string[])[]): string {
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

/** Everything that is not strictly right, the causes counted at the head. */
export function missesText(sets: readonly SetOutcomes[], chat: readonly ChatOutcome[]): string {
  const misses = sets.flatMap(({ name, outcomes }) =>
    outcomes.filter(({ score }) => !score.strict).map((outcome) => ({ name, outcome })),
  );
  const causes = Map.groupBy(misses, ({ outcome }) => outcome.cause);
  const counted = [...causes]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([cause, own]) => `${cause} ${own.length}`);
  const chatMisses = chat.filter(({ score }) => !score.right);
  const blocks = [
    [`${misses.length + chatMisses.length} misses`, counted.join(", ")].filter(Boolean).join(": "),
    ...misses.map(({ name, outcome }) => missText(name, outcome)),
    ...chatMisses.map(chatMissText),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function missText(set: string, { question, answer, score, cause }: Outcome): string {
  const asked = [...question.history, question.question].join(" ► ");
  const detail = score.fault === "words missing" ? ` (${score.missing.join(", ")})` : "";
  return [
    `${set} ${question.id}: ${score.fault}${detail} — ${cause}`,
    `  Q ${asked}`,
    `  A ${question.answer}${question.note ? ` 〔${question.note}〕` : ""}`,
    `  » ${answer.kind}, ${score.length}: ${shortened(answer.text)}`,
  ].join("\n");
}

function chatMissText({ message, answer, score }: ChatOutcome): string {
  const asked = [...message.history.map(({ q }) => q), message.message].join(" ► ");
  return [
    `chat ${message.id}: ${score.fault} — ${message.group}, wanted ${message.expect}, came ${score.came}`,
    `  Q ${asked}`,
    `  » ${shortened(answer.text)}`,
  ].join("\n");
}

function shortened(text: string): string {
  return text.replace(/\s*\n\s*/g, " ⏎ ").slice(0, 400);
}
