/** Words typed into a search as one types → cases and sentences, in which order and page. */

import { describe, expect, test } from "vitest";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import type { Found } from "../../src/answer/find-words.ts";
import { MAX_QUESTION } from "../../src/chat/limits.ts";
import { MAX_QUERY_CHARACTERS } from "../../src/search/retrieve.ts";
import { openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const MARSH: CaseSketch = {
  organization: "苇河县总工会",
  title: "“灯塔驿家”温暖送货人",
  sections: {
    经验培育过程: ["苇河县快递员没有固定的休息场所。"],
    主要内容: [
      "(一)建好驿家。利用闲置岗亭建成驿家，配备空调。驿家供快递员充电、热饭。",
      "(二)开办夜校。夜校授课48场，讲义由班组长编写。",
    ],
    应用成效: ["快递员入会意愿增强。"],
  },
};
const PEAR: CaseSketch = {
  organization: "梨坡镇总工会",
  title: "田头课堂培养新农匠",
  sections: {
    经验培育过程: ["梨农技术参差不齐。"],
    主要内容: ["请农技师到田头授课，学员边听边练。"],
    应用成效: ["优果率提高，梨农收入增加。"],
  },
};
const DOCUMENT = `# 甲市工会案例选\n\n本书收录送温暖的案例，供各级工会授课时参考。\n\n${documentText(MARSH, PEAR)}`;
const MARSH_TITLE = "苇河县总工会：“灯塔驿家”温暖送货人";
const PEAR_TITLE = "梨坡镇总工会：田头课堂培养新农匠";

let opened: Promise<Abilities> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
const find: Abilities["find"] = async (words, page) => {
  opened ??= folderOf({ "选编.md": DOCUMENT }).then(openKnowledge).then(createAbilities);
  return (await opened).find(words, page);
};

const ALL = { offset: 0, limit: 50 };

function shown({ entries }: Found, kind?: "case" | "words"): string[] {
  return entries
    .filter((entry) => kind === undefined || entry.kind === kind)
    .map(({ quote }) => `${quote.citation.case.organization}：${quote.text}`);
}

describe("no words", () => {
  test.each([[""], ["  "], ["“"], ["？"]])("find the whole catalogue: %j", async (words) => {
    const found = await find(words, ALL);
    expect(found.entries.map(({ kind }) => kind)).toEqual(["case", "case"]);
    expect(shown(found)).toEqual([MARSH_TITLE, PEAR_TITLE]);
  });
});

describe("a case", () => {
  test.each([
    ["by its name", "苇河县总工会"],
    ["by half of its name", "苇"],
    ["by its name as it is called", "苇河"],
    ["by the beginning of its name in pinyin", "weih"],
    ["by words of its title", "送货"],
    ["by words of its name and title, in any order", "驿家 苇河"],
    ["by a programme that is typed without its quotation marks", "灯塔驿"],
  ])("is found %s, before any words: %s", async (_, words) => {
    const found = await find(words, ALL);
    expect(found.entries[0]?.kind).toBe("case");
    expect(shown(found, "case")).toEqual([MARSH_TITLE]);
  });

  test("that is named stands before one that begins so, and that before one that holds the words", async () => {
    const of = (organization: string, title: string): CaseSketch => ({ ...PEAR, organization, title });
    const dir = await folderOf({
      "选编.md": documentText(
        of("梨坡镇总工会", "田头课堂"),
        of("田头坝镇总工会", "一项做法"),
        of("田头镇总工会", "另一项做法"),
      ),
    });
    const abilities = createAbilities(await openKnowledge(dir));
    expect(shown(await abilities.find("田头", ALL), "case")).toEqual([
      "田头镇总工会：另一项做法",
      "田头坝镇总工会：一项做法",
      "梨坡镇总工会：田头课堂",
    ]);
  });

  test("is not found again by the words of its heading", async () => {
    const words = (await find("田头课堂", ALL)).entries.filter(({ kind }) => kind === "words");
    expect(words.map(({ quote }) => quote.citation.section)).not.toContain("标题");
  });
});

describe("words", () => {
  test("are found in a whole sentence of each passage, cited as in an answer of its own", async () => {
    const { entries } = await find("夜校讲义", ALL);
    expect(entries[0]).toMatchObject({
      kind: "words",
      quote: { text: "夜校授课48场，讲义由班组长编写。", citation: { number: 1, item: "(二)" } },
    });
    for (const { quote } of (await find("工会", ALL)).entries) {
      const { source, number } = quote.citation;
      expect(DOCUMENT.slice(source.start, source.end)).toBe(quote.text);
      expect(number).toBe(1);
    }
  });

  test.each([
    ["in the sentence that holds them as typed", "充电", "驿家供快递员充电、热饭。"],
    ["before they are typed to their end", "闲置岗", "利用闲置岗亭建成驿家，配备空调。"],
    ["from a single character", "亭", "利用闲置岗亭建成驿家，配备空调。"],
    ["in the sentence that answers", "授课多少场", "夜校授课48场，讲义由班组长编写。"],
  ])("are found %s: %s", async (_, words, sentence) => {
    const [first] = (await find(words, ALL)).entries;
    expect(first?.quote.text).toBe(sentence);
  });

  test("beside a case's name are found in that case first", async () => {
    const both = [
      "苇河县总工会：夜校授课48场，讲义由班组长编写。",
      "梨坡镇总工会：请农技师到田头授课，学员边听边练。",
    ];
    const among = (found: Found) => shown(found, "words").filter((entry) => both.includes(entry));
    expect(among(await find("梨坡 授课", ALL))).toEqual(both.toReversed());
    expect(among(await find("苇河 授课", ALL))).toEqual(both);
  });

  test("that stand before a document's first case are found after those of cases", async () => {
    const organizations = shown(await find("授课", ALL)).map((entry) => entry.split("：")[0]);
    expect(organizations.indexOf("甲市工会案例选")).toBe(organizations.length - 1);
    expect(organizations.length).toBeGreaterThan(2);
    expect(shown(await find("本书收录", ALL))).toEqual([
      "甲市工会案例选：本书收录送温暖的案例，供各级工会授课时参考。",
    ]);
  });

  test.each([["zzzz"], ["量子纠缠"], ["😀"]])(
    "of which the corpus has nothing find nothing: %s",
    async (words) => {
      expect(shown(await find(words, ALL), "words")).toEqual([]);
    },
  );
});

describe("a page", () => {
  test.each([[""], ["工会"], ["快递员"]])(
    "after page is all that is found, once and in order: %j",
    async (words) => {
      const { entries, more } = await find(words, ALL);
      expect(more).toBe(false);
      const paged: Found["entries"][number][] = [];
      for (let offset = 0; ; offset += 2) {
        const page = await find(words, { offset, limit: 2 });
        paged.push(...page.entries);
        expect(page.more).toBe(offset + 2 < entries.length);
        if (!page.more) break;
      }
      expect(paged).toEqual(entries);
      expect(await find(words, { offset: entries.length, limit: 2 })).toMatchObject({
        entries: [],
        more: false,
      });
    },
  );
});

test("as much is read of the words as a channel lets through", async () => {
  expect(MAX_QUERY_CHARACTERS).toBe(MAX_QUESTION);
  const filled = "授课".padEnd(MAX_QUESTION, "。");
  expect(await find(`${filled}苇河县总工会`, ALL)).toEqual(await find("授课", ALL));
});
