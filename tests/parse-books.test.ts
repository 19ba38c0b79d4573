/** Documents that are chapters: handbooks and statutes, as pages of a site, as plain lines, as headings of one level. */

import { expect, test } from "vitest";
import { isImprint } from "../src/corpus/imprint.ts";
import type { Layout } from "../src/corpus/layout.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { cellsOf } from "../src/search/read-lines.ts";

const LAYOUT: Layout = { lines: [], tables: [], places: [], notes: [] };

function readingOf(file: string, lines: readonly string[], layout = LAYOUT) {
  const document = parseDocument(file, lines.join("\n"), layout);
  return document.cases.map(({ organization, title, sections }) => ({
    name: [organization, title].filter(Boolean).join(" | "),
    sections: sections.map(({ name, under }) => (under === undefined ? name : `${under} > ${name}`)),
  }));
}

test.each(["3.4 值班制度", "3. 值班制度", "第三章　值班制度"])(
  "names a page of a book by its heading %s",
  (heading) => {
    const lines = [`# ${heading}`, "", "## 排班", "", "每周五排班。", "", "## 交接", "", "每日八时交接。"];
    expect(readingOf("zhi-ban.md", lines)).toEqual([
      { name: heading.startsWith("第") ? heading : "值班制度", sections: ["排班", "交接"] },
    ]);
  },
);

test("names a page of a book that has no other heading by it", () => {
  const [page] = readingOf("ban.md", ["# 4.6 编号办法", "", "编号由年份和顺序号组成。"]);
  expect(page).toEqual({ name: "编号办法", sections: ["正文"] });
});

const CHAPTERS = [
  ["第一章　会员", "第一条", "职工自愿加入。", "第二条", "会员交纳会费。"],
  ["第二章　经费", "第三条", "经费来自会费。", "第四条", "经费接受审查。"],
];
const HELD = [
  "第一章　会员",
  "第一章　会员 > 第一条",
  "第一章　会员 > 第二条",
  "第二章　经费",
  "第二章　经费 > 第三条",
  "第二章　经费 > 第四条",
];

test("lets chapters hold their articles where both are headings of one level", () => {
  const lines = CHAPTERS.flat().map((line) => (line.startsWith("第") ? `### ${line}` : line));
  const [page] = readingOf("章程.md", ["# 某会章程", ...lines]);
  expect(page?.sections).toEqual(HELD);
});

test("lets chapters hold their articles where both are plain lines", () => {
  const lines = CHAPTERS.map(([chapter = "", ...rest]) => [
    chapter,
    ...[0, 2].map((i) => `${rest[i]}　${rest[i + 1]}`),
  ]);
  const [page] = readingOf("章程.txt", ["某会章程", ...lines.flat()]);
  expect(page?.sections).toEqual(HELD);
});

test("names a manual that begins with a chapter by its file, and takes every chapter for a heading", () => {
  const lines = [
    "第二章 聘用规定",
    "基本政策",
    "员工享有均等的机会。",
    "第三章 员工福利",
    "一、总则",
    "为规范管理，制定本制度。",
    "第四章 工作规范",
    "行为准则",
    "遵守规章制度。",
    "第五章 附言",
    "请妥善保存。",
  ];
  let start = 0;
  const facts = lines.map((line) => {
    const fact = { start, end: start + line.length, level: 0, bold: false };
    start = fact.end + 1;
    return fact;
  });
  const [manual] = readingOf("海港员工手册.pdf", lines, { ...LAYOUT, lines: facts });
  expect(manual?.name).toBe("海港员工手册");
  expect(manual?.sections).toEqual(expect.arrayContaining(lines.filter((line) => line.startsWith("第"))));
});

test("reads no comments and no tags as text, and sums up no addresses", () => {
  const lines = [
    "# 值班办法",
    "",
    "<!-- 页首",
    "待改 -->",
    "",
    "<div align=center>",
    "每周五排班。",
    "<!-- INFO END -->",
  ];
  const { cases } = parseDocument("zhi-ban.md", lines.join("\n"));
  const blocks = cases.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks));
  expect(blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text))).toEqual(["每周五排班。"]);
  expect(isImprint("排班表： https://example.org/pai-ban?id=1")).toBe(true);
  expect(isImprint("排班表见 https://example.org/pai-ban，每周五更新。")).toBe(false);
});

test.each([
  ["海港市2024年国民经济和社会发展统计公报", "海港市统计局　国家统计局海港调查队"],
  ["海港市工会条例", "海港市人民代表大会常务委员会"],
  ["海港工会章程", "海港市总工会"],
])("names %s by its title, not by who issued it", (title, issuer) => {
  const lines = [
    title,
    issuer,
    "",
    "一、总则",
    "海港市总工会每年三月公布全市的数字。",
    "二、附则",
    "本文自公布之日起施行。",
  ];
  expect(readingOf("a.txt", lines)).toEqual([{ name: title, sections: ["一、总则", "二、附则"] }]);
});

