/** Values parted by commas, semicolons or tabs, in any of the usual encodings → a table. */

import { read, utils } from "@e965/xlsx";
import { createComposer, type GridCell } from "./compose.ts";
import { decodeText } from "./decode.ts";
import { LIMITS } from "./limits.ts";
import { type At, type Reading, ReadingError } from "./reader.ts";
import { addRecords, recordsIn } from "./records.ts";

export async function readCsv(bytes: Uint8Array): Promise<Reading> {
  const { text, encoding } = decodeText(bytes);
  const composer = createComposer();
  const cells = rowsOf(text.replace(/^\ufeff/, "")).flatMap((values, row) =>
    values.map((value, column): GridCell => ({ text: value, row, column, rowSpan: 1, columnSpan: 1 })),
  );
  if (cells.length > LIMITS.cells)
    throw new ReadingError(`超过 ${LIMITS.cells} 个单元格，没有读入；请拆分后再放入`);
  const at = (row: number): At => ({ kind: "row", table: 1, row: row + 1 });
  const records = recordsIn(cells);
  if (records) addRecords(composer, records, at);
  else composer.table(cells, at, undefined, { level: 1 });
  if (encoding !== "UTF-8") composer.note("inference", `文字按 ${encoding} 编码读入`);
  return composer.reading();
}

/** Each value as it is written: "0012" is no number, and nothing is a formula. */
function rowsOf(text: string): string[][] {
  const { SheetNames, Sheets } = read(text, { type: "string", raw: true });
  const sheet = Sheets[SheetNames[0] ?? ""];
  const rows = sheet ? utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true, defval: "" }) : [];
  return rows
    .map((values) => values.map((value) => value.trim()))
    .filter((values) => values.some((value) => value !== ""));
}
