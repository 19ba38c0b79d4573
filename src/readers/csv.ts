/** Values parted by commas, semicolons or tabs, in any of the usual encodings → a table. */

import { cellsOf, checkCells, createComposer, rowsOf } from "./compose.ts";
import { decodeText } from "./decode.ts";
import type { Reading } from "./reader.ts";
import { addRecords, recordsIn } from "./records.ts";

export async function readCsv(bytes: Uint8Array, name: string): Promise<Reading> {
  const { text, encoding } = decodeText(bytes);
  const words = text.replace(/^\ufeff/, "");
  const composer = createComposer();
  const rows = valuesIn(words, partingOf(words, name));
  const cells = cellsOf(rows);
  checkCells(cells.length);
  const at = rowsOf(1);
  const records = recordsIn(cells);
  if (records) addRecords(composer, records, at);
  else composer.table(cells, at, undefined, { level: 1 });
  if (encoding !== "UTF-8") composer.note("inference", `文字按 ${encoding} 编码读入`);
  return composer.reading();
}

/** That which the first line has most of. */
function partingOf(text: string, name: string): string {
  const line = text.slice(0, text.search(/\r?\n|$/));
  const count = (sign: string) => line.split(sign).length;
  if (/\.tsv$/i.test(name)) return "\t";
  return [",", "\t", ";"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Values in quotation marks may hold line breaks, partings, and quotation marks written twice. */
function valuesIn(text: string, parting: string): string[][] {
  const rows: string[][] = [];
  let values: string[] = [];
  let value = "";
  let quoted = false;
  const endValue = () => {
    values.push(value.trim());
    value = "";
  };
  const endRow = () => {
    endValue();
    if (values.some((one) => one !== "")) rows.push(values);
    values = [];
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? "";
    if (quoted) {
      if (sign !== '"') value += sign;
      else if (text[i + 1] === '"') value += text[++i];
      else quoted = false;
    } else if (sign === '"' && value.trim() === "") quoted = true;
    else if (sign === parting) endValue();
    else if (sign === "\n") endRow();
    else if (sign !== "\r") value += sign;
  }
  endRow();
  return rows;
}
