/** Answers as each platform is given them: their citations are read back, and quoted words are the documents' own. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as dingtalk from "../../src/channels/dingtalk/form.ts";
import * as feishu from "../../src/channels/feishu/form.ts";
import { slackMessages } from "../../src/channels/slack/messages.ts";
import { pagesOf } from "../../src/channels/telegram/pages.ts";
import * as wecom from "../../src/channels/wecom/form.ts";
import { type Answer, quotesOf } from "../../src/grounding/answer.ts";
import { keepLog } from "../chat/journal.ts";
import { abilities } from "../chat/running-channel.ts";
import * as dingtalkBack from "../dingtalk/text-back.ts";
import * as feishuBack from "../feishu/feishu-cards.ts";
import * as samples from "../render/samples.ts";
import * as slackBack from "../slack/parse-back.ts";
import * as telegramBack from "../telegram/parse-back.ts";
import { citationsIn, type ShownCitation } from "../wire/markdown-back.ts";

/** An answer → what every form in which it may be shown says of its citations. */
type Shown = (answer: Answer) => Promise<readonly (readonly ShownCitation[])[]>;

const desk = { abilities: { ...abilities, wholeOf: async () => samples.excerpt }, log: keepLog() };
const publicUrl = "http://anli.example:3000";
const at = { chat: "c", message: "m", room: "", isPrivate: true };
const given = (answer: Answer) => ({
  ...{ id: "abcdefghijkl", chat: "c", message: "m", conversation: "c", question: "问", head: null },
  answer,
});

const inTelegram: Shown = async (answer) => [
  telegramBack.citationsIn(pagesOf(answer, { limit: 3_900, publicUrl }).map((page) => ({ ...page }))),
];

const inSlack: Shown = async (answer) => {
  const messages = slackMessages(answer, { publicUrl });
  return [slackBack.citationsIn(messages), slackBack.citationsInText(...messages.map(({ text }) => text))];
};

const inWecom: Shown = async (answer) => {
  const form = wecom.formOf({ ...desk, publicUrl });
  const contents = await form.answer({ ...at, requestId: "r" }, given(answer), false);
  return [citationsIn(contents.map(({ text }) => text))];
};

const inFeishu: Shown = async (answer) => {
  const form = feishu.formOf({ ...desk, publicUrl, isPlain: false });
  const contents = await form.answer({ ...at, replyTo: "m" }, given(answer), false);
  const inWords = dingtalkBack.citationsInText(contents.map(({ text }) => text));
  return [feishuBack.citationsIn(contents.map(({ card }) => card)), inWords];
};

/** In Markdown only where that leaves the words as they are. */
const inDingtalk: Shown = async (answer) => {
  const form = dingtalk.formOf({ ...desk, publicUrl });
  const contents = await form.answer({ ...at, staffId: "s" }, given(answer), false);
  const marked = contents.flatMap(({ markdown }) => markdown?.text ?? []);
  const inText = dingtalkBack.citationsInText(contents.map(({ text }) => text));
  return marked.length === contents.length ? [inText, citationsIn(marked)] : [inText];
};

const questions = readFileSync("tests/questions/build.jsonl", "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => String(JSON.parse(line).question));
const forty = questions.filter((_, i) => i % Math.floor(questions.length / 40) === 0).slice(0, 40);

/** What is quoted for several claims is shown once. */
function inOrder(all: readonly ShownCitation[]): readonly ShownCitation[] {
  const one = new Map(
    all.map(({ number, organization, section, quote }) => [
      JSON.stringify([number, organization, section, quote]),
      { number, organization, section, quote },
    ]),
  );
  return [...one.values()].toSorted((a, b) => a.number - b.number);
}

describe.each([
  ["Telegram", inTelegram],
  ["Slack", inSlack],
  ["企业微信", inWecom],
  ["飞书", inFeishu],
  ["钉钉", inDingtalk],
] as const)("on %s", (_, shown) => {
  it.each(forty)("the citations of an answer are read back: %s", async (question) => {
    const answer = await abilities.answer({ question });
    const expected = quotesOf(answer).map(({ text, citation: { number, case: of, section, item } }) => ({
      ...{ number, organization: of.organization, section: `${section}${item ?? ""}`, quote: text },
    }));
    for (const citations of await shown(answer)) expect(inOrder(citations)).toEqual(inOrder(expected));
  });

  it.each([
    "2*3*4 平方米，*斜* 与 **粗**",
    "文件_名_一",
    "<think>不是标签</think> &lt; <at id=all></at>",
    "`代码` 与 ``` 围栏",
    "| 甲 | 乙 |",
    "1. 第一条",
    "[甲](http://x.example) @所有人 ~~删~~ \\*",
  ])("quoted words are shown byte for byte: %j", async (words) => {
    const answer = { ...samples.excerpt, quotes: [samples.quote(1, words)] } as Answer;
    for (const citations of await shown(answer)) expect(citations.map(({ quote }) => quote)).toEqual([words]);
  });
});
