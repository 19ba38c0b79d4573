/** The address of a PostgreSQL server → connections to it. */

import { Socket } from "node:net";
import pg from "pg";
import { inChinese } from "./postgres-errors.ts";

export interface Client {
  query(text: string, values?: readonly unknown[]): Promise<Result>;
  /** Given when the connection is no more. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

export interface Result {
  readonly rows: readonly unknown[];
  /** How many rows a statement changed. */
  readonly changes: number;
}

/** Rejects with one line in Chinese. */
export type Connect = () => Promise<Client>;

const CONNECT_MS = 5_000;

/** A server that says nothing for so long is taken to be gone, and what it may still do is undone with its connection. */
const SILENT_MS = 6_000;

/** A writer that stands still lets others write; nobody waits for a lock without end. */
const SETTINGS = "SET idle_in_transaction_session_timeout = '8s'; SET lock_timeout = '5s'";

const INT8 = 20;

export function connectTo(address: string): Connect {
  return async () => {
    const socket = new Socket();
    const lost = new AbortController();
    const client = new pg.Client({
      connectionString: address,
      application_name: "anlitong",
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      stream: () => socket,
      // Times and counts are far below 2⁵³.
      types: {
        getTypeParser: (type: number, format?: "text" | "binary") =>
          type === INT8 ? Number : pg.types.getTypeParser(type, format as "text"),
      },
    });
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    const query: Client["query"] = async (text, values) => {
      const silent = setTimeout(() => socket.destroy(), SILENT_MS);
      try {
        const { rows = [], rowCount } = await client.query(text, values && [...values]);
        return { rows, changes: rowCount ?? 0 };
      } catch (error) {
        if (isLast(error)) {
          lost.abort();
          socket.destroy();
        }
        throw inChinese(error, address);
      } finally {
        clearTimeout(silent);
      }
    };
    try {
      await client.connect();
      await query(SETTINGS);
    } catch (error) {
      socket.destroy();
      throw inChinese(error, address);
    }
    return {
      query,
      lost: lost.signal,
      async close() {
        const silent = setTimeout(() => socket.destroy(), SILENT_MS);
        await client.end().catch(() => {});
        clearTimeout(silent);
      },
    };
  };
}

/** The server ends a connection with its last word on it; what is no word of a server is of a connection that broke. */
function isLast(error: unknown): boolean {
  return !(error instanceof Error && "severity" in error && error.severity !== "FATAL");
}
