/** A data file of src/language → the program reads it as if it said nothing, so that its worth can be counted. */

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const LANGUAGE = join(import.meta.dirname, "../src/language");

/** `name`: lexicon, or templates/acts, with or without .zh.txt; a group of templates as templates/acts#greets. */
export interface DataFile {
  readonly path: string;
  /** Null for the whole file. */
  readonly group: string | null;
}

/** Undefined where no data file goes by this name. */
export function dataFileNamed(name: string): DataFile | undefined {
  const [file = "", group = null] = name.split("#");
  const bare = file.replace(/\.zh\.txt$/, "");
  const path = ["", "templates"]
    .map((folder) => join(LANGUAGE, folder, `${bare}.zh.txt`))
    .find((one) => fs.existsSync(one));
  return path === undefined ? undefined : { path, group };
}

/** Before anything of the program is imported: what it read once it does not read again. */
export function blankOut(file: DataFile): void {
  const readSync = fs.readFileSync;
  const read = fs.promises.readFile;
  const isMeant = (path: unknown) =>
    (typeof path === "string" || path instanceof URL) &&
    relative(file.path, path instanceof URL ? fileURLToPath(path) : path) === "";
  const blanked = () => blank(readSync(file.path, "utf8"), file);
  const patched: Partial<typeof fs> = fs;
  patched.readFileSync = ((path: string, options: "utf8") =>
    isMeant(path) ? blanked() : readSync(path, options)) as typeof fs.readFileSync;
  fs.promises.readFile = ((path: string, options: "utf8") =>
    isMeant(path) ? Promise.resolve(blanked()) : read(path, options)) as typeof fs.promises.readFile;
  syncBuiltinESMExports();
}

/** Never matches. */
const NOTHING = "(?!)";

/** Lists and groups of templates stay, since code asks for them by name, and match nothing; other files lose every line. */
export function blank(text: string, { path, group }: DataFile): string {
  if (!path.includes("templates")) return "";
  const kept: string[] = [];
  let inGroup = false;
  for (const line of text.split("\n")) {
    const [, list] = line.match(/^(@[a-z-]+ = )/) ?? [];
    const [, named] = line.match(/^== (.+)$/) ?? [];
    if (named !== undefined) {
      inGroup = group === null || named.trim() === group;
      kept.push(line, ...(inGroup ? [NOTHING, "  + nothing"] : []));
    } else if (list !== undefined) kept.push(group === null ? `${list}${NOTHING}` : line);
    else if (!inGroup && group !== null) kept.push(line);
  }
  return kept.join("\n");
}
