/** A table of a Word document → its cells in a grid, with what they span. */

import type { GridCell } from "./compose.ts";
import { LIMITS } from "./limits.ts";
import { ReadingError } from "./reader.ts";
import { isOn } from "./styles.ts";
import { child, children, type Element, elements, valOf } from "./xml.ts";

export interface WordTable {
  readonly cells: readonly GridCell[];
  readonly headerRows?: number;
}

export function gridOfTable(table: Element, paragraphsOf: (cell: Element) => readonly string[]): WordTable {
  const cells: { text: string; row: number; column: number; rowSpan: number; columnSpan: number }[] = [];
  const above = new Map<number, (typeof cells)[number]>();
  const rows = rowsOf(table);
  let heads = 0;
  for (const [row, element] of rows.entries()) {
    const properties = child(element, "trPr");
    const head = child(properties, "tblHeader");
    if (head && isOn(head.attributes.val ?? "1") && heads === row) heads++;
    let column = Number(valOf(properties, "gridBefore") ?? 0);
    for (const cell of cellsOf(element)) {
      const own = child(cell, "tcPr");
      const columnSpan = Math.max(1, Number(valOf(own, "gridSpan") ?? 1));
      const merge = child(own, "vMerge");
      const begun = above.get(column);
      if (merge && merge.attributes.val !== "restart" && begun) begun.rowSpan = row - begun.row + 1;
      else {
        const made = { text: paragraphsOf(cell).join("\n"), row, column, rowSpan: 1, columnSpan };
        cells.push(made);
        if (cells.length > LIMITS.cells)
          throw new ReadingError(`表格超过 ${LIMITS.cells} 个单元格，没有读入；请拆分后再放入`);
        above.set(column, made);
      }
      column += columnSpan;
    }
  }
  return heads > 0 && heads < rows.length ? { cells, headerRows: heads } : { cells };
}

/** Content controls and tracked insertions can stand around rows and cells. */
function rowsOf(of: Element): Element[] {
  return elements(of).flatMap((element) => {
    if (element.name === "tr") return isDeleted(element) ? [] : [element];
    return ["sdt", "sdtContent", "customXml", "ins"].includes(element.name) ? rowsOf(element) : [];
  });
}

function isDeleted(row: Element): boolean {
  return children(child(row, "trPr"), "del").length > 0;
}

function cellsOf(of: Element): Element[] {
  return elements(of).flatMap((element) => {
    if (element.name === "tc") return [element];
    return ["sdt", "sdtContent", "customXml", "ins"].includes(element.name) ? cellsOf(element) : [];
  });
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
