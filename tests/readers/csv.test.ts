/** What parts the cells of a table of values, and how large it may be. */

import { expect, test } from "vitest";
import { readCsv } from "../../src/readers/csv.ts";

const textOf = async (text: string, name: string) =>
  (await readCsv(new TextEncoder().encode(text), name)).text;

test.each([
  ["项目\t说明\n甲\t一,二,三,四", "a.tsv", "项目\t说明\n甲\t一,二,三,四\n"],
  ['名称,系统\n甲,"a;b;c;d;e"', "a.csv", "名称\t系统\n甲\ta;b;c;d;e\n"],
  ["名称;金额\n甲;1,5", "a.csv", "名称\t金额\n甲\t1,5\n"],
  ["TABLE,数\n甲,1", "a.csv", "TABLE\t数\n甲\t1\n"],
  ['名称,话\n甲,"他说""好"""', "a.csv", '名称\t话\n甲\t他说"好"\n'],
])("%j of %s", async (text, name, read) => {
  expect(await textOf(text, name)).toBe(read);
});

test("a hundred and fifty thousand cells are read", async () => {
  const rows = Array.from({ length: 15_000 }, (_, row) => Array.from({ length: 10 }, (_, i) => `${row}${i}`));
  expect((await textOf(rows.map((row) => row.join(",")).join("\n"), "a.csv")).split("\n")).toHaveLength(
    15_001,
  );
});
