/** HTML within Markdown and plain text: tables, captions, boxes. */

import { expect, test } from "vitest";
import type { Case } from "../src/corpus/case.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { readLines } from "../src/search/read-lines.ts";
import { expectInvariants } from "./parse-invariants.ts";

function parsed(text: string): Case {
  const document = parseDocument("手册.md", text);
  expectInvariants(document, Number.POSITIVE_INFINITY);
  const [only] = document.cases;
  if (!only) throw new Error("expected a case, found none");
  return only;
}

function tablesIn(unionCase: Case) {
  const bare = {
    ordinal: 0,
    case: unionCase,
    lines: [],
    tables: [],
    named: "",
    heading: "",
    said: "",
    whole: "",
  };
  return readLines(bare).tables.map(({ header, rows }) => ({
    header,
    rows: rows.map(({ cells }) => cells.map(({ text }) => text)),
  }));
}

const CELLS = [
  ["项目", "甲级", "乙级"],
  ["起付线", "100元。", "500元，外地另计。"],
  ["比例", "85%", "60%"],
];
const rowsOf = (between: string) =>
  CELLS.map(
    (row) => `<tr>${between}${row.map((cell) => `<td>${cell}</td>`).join(between)}${between}</tr>`,
  ).join(between);

test.each([
  [
    "in one line, within other tags",
    `<div style="text-align: center;"><html><body><table border="1"><tbody>${rowsOf("")}</tbody></table></body></html></div>`,
  ],
  ["a line a cell", `<table>\n    <tbody>\n${rowsOf("\n        ")}\n    </tbody>\n</table>`],
])("a table set in HTML is rows and cells: %s", (_, table) => {
  const own = parsed(`# 手册\n\n## 待遇\n\n下面是标准。\n\n${table}\n\n以上从今年起执行。\n`);
  const [header, ...rows] = CELLS;
  expect(tablesIn(own)).toEqual([{ header, rows }]);
  const blocks = own.sections.flatMap((section) => section.blocks.map(({ sentences }) => sentences.length));
  expect(blocks).toEqual([1, 3, 1]);
});

test("cells that a row shares with the one above stand where they do", () => {
  const table = `<table><tr><td colspan="2">指标</td><td>数</td></tr><tr><td rowspan="2">职工</td><td>男</td><td>1,277</td></tr><tr><td>女</td><td>497</td></tr></table>`;
  expect(tablesIn(parsed(`# 报告\n\n${table}\n`))).toEqual([
    {
      header: ["指标", "指标", "数"],
      rows: [
        ["职工", "男", "1,277"],
        ["", "女", "497"],
      ],
    },
  ]);
});

test("captions, pictures and boxes leave their words alone", () => {
  const own = parsed(
    `# 手册\n\n<div style="text-align: center;">节日慰问</div>\n\n<div><img src="a.jpg" alt="图" width="7%" /></div>\n\n::: tip 注意\n宿舍夜里十一点关门。\n:::\n\n早上六点开门。\n`,
  );
  const said = own.sections.flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences));
  expect(said.map(({ text }) => text)).toEqual([
    "节日慰问",
    "注意",
    "宿舍夜里十一点关门。",
    "早上六点开门。",
  ]);
});
