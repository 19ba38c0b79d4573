/** The line above quoted words, and the one behind them, as every chat channel says them. */

import { CONTINUED } from "./wording.zh.ts";

/** What a citation line says. */
export interface Source {
  /** In front of everything, such as the number of an entry; empty for most. */
  readonly lead: string;
  readonly label: string;
  readonly url: string | null;
}

/** `2. [3][4] 〔甲单位 · 主要内容(二)〕（续）`, the part in brackets by itself. */
export function lineOf({
  lead,
  label,
  numbers,
  isContinued,
}: Pick<Source, "lead" | "label"> & {
  readonly numbers: readonly number[];
  readonly isContinued: boolean;
}): [string, string, string] {
  return [`${lead}${marks(numbers)} `, `〔${label}〕`, isContinued ? CONTINUED : ""];
}

export function noteLine(note: string): string {
  return note === "" ? "" : `\n${note}`;
}

export function marks(numbers: readonly number[]): string {
  return numbers.map((number) => `[${number}]`).join("");
}
