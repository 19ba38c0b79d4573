/** The path of a published index → a snapshot of it, or what is wrong with it. */

import { open, stat } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { type Flaw, findFlaw } from "./sealed-file.ts";
import { readManifest } from "./sqlite-draft.ts";
import { createSnapshot, type Snapshot } from "./sqlite-snapshot.ts";
import { systemCode } from "./write-errors.ts";

/** What tells one state of a file from another. */
export interface Identity {
  /** Of the file: one that is open keeps its inode from being used again. */
  readonly inode: string;
  /** Of its content. */
  readonly state: string;
}

export interface Opened {
  /** Undefined where there is no file. */
  readonly identity: Identity | undefined;
  /** What keeps the file from being used. */
  readonly flaw?: Flaw;
  readonly snapshot?: Snapshot;
}

/**
 * Opens the file, if it is sound, in a way that takes no lock and writes nothing. `before`: the index in use until now;
 * `sealed`: a state of the file that this process has sealed, and need not check.
 */
export async function openSnapshot(path: string, before?: Snapshot, sealed?: Identity): Promise<Opened> {
  try {
    return await openUnchanged(path, before, sealed);
  } catch (error) {
    const reason = systemCode(error) ?? (error as Error).message;
    throw new Error(`${path}：无法读取（${reason}）；请修改它的权限，或将它移走`, {
      cause: error,
    });
  }
}

async function openUnchanged(path: string, before?: Snapshot, sealed?: Identity): Promise<Opened> {
  for (;;) {
    const identity = await identify(path);
    if (identity === undefined) return { identity };
    const opened = await openSound(path, identity, before, sealed).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return undefined;
      throw error;
    });
    // Another process may have published between the check and the opening.
    if (opened && isSame(await identify(path), identity)) return opened;
    opened?.snapshot?.close();
  }
}

/** Undefined where there is no file. */
export async function identify(path: string): Promise<Identity | undefined> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  return (
    found && {
      inode: `${found.dev} ${found.ino}`,
      state: `${found.size} ${found.mtimeNs} ${found.ctimeNs}`,
    }
  );
}

export function isSame(a: Identity | undefined, b: Identity | undefined): boolean {
  return a?.inode === b?.inode && a?.state === b?.state;
}

async function openSound(
  path: string,
  identity: Identity,
  before: Snapshot | undefined,
  sealed: Identity | undefined,
): Promise<Opened> {
  const flaw = isSame(identity, sealed) ? undefined : await findFlaw(path);
  if (flaw) return { identity, flaw };
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  const database = new DatabaseSync(url, { readOnly: true });
  const manifest = readManifest(database);
  if (!manifest) {
    database.close();
    return { identity, flaw: { reason: "索引没有清单", isOutdated: false } };
  }
  // Whoever lets go last of a file that was replaced gives its room back to the disk, which takes long: no request waits.
  const hold = await open(path, "r");
  const snapshot = createSnapshot(path, database, manifest, before);
  const close = (next?: Snapshot) => {
    snapshot.close(next);
    hold.close().catch(() => {});
  };
  return { identity, snapshot: { ...snapshot, close } };
}
