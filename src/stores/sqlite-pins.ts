/** A database, by default an SQLite file beside the index → the places that were chosen as answers. */

import type { KeptPins, Pin } from "../curation/pins.ts";
import type { Statements } from "./statements.ts";

type PinRow = Omit<Pin, "address"> & { readonly address: string };

const pinOf = (pin: PinRow): Pin => ({ ...pin, address: JSON.parse(pin.address) });

export function createPins({ run, one, all, together, close }: Statements): KeptPins {
  return {
    async of(key) {
      const row =
        await one<PinRow>`SELECT key, question, address, channel, chat FROM pins WHERE key = ${key}`;
      return row && pinOf(row);
    },
    async put({ key, question, address, channel, chat }) {
      await together(async (within) => {
        // The latest comes last.
        await within.run`DELETE FROM pins WHERE key = ${key}`;
        await within.run`
          INSERT INTO pins (key, question, address, channel, chat)
          VALUES (${key}, ${question}, ${JSON.stringify(address)}, ${channel}, ${chat})`;
      });
    },
    remove: async (key) => (await run`DELETE FROM pins WHERE key = ${key}`) > 0,
    all: async () =>
      (await all<PinRow>`SELECT key, question, address, channel, chat FROM pins ORDER BY rowid DESC`).map(
        pinOf,
      ),
    close: () => void close(),
  };
}
