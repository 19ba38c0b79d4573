/** Pieces → pages: what fits, where a page ends, and that nothing gets lost or doubled on the way. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formattedOf, splitPieces } from "../../src/channels/telegram/pages.ts";
import { cutEnd } from "../../src/render/cut.ts";
import type { Placed } from "../../src/render/pages.ts";
import type { Piece, QuotePiece, TextPiece } from "../../src/render/pieces.ts";
import { computing } from "../wire/clock.ts";
import { entityFaults } from "./wire-entities.ts";

function quote(number: number, text: string, change: Partial<QuotePiece> = {}): QuotePiece {
  const label = "海港市总工会 · 主要内容";
  const usual = { gap: "\n\n", above: "", lead: "", label, url: null, place: label, note: "" };
  return { kind: "quote", number, text, ...usual, ...change };
}

function said(text: string, bold = 0): TextPiece {
  return { kind: "text", gap: "\n", text, bold };
}

/** An own place for each, so that no lines are shared. */
function apart(number: number, text: string): QuotePiece {
  return quote(number, text, { place: String(number) });
}

function textsOf(pieces: readonly Piece[], limit: number): string[] {
  return splitPieces(pieces, limit).map(({ placed, last }) => formattedOf(placed, last).text);
}

/** The words of each quote and of each text, put together again. */
function wordsOf(pages: readonly { readonly placed: readonly Placed[] }[]): Map<number | "text", string> {
  const words = new Map<number | "text", string>();
  const add = (key: number | "text", more: string) => words.set(key, (words.get(key) ?? "") + more);
  for (const one of pages.flatMap(({ placed }) => placed)) {
    if (one.kind === "text") add("text", one.text);
    else for (const [i, number] of one.numbers.entries()) add(number, one.parts[i]?.words ?? "");
  }
  return words;
}

describe("a part of a long text ends", () => {
  test.each([
    ["behind a sentence", "一二三四五六。七八九十", 10, "一二三四五六。"],
    ["behind the last one that fits", "一二三。四五六！七八九十", 10, "一二三。四五六！"],
    ["behind the marks that close it", "一二三四“五六。”）七八九十", 11, "一二三四“五六。”）"],
    ["not between it and these marks", "一二，三四五，六七八。”九十", 11, "一二，三四五，"],
    ["behind an ASCII mark", "一二三四五六;七八九十", 10, "一二三四五六;"],
    ["behind a line", "一二三四五六\n\n七八九十", 10, "一二三四五六\n\n"],
    ["behind a clause where no sentence ends", "一二三四五六,七八九十百", 10, "一二三四五六,"],
    ["behind a clause where a sentence ends too early", "一。三四五，六七八九十", 10, "一。三四五，"],
    ["not within a number", "一二三四1,000五六七八", 9, "一二三四1,000"],
    ["anywhere where there is neither", "一二三四五六七八九十百千", 10, "一二三四五六七八九十"],
    ["in front of a character of two units", "一二三四五六七八九😀十", 10, "一二三四五六七八九"],
    ["in front of a character with its marks", "一二三四五六七八e\u0301\u0301十", 10, "一二三四五六七八"],
    ["in front of a family", "一二三四五👨‍👩‍👧六", 10, "一二三四五"],
    [
      "within a character that is longer than a part",
      `a${"\u0301".repeat(20)}`,
      10,
      `a${"\u0301".repeat(9)}`,
    ],
    ["not within a pair even then", `😀${"\u{e0100}".repeat(9)}`, 11, `😀${"\u{e0100}".repeat(4)}`],
  ])("%s", (_, text, most, part) => {
    expect(text.slice(0, cutEnd(text, 0, most))).toBe(part);
  });

  test("behind one character at least", () => {
    expect([cutEnd("字字", 0, 1), cutEnd("😀😀", 0, 1)]).toEqual([1, 2]);
  });

  test("counted from where it begins", () => {
    expect(cutEnd("一二三。四五六七。八九", 4, 6)).toBe(9);
  });
});

