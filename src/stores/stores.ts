/** All that a program keeps beside its index, in its data folder or in a database that it shares with others. */

import type { ChatVotes } from "../curation/disliked-everywhere.ts";
import type { Feedback } from "../curation/feedback.ts";
import type { KeptPins } from "../curation/pins.ts";
import type { Audit } from "../watch/audit.ts";
import { type Journals, openSqliteJournals, readVotes } from "./open-journals.ts";
import { type Keeping, openSoundDatabase } from "./sound-database.ts";
import { createAudit } from "./sqlite-audit.ts";
import { createFeedback } from "./sqlite-feedback.ts";
import { createLedger, type OpenLedger } from "./sqlite-ledger.ts";
import { createPins } from "./sqlite-pins.ts";
import type { SharedIndex } from "./sqlite-publish.ts";
import type { Statements } from "./statements.ts";
import type { Kept } from "./tables.ts";

type KeptFor = Omit<Keeping, "dir">;

/** Each is opened by who needs it, and closed by them before this is. */
export interface Stores {
  feedback(keeping: KeptFor): Promise<Feedback>;
  audit(keeping: KeptFor): Promise<Audit>;
  ledger(keeping: KeptFor): Promise<OpenLedger>;
  pins(keeping: KeptFor): Promise<KeptPins>;
  journals(keeping: KeptFor): Promise<Journals>;
  /** Those of chats, for who does not serve them; undefined where none were ever served. */
  votes(): Pick<ChatVotes, "disliked"> | undefined;
  /** Absent where the index is the folder's own. */
  readonly sharedIndex?: SharedIndex;
  close(): Promise<void>;
}

/** Those that are the same in whatever engine their statements are carried out. */
export function storesOver(open: (store: Kept, keeping: KeptFor) => Promise<Statements> | Statements) {
  return {
    feedback: async (keeping) => createFeedback(await open("feedback", keeping), keeping),
    audit: async (keeping) => createAudit(await open("audit", keeping), keeping),
    ledger: async (keeping) => createLedger(await open("spending", keeping)),
    pins: async (keeping) => createPins(await open("pins", keeping)),
  } satisfies Partial<Stores>;
}

export function sqliteStoresIn(dir: string): Stores {
  return {
    ...storesOver((store, keeping) => openSoundDatabase(store, { dir, ...keeping })),
    journals: (keeping) => openSqliteJournals({ dir, ...keeping }),
    votes: () => readVotes(dir),
    close: async () => {},
  };
}
