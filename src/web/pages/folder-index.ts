/** Cases one after another → the files by which an exported folder is searched: few of them are loaded for one search. */

import type { ListedCase, ListedSentence } from "../browser/units.ts";
import { shardOf, unitsOf } from "../browser/units.ts";

export interface FolderFile {
  readonly path: string;
  readonly text: string;
}

export interface FolderIndex {
  /** The sentences of the next case; its file can be written at once. */
  add(listed: ListedCase, sentences: readonly ListedSentence[]): FolderFile;
  /** What is known only when all cases are. */
  finish(): FolderFile[];
}

/** So many entries are about 100 kB. */
const ENTRIES_PER_SHARD = 30_000;

export function createFolderIndex(): FolderIndex {
  const cases: ListedCase[] = [];
  const postings = new Map<string, number[]>();
  let entries = 0;
  return {
    add(listed, sentences) {
      const ordinal = cases.push(listed) - 1;
      const [, title, organization] = listed;
      const text = [organization, title, ...sentences.map(([, , words]) => words)].join("\n");
      for (const unit of unitsOf(text)) {
        const held = postings.get(unit);
        if (held) held.push(ordinal);
        else postings.set(unit, [ordinal]);
        entries += 1;
      }
      return fileOf(`text-${ordinal}`, sentences);
    },
    finish() {
      const shards = Math.max(1, Math.ceil(entries / ENTRIES_PER_SHARD));
      const words = Array.from({ length: shards }, (): Record<string, string> => Object.create(null));
      for (const [unit, ordinals] of postings) {
        const shard = words[shardOf(unit, shards)];
        if (shard) shard[unit] = steps(ordinals);
      }
      return [
        fileOf("cases", { cases, shards }),
        ...words.map((shard, number) => fileOf(`words-${number}`, shard)),
      ];
    },
  };
}

/** Ascending numbers as the steps from one to the next. */
function steps(ordinals: readonly number[]): string {
  return ordinals.map((ordinal, i) => (ordinal - (ordinals[i - 1] ?? 0)).toString(36)).join(" ");
}

function fileOf(name: string, content: unknown): FolderFile {
  return {
    path: `index/${name}.js`,
    text: `anlitong(${JSON.stringify(name)},${JSON.stringify(content)});\n`,
  };
}
