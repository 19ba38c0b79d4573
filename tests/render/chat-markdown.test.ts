/** Answers as Markdown of chats: what is quoted is shown byte for byte, and everything is found again. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/grounding/answer.ts";
import { chatPages, escaped, isPlain } from "../../src/render/chat-markdown.ts";
import { found, tries } from "../full.ts";
import { citationsIn } from "../wire/markdown-back.ts";
import * as samples from "./samples.ts";

const OPTIONS = { limit: 5_500, most: 18_000, publicUrl: null };

const pagesOf = (words: string, options = OPTIONS) =>
  chatPages({ ...samples.excerpt, quotes: [samples.quote(1, words)] } as Answer, options).map(
    ({ markdown }) => markdown,
  );

describe("quoted words", () => {
  it.each([
    "2*3*4 平方米",
    "文件_名_一",
    "<think>不是标签</think>",
    "`代码` 与 ``` 围栏",
    "甲|乙|丙",
    "1. 第一条",
    "- 一项\n- 两项",
    "# 不是标题",
    "[不是链接](http://a.b)",
    "~~删去~~",
    "@所有人",
    "a &lt; b",
    "    四个空格",
    "=====",
  ])("that Markdown would change stand in a fence: %j", (words) => {
    expect(isPlain(words)).toBe(false);
    const pages = pagesOf(words);
    expect(citationsIn(pages)).toEqual([expect.objectContaining({ number: 1, quote: words })]);
    expect(pages.join()).toMatch(/^(`{3,})\n[\s\S]*\n\1$/m);
  });

  it.each(["一般的话，100%。", "(一)组织建设", "2024年12月", "—— 破折号"])(
    "that are plain stand in a quote: %j",
    (words) => {
      expect(isPlain(words)).toBe(true);
      expect(pagesOf(words).join()).toContain(`\n> ${words}`);
    },
  );

  it("of any make come back, and no page is larger than it may be", () => {
    const numRuns = tries(2_000, 40_000);
    const words = fc
      .array(fc.constantFrom("工会", "。", "`", "```", "\n", "> ", "1. ", "𠮷", "*", "<think>", "a", "，"), {
        minLength: 1,
        maxLength: 400,
      })
      .map((parts) => parts.join(""))
      .filter((text) => text.trim() === text && text !== "" && !/\n\n/.test(text));
    fc.assert(
      fc.property(words, (text) => {
        const pages = pagesOf(text, { limit: 1_200, most: 3_000, publicUrl: null });
        expect(citationsIn(pages).map(({ quote }) => quote.replace(/\s/g, ""))).toEqual([
          text.replace(/\s/g, ""),
        ]);
        for (const page of pages)
          expect([Buffer.byteLength(page) <= 3_000, page.isWellFormed()]).toEqual([true, true]);
      }),
      { numRuns },
    );
    found({ answers: numRuns, violations: 0 });
  });
});

describe("our own words", () => {
  it.each([
    ["a*b_c", "a\\*b\\_c"],
    ["1. 一", "1\\. 一"],
    ["# 一", "\\# 一"],
    ["见[1][2]", "见[1][2]"],
    ["[甲](乙)", "\\[甲\\](乙)"],
  ])("%j are escaped", (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });
});
