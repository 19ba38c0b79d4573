/** A document that gives way → a folder of its own in the data folder, with who did so and when; put back from there. And one that waits → into the corpus folder. */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { FIX_ENDING } from "../corpus/fixes.ts";
import type { DocumentChange } from "../curation/documents.ts";
import { copyIfThere } from "../stores/backup.ts";
import { makeFolder, sync } from "../stores/folder.ts";
import { systemCode } from "../stores/write-errors.ts";

const recordShape = z.object({
  file: z.string(),
  by: z.string(),
  at: z.string(),
  done: z.enum(["added", "replaced", "withdrawn"]),
  isUndone: z.boolean(),
});

type Kept = z.infer<typeof recordShape>;

/** Names of folders sort by time. */
const ID = /^\d{17}-[0-9a-f]{8}$/;
const RECORD = "record.json";
/** The document that gave way; what was added gave way to nothing. */
const FORMER = "former";

export function createDocumentHistory(dataDir: string, corpusDir: string, now = () => new Date()) {
  const folder = join(dataDir, "history");

  async function recordOf(id: string): Promise<Kept> {
    return recordShape.parse(JSON.parse(await readFile(join(folder, id, RECORD), "utf8")));
  }

  async function write(path: string, record: Kept): Promise<void> {
    await writeFile(`${path}.tmp`, JSON.stringify(record), { flush: true });
    await rename(`${path}.tmp`, path);
  }

  return {
    /** Copies what stands there with its corrections. Whole, or not there; it outlives a power cut once the original goes. */
    async keep({ file, by, done }: Pick<Kept, "file" | "by" | "done">): Promise<string> {
      const at = now().toISOString();
      const id = `${at.replace(/\D/g, "")}-${randomBytes(4).toString("hex")}`;
      const draft = join(folder, `${id}.part`);
      await makeFolder(draft);
      try {
        if (done !== "added") {
          await copyFile(join(corpusDir, file), join(draft, FORMER));
          await copyIfThere(join(corpusDir, file + FIX_ENDING), join(draft, FORMER + FIX_ENDING));
          for (const name of await readdir(draft)) await sync(join(draft, name), "r");
        }
        await write(join(draft, RECORD), { file, by, at, done, isUndone: false });
        await sync(draft, "r");
        await rename(draft, join(folder, id));
        await sync(folder, "r");
        return id;
      } catch (error) {
        await rm(draft, { recursive: true, force: true });
        throw error;
      }
    },
    /** Of a change that did not come about. */
    drop: (id: string) => rm(join(folder, id), { recursive: true, force: true }),
    async undone(id: string): Promise<void> {
      await write(join(folder, id, RECORD), { ...(await recordOf(id)), isUndone: true });
    },
    /** The latest first; what cannot be read is passed over. */
    async list(): Promise<readonly DocumentChange[]> {
      const names = (await readdir(folder).catch(() => [])).filter((name) => ID.test(name));
      const records = names
        .sort()
        .reverse()
        .map((id) =>
          recordOf(id).then(
            (record) => [{ id, ...record }],
            () => [],
          ),
        );
      const later = new Set<string>();
      return (await Promise.all(records)).flat().map(({ isUndone, ...record }) => {
        const mayUndo = !isUndone && !later.has(record.file);
        if (!isUndone) later.add(record.file);
        return { ...record, mayUndo };
      });
    },
    formerOf: (id: string) => join(folder, id, FORMER),
    formerFixesOf: (id: string) => join(folder, id, FORMER + FIX_ENDING),
  };
}

/** There whole or not at all: a copy beside it first, which the readers of the folder leave out. */
export async function place(from: string, path: string, isNew: boolean): Promise<void> {
  await makeFolder(dirname(path));
  const draft = join(dirname(path), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await copyFile(from, draft);
    await sync(draft, "r+");
    if (isNew) await linked(draft, path);
    else await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Never over another, even one that came just now; where the file system has no links, as far as can be seen. */
async function linked(draft: string, path: string): Promise<void> {
  await link(draft, path).catch(async (error: unknown) => {
    if (systemCode(error) === "EEXIST" || existsSync(path)) throw error;
    await rename(draft, path);
  });
}
