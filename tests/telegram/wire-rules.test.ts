/** That calls are found out which no schema forbids. */

import { describe, expect, it } from "vitest";
import { checkCall } from "./wire.ts";
import { article, button, inline, keyboard, text } from "./wire-samples.ts";

const buttons = (count: number) => Array.from({ length: count }, () => ({ text: "一", callback_data: "1" }));

describe("a call that no schema forbids is found out:", () => {
  it.each<readonly [string, string, unknown, RegExp]>([
    ["a button that does nothing", "sendMessage", button({}), /inline_keyboard\[0\]\[0\]: 0 actions/],
    [
      "a button that does two things",
      "sendMessage",
      button({ url: "https://a.cn", callback_data: "1" }),
      /2 actions, not one: url,callback_data/,
    ],
    [
      "a button without a label",
      "sendMessage",
      keyboard({ text: " ", callback_data: "1" }),
      /text must be non-empty/,
    ],
    ["a button to nowhere", "sendMessage", button({ url: "原文" }), /URL '原文' is invalid/],
    [
      "nine buttons in a row",
      "sendMessage",
      keyboard(...buttons(9)),
      /inline_keyboard\[0\]: 9 buttons, not 0-8/,
    ],
    [
      "101 buttons",
      "sendMessage",
      { ...text, reply_markup: { inline_keyboard: buttons(101).map((one) => [one]) } },
      /inline_keyboard: 101 buttons, not 0-100/,
    ],

    [
      "nothing to edit",
      "editMessageText",
      { text: "改" },
      /chat_id and message_id, or else inline_message_id/,
    ],
    [
      "nothing to edit it into",
      "editMessageText",
      { chat_id: 1, message_id: 1 },
      /exactly one of text, rich_message/,
    ],
    [
      "two reactions",
      "setMessageReaction",
      { chat_id: 1, message_id: 1, reaction: ["👀", "👍"].map((emoji) => ({ type: "emoji", emoji })) },
      /reaction: one at most/,
    ],
    ["draft 0", "sendMessageDraft", { chat_id: 1, draft_id: 0, text: "" }, /draft_id: must not be zero/],
    [
      "rich text twice",
      "sendRichMessage",
      { chat_id: 1, rich_message: { markdown: "一", html: "一" } },
      /rich_message: exactly one of/,
    ],
    [
      "a Chinese command",
      "setMyCommands",
      { commands: [{ command: "案例", description: "案例" }] },
      /commands\[0\]: \/案例 is not of lowercase/,
    ],
    [
      "a language with its country",
      "setMyCommands",
      { commands: [], language_code: "zh-CN" },
      /language_code: two letters or none/,
    ],
    [
      "51 results",
      "answerInlineQuery",
      inline(Array.from({ length: 51 }, (_, i) => article(`${i}`))),
      /results: 51 items, not 0-50/,
    ],
    ["an id twice", "answerInlineQuery", inline([article("1"), article("1")]), /results: an id occurs twice/],
    [
      "a webhook in the clear",
      "setWebhook",
      { url: "http://union.example/t" },
      /is not https on port 443, 80, 88 or 8443/,
    ],
    [
      "a webhook at an odd port",
      "setWebhook",
      { url: "https://union.example:9000/t" },
      /is not https on port/,
    ],
    [
      "a secret in Chinese",
      "setWebhook",
      { url: "https://union.example/", secret_token: "秘密" },
      /secret_token: other characters/,
    ],
  ])("%s", (_, method, payload, expected) => {
    expect(checkCall(method, payload)).toEqual([expect.stringMatching(expected)]);
  });
});
