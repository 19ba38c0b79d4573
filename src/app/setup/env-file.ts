/** The text of a `.env` file and some values → the text with them, where nothing else is changed; and the file, whole or as it was. */

import { chown, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { parseEnv } from "node:util";

type Values = Readonly<Record<string, string>>;

const BYTE_ORDER_MARK = "\ufeff";

/** Only its owner may read it. */
const MODE = 0o600;

/**
 * A value takes the place of the one that counts, with the comment behind it; else it stands below the line in which the
 * name is commented out, as in `.env.example`, or at the end. Throws where the file is written so that this cannot be done.
 */
export function withValues(text: string, values: Values): string {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const before = text.slice(mark.length);
  const after = Object.entries(values).reduce(withValue, before);
  const read = parseEnv(after);
  const meant = { ...parseEnv(before), ...values };
  // An indented comment is taken for a name now and then.
  const names = Object.keys({ ...read, ...meant }).filter((name) => !name.startsWith("#"));
  const wrong = names.find((name) => read[name] !== meant[name]);
  if (wrong !== undefined)
    throw new Error(`${wrong}：.env 中的写法无法自动修改，请用文本编辑器打开 .env 填写`);
  return `${mark}${after}`;
}

function withValue(text: string, [name, value]: readonly [string, string]): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const line = `${name}=${quoted(value) ?? value}`;
  const given = lastOf(
    text,
    `^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(?:"[^"]*"|'[^']*'|\`[^\`]*\`|[^#\\r\\n]*?)(?=[ \\t]*(?:#|\\r?$))`,
  );
  if (given) return text.slice(0, given.from) + line + text.slice(given.to);
  const commented = lastOf(text, `^[ \\t]*#[ \\t]*${name}[ \\t]*=[^\\r\\n]*`);
  if (commented) return `${text.slice(0, commented.to)}${end}${line}${text.slice(commented.to)}`;
  return `${text}${text === "" || text.endsWith("\n") ? "" : end}${line}${end}`;
}

function lastOf(text: string, pattern: string): { readonly from: number; readonly to: number } | undefined {
  const found = [...text.matchAll(new RegExp(pattern, "gm"))].at(-1);
  return found && { from: found.index, to: found.index + found[0].length };
}

/** As `parseEnv` reads it, which knows three kinds of quotation marks and no escapes; undefined where a value has them all. */
export function quoted(value: string): string | undefined {
  const bare = /[\s#"'`]/.test(value) ? [] : [value];
  return [...bare, `'${value}'`, `"${value}"`, `\`${value}\``].find(
    (form) => parseEnv(`X=${form}\nY=`).X === value,
  );
}

export async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

/** There whole, or as it was before; a link stays one, and who owns the file owns it still. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => null);
  const draft = `${target}.part`;
  // One that was left behind may be readable for others.
  await rm(draft, { force: true });
  try {
    await writeFile(draft, text, { flag: "wx", mode: MODE, flush: true });
    // Only root may give a file away, and has to where a service of another user reads it.
    if (before && before.uid !== process.geteuid?.()) await chown(draft, before.uid, before.gid);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
