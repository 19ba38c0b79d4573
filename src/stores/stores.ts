/** All that a program keeps beside its index, in its data folder or in a database that it shares with others. */

import type { ChatVotes } from "../curation/disliked-everywhere.ts";
import type { Feedback } from "../curation/feedback.ts";
import type { KeptPins } from "../curation/pins.ts";
import type { Audit } from "../watch/audit.ts";
import { type Journals, openSqliteJournals, readVotes } from "./open-journals.ts";
import type { Keeping } from "./sound-database.ts";
import { openSqliteAudit } from "./sqlite-audit.ts";
import { openSqliteFeedback } from "./sqlite-feedback.ts";
import { type OpenLedger, openSqliteLedger } from "./sqlite-ledger.ts";
import { openSqlitePins } from "./sqlite-pins.ts";
import type { SharedIndex } from "./sqlite-publish.ts";

type Kept = Omit<Keeping, "dir">;

/** Each is opened by who needs it, and closed by them before this is. */
export interface Stores {
  feedback(keeping: Kept): Promise<Feedback>;
  audit(keeping: Kept): Promise<Audit>;
  ledger(keeping: Kept): Promise<OpenLedger>;
  pins(keeping: Kept): Promise<KeptPins>;
  journals(keeping: Kept): Promise<Journals>;
  /** Those of chats, for who does not serve them; undefined where none were ever served. */
  votes(): Pick<ChatVotes, "disliked"> | undefined;
  /** Absent where the index is the folder's own. */
  readonly sharedIndex?: SharedIndex;
  close(): Promise<void>;
}

export function sqliteStoresIn(dir: string): Stores {
  return {
    feedback: (keeping) => openSqliteFeedback({ dir, ...keeping }),
    audit: (keeping) => openSqliteAudit({ dir, ...keeping }),
    ledger: (keeping) => openSqliteLedger({ dir, ...keeping }),
    pins: (keeping) => openSqlitePins({ dir, ...keeping }),
    journals: (keeping) => openSqliteJournals({ dir, ...keeping }),
    votes: () => readVotes(dir),
    close: async () => {},
  };
}