test("takes a line of several words apart for no heading", () => {
  const lines = [
    "值班办法",
    "",
    "交通工具见下表。",
    "",
    "火车 轮船 飞机",
    "",
    "按规定报销，凭票办理。",
    "",
    "领票",
    "",
    "向值班员领票。",
  ];
  const [page] = readingOf("a.txt", lines);
  expect(page?.sections).not.toContain("火车 轮船 飞机");
});

test("reads a table drawn with lines, its frame no text", () => {
  const table = ["┌────┬──────┐", "│ 网点 │ 时间   │", "├────┼──────┤", "│ 总站 │ 7:30起 │", "└────┴──────┘"];
  const { cases } = parseDocument("a.md", ["# 值班网点", "", ...table, "周日休息。"].join("\n"));
  const [block, after] = cases[0]?.sections[0]?.blocks ?? [];
  expect(block?.header).toBe("│ 网点 │ 时间   │");
  expect(block?.sentences.map(({ text }) => cellsOf(text).map(({ text }) => text))).toEqual([
    ["网点", "时间"],
    ["总站", "7:30起"],
  ]);
  expect(after?.sentences[0]?.text).toBe("周日休息。");
});

test("reads no list of contents as text where the format knows the lines", () => {
  const named = ["第一章　会员", "第二章　经费", "第一节　收入", "第二节　支出", "第三章　附则"];
  const [one, two, ...others] = named;
  const articles = (from: number) =>
    [0, 1].map((n) => `第${"一二三四五六七八"[from + n]}条　会费每年一月收取，由财务部门登记在册。`);
  const body = [
    one,
    ...articles(0),
    two,
    others[0],
    ...articles(2),
    others[1],
    ...articles(4),
    others[2],
    ...articles(6),
  ];
  const words = ["某会章程", "目　录", ...named, ...body].map(String);
  let start = 0;
  const lines = words.map((line) => {
    const place = { start, end: start + line.length, level: 0, bold: false };
    start = place.end + 1;
    return place;
  });
  const { cases, findings } = parseDocument("章程.docx", words.join("\n"), { ...LAYOUT, lines });
  expect(cases.flatMap(({ sections }) => sections.map(({ name }) => name))).toEqual([
    "第一章　会员",
    "第一条",
    "第二条",
    "第二章　经费",
    "第一节　收入",
    "第三条",
    "第四条",
    "第二节　支出",
    "第五条",
    "第六条",
    "第三章　附则",
    "第七条",
    "第八条",
  ]);
  expect(findings.map(({ kind, line }) => [kind, line])).toContainEqual(["omission", 2]);
});

const SAID = "会费每年一月收取，由财务部门登记在册。";

/** Lines with the level of their heading, 0 for text. */
function headed(...lines: readonly (readonly [words: string, level: number])[]) {
  let start = 0;
  const facts = lines.map(([words, level]) => {
    const place = { start, end: start + words.length, level, bold: level > 0 };
    start = place.end + 1;
    return place;
  });
  const words = lines.map(([line]) => line);
  return readingOf("会费.docx", words, { ...LAYOUT, lines: facts });
}

test("names no file by its first section, where a second one follows", () => {
  const [file] = headed(["一、收取", 1], [SAID, 0], ["二、使用", 1], [SAID, 0]);
  expect(file).toEqual({ name: "会费", sections: ["一、收取", "二、使用"] });
});

test("sets chapters above numbered parts, though such parts stand before the first of them", () => {
  const parts = ["一、收取", SAID, "二、使用", SAID];
  const lines = [
    "会费讲义",
    "一、说明",
    SAID,
    "二、提纲",
    SAID,
    "第一讲　会费",
    ...parts,
    "第二讲　经费",
    ...parts,
  ];
  expect(readingOf("讲义.txt", lines)[0]?.sections).toEqual([
    "一、说明",
    "二、提纲",
    "第一讲　会费",
    "第一讲　会费 > 一、收取",
    "第一讲　会费 > 二、使用",
    "第二讲　经费",
    "第二讲　经费 > 一、收取",
    "第二讲　经费 > 二、使用",
  ]);
});

test("takes units for chapters of one text, whatever number stands before them", () => {
  const parts = ["一、收取", SAID, "二、使用", SAID];
  const lines = [
    "会费讲义",
    "编者按：本讲义供内部使用。",
    "I.  第一单元",
    ...parts,
    "II.  第二单元",
    ...parts,
  ];
  const cases = readingOf("讲义.txt", lines);
  expect(cases).toHaveLength(1);
  expect(cases[0]?.sections).toEqual([
    "编者按",
    "I.  第一单元",
    "I.  第一单元 > 一、收取",
    "I.  第一单元 > 二、使用",
    "II.  第二单元",
    "II.  第二单元 > 一、收取",
    "II.  第二单元 > 二、使用",
  ]);
});

test("takes no line that is to be filled in for a heading", () => {
  const lines = [
    "手写签名：________",
    "会费管理课程作业",
    "学号______",
    SAID,
    "一、收取",
    SAID,
    "二、使用",
    SAID,
  ];
  expect(readingOf("a.txt", lines)[0]?.name).toBe("会费管理课程作业");
});
