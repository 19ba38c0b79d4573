/** Texts that no one would write: each is read, in a time that its length explains, and none of it is lost. */

import { test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { tries } from "./full.ts";
import { expectInvariants } from "./parse-invariants.ts";

/** Lines of one kind. */
const MANY = tries(100_000);

const HOSTILE: readonly (readonly [string, string])[] = [
  ["NUL", "\0".repeat(1000)],
  ["lone surrogates", "\ud800文\udc00。".repeat(1000)],
  ["bidirectional controls", "\u202e文\u2066章\u2069。\n".repeat(1000)],
  ["zero-width characters", "\u200b\n\u200b甲\u200b\n"],
  ["one line without end", "推动工会工作,服务职工群众。".repeat(tries(75_000))],
  ["a sentence without end", "工".repeat(tries(1_000_000))],
  ["blanks without end between two words", `甲${" ".repeat(tries(1_000_000))}乙`],
  ["unbalanced quotes", "“（《".repeat(MANY)],
  ["headings", "# 标题\n".repeat(MANY)],
  ["headings of all levels", "# 甲\n## 乙\n### 丙\n#### 丁\n".repeat(MANY / 4)],
  ["short lines", "短行\n".repeat(2 * MANY)],
  ["items", "(一)甲。\n".repeat(MANY)],
  ["case labels", "案例1\n".repeat(MANY)],
  ["section labels", "推荐词:\n背景\n".repeat(MANY / 2)],
  ["bold marks", "**甲".repeat(MANY)],
  ["bare carriage returns", "甲。\r乙。\r".repeat(MANY / 10)],
  ["an unclosed front matter", `---\n${"a: b\n".repeat(MANY / 10)}`],
];

test.each(HOSTILE)("a text is read in spite of %s", (_, text) => {
  expectInvariants(parseDocument("hostile.md", text), 2);
});
