/** That the judge of outgoing calls lets good ones pass and finds what is wrong with the others. */

import type { APIMethodParams, APIMethods } from "@gramio/types";
import { describe, expect, it } from "vitest";
import { checkCall, limitCount } from "./wire.ts";
import { limitIn } from "./wire-limits.ts";
import { article, inline } from "./wire-samples.ts";
import { methods } from "./wire-schemas.ts";

describe("a good call", () => {
  const good: { readonly [M in keyof APIMethods]?: readonly APIMethodParams<M>[] } = {
    getMe: [undefined],
    getUpdates: [undefined, { offset: -1, limit: 100, timeout: 50, allowed_updates: ["message"] }],
    setWebhook: [
      { url: "" },
      { url: "https://union.example:8443/t", secret_token: "a_B-9", max_connections: 100 },
    ],
    sendMessage: [
      { chat_id: -100, text: "文".repeat(4096) },
      {
        chat_id: "@union",
        message_thread_id: 7,
        text: "结论 😀\n“引文”出处",
        entities: [
          { type: "bold", offset: 0, length: 2 },
          { type: "expandable_blockquote", offset: 6, length: 4 },
          { type: "text_link", offset: 6, length: 4, url: "https://union.example/reader#a" },
        ],
        link_preview_options: { is_disabled: true },
        reply_parameters: {
          message_id: 3,
          quote: "哪些",
          quote_position: 9,
          allow_sending_without_reply: true,
        },
        reply_markup: {
          inline_keyboard: [
            [
              { text: "👍", callback_data: "节".repeat(21), style: "success" },
              { text: "复制", copy_text: { text: "字".repeat(256) } },
              { text: "原文", url: "http://127.0.0.1:8080/case/1" },
              { text: "找找", switch_inline_query_current_chat: "" },
            ],
          ],
          force_reply: true,
        },
      },
    ],
    sendMessageDraft: [{ chat_id: 5, draft_id: 1, text: "", can_stop: true }],
    sendRichMessage: [
      {
        chat_id: 5,
        rich_message: {
          // The declarations lack strings and arrays, which the documentation has.
          blocks: [{ type: "paragraph", text: ["一", { type: "bold", text: "二" }] as never }],
        },
      },
    ],
    sendChatAction: [{ chat_id: 5, action: "typing", message_thread_id: 1 }],
    setMessageReaction: [
      { chat_id: 5, message_id: 1 },
      { chat_id: 5, message_id: 1, reaction: [] },
    ],
    editMessageText: [
      { chat_id: 5, message_id: 1, text: "改" },
      { inline_message_id: "a", text: "改" },
    ],
    answerCallbackQuery: [{ callback_query_id: "1", text: "谢".repeat(200), show_alert: true }],
    setMyCommands: [
      {
        commands: [{ command: "case", description: "查看一个案例" }],
        scope: { type: "all_group_chats" },
        language_code: "zh",
      },
    ],
  };

  it.each(Object.entries(good).flatMap(([name, all]) => all.map((payload) => [name, payload] as const)))(
    "of %s passes",
    (method, payload) => {
      expect(checkCall(method, payload)).toEqual([]);
    },
  );

  it("of answerInlineQuery may have 50 results", () => {
    const results = Array.from({ length: 50 }, (_, i) => article(`${i}`));
    expect(checkCall("answerInlineQuery", inline(results, { is_personal: true, next_offset: "50" }))).toEqual(
      [],
    );
  });
});

describe("what the judge goes by", () => {
  it("knows every method, each by its parameters", () => {
    expect(methods.size).toBe(185);
    for (const method of methods.keys()) expect(() => checkCall(method, {}), method).not.toThrow();
  });

  it("reads limits from the documentation of fields", () => {
    expect(limitCount).toBeGreaterThan(170);
    const limits = (type: string, description: string) => Object.values(limitIn(description, { type }) ?? {});
    expect(limits("string", "Option text, 1-100 characters")).toEqual(["characters", 1, 100]);
    expect(limits("string", "Unique identifier for this result, 1-64 Bytes")).toEqual(["bytes", 1, 64]);
    expect(limits("array", "List of 1-8 buttons to send")).toEqual(["items", 1, 8]);
    expect(limits("array", "At most 100 commands can be specified.")).toEqual(["items", 0, 100]);
    expect(limits("number", "Must be between 1 and 360 if specified.")).toEqual(["value", 1, 360]);
    expect(limits("number", "must be between 60 and 86400, or 0x7FFFFFFF for live locations")).toEqual([]);
    expect(limits("string", "A two-letter ISO 639-1 language code")).toEqual([]);
    expect(limits("array", "List of 0-20 keywords with total length of up to 64 characters")).toEqual([
      "items",
      0,
      20,
    ]);
  });
});
