/** Corrections beside a document: which are taken, where they apply, what they change, and that no word of the text is among it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Fix, FixError, type FixKind, fixesText, parseFixes, placeFix } from "../src/corpus/fixes.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { NO_CORRECTIONS, withReplaced } from "../src/corpus/replace.ts";
import { readOriginal } from "../src/readers/read.ts";
import type { Reading } from "../src/readers/reader.ts";
import { tries } from "./full.ts";
import { expectInvariants, strip } from "./parse-invariants.ts";

const TEXT = `海港市总工会
建好渔工驿站 服务远洋职工

推荐词：海港市总工会把驿站建到码头。

一、主要做法
在码头设立驿站12个，为远洋
职工提供热水。来源：海港发布
驿站由会员轮流看管。

二、应用成效
服务职工3.5万人次。
`;

const parsed = (text: string, ...fixes: Fix[]) =>
  parseDocument("甲.txt", text, undefined, { ...NO_CORRECTIONS, fixes });
const messages = (text: string, ...fixes: Fix[]) =>
  parsed(text, ...fixes).findings.flatMap(({ kind, message }) =>
    kind === "correction" || kind === "outdated" ? [message] : [],
  );
const outline = (text: string, ...fixes: Fix[]) =>
  parsed(text, ...fixes).cases.map(({ organization, title, sections }) => [
    organization,
    title,
    ...sections.map(({ name }) => name),
  ]);
const said = (text: string, ...fixes: Fix[]) =>
  parsed(text, ...fixes).cases.flatMap(({ sections }) =>
    sections.flatMap(({ blocks }) =>
      blocks.map(({ sentences }) => sentences.map((one) => one.text).join("")),
    ),
  );

describe("a file of corrections", () => {
  const fix: Fix = {
    kind: "title",
    words: "建好渔工驿站",
    to: "渔工驿站",
    by: "user 张三",
    at: "2026-11-30",
  };

  it("is read back as it was written", () => {
    expect(parseFixes(fixesText([fix]))).toEqual([fix]);
    expect(fixesText([fix])).toContain('\n      "words": "建好渔工驿站",\n');
  });

  it("is measured in bytes, and is not written where it could not be read back", () => {
    const many = Array.from({ length: 150 }, (): Fix => ({ kind: "drop", words: "案".repeat(900) }));
    expect(JSON.stringify(many).length).toBeLessThan(200_000);
    expect(() => fixesText(many)).toThrow(new FixError("超过 256 KB 的上限"));
    const whole = fixesText(many.slice(0, 90));
    expect(Buffer.byteLength(whole)).toBeLessThan(256 * 1024);
    expect(parseFixes(whole)).toHaveLength(90);
  });

  const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  it.each([
    ["half of one", '{"version":1,"fixes":[', "不是 JSON，或没有写完整"],
    ["a picture", "\u0089PNG\0", "不是 JSON，或没有写完整"],
    ["a list", "[]", '应为 {"version":1,"fixes":[…]}'],
    ["a depth of 100,000", nested, '应为 {"version":1,"fixes":[…]}'],
    ["another version", '{"version":2,"fixes":[]}', '应为 {"version":1,"fixes":[…]}'],
    ["too much", `{"version":1,"fixes":[],"x":"${"案".repeat(90_000)}"}`, "超过 256 KB 的上限"],
    ["an unknown kind", '{"version":1,"fixes":[{"kind":"rewrite","words":"甲"}]}', "第 1 条写法不对"],
    ["no words", '{"version":1,"fixes":[{"kind":"drop"}]}', "第 1 条写法不对"],
    ["blank words", '{"version":1,"fixes":[{"kind":"drop","words":" "}]}', "第 1 条写法不对"],
    ["a number for words", '{"version":1,"fixes":[{"kind":"drop","words":7}]}', "第 1 条写法不对"],
    ["half a character", '{"version":1,"fixes":[{"kind":"drop","words":"\\ud800"}]}', "第 1 条写法不对"],
    [
      "another field",
      '{"version":1,"fixes":[{"kind":"drop","words":"甲","file":"/etc"}]}',
      "第 1 条写法不对",
    ],
    [
      "a title of two lines",
      JSON.stringify({ version: 1, fixes: [{ ...fix, to: "甲\n乙" }] }),
      "第 1 条写法不对",
    ],
    [
      "a title that turns the line",
      JSON.stringify({ version: 1, fixes: [{ ...fix, to: "甲\u202e乙" }] }),
      "第 1 条写法不对",
    ],
    [
      "a year in words",
      '{"version":1,"fixes":[{"kind":"year","words":"甲","to":"去年"}]}',
      "第 1 条写法不对",
    ],
    ["a join to nothing", '{"version":1,"fixes":[{"kind":"join","words":"甲"}]}', "第 1 条写法不对"],
    [
      "more than anybody corrects",
      JSON.stringify({
        version: 1,
        fixes: Array.from({ length: 201 }, () => ({ kind: "drop", words: "甲" })),
      }),
      '应为 {"version":1,"fixes":[…]}',
    ],
  ])("is refused in a few words: %s", (_, text, message) => {
    expect(() => parseFixes(text)).toThrow(new FixError(message));
  });

  it("takes words as they are, whatever they mean elsewhere", () => {
    const words = ".*(a+)+$[^";
    expect(placeFix(`甲${words}乙`, { kind: "drop", words })).toMatchObject({
      start: 1,
      end: 1 + words.length,
    });
    expect(placeFix("甲乙丙", { kind: "drop", words: "." })).toMatchObject({ why: "gone" });
  });
});

describe("words of a correction", () => {
  const words = "服务职工三万人次。";
  it("are found where they stood, and where they moved to", () => {
    expect(placeFix(`甲\n${words}`, { kind: "drop", words, near: 2 })).toMatchObject({ start: 2 });
    expect(placeFix(`${"甲".repeat(9_000)}\n${words}`, { kind: "drop", words, near: 2 })).toMatchObject({
      start: 9_001,
    });
  });

  it("are not looked for afar where they are so few that they stand there by chance", () => {
    const far = `${"甲".repeat(9_000)}成效`;
    expect(placeFix(far, { kind: "drop", words: "成效", near: 2 })).toMatchObject({ why: "gone" });
    expect(placeFix(far, { kind: "drop", words: "成效", near: 8_000 })).toMatchObject({ start: 9_000 });
  });

  it("that come twice are told apart by what stands before them, or not at all", () => {
    const text = `一、甲\n${words}\n二、乙\n${words}`;
    expect(placeFix(text, { kind: "drop", words, near: 5 })).toMatchObject({ why: "twice" });
    expect(placeFix(text, { kind: "drop", words, near: 5, before: "二、乙" })).toMatchObject({
      start: text.lastIndexOf(words),
    });
    expect(placeFix(text, { kind: "drop", words, before: "三、丙" })).toMatchObject({ why: "twice" });
    expect(placeFix(`\n${words}\n甲\n${words}`, { kind: "drop", words, before: "" })).toMatchObject({
      start: 1,
    });
    expect(placeFix(text, { kind: "join", words, before: "三、丙" })).toMatchObject({ why: "gone" });
  });
});

describe("a correction", () => {
  it("of names and year changes what a case is called, and not its heading", () => {
    const at = { words: "海港市总工会" };
    const own = parsed(
      TEXT,
      { kind: "organization", to: "海港市渔业工会", words: at.words, near: 0 },
      { kind: "title", to: "渔工驿站", words: at.words, near: 0 },
      { kind: "year", to: 2019, words: "建好渔工驿站 服务远洋职工" },
    );
    const [first] = own.cases;
    expect(first).toMatchObject({ organization: "海港市渔业工会", title: "渔工驿站", year: 2019 });
    expect(first?.heading.blocks.map(({ sentences }) => sentences[0]?.text)).toEqual([
      "海港市总工会",
      "建好渔工驿站 服务远洋职工",
    ]);
    expect(first?.corrections).toEqual([
      "单位更正为“海港市渔业工会”，原为“海港市总工会”",
      "题名更正为“渔工驿站”，原为“建好渔工驿站 服务远洋职工”",
      "年份更正为2019年",
    ]);
    expectInvariants(own);
  });

  it("begins a case, also within a line, and undoes that one begins", () => {
    const two: Fix = { kind: "case", words: "驿站由会员轮流看管。" };
    expect(outline(TEXT, two)).toHaveLength(2);
    expect(outline(TEXT, { kind: "case", words: "来源：海港发布" })).toHaveLength(2);
    const both = `${TEXT}\n${TEXT.replaceAll("海港", "远山")}`;
    expect(outline(both)).toHaveLength(2);
    expect(outline(both, { kind: "no-case", words: "远山市总工会", near: TEXT.length })).toHaveLength(1);
  });

  it("begins a section, names it by its words, and undoes that one begins", () => {
    expect(outline(TEXT, { kind: "section", words: "驿站由会员轮流看管" })[0]?.slice(2)).toEqual([
      "推荐词",
      "一、主要做法",
      "驿站由会员轮流看管",
      "二、应用成效",
    ]);
    const split = parsed(TEXT, { kind: "section", words: "来源" }).cases[0]?.sections[2];
    expect([split?.name, split?.blocks[0]?.sentences[0]?.text]).toEqual(["来源", "海港发布"]);
    expect(outline(TEXT, { kind: "no-section", words: "二、应用成效" })[0]?.slice(2)).toEqual([
      "推荐词",
      "一、主要做法",
    ]);
  });

  it("puts a section below another by its level", () => {
    const own = parsed(
      TEXT,
      { kind: "section", words: "一、主要做法", level: 1 },
      { kind: "section", words: "二、应用成效", level: 2 },
    );
    expect(own.cases[0]?.sections.at(-1)?.under).toBe("一、主要做法");
  });

  it("joins two paragraphs, and parts them", () => {
    expect(said(TEXT)).toContain("在码头设立驿站12个，为远洋");
    expect(said(TEXT, { kind: "join", words: "职工提供热水。", before: "为远洋" })).toContain(
      "在码头设立驿站12个，为远洋职工提供热水。来源：海港发布",
    );
    const two = TEXT.replace("服务职工", "建站12家，覆盖沿海。\n服务职工");
    const joined = parsed(two, { kind: "join", words: "服务职工3.5万人次。", before: "覆盖沿海。" });
    expectInvariants(joined);
    const whole = joined.cases[0]?.sections[2]?.blocks.map(({ sentences }) =>
      sentences.map((one) => one.glue + one.text),
    );
    expect(whole).toEqual([["建站12家，覆盖沿海。", "服务职工3.5万人次。"]]);
    expectInvariants(parsed("甲乙丙丁　戊己庚辛", { kind: "join", words: "戊己", before: "丙丁" }));
    expect(said(TEXT, { kind: "part", words: "来源：海港发布" })).toEqual(
      expect.arrayContaining(["职工提供热水。", "来源：海港发布"]),
    );
    const item = TEXT.replace("在码头", "（一）在码头");
    const parted = parsed(item, { kind: "part", words: "来源：海港发布" });
    expectInvariants(parted);
    const sentences = parted.cases[0]?.sections[1]?.blocks[0]?.sentences;
    expect(sentences?.find(({ text }) => text === "来源：海港发布")?.glue).toBe("\n");
  });

  it("drops what is no text, a part of a line also, and keeps what was taken for furniture", () => {
    const dropped = said(TEXT, { kind: "drop", words: "来源：海港发布" });
    expect(dropped.join("")).not.toContain("海港发布");
    expect(dropped.join("")).toContain("驿站由会员轮流看管。");
    const contents = TEXT.replace("二、", "\n第 3 页\n\n二、");
    expect(said(contents)).not.toContain("第 3 页");
    expect(said(contents, { kind: "keep", words: "第 3 页" })).toContain("第 3 页");
  });

  it("tells readers what was done, and none of the words", () => {
    const own = parsed(
      TEXT,
      { kind: "drop", words: "来源：海港发布" },
      { kind: "drop", words: "驿站由会员轮流看管。" },
      { kind: "no-section", words: "二、应用成效" },
    );
    expect(own.cases.map(({ corrections }) => corrections)).toEqual([
      ["略去了不是正文的文字", "更正了章节的划分"],
    ]);
    expect(own.findings.map(({ message }) => message)).toContain("已更正：略去“来源：海港发布”");
  });

  it("says where it does not apply any more, and why", () => {
    const other = TEXT.replace("职工提供热水。来源：海港发布", "职工提供茶水。").replace(
      "驿站由会员",
      "驿站由会员轮流看管。\n驿站由会员",
    );
    expect(
      messages(
        other,
        { kind: "drop", words: "来源：海港发布" },
        { kind: "part", words: "驿站由会员轮流看管。" },
      ),
    ).toEqual([
      "更正不再适用（文中已没有这些字）：略去“来源：海港发布”",
      "更正不再适用（文中有几处相同，分不清是哪一处）：从“驿站由会员轮流看管。”起另成一段",
    ]);
    const table = "甲\t乙\t丙\n1\t2\t3\n4\t5\t6\n";
    expect(messages(table, { kind: "section", words: "5\t6" })).toEqual([
      "更正不再适用（那里是表格、代码，或不能这样更正）：从“5 6”起是一节",
    ]);
    expect(messages(TEXT, { kind: "keep", words: "服务职工3.5万人次。" })[0]).toContain("不再适用");
  });

  it("replaces words that were recognised on a picture, and no others", () => {
    const text = "在码头设立驿站l2个。\n驿站由会员看管。";
    const line = (start: number, end: number) => ({ start, end, level: 0, bold: false });
    const scanned: Reading = {
      text,
      lines: [line(0, 11), line(12, text.length)],
      tables: [],
      places: [
        { start: 0, end: 5, at: { kind: "page", page: 1, rects: [] }, made: "ocr" },
        { start: 5, end: 11, at: { kind: "page", page: 1, rects: [] }, made: "ocr" },
        { start: 12, end: text.length, at: { kind: "page", page: 2, rects: [] }, made: "ocr" },
      ],
      about: {},
      notes: [{ kind: "oddity", start: 12, message: "可能漏行" }],
    };
    const fix: Fix = { kind: "replace", words: "驿站l2个", to: "驿站一共12个", near: 5 };
    const { reading, corrections } = withReplaced(scanned, [fix]);
    const document = parseDocument("扫描.pdf", reading.text, reading, corrections);
    expectInvariants(document);
    const sentences = document.cases.flatMap(({ sections }) =>
      sections.flatMap(({ blocks }) => blocks.flatMap((one) => one.sentences)),
    );
    expect(sentences.map((one) => [one.text, one.where])).toEqual([
      ["在码头设立驿站一共12个。", "第1页〔人工校正〕"],
      ["驿站由会员看管。", "第2页"],
    ]);
    expect(reading.text.slice(reading.notes[0]?.start)).toBe("驿站由会员看管。");
    expect(document.cases[0]?.corrections).toEqual(["人工校正了扫描识别的文字"]);

    const typed = withReplaced({ ...scanned, places: scanned.places.map(({ made: _, ...place }) => place) }, [
      fix,
    ]);
    expect(typed.reading.text).toBe(text);
    expect(typed.corrections.lost).toEqual([{ fix, why: "unfit" }]);
  });
});

const SAMPLES = [
  "02-running-heads.pdf",
  "08-table.xlsx",
  "05-wechat.html",
  "01-auto-numbering.docx",
  "06-gb18030.txt",
];
const CORPUS = join(import.meta.dirname, "../corpus/2024-top-ten-innovations.md");
const paths = [CORPUS, ...SAMPLES.map((name) => join(import.meta.dirname, "fixtures/documents", name))];

test.each(paths)("whatever is corrected, quotes are the text's own: %s", async (path) => {
  const reading = await readOriginal(readFileSync(path), path);
  const { text } = reading;
  const kinds = fc.constantFrom<FixKind>(
    ...(["organization", "title", "year", "case", "no-case", "section", "no-section"] as const),
    ...(["join", "part", "drop", "keep", "replace"] as const),
  );
  const starts = fc.oneof(
    fc.nat(text.length - 1),
    fc.constantFrom(...[...text.matchAll(/^./gmu)].map(({ index }) => index)),
  );
  const fixes = fc
    .array(fc.tuple(kinds, starts, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 6 })), {
      maxLength: 12,
    })
    .map((drawn) =>
      drawn.flatMap(([kind, near, length, level]): Fix[] => {
        const words = text
          .slice(near, near + length)
          .toWellFormed()
          .trim();
        const before = text.slice(0, near).trimEnd().slice(-12).toWellFormed().trim();
        if (words === "" || before === "") return [];
        const to = kind === "year" ? 2020 : "更正后的名称";
        return parseFixes(
          JSON.stringify({
            version: 1,
            fixes: [
              {
                ...{ kind, words, near, before },
                ...(["organization", "title", "year", "replace"].includes(kind) && { to }),
                ...(kind === "section" && { level }),
              },
            ],
          }),
        ).slice();
      }),
    );
  const words = strip(text).replace(/\s/g, "");
  fc.assert(
    fc.property(fixes, (all) => {
      const { reading: read, corrections } = withReplaced(reading, all);
      expect(read.text).toBe(text);
      const document = parseDocument(path, read.text, read, corrections);
      expectInvariants(document);
      expect(document.text.replace(/\s/g, "")).toBe(words);
      const told = document.findings.filter(({ kind }) => kind === "correction" || kind === "outdated");
      expect(told).toHaveLength(all.length);
    }),
    { numRuns: tries(600) },
  );
});
