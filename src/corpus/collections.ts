/** Folders of the corpus → collections: what each is called, and who may read it. What cannot be told closes it. */

import type { Dirent } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { archiveEntries } from "../readers/archive.ts";
import { decodeText } from "../readers/decode.ts";
import { isNameFile, isReadersFile } from "../readers/kind.ts";
import { parseReaders } from "./readers-file.ts";

export interface Collection {
  /** Path below the corpus folder, with "/" between folders; "" is that folder itself. */
  readonly folder: string;
  /** "" for what nobody calls by a name. */
  readonly name: string;
  /** Names of askers, as `parseReaders` gives them; null where everybody may read it. */
  readonly readers: ReadonlySet<string> | null;
  /** What is wrong with what its files say, one Chinese line each. */
  readonly problems: readonly string[];
}

export type Collections = Awaited<ReturnType<typeof readCollections>>;

/** Nobody writes so many readers. */
const MOST_BYTES = 1024 * 1024;

/** `files`: those of the index. `before`: serves on for a folder that cannot be read now. */
export async function readCollections(
  dir: string,
  files: readonly string[],
  before?: { readonly all: ReadonlyMap<string, Collection> },
) {
  const root = await realpath(dir).catch(() => dir);
  const all = new Map<string, Collection>();
  /** By path of a link: the folders in which that stands to which it leads. */
  const linked = new Map<string, readonly string[]>();
  const inArchives = new Map<string, readonly string[]>();
  const seen = new Map<string, string>();
  const waiting = [...new Set(files.flatMap(foldersAbove))];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop())
    if (!all.has(folder)) all.set(folder, await read(folder));

  async function read(folder: string): Promise<Collection> {
    const path = join(root, folder);
    seen.set(path, await stampOf(path));
    const own = folder.slice(folder.lastIndexOf("/") + 1);
    try {
      const entries = await readdir(path, { withFileTypes: true });
      await followLinks(folder, entries);
      const of = { folder, path, name: own, names: entries.map(({ name }) => name) };
      return { folder, ...(await nameOf(of)), ...(await readersOf(of)) } as const;
    } catch (error) {
      if (isCode(error, "ENOTDIR")) return archived(folder);
      const problems = [`${folder || dir}：文件夹无法读取，暂不让人查阅其中的文档；请检查路径和权限`];
      return before?.all.get(folder) ?? closed(folder, own, problems);
    }
  }

  async function followLinks(folder: string, entries: readonly Dirent[]): Promise<void> {
    for (const { name } of entries.filter((entry) => entry.isSymbolicLink())) {
      const real = await realpath(join(root, folder, name)).catch(() => undefined);
      const within = real === undefined ? ".." : relative(root, real).replaceAll(sep, "/");
      // What leads out of the folder is no document.
      if (within.startsWith("..")) continue;
      const target = await stat(join(root, within)).catch(() => undefined);
      const leadsTo = [...foldersAbove(within), ...(target?.isDirectory() && within !== "" ? [within] : [])];
      linked.set(folder === "" ? name : `${folder}/${name}`, leadsTo);
      waiting.push(...leadsTo);
    }
  }

  async function nameOf({ folder, path, name, names }: Read): Promise<Pick<Collection, "name">> {
    const file = names.find(isNameFile);
    if (file === undefined || folder === "") return { name: folder === "" ? "" : name };
    const text = await textIn(join(path, file)).catch(() => "");
    return {
      name:
        text
          .split("\n")
          .map((line) => line.trim())
          .find(Boolean)
          ?.slice(0, 100) ?? name,
    };
  }

  async function readersOf({ folder, path, names }: Read): Promise<Omit<Collection, "folder" | "name">> {
    const [file, ...others] = names.filter(isReadersFile);
    if (file === undefined) return { readers: null, problems: [] };
    const where = folder === "" ? file : `${folder}/${file}`;
    const unusable = (why: string) => ({
      readers: new Set<string>(),
      problems: [`${where}：${why}，暂时谁也不能查阅这个文件夹；请另存为纯文本文件“读者.txt”`],
    });
    if (others.length > 0) return unusable(`与 ${others.join("、")} 重复`);
    if (!/^[^.]*(?:\.txt)*$/i.test(file)) return unusable("不是纯文本文件");
    try {
      const { readers, problems } = parseReaders(await textIn(join(path, file)));
      return { readers: new Set(readers), problems: problems.map((problem) => `${where}：${problem}`) };
    } catch {
      return unusable("无法读取");
    }
  }

  async function textIn(path: string): Promise<string> {
    seen.set(path, await stampOf(path));
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new Error("too large");
    return decodeText(await readFile(path)).text.replace(/^\ufeff/, "");
  }

  /** What stands in an archive is read by whoever may read the archive; a readers file in it has no say but to close it. */
  async function archived(folder: string): Promise<Collection> {
    const open = { folder, name: "", readers: null, problems: [] };
    const archive = /^.*?\.zip(?=\/|$)/i.exec(folder)?.[0] ?? folder;
    try {
      const inner = inArchives.get(archive) ?? archiveEntries(await readFile(join(root, archive)));
      inArchives.set(archive, inner);
      const paths = inner.map((path) => `${archive}/${path}`);
      const file = paths.find((path) => foldersAbove(path).at(-1) === folder && isReadersFile(baseOf(path)));
      if (file === undefined) return open;
      return closed(folder, "", [`${file}：在压缩包里不起作用，暂时谁也不能查阅这个文件夹；请解压后放入`]);
    } catch {
      return closed(folder, "", [`${archive}：压缩包无法读取，暂不让人查阅其中的文档`]);
    }
  }

  const inOrder = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    /** By folder, in order. */
    all: new Map(inOrder) as ReadonlyMap<string, Collection>,
    /** The same for the same collections and links. */
    key: JSON.stringify([
      inOrder.map(([, one]) => ({ ...one, readers: one.readers && [...one.readers] })),
      [...linked],
    ]),
    /**
     * The folders in which a file stands, by its path and by what links on it lead to. Only who may read all of them may
     * read the file; one that is not in `all` may be read by nobody.
     */
    foldersOf(file: string): readonly string[] {
      const folders = foldersAbove(file);
      return [...folders, ...[...folders, file].flatMap((path) => linked.get(path) ?? [])];
    },
    /** Whether a folder, or what stands in it about its readers and name, was changed since. */
    async isStale(): Promise<boolean> {
      for (const [path, stamp] of seen) if ((await stampOf(path)) !== stamp) return true;
      return false;
    },
  };
}

interface Read {
  readonly folder: string;
  readonly path: string;
  readonly name: string;
  readonly names: readonly string[];
}

function closed(folder: string, name: string, problems: readonly string[]): Collection {
  return { folder, name, readers: new Set(), problems };
}

/** a/b/c.md → "", a, a/b. */
function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return ["", ...parts.map((_, i) => parts.slice(0, i + 1).join("/"))];
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

async function stampOf(path: string): Promise<string> {
  return stat(path).then(
    ({ size, mtimeMs, ctimeMs }) => `${size} ${mtimeMs} ${ctimeMs}`,
    () => "",
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