describe("pages", () => {
  const hundred = "一二三四五六七八九。".repeat(10);

  test("what fits stands on one page, without a number", () => {
    expect(textsOf([said("甲"), quote(1, "乙。")], 300)).toEqual([
      "甲\n\n[1] 〔海港市总工会 · 主要内容〕\n乙。",
    ]);
  });

  test("a page ends between quotes where one fits below, and each page has its number", () => {
    expect(textsOf([apart(1, hundred), apart(2, hundred), apart(3, hundred)], 180)).toEqual([
      `[1] 〔海港市总工会 · 主要内容〕\n${hundred}\n(1/3)`,
      `[2] 〔海港市总工会 · 主要内容〕\n${hundred}\n(2/3)`,
      `[3] 〔海港市总工会 · 主要内容〕\n${hundred}\n(3/3)`,
    ]);
  });

  test("a quote longer than a page is cut, and goes on under its line again", () => {
    const [first = "", second = ""] = textsOf([said("甲"), quote(7, hundred.repeat(3))], 300);
    expect(first).toMatch(/^甲\n\n\[7\] 〔海港市总工会 · 主要内容〕\n一.*九。\n\(1\/2\)$/s);
    expect(second).toMatch(/^\[7\] 〔海港市总工会 · 主要内容〕（续）\n一.*九。\n\(2\/2\)$/s);
  });

  test("the mark that words are not whole stands behind the last of them alone", () => {
    const texts = textsOf([quote(1, hundred.repeat(5), { note: "〔不完整〕" })], 300);
    expect(texts.map((text) => text.includes("〔不完整〕"))).toEqual([false, true]);
    expect(texts[1]).toMatch(/九。\n〔不完整〕\n\(2\/2\)$/);
  });

  test("a mark that does not fit takes words along", () => {
    for (let length = 230; length < 300; length += 1) {
      const pages = splitPieces([quote(1, "字".repeat(length), { note: "〔不完整〕" })], 300);
      const parts = pages.flatMap(({ placed }) =>
        placed.flatMap((one) => (one.kind === "quotes" ? one.parts : [])),
      );
      expect(parts.every(({ words }) => words !== "")).toBe(true);
      expect(parts.map(({ note }) => note).join("")).toBe("〔不完整〕");
    }
  });

  test("quotes of one place share a line, five at most, and none goes on on the line of another", () => {
    const texts = textsOf(
      [1, 2, 3, 4, 5, 6, 7].map((number) => quote(number, "甲。")),
      300,
    );
    expect(texts).toEqual([
      [
        "[1][2][3][4][5] 〔海港市总工会 · 主要内容〕\n甲。\n甲。\n甲。\n甲。\n甲。",
        "[6][7] 〔海港市总工会 · 主要内容〕\n甲。\n甲。",
      ].join("\n\n"),
    ]);
    const [, second = ""] = textsOf([quote(1, "甲。"), quote(2, hundred.repeat(3)), quote(3, "乙。")], 300);
    expect(second).toMatch(
      /^\[2\] 〔海港市总工会 · 主要内容〕（续）\n.*\n\n\[3\] 〔海港市总工会 · 主要内容〕\n乙。\n/s,
    );
  });

  test("what has a heading or a number of its own begins a line", () => {
    const pieces = [quote(1, "甲。"), quote(2, "乙。", { lead: "2. " }), quote(3, "丙。", { above: "成效" })];
    expect(textsOf(pieces, 300)[0]?.match(/^(?:2\. )?\[\d\] /gm)).toEqual(["[1] ", "2. [2] ", "[3] "]);
  });

  test("bold words that are cut stay bold, and no others become so", () => {
    const text = "字".repeat(500);
    const bold = splitPieces([said(text, 350)], 300).map(
      ({ placed, last }) => formattedOf(placed, last).entities,
    );
    expect(bold.flat().reduce((sum, { length }) => sum + length, 0)).toBe(350);
  });

  test("a heading goes to the next page with the words under it", () => {
    const [first, second] = textsOf([apart(1, hundred), { ...apart(2, hundred), above: "应用成效" }], 180);
    expect(first).toMatch(/九。\n\(1\/2\)$/);
    expect(second).toMatch(/^应用成效\n\[2\]/);
  });

  test("a last page with hardly anything gets some of the page before it", () => {
    const texts = textsOf(
      [1, 2, 3, 4, 5, 6].map((number) => apart(number, "字".repeat(20))),
      220,
    );
    expect(texts.map((text) => text.match(/^\[\d\]/gm)?.length)).toEqual([4, 2]);
    const long = textsOf([quote(1, hundred.repeat(9))], 910);
    expect(long.map(({ length }) => length > 180)).toEqual([true, true]);
  });

  test("a page holds no more entities and links than Telegram takes", () => {
    const url = `https://example.org/${"x".repeat(300)}`;
    const pieces = Array.from({ length: 60 }, (_, i) => ({ ...apart(i + 1, "字"), url }));
    const pages = splitPieces(pieces, 4_096).map(({ placed, last }) => formattedOf(placed, last));
    const bytes = pages.map(({ entities }) =>
      entities.reduce((sum, one) => sum + 12 + (one.type === "text_link" ? one.url.length : 0), 0),
    );
    expect(Math.max(...bytes)).toBeLessThan(9_500);
    const many = Array.from({ length: 300 }, (_, i) => apart(i + 1, "字"));
    const counts = splitPieces(many, 40_000).map(({ placed }) => formattedOf(placed, "").entities.length);
    expect(Math.max(...counts)).toBe(95);
  });

  test("a line that is longer than a page is one too many, and still comes to an end", () => {
    const texts = textsOf([quote(1, "😀字", { label: "长".repeat(300), note: "〔不完整〕" })], 50);
    expect(texts).toHaveLength(2);
    expect(texts.at(-1)).toMatch(/\n字\n〔不完整〕\n\(2\/2\)$/);
  });

  test("from ten pages on numbers have two digits, and still fit", () => {
    const texts = textsOf([quote(1, "字".repeat(4_000))], 300);
    expect(texts.length).toBeGreaterThan(9);
    expect(texts.at(-1)).toMatch(new RegExp(`\\n\\(${texts.length}/${texts.length}\\)$`));
    expect(texts.filter(({ length }) => length > 300)).toEqual([]);
  });
});

