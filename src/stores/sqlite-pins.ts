/** The data folder → the places that were chosen as answers, in an SQLite file beside the index. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { KeptPins, Pin } from "../curation/pins.ts";
import { openSoundDatabase } from "./sound-database.ts";
import { createSql, type Row } from "./sql.ts";

const FORMAT = 1;

const SCHEMA = `
  CREATE TABLE pins (
    key TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL
  ) STRICT;
  PRAGMA user_version = ${FORMAT};
`;

/** Rejects where the folder cannot be written to. */
export async function openSqlitePins(source: {
  readonly dir: string;
  readonly warn: (message: string) => void;
}): Promise<KeptPins> {
  const { dir, warn } = source;
  await mkdir(dir, { recursive: true });
  const database = openSoundDatabase({
    ...{ path: join(dir, "pins.sqlite"), format: FORMAT, schema: SCHEMA, warn, now: Date.now },
    lost: "置顶的答案须重新置顶",
  });
  const { run, one, all } = createSql(database);
  return {
    async of(key) {
      const row = one("SELECT * FROM pins WHERE key = ?", key);
      return row && pinOf(row);
    },
    async put({ key, question, address, channel, chat }) {
      run(
        "INSERT OR REPLACE INTO pins (key, question, address, channel, chat) VALUES (?, ?, ?, ?, ?)",
        ...[key, question, JSON.stringify(address), channel, chat],
      );
    },
    remove: async (key) => run("DELETE FROM pins WHERE key = ?", key).changes > 0,
    all: async () => all("SELECT * FROM pins ORDER BY rowid DESC").map(pinOf),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

function pinOf({ key, question, address, channel, chat }: Row): Pin {
  return {
    key: String(key),
    question: String(question),
    address: JSON.parse(String(address)) as Pin["address"],
    channel: String(channel),
    chat: String(chat),
  };
}
