/** A table of a Word document → its cells in a grid, with what they span. */

import { type Composer, checkCells, type GridCell } from "./compose.ts";
import type { At } from "./reader.ts";
import { flagOf } from "./styles.ts";
import { child, children, type Element, elements, valOf } from "./xml.ts";

interface WordTable {
  readonly cells: readonly GridCell[];
  readonly headerRows?: number;
}

export function gridOfTable(table: Element, paragraphsOf: (cell: Element) => readonly string[]): WordTable {
  const cells: { text: string; row: number; column: number; rowSpan: number; columnSpan: number }[] = [];
  const above = new Map<number, (typeof cells)[number]>();
  const rows = within(table, "tr").filter((row) => !isDeleted(row));
  let heads = 0;
  for (const [row, element] of rows.entries()) {
    const properties = child(element, "trPr");
    if (flagOf(properties, "tblHeader") && heads === row) heads++;
    let column = Number(valOf(properties, "gridBefore") ?? 0);
    for (const cell of within(element, "tc")) {
      const own = child(cell, "tcPr");
      const columnSpan = Math.max(1, Number(valOf(own, "gridSpan") ?? 1));
      const merge = child(own, "vMerge");
      const begun = above.get(column);
      if (merge && merge.attributes.val !== "restart" && begun) begun.rowSpan = row - begun.row + 1;
      else {
        const made = { text: paragraphsOf(cell).join("\n"), row, column, rowSpan: 1, columnSpan };
        checkCells(cells.push(made));
        above.set(column, made);
      }
      column += columnSpan;
    }
  }
  return heads > 0 && heads < rows.length ? { cells, headerRows: heads } : { cells };
}

/** Content controls and tracked insertions can stand around rows and cells. */
function within(of: Element, name: "tr" | "tc"): Element[] {
  return elements(of).flatMap((element) => {
    if (element.name === name) return [element];
    return ["sdt", "sdtContent", "customXml", "ins"].includes(element.name) ? within(element, name) : [];
  });
}

function isDeleted(row: Element): boolean {
  return children(child(row, "trPr"), "del").length > 0;
}

const LONGEST_CELL = 120;
/** Of the cells: where no more of them hold several sentences, the rows still are rows. */
const SHARE_OF_SENTENCES = 0.2;

/** Forms and frames are set as tables, too; where cells hold sentences, or there is one column, they are read as text. */
export function isProse(cells: readonly GridCell[]): boolean {
  const width = Math.max(0, ...cells.map(({ column, columnSpan }) => column + columnSpan));
  if (width < 2) return true;
  const filled = cells.filter(({ text }) => text !== "");
  const told = filled.filter(({ text }) => (text.match(/[。！？]/g)?.length ?? 0) > 1);
  return (
    told.length > filled.length * SHARE_OF_SENTENCES || cells.some(({ text }) => text.length > LONGEST_CELL)
  );
}

export function addTableOrProse(
  composer: Composer,
  cells: readonly GridCell[],
  atRow: (row: number) => At,
  headerRows?: number,
): void {
  if (!isProse(cells)) composer.table(cells, atRow, headerRows, {});
  else for (const { row, text } of cells) composer.paragraph(text, atRow(row));
}
