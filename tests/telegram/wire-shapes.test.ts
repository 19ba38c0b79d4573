/** That calls of the wrong shape or size are found out, and what is said of them. */

import { describe, expect, it } from "vitest";
import { checkCall } from "./wire.ts";
import { button, inline, text } from "./wire-samples.ts";

describe("a call of the wrong shape is found out by", () => {
  it.each<readonly [string, string, unknown, RegExp]>([
    ["an unknown method", "sendMesage", text, /^sendMesage: no such method$/],
    ["a list", "sendMessage", [text], /^sendMessage: expected an object$/],
    ["a mistyped parameter", "sendMessage", { ...text, reply_parametrs: {} }, /\(reply_parametrs\)/],
    [
      "a mistyped field within",
      "sendMessage",
      button({ callback_date: "1" }),
      /\[0\]\[0\]: .*\(callback_date\)/,
    ],
    ["no text", "sendMessage", { chat_id: 1 }, /required property 'text'/],
    ["a parameter for none", "getMe", { chat_id: 1 }, /^getMe: takes no parameters, such as chat_id$/],
    ["a number as text", "sendMessage", { chat_id: 1, text: 5 }, /text: .*string|text: is of no known kind/],
    ["an unknown value", "sendChatAction", { chat_id: 1, action: "thinking" }, /action: .*allowed values/],
    [
      "an unknown kind",
      "setMyCommands",
      { commands: [], scope: { type: "everybody" } },
      /scope: is of no known kind/,
    ],
    ["a fraction", "getUpdates", { offset: 1.5 }, /offset: must be integer/],

    [
      "4,097 characters",
      "sendMessage",
      { chat_id: 1, text: "文".repeat(4097) },
      /text: 4097 characters, not 1-4096/,
    ],
    ["blanks alone", "sendMessage", { chat_id: 1, text: " \n　" }, /text: 0 characters, not 1-4096/],
    [
      "65 bytes of callback_data",
      "sendMessage",
      button({ callback_data: `${"节".repeat(21)}ab` }),
      /callback_data: 65 bytes/,
    ],
    ["no callback_data", "sendMessage", button({ callback_data: "" }), /callback_data: 0 bytes, not 1-64/],
    [
      "257 characters to copy",
      "sendMessage",
      button({ copy_text: { text: "字".repeat(257) } }),
      /copy_text.text: 257 characters, not 1-256/,
    ],
    [
      "a notification of 201",
      "answerCallbackQuery",
      { callback_query_id: "1", text: "谢".repeat(201) },
      /text: 201 characters/,
    ],
    ["101 updates at once", "getUpdates", { limit: 101 }, /limit: 101 is not 1-100/],
    [
      "101 messages at once",
      "deleteMessages",
      { chat_id: 1, message_ids: Array(101).fill(1) },
      /message_ids: 101 items/,
    ],
    [
      "a long offset",
      "answerInlineQuery",
      inline([], { next_offset: "页".repeat(22) }),
      /next_offset: 66 bytes, not 0-64/,
    ],
  ])("%s", (_, method, payload, expected) => {
    expect(checkCall(method, payload)).toEqual([expect.stringMatching(expected)]);
  });

  it("shows all that is wrong with it", () => {
    const found = checkCall("sendMessage", {
      chatid: 1,
      text: "",
      reply_markup: { inline_keyboard: [[{ label: "一" }]] },
    });
    expect(found).toHaveLength(5);
  });
});
