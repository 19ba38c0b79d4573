/**
 * A change → a new `index.sqlite` in place of the old one.
 *
 * A published index is never written to. A change is made on a copy, which is sealed, synced and renamed over the
 * old file. A process that is killed, or a full disk, leaves the old index untouched; readers keep the file they have
 * open and see one index throughout; and the published file has no journal, so that it can be read on a full disk
 * and in a folder that is read-only, where a database in WAL mode cannot. The price is one copy of the file for each
 * change.
 */

import { constants, copyFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, sync } from "./folder.ts";
import { lockWriter } from "./locks.ts";
import { type Flaw, findFlaw, sealFile } from "./sealed-file.ts";
import { writeDraft } from "./sqlite-draft.ts";
import { type Identity, identify } from "./sqlite-open.ts";
import type { IndexChange } from "./store.ts";
import { explain, systemCode } from "./write-errors.ts";

export const INDEX_FILE = "index.sqlite";

/** Where a file of the index's name that is none, or is damaged, is kept: it may be somebody's own. */
const ASIDE_FILE = "index.sqlite.damaged";

const GONE: Flaw = { reason: "索引不见了", isOutdated: true };

/** The index that a change was meant for is there no more; the change alone would make a part of one. */
export class IndexLostError extends Error {}

/** Where several data folders have one index: a sealed file, the last published of which is that of all. */
export interface SharedIndex {
  /** Brings the file of all to `path`, whole, where another one stands there. */
  pull(path: string): Promise<void>;
  /** One of all that share it at a time; rejects with one line where another takes too long. */
  alone<T>(job: () => Promise<T>): Promise<T>;
  /** Makes a file that of all, at once; by who is alone. */
  push(path: string): Promise<void>;
}

export interface Publication {
  readonly dir: string;
  readonly shared: SharedIndex | undefined;
  readonly change: IndexChange;
  /** There was an index when the change was made, so that the change alone is not the whole. */
  readonly expectsIndex: boolean;
  /** How long to wait for another process that is writing. */
  readonly waitMs: number;
}

/** The state of what was published. When it rejects, the index that was there before still is. */
export async function publish(publication: Publication): Promise<Identity | undefined> {
  const { dir, shared, change, expectsIndex, waitMs } = publication;
  const published = join(dir, INDEX_FILE);
  const draft = join(dir, `${INDEX_FILE}.draft`);
  const source = watchSource(change.put);
  try {
    await makeFolder(dir);
    const unlock = await lockWriter(dir, "index.lock", waitMs);
    try {
      // A draft that is there was left by a process that was killed: whoever holds the lock owns it.
      await rm(draft, { force: true });
      const flaw = await flawOf(published);
      if (flaw && expectsIndex && !change.clear) {
        throw new IndexLostError(`${published}：${flaw.reason}；请重新建立索引`);
      }
      if (!flaw && !change.clear) await copyFile(published, draft, constants.COPYFILE_FICLONE);
      await writeDraft(draft, { ...change, put: source.documents });
      await sealFile(draft);
      await shared?.push(draft);
      if (flaw && !flaw.isOutdated) await rename(published, join(dir, ASIDE_FILE));
      await rename(draft, published);
      // The rename itself survives a power cut after this.
      await sync(dir, "r");
      return await identify(published);
    } finally {
      await rm(draft, { force: true }).catch(() => {});
      unlock();
    }
  } catch (error) {
    throw source.failedWith(error) ? error : explain(error, dir);
  }
}

async function flawOf(path: string): Promise<Flaw | undefined> {
  try {
    return await findFlaw(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return GONE;
    throw error;
  }
}

/** The documents, and whether an error came from whoever supplies them: that is theirs to word. */
function watchSource(put: IndexChange["put"]) {
  let failure: { readonly error: unknown } | undefined;
  async function* relay() {
    try {
      yield* put;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  return { documents: relay(), failedWith: (error: unknown) => failure?.error === error };
}
