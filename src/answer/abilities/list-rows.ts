/** A question for what the rows of a table name (哪些县区的窗口中午有人) → the rows of which a cell says so. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { denies, otherUnits, withoutAsking, wordsOfList } from "../../question/lists.ts";
import { type CaseLines, type Line, saidForm, type Table } from "../../search/lines.ts";
import type { Retriever } from "../../search/retrieve.ts";
import { contextOf, degreeIn, shareIn, type Terms } from "../../search/speak.ts";
import { waysOf } from "./list-ways.ts";
import { claimOfLine, rowLabel } from "./show.ts";
import { decides, rowsDeciding } from "./table-rows.ts";

/** A column is meant from this share of the words on. */
const MEANT = 0.5;
const SAID = 0.8;

/** Null where no table has a column of that name, or none of its cells tells rows apart. `text`: folded and digitized. */
export async function listedRows(
  text: string,
  cases: readonly CaseLines[],
  retriever: Pick<Retriever, "concepts">,
  ground: Ground,
): Promise<Claim[] | null> {
  const words = otherUnits(text);
  if (words === null) return null;
  const named = cases
    .flatMap(({ tables }) => tables)
    .map((table) => ({ table, noun: nounOf(table, words) }))
    .filter(({ noun }) => noun !== "");
  for (const { table, noun } of named) {
    const [asked] = await waysOf(wordsOfList(withoutAsking(text.replace(noun, " "))).join(" "), retriever);
    const found = asked && asked.total > 0 ? rowsOf(table, asked, denies(text)) : null;
    if (!found) continue;
    const claims: Claim[] = [];
    for (const { row, index } of found) {
      const shown = `${table.header[index] ?? ""} ${row.cells[index]?.text ?? ""}`;
      claims.push(await claimOfLine(`${rowLabel(row)}：${shown}`, row, ground));
    }
    return claims;
  }
  return null;
}

/** The words behind 哪些 that the first column is called by; empty where it is not. */
function nounOf({ header }: Table, words: string): string {
  const [first = ""] = header.map(saidForm);
  for (let length = Math.min(words.length, first.length); length >= 2; length -= 1)
    if (first.includes(words.slice(0, length))) return words.slice(0, length);
  return "";
}

interface Found {
  readonly row: Line;
  readonly index: number;
}

/** By the column that says yes or no of it, else by cells that say it. */
function rowsOf({ header, rows }: Table, asked: Terms, negative: boolean): Found[] | null {
  const above = rows[0] ? contextOf(rows[0]) : "";
  const columns = header.map((name, index) => ({
    index,
    share: shareIn(asked, saidForm(name)) > 0 ? shareIn(asked, `${saidForm(name)}|${above}`) : 0,
    isDeciding: decides(rows, index),
  }));
  const best = columns
    .filter(({ isDeciding, index }) => isDeciding && index > 0)
    .sort((a, b) => b.share - a.share)[0];
  if (best && best.share >= MEANT)
    return part(
      rows,
      rowsDeciding(rows, best.index, negative).map((row) => ({ row, index: best.index })),
    );
  const telling = asked.terms.filter(({ weight }) => weight >= 0.25);
  if (telling.length === 0 || negative) return null;
  const saying = rows.flatMap((row): Found[] => {
    const index = row.cells.findIndex(
      ({ text }, at) => at > 0 && telling.every((term) => degreeIn(term, saidForm(text)) >= SAID),
    );
    return index > 0 ? [{ row, index }] : [];
  });
  return part(rows, saying);
}

/** Some, and not all. */
const part = (rows: readonly Line[], found: readonly Found[]) =>
  found.length > 0 && found.length < rows.length ? [...found] : null;
