import { expect, test } from "vitest";
import { readDocx } from "../../src/readers/docx.ts";
import { paragraphOf, wordOf } from "./package-of.ts";

const linesOf = async (bytes: Uint8Array) => (await readDocx(bytes)).text.trimEnd().split("\n");
const level = (depth: number, format: string, pattern: string, more = "") =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`;
const listed = (words: string, numId: number, depth = 0) =>
  paragraphOf(words, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${numId}"/></w:numPr>`);
const numbering = (levels: string, nums: string) =>
  `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum>${nums}`;
const NUM = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';

test("restores the numbers of every level, and begins the lower ones anew", async () => {
  const levels = [
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    level(3, "decimalEnclosedCircle", "%4"),
  ];
  const body = [
    [0, "背景"],
    [0, "做法"],
    [1, "摸底"],
    [1, "协商"],
    [2, "发函"],
    [3, "面谈"],
    [2, "签约"],
    [0, "成效"],
    [1, "覆盖"],
  ]
    .map(([depth, words]) => listed(String(words), 1, Number(depth)))
    .join("");
  expect(await linesOf(wordOf(body, { numbering: numbering(levels.join(""), NUM) }))).toEqual([
    "一、背景",
    "二、做法",
    "（一）摸底",
    "（二）协商",
    "2.2.1 发函",
    "①面谈",
    "2.2.2 签约",
    "三、成效",
    "（一）覆盖",
  ]);
});

test("counts on over lists of one definition, and begins anew where one says so, once", async () => {
  const restarted =
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>';
  const plain = '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>';
  const part = numbering(level(0, "decimal", "%1."), NUM + restarted + plain);
  const body = [listed("甲", 1), listed("乙", 3), listed("丙", 2), listed("丁", 2), listed("戊", 0)].join("");
  expect(await linesOf(wordOf(body, { numbering: part }))).toEqual([
    "1. 甲",
    "2. 乙",
    "1. 丙",
    "2. 丁",
    "戊",
  ]);
});

test("takes numbers and levels of headings from styles, and hides bullets", async () => {
  const styles = `
    <w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="b"><w:name w:val="章"/><w:basedOn w:val="a"/></w:style>`;
  const levels = level(0, "chineseCounting", "第%1章") + level(1, "bullet", "\uf0b7");
  const body = [
    paragraphOf("总则", '<w:pStyle w:val="a"/>'),
    listed("圆点", 1, 1),
    paragraphOf("附则", '<w:pStyle w:val="b"/>'),
  ].join("");
  const reading = await readDocx(wordOf(body, { styles, numbering: numbering(levels, NUM) }));
  expect(reading.text).toBe("第一章总则\n圆点\n第二章附则\n");
  expect(reading.lines.map((line) => line.level)).toEqual([1, 0, 1]);
});

test("leaves out deletions, hidden words, field codes and tables of contents, and says so", async () => {
  const body = `
    <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${paragraphOf("背景 1")}</w:sdtContent></w:sdt>
    <w:p><w:r><w:t>服务</w:t></w:r><w:del><w:r><w:delText>三</w:delText></w:r></w:del><w:ins><w:r><w:t>四</w:t></w:r></w:ins>
    <w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
    <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>万</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>人</w:t><w:br/><w:t>次。</w:t></w:r></w:p>`;
  const { text, notes } = await readDocx(wordOf(body));
  expect(text).toBe("服务四万人\n次。\n");
  expect(notes.map(({ message }) => message)).toEqual([
    "修订按“全部接受”读入：插入 1 处，删除 1 处",
    "隐藏文字 1 处没有读入",
    "目录 1 行没有读入",
  ]);
});

const cell = (words: string, properties = "") =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraphOf(words)}</w:tc>`;

test("keeps a cell that spans rows with each of them, and reads forms as text", async () => {
  const table = `<w:tbl>
    <w:tr>${cell("片区")}${cell("街道")}${cell("驿站")}</w:tr>
    <w:tr>${cell("东片", '<w:vMerge w:val="restart"/>')}${cell("柳林")}${cell("3")}</w:tr>
    <w:tr>${cell("", "<w:vMerge/>")}${cell("河湾")}${cell("2")}</w:tr>
    <w:tr>${cell("合计", '<w:gridSpan w:val="2"/>')}${cell("5")}</w:tr></w:tbl>`;
  const form = `<w:tbl><w:tr>${cell("单位名称")}${cell("岚石县总工会")}</w:tr><w:tr>${cell("做法")}${cell("设驿站。办夜校。")}</w:tr></w:tbl>`;
  const reading = await readDocx(wordOf(table + form));
  expect(reading.text).toBe(
    "片区\t街道\t驿站\n东片\t柳林\t3\n东片\t河湾\t2\n合计\t\t5\n单位名称\n岚石县总工会\n做法\n设驿站。办夜校。\n",
  );
  expect(reading.tables).toEqual([{ first: 0, end: 4, headerRows: 1, columns: ["片区", "街道", "驿站"] }]);
});

test("takes no row for the head of a table whose first row counts already", async () => {
  const rows = [
    ["渔获总指数", "1.5"],
    ["鲜品", "2.6"],
    ["干品", "1.0"],
  ];
  const table = rows.map((row) => `<w:tr>${row.map((words) => cell(words)).join("")}</w:tr>`).join("");
  const reading = await readDocx(wordOf(`<w:tbl>${table}</w:tbl>`));
  expect(reading.tables).toEqual([{ first: 0, end: 3, headerRows: 0, columns: ["", ""] }]);
});
