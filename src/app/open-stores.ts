/** Settings → where the program keeps what it keeps. */

import { type Stores, sqliteStoresIn } from "../stores/stores.ts";
import type { Settings } from "./settings.ts";

export type StoreSettings = Pick<Settings, "dataDir"> & Partial<Pick<Settings, "databaseUrl">>;

/** Rejects, with one line, where a database is named that cannot be used; what only it needs is loaded only then. */
export async function openStores({ dataDir, databaseUrl }: StoreSettings): Promise<Stores> {
  if (!databaseUrl) return sqliteStoresIn(dataDir);
  const [{ connectTo }, { openPostgresStores }] = await Promise.all([
    import("../stores/postgres-client.ts"),
    import("../stores/postgres.ts"),
  ]);
  return openPostgresStores(connectTo(databaseUrl));
}
