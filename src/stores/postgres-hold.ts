/** Programs on one database → the one of them that serves a bot: another takes its place within ten seconds when it ends, hangs or is cut off. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Client, Connect } from "./postgres-client.ts";
import { SERVING, statementsOn } from "./postgres-database.ts";
import type { Statements } from "./statements.ts";

/** How often whoever waits looks, and tries to connect again. */
const LOOK_MS = 1_000;

/** How often whoever serves is heard of by the server, which gives up on who was not heard of for `idle_session_timeout`. */
const BEAT_MS = 2_000;
const MOST_SILENCE = "SET idle_session_timeout = '7s'";

/**
 * The right is an advisory lock of a session, and all that a bot's journal writes goes over that session: who has lost it
 * writes nothing more, and so begins to send nothing more, even where it does not know yet.
 */
export function createHolding(
  connect: Connect,
  warn: (line: string) => void,
  /** Looks at what others left, before anything is served. */
  prepare: (held: Statements) => Promise<void>,
) {
  const held = new Map<string, Statements>();
  const clients = new Set<Client>();

  async function take(bot: string, signal: AbortSignal, onWait: () => void): Promise<Client | undefined> {
    let client: Client | undefined;
    let told = "";
    const tell = (line: string) => {
      if (line !== told) warn(line);
      told = line;
    };
    while (!signal.aborted) {
      try {
        if (!client || client.lost.aborted) client = await connect();
        const { rows } = await client.query("SELECT pg_try_advisory_lock($1, hashtext($2)) AS held", [
          SERVING,
          bot,
        ]);
        if ((rows[0] as { held: boolean }).held) {
          await client.query(MOST_SILENCE);
          await prepare(statementsOn(client, "chats"));
          return client;
        }
        tell(`${bot}：另一个程序正在接待，本程序待命，它停下后自动接替`);
      } catch (error) {
        // A right that cannot be used is given back.
        await client?.close();
        client = undefined;
        tell(`${error instanceof Error ? error.message : String(error)}；连上之前不能接待 ${bot}`);
      }
      onWait();
      await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
    }
    await client?.close();
    return undefined;
  }

  return {
    /** Those of the connection that holds the right to the bot: with the right they end. Undefined where it is not held. */
    statementsFor: (bot: string) => held.get(bot),
    async hold(bot: string, signal: AbortSignal, onWait: () => void) {
      const client = await take(bot, signal, onWait);
      if (!client) return undefined;
      clients.add(client);
      const statements = statementsOn(client, "chats");
      held.set(bot, statements);
      const beat = setInterval(() => void statements.all`SELECT 1`.catch(() => {}), BEAT_MS);
      client.lost.addEventListener("abort", () => {
        clearInterval(beat);
        // Who gives the right back ends the connection itself.
        if (held.get(bot) === statements) warn(`${bot}：与数据库的连接断了，暂停接待，连上后接着处理`);
      });
      return {
        lost: client.lost,
        async release() {
          clearInterval(beat);
          if (held.get(bot) === statements) held.delete(bot);
          clients.delete(client);
          await client.close();
        },
      };
    },
    async close() {
      held.clear();
      for (const client of clients) await client.close();
    },
  };
}
