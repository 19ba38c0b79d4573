/** What `state-writer.ts` said that it did → whether its files hold just that. */

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqliteJournals } from "../../src/stores/open-journals.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { rowsIn } from "../telegram/at-the-wire.ts";

/** Messages of one answer: all of them are there, or none. */
export const DELIVERIES = 3;

export const keysOf = (round: number) => [`${round}甲`, `${round}乙`];

export type Said =
  | { readonly begins: number }
  | { readonly received: readonly string[] }
  | { readonly finished: string }
  | { readonly recorded: string }
  | { readonly sending: string }
  | { readonly settled: string }
  | { readonly failed: string };

/** What was acknowledged, over any number of processes. */
export interface Told {
  begun: number;
  readonly received: Set<string>;
  readonly finished: Set<string>;
  readonly recorded: Set<string>;
  readonly sending: Set<string>;
  readonly settled: Set<string>;
  readonly failed: string[];
}

export const nothingTold = (): Told => ({
  begun: -1,
  received: new Set(),
  finished: new Set(),
  recorded: new Set(),
  sending: new Set(),
  settled: new Set(),
  failed: [],
});

export function startStateWriter(
  dir: string,
  { begun }: Told,
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const killAt = join(import.meta.dirname, "kill-at.ts");
  const writer = join(import.meta.dirname, "state-writer.ts");
  return spawn(process.execPath, ["--import", killAt, writer, dir, String(begun + 1)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
}

/** Adds to `told` whatever the process says, until it ends or `isEnough`. */
export async function listen(child: ChildProcess, told: Told, isEnough = (_: Said) => false): Promise<void> {
  if (!child.stdout) throw new Error("expected a child process with output");
  let rest = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(JSON.parse(line) as Said);
  }

  function take(said: Said): void {
    if ("begins" in said) told.begun = said.begins;
    else if ("failed" in said) told.failed.push(said.failed);
    else if ("received" in said) for (const key of said.received) told.received.add(key);
    else for (const [what, key] of Object.entries(said)) told[what as "finished"].add(key);
    if (isEnough(said)) child.kill("SIGKILL");
  }
}

export interface Wrong {
  /** What was acknowledged and is not there. */
  readonly lost: readonly string[];
  /** What is there by half. */
  readonly partial: readonly string[];
  /** What SQLite or the audit's chain finds. */
  readonly damaged: readonly string[];
}

/** Opens the files as a program that starts does. */
export async function wrongIn(dir: string, told: Told): Promise<Wrong> {
  const damaged: string[] = [];
  const warn = (line: string) => void damaged.push(line);
  const journals = await openSqliteJournals({ dir, warn });
  const audit = await sqliteStoresIn(dir).audit({ warn });
  try {
    const unsent = await journals.of("bot").unsent();
    const verdict = await audit.verify(undefined);
    if (verdict.kind === "broken") damaged.push(`audit: ${verdict.number} ${verdict.why}`);
    const recorded = new Set(
      (await Array.fromAsync(audit.entries(0))).map(({ record }) => "content" in record && record.content),
    );
    for (const file of ["chats", "audit"]) {
      const database = new DatabaseSync(join(dir, `${file}.sqlite`), { readOnly: true });
      const check = database.prepare("PRAGMA integrity_check").get()?.integrity_check;
      database.close();
      if (check !== "ok") damaged.push(`${file}: ${check}`);
    }
    const inbox = new Map(rowsIn(dir, "inbox").map(({ key, body }) => [String(key), body]));
    const slots = Map.groupBy(rowsIn(dir, "slots"), ({ message }) => String(message));
    const again = new Set(unsent.filter(({ isAgain }) => isAgain).map(({ message }) => message));
    const waiting = Map.groupBy(unsent, ({ message }) => message);
    const sent = (key: string) => (slots.get(key) ?? []).filter(({ sent_as }) => sent_as !== null).length;
    const rounds = Map.groupBy(inbox.keys(), (key) => key.slice(0, -1));
    const isWhole = (key: string) => {
      const count = inbox.get(key) === null ? DELIVERIES : 0;
      const here = (all: Map<string, readonly unknown[]>) => all.get(key)?.length ?? 0;
      return here(slots) === count && here(waiting) + sent(key) === count;
    };
    return {
      lost: [
        ...[...told.received].filter((key) => !inbox.has(key)),
        ...[...told.finished].filter((key) => inbox.get(key) !== null),
        ...[...told.recorded].filter((key) => !recorded.has(key)),
        ...[...told.settled].filter((key) => sent(key) === 0),
        // Perhaps sent: it is to say so when it is sent again.
        ...[...told.sending].filter((key) => sent(key) === 0 && !again.has(key)),
      ],
      partial: [
        ...[...inbox.keys()].filter((key) => !isWhole(key)),
        ...[...rounds.values()].filter((keys) => keys.length !== keysOf(0).length).flat(),
      ],
      damaged,
    };
  } finally {
    await audit.close();
    await journals.close();
  }
}
