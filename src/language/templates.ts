/**
 * Files of templates → patterns by name. What the program knows about the wording of messages and documents lies in
 * `language/templates/*.zh.txt`, each pattern with examples beside it:
 *
 *     @polite = 请问|麻烦|劳驾          words that patterns name as {polite}; of this file, or of words.zh.txt
 *     == greets                         a group; its patterns are tried in order
 *     ^{polite}?(?:您|你)好$             a regular expression over folded, digitized text (see fold.ts)
 *       + 你好                          fires on this
 *       - 你好的案例                     does not fire on this
 *     # a remark
 *
 * Groups are repeated a bounded number of times, {0,5} for *: what people type must not make a pattern go through it again
 * and again. A pattern without a + example is refused, so nothing stands there that nobody ever says; tests/language runs all examples.
 */

import { readFileSync } from "node:fs";
import { digitize, fold } from "./fold.ts";
import { once, remembered } from "./remembered.ts";

export interface Template {
  readonly group: string;
  readonly pattern: RegExp;
  /** Texts as people type them: `fires` must match once folded and digitized, `quiet` must not. */
  readonly fires: readonly string[];
  readonly quiet: readonly string[];
  /** 1-based, in the file. */
  readonly line: number;
}

export interface Templates {
  readonly all: readonly Template[];
  /** The first match of a pattern of this group in folded, digitized text. Throws for a group that the file has not. */
  match(group: string, text: string): RegExpMatchArray | undefined;
  /** Whether a pattern of this group fires. */
  says(group: string, text: string): boolean;
  /** The text without anything that patterns of this group match; a blank stands where something stood. */
  without(group: string, text: string): string;
  /** The text with `words` in the place of anything that patterns of this group match. */
  replace(group: string, text: string, words: string): string;
  /** Where patterns of this group match, in order of place; what overlaps is one span. */
  spans(group: string, text: string): Span[];
  /** The first group in the order of the file that fires; undefined where none does. */
  first(text: string): string | undefined;
}

/** UTF-16 offsets, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `name`: acts for language/templates/acts.zh.txt; read once for all who ask. Throws with file and line where the file is
 * not as described above; a pattern that is none is found when it is first looked at.
 */
export const openTemplates = remembered(Number.POSITIVE_INFINITY, (name): Templates => {
  const words = name === "words" ? "" : fileOf("words");
  return parseTemplates(`${name}.zh.txt`, fileOf(name), words);
});

const fileOf = remembered(Number.POSITIVE_INFINITY, (file) =>
  readFileSync(new URL(`./templates/${file}.zh.txt`, import.meta.url), "utf8"),
);

const listsOf = remembered(Number.POSITIVE_INFINITY, (words): ReadonlyMap<string, string> => {
  const lists = new Map<string, string>();
  for (const line of words.split("\n")) define(line, lists);
  return lists;
});

export function parseTemplates(file: string, text: string, words = ""): Templates {
  const lists = new Map(listsOf(words));
  const all: (Template & { fires: string[]; quiet: string[] })[] = [];
  let group: string | undefined;
  text.split("\n").forEach((raw, i) => {
    const line = raw.trim();
    const fault = (expected: string) => new Error(`${file}:${i + 1}: expected ${expected}, found "${line}"`);
    if (line === "" || line.startsWith("#") || define(line, lists)) return;
    if (line.startsWith("== ")) {
      group = line.slice(3).trim();
      return;
    }
    const last = all.at(-1);
    if (line.startsWith("+ ") || line.startsWith("- ")) {
      if (!last) throw fault("a pattern before its example");
      (line.startsWith("+") ? last.fires : last.quiet).push(line.slice(2));
      return;
    }
    if (group === undefined) throw fault('"== group" before the first pattern');
    const readIf = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        throw fault(`a regular expression (${(error as Error).message})`);
      }
    };
    const source = readIf(() => expand(line, lists));
    // Most are not looked at between a start and an answer, and V8 reads each at once.
    const pattern = once(() => readIf(() => new RegExp(source, "gu")));
    all.push({
      ...{ group, fires: [], quiet: [], line: i + 1 },
      get pattern() {
        return pattern();
      },
    });
  });
  const unshown = all.find(({ fires }) => fires.length === 0);
  if (unshown)
    throw new Error(`${file}:${unshown.line}: expected a "+ example" below the pattern, found none`);
  const groups = Map.groupBy(all, (template) => template.group);

  function of(name: string): readonly Template[] {
    const found = groups.get(name);
    if (!found)
      throw new Error(`${file}: expected a group "${name}", found ${[...groups.keys()].join(", ")}`);
    return found;
  }

  function match(name: string, said: string): RegExpMatchArray | undefined {
    for (const { pattern } of of(name)) {
      pattern.lastIndex = 0;
      const found = pattern.exec(said);
      if (found) return found;
    }
    return undefined;
  }

  function replaced(name: string, said: string, words: string): string {
    return of(name).reduce((rest, { pattern }) => rest.replace(pattern, words), said);
  }

  function spans(name: string, said: string): Span[] {
    const found = of(name)
      .flatMap(({ pattern }) => {
        pattern.lastIndex = 0;
        return [...said.matchAll(pattern)];
      })
      .filter(([words]) => words !== "")
      .map(({ 0: words, index }) => ({ start: index, end: index + words.length }))
      .sort((a, b) => a.start - b.start);
    const joined: { start: number; end: number }[] = [];
    for (const span of found) {
      const last = joined.at(-1);
      if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
      else joined.push({ ...span });
    }
    return joined;
  }

  return {
    all,
    match,
    spans,
    says: (name, said) => match(name, said) !== undefined,
    without: (name, said) => replaced(name, said, " "),
    replace: replaced,
    first: (said) => [...groups.keys()].find((name) => match(name, said) !== undefined),
  };
}

/** Takes a line "@name = a|b" into the lists; false for any other line. */
function define(line: string, lists: Map<string, string>): boolean {
  const [, name, words] = (line.startsWith("@") && line.match(/^@([a-z-]+) = (.+)$/)) || [];
  if (name === undefined || words === undefined) return false;
  lists.set(name, expand(words, lists));
  return true;
}

function expand(pattern: string, lists: ReadonlyMap<string, string>): string {
  return pattern.replace(/\{([a-z-]+)\}/g, (_, name: string) => {
    const words = lists.get(name);
    if (words === undefined) throw new Error(`no list {${name}}`);
    return `(?:${words})`;
  });
}

/** A text in the form in which patterns read it. */
export function readable(text: string): string {
  return digitize(fold(text));
}
