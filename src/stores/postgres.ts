/** The address of a PostgreSQL server → the stores of a program that shares them with others. */

import { createJournals, dislikedIn } from "./open-journals.ts";
import type { Connect } from "./postgres-client.ts";
import { openDatabase } from "./postgres-database.ts";
import { createHolding } from "./postgres-hold.ts";
import { createSharedIndex } from "./postgres-index.ts";
import { type Stores, storesOver } from "./stores.ts";

/** Rejects, with one line in Chinese, where the server cannot be used. */
export async function openPostgresStores(connect: Connect): Promise<Stores> {
  const { of, close } = await openDatabase(connect);
  return {
    ...storesOver(of),
    async journals(keeping) {
      const holding = createHolding(connect, keeping.warn, (held) => lookForMoved(held));
      const shared = of("chats");
      const { lookForMoved, ...journals } = await createJournals(
        shared,
        keeping,
        (bot) => holding.statementsFor(bot) ?? shared,
      );
      return { ...journals, hold: holding.hold, close: holding.close };
    },
    votes: () => ({ disliked: (limit) => dislikedIn(of("chats"), limit) }),
    sharedIndex: createSharedIndex(connect, of("index")),
    close,
  };
}
