/** What DingTalk is given of an answer: quoted words as they are, within what it takes, and no other words of theirs lost. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { formOf } from "../../src/channels/dingtalk/form.ts";
import { messageOf, replyOf } from "../../src/channels/dingtalk/send.ts";
import type { DingtalkPlace } from "../../src/channels/dingtalk/updates.ts";
import type { Answer, Quote } from "../../src/grounding/answer.ts";
import { found, tries } from "../full.ts";
import * as samples from "../render/samples.ts";
import { abilities } from "./bot.ts";

const form = formOf({
  abilities: { ...abilities, wholeOf: async () => samples.excerpt },
  publicUrl: null,
});
const place: DingtalkPlace = {
  ...{ chat: "c", message: "m", room: "", isPrivate: true },
  staffId: "s",
};

async function contentsOf(...quotes: readonly Quote[]) {
  const answer = { ...samples.excerpt, quotes } as Answer;
  const given = { id: "abcdefghijkl", chat: "c", message: "m", conversation: "c", question: "问", answer };
  return form.answer(place, { ...given, head: null }, false);
}

it.each([
  "2*3*4 平方米",
  "文件_名_一",
  "<think>不是标签</think>",
  "`代码` 与 ``` 围栏",
  "甲|乙|丙",
  "1. 第一条",
  "第一行\n第二行",
  "@所有人",
])("words that Markdown would change go as text, between marks: %j", async (words) => {
  const contents = await contentsOf(samples.quote(1, words));
  expect(contents.map(({ markdown }) => markdown)).toEqual([undefined]);
  expect(contents[0]?.text).toContain(`〕\n「${words}」`);
});

it("words that are plain stand in a quote, with an empty line on either side", async () => {
  const [{ markdown, text } = { markdown: undefined, text: "" }] = await contentsOf(
    samples.quote(1, "设立驿站。"),
  );
  expect(markdown?.text).toMatch(/〕\n\n> 设立驿站。(?:\n\n|$)/);
  expect(text).toMatch(/〕\n「设立驿站。」(?:\n|$)/);
});

it("no message is larger than DingTalk takes, after it is written out, by either way", async () => {
  const numRuns = tries(600, 40_000);
  const words = fc
    .array(fc.constantFrom("工会", "。", '"', "\\", "𠮷", "\n", "a", "，", "一二三四五六七八九十"), {
      minLength: 1,
      maxLength: 3_000,
    })
    .map((parts) => parts.join("").trim())
    .filter((text) => text !== "" && !/\n\n/.test(text));
  await fc.assert(
    fc.asyncProperty(words, async (text) => {
      const contents = await contentsOf(samples.quote(1, text), samples.quote(2, "短句。"));
      for (const content of contents) {
        const call = messageOf(content) as { readonly msgParam: string };
        expect(Buffer.byteLength(call.msgParam)).toBeLessThanOrEqual(15_000);
        expect(Buffer.byteLength(JSON.stringify(replyOf(content)))).toBeLessThanOrEqual(20_000);
        expect(call.msgParam.isWellFormed()).toBe(true);
      }
      const shown = contents.map((content) => content.text).join("");
      for (const sign of new Set(text.replace(/\s/g, ""))) expect(shown).toContain(sign);
    }),
    { numRuns },
  );
  found({ answers: numRuns, violations: 0 });
});
