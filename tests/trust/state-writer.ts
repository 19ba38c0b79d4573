/** A process that takes in updates, answers them and records what it said until it is killed: `node state-writer.ts DIR FIRST`. */

import { flushCompileCache } from "node:module";
import process from "node:process";
import { setImmediate } from "node:timers/promises";
import { openSqliteJournals } from "../../src/stores/open-journals.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { DELIVERIES, keysOf, type Said } from "./state.ts";

const [, , dir = "", first = "0"] = process.argv;
const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);
const warn = (failed: string) => say({ failed });
// Whoever is killed keeps nothing for those that come after.
flushCompileCache();

/** What fails is said, and the next is tried, as the program does. */
async function tried<T>(work: () => Promise<T>, said?: Said): Promise<T | undefined> {
  try {
    const result = await work();
    if (said) say(said);
    return result;
  } catch (error) {
    say({ failed: String(error) });
    return undefined;
  }
}

const journals = await openSqliteJournals({ dir, warn });
const audit = await sqliteStoresIn(dir).audit({ warn });
const journal = journals.of("bot");
for (let round = Number(first); ; round += 1) {
  say({ begins: round });
  // Nothing here waits for anything, so what was said would not leave this process.
  await setImmediate();
  const keys = keysOf(round);
  const updates = keys.map((key) => ({ key, lane: key, body: key }));
  for (const { key, number } of (await tried(() => journal.receive(updates), { received: keys })) ?? []) {
    const slot = { chat: key, message: key, content: key };
    const deliveries = Array.from({ length: DELIVERIES }, (_, part) => ({ ...slot, part }));
    const items = await tried(() => journal.finish(number, { deliveries }), { finished: key });
    await tried(() => audit.add({ kind: "sent", bot: "bot", content: key }), { recorded: key });
    const [item] = items ?? [];
    if (!item) continue;
    await tried(() => journal.sending(item.number, false), { sending: key });
    await tried(() => journal.settled(item, key), { settled: key });
  }
}
