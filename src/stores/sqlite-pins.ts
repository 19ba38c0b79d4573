/** The data folder → the places that were chosen as answers, in an SQLite file beside the index. */

import type { KeptPins, Pin } from "../curation/pins.ts";
import { type Keeping, openSoundDatabase } from "./sound-database.ts";
import { createSql } from "./sql.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS pins (
    key TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL
  ) STRICT;
`;

type PinRow = Omit<Pin, "address"> & { readonly address: string };

const pinOf = (pin: PinRow): Pin => ({ ...pin, address: JSON.parse(pin.address) });

/** Rejects where the folder cannot be written to. */
export async function openSqlitePins(keeping: Keeping): Promise<KeptPins> {
  const database = await openSoundDatabase(keeping, {
    ...{ file: "pins.sqlite", format: 1, schema: SCHEMA },
    lost: "置顶的答案须重新置顶",
  });
  const { run, one, all } = createSql(database);
  return {
    async of(key) {
      const row = one<PinRow>`SELECT * FROM pins WHERE key = ${key}`;
      return row && pinOf(row);
    },
    async put({ key, question, address, channel, chat }) {
      run`INSERT OR REPLACE INTO pins (key, question, address, channel, chat)
          VALUES (${key}, ${question}, ${JSON.stringify(address)}, ${channel}, ${chat})`;
    },
    remove: async (key) => run`DELETE FROM pins WHERE key = ${key}`.changes > 0,
    all: async () => all<PinRow>`SELECT * FROM pins ORDER BY rowid DESC`.map(pinOf),
    close() {
      if (database.isOpen) database.close();
    },
  };
}