describe("whatever is to be said", () => {
  const unit = fc.constantFrom(
    ..."一二三四五六七八九十",
    ..."。！？；，、”",
    ..."a1 .,!",
    ...[
      "\n",
      "\n\n\n",
      "😀",
      "𠮷",
      "e\u0301",
      "👨‍👩‍👧‍👦",
      "🇨🇳",
      "👍🏽",
      "\u0301",
      "\u200d",
      "！”",
      "〔",
      "〕",
      "[1] 〔",
    ],
  );
  const words = fc.oneof(
    fc.string({ unit, minLength: 1, maxLength: 40 }),
    fc.string({ unit, minLength: 200, maxLength: 2_000 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
    fc.nat({ max: 3_000 }).map((length) => "字".repeat(length + 1)),
    fc.nat({ max: 1_500 }).map((length) => `a${"\u0301".repeat(length)}`),
  );
  const piece = fc.oneof(
    fc
      .record({ text: words, strong: words, isBold: fc.boolean() })
      .map(({ text, strong, isBold }) => (isBold ? said(`${strong}${text}`, strong.length) : said(text))),
    fc
      .record({
        text: words,
        place: fc.nat({ max: 2 }),
        note: fc.constantFrom("", "〔不完整〕"),
        url: fc.constantFrom(null, "https://example.org/a"),
        above: fc.constantFrom("", "", "标题"),
        lead: fc.constantFrom("", "", "1. "),
      })
      .map(({ text, place, ...rest }) =>
        quote(0, text, { ...rest, place: String(place), label: `单位${place} · 章` }),
      ),
  );
  const pieces = fc
    .array(piece, { minLength: 1, maxLength: 60 })
    .map((all) => all.map((one, i): Piece => (one.kind === "quote" ? { ...one, number: i + 1 } : one)));
  const limit = fc.integer({ min: 200, max: 4_096 });

  test("nothing is lost, doubled or changed", () => {
    fc.assert(
      fc.property(pieces, limit, (all, most) => {
        const expected = new Map<number | "text", string>();
        for (const one of all) {
          const key = one.kind === "text" ? "text" : one.number;
          expected.set(key, (expected.get(key) ?? "") + one.text);
        }
        expect(wordsOf(splitPieces(all, most))).toEqual(expected);
      }),
    );
  });

  test("every page is within the limits, with entities that Telegram takes", () => {
    fc.assert(
      fc.property(pieces, limit, (all, most) => {
        for (const { placed, last } of splitPieces(all, most)) {
          const { text, entities } = formattedOf(placed, last);
          expect(text.length).toBeLessThanOrEqual(most);
          expect(entityFaults(text, entities)).toEqual([]);
        }
      }),
    );
  });

  test("no citation line stands without words, and no number without a line", () => {
    fc.assert(
      fc.property(pieces, limit, (all, most) => {
        for (const one of splitPieces(all, most).flatMap(({ placed }) => placed)) {
          if (one.kind === "text") continue;
          expect(one.parts.length).toBe(one.numbers.length);
          expect(one.parts.filter(({ words: part }) => part === "")).toEqual([]);
        }
      }),
    );
  });

  test("a part ends between characters as people see them, but for one that is longer than the part", () => {
    const characters = new Intl.Segmenter("zh");
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 900 }), (text, most) => {
        for (let from = 0; text.length - from > most; ) {
          const end = cutEnd(text, from, most);
          expect(end).toBeGreaterThan(from);
          expect(end - from).toBeLessThanOrEqual(most);
          const around = characters.segment(text.slice(from)).containing(end - from);
          const isWithin = around?.index !== end - from;
          if (isWithin) expect(around?.segment.length).toBeGreaterThan(most);
          expect(text.slice(0, end).isWellFormed()).toBe(text.slice(0, end + 1).isWellFormed() || !isWithin);
          from = end;
        }
      }),
    );
  });
});

describe("takes no longer than its length", () => {
  const computed = (job: () => unknown) => {
    const spent = computing();
    job();
    return spent();
  };

  test.each([
    ["sentences", "一二三四五六七八九。".repeat(20_000)],
    ["one endless word", "字".repeat(200_000)],
    ["one endless character", `a${"\u0301".repeat(200_000)}`],
    ["empty lines", "\n".repeat(200_000)],
    ["characters of two units", "😀".repeat(100_000)],
    ["flags", "🇨🇳".repeat(50_000)],
  ])("200,000 units of %s", (_, text) => {
    expect(computed(() => textsOf([quote(1, text)], 900))).toBeLessThan(1_000);
  });

  test("5,000 quotes", () => {
    const pieces = Array.from({ length: 5_000 }, (_, i) => ({
      ...apart(i + 1, "十个字的一句话在此。"),
      url: "https://example.org/",
    }));
    expect(computed(() => textsOf(pieces, 3_900))).toBeLessThan(2_000);
  });
});
