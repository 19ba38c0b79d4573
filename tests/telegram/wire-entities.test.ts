/** That texts whose entities Telegram would refuse or ignore are found out. */

import { describe, expect, it } from "vitest";
import { checkCall } from "./wire.ts";
import { article, entities, inline, text } from "./wire-samples.ts";

const style = (type: string, offset: number, length: number) => ({ type, offset, length });
const many = Array.from({ length: 101 }, (_, i) => style("bold", i, 1));

describe("entities that Telegram would refuse or ignore are found out:", () => {
  it.each<readonly [string, string, unknown, RegExp]>([
    [
      "parse_mode",
      "sendMessage",
      { ...text, parse_mode: "HTML" },
      /parse_mode: this program sends entities only/,
    ],
    [
      "parse_mode within",
      "answerInlineQuery",
      inline([article("1", { input_message_content: { message_text: "a", parse_mode: "HTML" } })]),
      /results\[0\].input_message_content.parse_mode/,
    ],
    ["half a character", "sendMessage", { chat_id: 1, text: "\uD83D" }, /text: not encoded in UTF-8/],

    [
      "an entity beyond the end",
      "sendMessage",
      entities("一二", style("bold", 1, 2)),
      /entities\[0\]: 1\+2 lies outside of 2/,
    ],
    [
      "an entity before the start",
      "sendMessage",
      entities("一二", style("bold", -1, 2)),
      /entities\[0\]: -1\+2 lies outside/,
    ],
    ["an empty entity", "sendMessage", entities("一二", style("bold", 1, 0)), /1\+0 lies outside/],
    [
      "an entity that begins within a pair",
      "sendMessage",
      entities("一😀", style("bold", 2, 1)),
      /cuts a surrogate pair in two at 2/,
    ],
    [
      "an entity that ends within a pair",
      "sendMessage",
      entities("一😀", style("bold", 0, 2)),
      /cuts a surrogate pair in two at 2/,
    ],
    [
      "101 entities",
      "sendMessage",
      entities("文".repeat(101), ...many),
      /entities: 101 entities, those after 100 are ignored/,
    ],
    [
      "entities without text",
      "sendMessageDraft",
      { chat_id: 1, draft_id: 1, entities: [] },
      /entities: without text/,
    ],
    [
      "a quotation in a quotation",
      "sendMessage",
      entities("一二三", style("expandable_blockquote", 0, 3), style("blockquote", 1, 1)),
      /\[0\] and \[1\]: blockquote in expandable_blockquote/,
    ],
    [
      "entities that cross",
      "sendMessage",
      entities("一二三", style("bold", 1, 2), style("italic", 0, 2)),
      /\[1\] and \[0\]: italic and bold cross/,
    ],
    [
      "bold code",
      "sendMessage",
      entities("一二三", style("bold", 0, 3), style("code", 0, 3)),
      /code in bold/,
    ],
    [
      "a link to nowhere",
      "sendMessage",
      entities("一", { type: "text_link", offset: 0, length: 1, url: "http://localhost/" }),
      /URL 'http:\/\/localhost\/' is invalid/,
    ],
    [
      "a link without address",
      "sendMessage",
      entities("一", style("text_link", 0, 1)),
      /text_link without url/,
    ],
    [
      "a link in the quote",
      "sendMessage",
      {
        ...text,
        reply_parameters: {
          message_id: 1,
          quote: "一",
          quote_entities: [{ type: "text_link", offset: 0, length: 1, url: "https://a.cn" }],
        },
      },
      /quote_entities\[0\]: a quote keeps no text_link/,
    ],
    [
      "a place of no quote",
      "sendMessage",
      { ...text, reply_parameters: { message_id: 1, quote_position: 1 } },
      /reply_parameters.quote_position: without quote/,
    ],
    [
      "a reply to nothing",
      "sendMessage",
      { ...text, reply_parameters: {} },
      /reply_parameters: exactly one of message_id, ephemeral_message_id/,
    ],
  ])("%s", (_, method, payload, expected) => {
    expect(checkCall(method, payload)).toEqual([expect.stringMatching(expected)]);
  });
});
