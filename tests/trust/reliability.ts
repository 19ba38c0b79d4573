/** What was found of each promise (`RELIABILITY.json`) → whether it was kept, the table for docs, and its sum for the README. */

import { PROMISES, type Promised, type Run } from "./promises.ts";

export type Figures = Readonly<Record<string, number>>;

/** What the runs of a promise found together since the rooms that keep it changed last. */
export interface Outcome {
  readonly promise: string;
  readonly of: string;
  readonly state: "kept" | "broken" | "not run";
  /** 1 for all that is promised. */
  readonly scale?: number;
  /** How many runs that were: each drew other cases. */
  readonly rounds?: number;
  readonly found?: Figures;
  readonly seconds?: number;
  /** Which program it was: its version, and the sum that Git gives the rooms that keep the promise. */
  readonly version?: string;
  readonly sources?: string;
  /** These rooms were others when something was found last: it is to be found again. */
  readonly isOlder?: boolean;
  readonly machine?: string;
}

export function isSame(outcome: Pick<Outcome, "promise" | "of">, promised: Promised, run: Run): boolean {
  return outcome.promise === promised.name && outcome.of === run.of;
}

/** Of times and shares the largest, of all else the sum. */
export function added(...all: readonly Figures[]): Figures {
  const sums: Record<string, number> = {};
  for (const [name, count] of all.flatMap(Object.entries<number>))
    sums[name] = /(?:Ms|Percent)$/.test(name) ? Math.max(sums[name] ?? 0, count) : (sums[name] ?? 0) + count;
  return sums;
}

/** Every run of the table in its order, also those that were not made. */
export function allOf(outcomes: readonly Outcome[], sourcesOf?: (run: Run) => string): Outcome[] {
  return PROMISES.flatMap((promised) =>
    promised.runs.map((run): Outcome => {
      const one = outcomes.find((outcome) => isSame(outcome, promised, run));
      if (!one) return { promise: promised.name, of: run.of, state: "not run" };
      if (!sourcesOf || one.state === "not run") return one;
      return { ...one, isOlder: one.sources !== sourcesOf(run) };
    }),
  );
}

/** What the figures lack of the promise, in words; of a part of it, where less was tried. */
export function shortfalls({ wanted, none, most = {} }: Promised, found: Figures, scale: number): string[] {
  const few = Object.entries(wanted)
    .filter(([name, least]) => (found[name] ?? 0) < Math.floor(least * scale))
    .map(([name, least]) => `${name}: expected ${Math.floor(least * scale)}, found ${found[name] ?? 0}`);
  const some = none
    .filter((name) => found[name] !== 0)
    .map((name) => `${name}: expected 0, found ${found[name]}`);
  const more = Object.entries(most).flatMap(([name, limit]) => {
    const top = typeof limit === "number" ? limit : limit.times * (found[limit.per] ?? 0);
    const count = found[name] ?? Number.POSITIVE_INFINITY;
    return count > top ? [`${name}: expected ${top} at most, found ${count}`] : [];
  });
  return [...few, ...some, ...more];
}

const HEAD = "| Promise | Promised | Tried and found |\n| --- | --- | --- |";

/** For people: a line a run, with the figures as they were found. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = PROMISES.flatMap((promised) =>
    promised.runs.map((run) => {
      const outcome = outcomes.find((one) => isSame(one, promised, run));
      const says = run.of === "" ? promised.says : `${promised.says} (${run.of})`;
      return `| ${says} | ${wantedIn(promised)} | ${foundIn(outcome)} |`;
    }),
  );
  return [HEAD, ...rows].join("\n");
}

/** What runs found of each kind, and what none of them may find, in the order of the README. */
const SUMMED = ["kills", "stops", "jumps", "deliveries", "forged", "answers"];
const NEVER = ["lost", "doubled", "disordered", "altered", "accepted", "leaks"];

/** The whole of it in a few lines: how many runs, and their figures together. */
export function sumOf(outcomes: readonly Outcome[]): string {
  const stateOf = (wanted: Outcome["state"]) => outcomes.filter(({ state }) => state === wanted);
  const kept = stateOf("kept");
  const whole = kept.filter(({ scale = 1, isOlder }) => scale === 1 && !isOlder);
  const figures = added(...outcomes.map(({ found = {} }) => found));
  const words = (names: readonly string[]) =>
    names.map((name) => wordsOf(name, figures[name] ?? 0)).join(", ");
  return [
    `| Runs of ${PROMISES.length} promises | ${outcomes.length} |`,
    "| --- | --- |",
    `| kept | ${kept.length}, of which ${whole.length} in full by the program as it is, the others in part or by one before |`,
    `| broken, not run | ${stateOf("broken").length}, ${stateOf("not run").length} |`,
    `| tried | ${words(SUMMED)} |`,
    `| found | ${words(NEVER)} |`,
  ].join("\n");
}

function wantedIn({ wanted, none, most = {} }: Promised): string {
  const tried = Object.entries(wanted).map(([name, count]) => wordsOf(name, count));
  const limits = Object.entries(most).map(([name, limit]) =>
    typeof limit === "number"
      ? `≤ ${wordsOf(name, limit)}`
      : `≤ ${wordsOf(name, limit.times)} per ${limit.per}`,
  );
  return `${tried.join(", ")} → ${[...none.map((name) => wordsOf(name, 0)), ...limits].join(", ")}`;
}

function foundIn(
  { state, found = {}, scale = 1, isOlder = false }: Outcome = { promise: "", of: "", state: "not run" },
): string {
  if (state === "not run") return "not run";
  const figures = Object.entries(found).map(([name, count]) => wordsOf(name, count));
  const older = isOlder ? ", of an earlier program" : "";
  const part = scale < 1 ? ` (${Math.round(scale * 1_000) / 10} % of it)` : "";
  return `${state === "broken" ? "**broken**: " : ""}${figures.join(", ")}${part}${older}`;
}

/** `longestMs: 812` → `longest 812 ms`. */
function wordsOf(name: string, count: number): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const number = count.toLocaleString("en");
  const [, what] = /^(.+) (?:ms|percent)$/.exec(words) ?? [];
  if (what) return `${what} ${number} ${name.endsWith("Ms") ? "ms" : "%"}`;
  return `${number} ${words}`;
}

const MARKS = ["<!-- made by npm run trust -->", "<!-- /made by npm run trust -->"] as const;

/** The same text with this table between its marks. */
export function withTable(text: string, table: string): string {
  const [before, rest = ""] = text.split(MARKS[0]);
  const after = rest.split(MARKS[1])[1];
  if (after === undefined) throw new Error(`expected ${MARKS.join(" … ")}, found neither or one`);
  return `${before}${MARKS[0]}\n\n${table}\n\n${MARKS[1]}${after}`;
}
