/** That calls of the wrong shape, size or manners are found out, and what is said of them. */

import { describe, expect, it } from "vitest";
import { checkCall } from "./wire.ts";
import { methods } from "./wire-schemas.ts";

const TS = "1700000000.000100";
const text = (written: string) => ({ type: "plain_text", text: written });
const mrkdwn = (written: string) => ({ type: "mrkdwn", text: written });
const quote = (written: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_quote", elements: [{ type: "text", text: written }] }],
});
const message = (...blocks: readonly object[]) => ({
  channel: "C1",
  text: "答",
  unfurl_links: false,
  unfurl_media: false,
  ...(blocks.length > 0 ? { blocks } : {}),
});
const button = (other: object) => ({ type: "button", action_id: "a", text: text("原文"), ...other });
const actions = (...elements: readonly object[]) => message({ type: "actions", elements });
const modal = (other: object) => ({
  trigger_id: "1",
  view: { type: "modal", title: text("报告"), blocks: [], ...other },
});
const stream = { channel: "C1", ts: TS };
const words = (count: number) => "字".repeat(count);

describe("a call that Slack takes has nothing wrong with it:", () => {
  it.each<readonly [string, string, object]>([
    ["a message", "chat.postMessage", { ...message(), thread_ts: TS }],
    ["one of quotes", "chat.postMessage", message(quote("建立劳模创新工作室"), { type: "divider" })],
    [
      "one with a folded part",
      "chat.postMessage",
      message({ type: "container", title: text("引文"), is_collapsible: true, child_blocks: [quote("一")] }),
    ],
    [
      "buttons for feedback",
      "chat.postMessage",
      message({
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            action_id: "f",
            positive_button: { text: text("有用"), value: "1" },
            negative_button: { text: text("无用"), value: "0" },
          },
        ],
      }),
    ],
    ["an edit", "chat.update", { channel: "C1", ts: TS, text: "答", blocks: [quote("一")] }],
    ["a modal", "views.open", modal({})],
    ["the home tab", "views.publish", { user_id: "U1", view: { type: "home", blocks: [quote("一")] } }],
    ["a status", "assistant.threads.setStatus", { channel_id: "C1", thread_ts: TS, status: "" }],
    [
      "a step of a stream",
      "chat.appendStream",
      { ...stream, chunks: [{ type: "task_update", id: "1", title: "检索", status: "complete" }] },
    ],
    ["no arguments for none", "auth.test", {}],
    ["optional ones left out", "conversations.list", {}],
    ["the team that Bolt adds to every call", "chat.delete", { channel: "C1", ts: TS, team_id: "T1" }],
    [
      "an escaped text",
      "chat.postMessage",
      message({ type: "section", text: mrkdwn("A &amp; B &lt;1&gt;") }),
    ],
    ["a link", "chat.postMessage", message({ type: "section", text: mrkdwn("<https://a.example/x|原文>") })],
    ["words to an address", "response_url", { text: "谢谢", response_type: "ephemeral" }],
    ["a message removed by an address", "response_url", { delete_original: true }],
    ["what is wrong with a modal", "view_submission", { response_action: "errors", errors: { b: "太短" } }],
  ])("%s", (_, method, payload) => {
    expect(checkCall(method, payload)).toEqual([]);
  });
});

describe("a call of the wrong shape is found out by", () => {
  it.each<readonly [string, string, unknown, RegExp]>([
    ["an unknown method", "chat.postMesage", message(), /^chat.postMesage: no such method$/],
    ["a list", "chat.postMessage", [], /^chat.postMessage: expected an object$/],
    ["a mistyped argument", "chat.postMessage", { ...message(), thread_tss: TS }, /\(thread_tss\)/],
    ["a mistyped field within", "chat.postMessage", actions(button({ valeu: "1" })), /\(valeu\)/],
    ["no channel", "chat.update", { ts: TS, text: "答" }, /required property 'channel'/],
    ["an unknown block", "chat.postMessage", message({ type: "dividr" }), /blocks\[0\]: is of no known kind/],
    [
      "markup in a header",
      "chat.postMessage",
      message({ type: "header", text: mrkdwn("一") }),
      /blocks\[0\].text.type: .*plain_text/,
    ],
    ["two kinds of text", "chat.postMessage", { ...message(), markdown_text: "一" }, /\(markdown_text\)/],
    [
      "an unknown state of a task",
      "chat.appendStream",
      { ...stream, chunks: [{ type: "task_update", id: "1", title: "检索", status: "done" }] },
      /status: .*\(pending,in_progress,complete,error\)/,
    ],
    [
      "an unknown state of a session",
      "agents.sessions.setStatus",
      { channel_id: "C1", status: "done" },
      /'done'/,
    ],
    ["an unknown answer to a modal", "view_submission", { response_action: "error" }, /response_action/],
    [
      "text and steps at once",
      "chat.appendStream",
      { ...stream, markdown_text: "一", chunks: [] },
      /exactly one/,
    ],
    ["nothing to stream", "chat.appendStream", stream, /exactly one of markdown_text and chunks/],
    ["a thread that is none", "chat.postMessage", { ...message(), thread_ts: "17" }, /thread_ts: '17' is no/],
  ])("%s", (_, method, payload, expected) => {
    expect(checkCall(method, payload)).toContainEqual(expect.stringMatching(expected));
  });
});

describe("a call beyond the limits is found out by", () => {
  const option = (other: object) => ({ text: text("一"), value: "1", ...other });
  const select = (...options: readonly object[]) =>
    actions({ type: "static_select", action_id: "a", options });
  const confirm = { title: text("一"), text: text("二"), confirm: text("三"), deny: text("四") };
  it.each<readonly [string, string, object, RegExp]>([
    ["51 blocks", "chat.postMessage", message(...Array(51).fill(quote("一"))), /blocks: 51 items, not 0-50/],
    ["a long message", "chat.postMessage", message(quote(words(11_501))), /11501 characters, not 0-11500/],
    [
      "one that Slack refuses",
      "chat.postMessage",
      message(quote(words(6551)), quote(words(6550))),
      /as msg_blocks_too_long/,
    ],
    ["a long text alone", "chat.postMessage", { ...message(), text: words(4001) }, /4001 characters without/],
    ["a long edit", "chat.update", { channel: "C1", ts: TS, text: words(4001) }, /text: 4001 characters/],
    [
      "a long section",
      "chat.postMessage",
      message({ type: "section", text: mrkdwn(words(3001)) }),
      /blocks\[0\].text.text: 3001 characters, not 1-3000/,
    ],
    [
      "11 fields",
      "chat.postMessage",
      message({ type: "section", fields: Array(11).fill(mrkdwn("一")) }),
      /fields: 11 items, not 1-10/,
    ],
    [
      "a long field",
      "chat.postMessage",
      message({ type: "section", fields: [mrkdwn(words(2001))] }),
      /fields\[0\].text: 2001 characters, not 1-2000/,
    ],
    [
      "a long header",
      "chat.postMessage",
      message({ type: "header", text: text(words(151)) }),
      /151 characters/,
    ],
    [
      "11 parts of a context",
      "chat.postMessage",
      message({ type: "context", elements: Array(11).fill(mrkdwn("一")) }),
      /elements: 11 items, not 1-10/,
    ],
    [
      "26 buttons",
      "chat.postMessage",
      actions(...Array(26).fill(button({}))),
      /elements: 26 items, not 1-25/,
    ],
    [
      "a long button",
      "chat.postMessage",
      actions(button({ text: text(words(76)) })),
      /76 characters, not 1-75/,
    ],
    ["a long value", "chat.postMessage", actions(button({ value: words(2001) })), /value: 2001 characters/],
    ["a long address", "chat.postMessage", actions(button({ url: `https://a/${words(3000)}` })), /url: 3010/],
    ["a long action_id", "chat.postMessage", actions(button({ action_id: words(256) })), /action_id: 256/],
    [
      "a long block_id",
      "chat.postMessage",
      message({ type: "divider", block_id: words(256) }),
      /block_id: 256/,
    ],
    [
      "a long option",
      "chat.postMessage",
      select(option({ text: text(words(76)) })),
      /text.text: 76 characters/,
    ],
    ["101 options", "chat.postMessage", select(...Array(101).fill(option({}))), /options: 101 items/],
    [
      "a long question before a button",
      "chat.postMessage",
      actions(button({ confirm: { ...confirm, deny: text(words(31)) } })),
      /confirm.deny.text: 31 characters, not 1-30/,
    ],
    [
      "11 blocks in one that folds",
      "chat.postMessage",
      message({ type: "container", title: text("一"), child_blocks: Array(11).fill(quote("一")) }),
      /child_blocks: 11 items/,
    ],
    [
      "21 columns",
      "chat.postMessage",
      message({ type: "table", rows: [Array(21).fill({ type: "raw_text", text: "一" })] }),
      /rows\[0\].cells: 21 items, not 1-20/,
    ],
    [
      "a long card",
      "chat.postMessage",
      message({ type: "card", title: mrkdwn("一"), body: mrkdwn(words(201)) }),
      /body.text: 201 characters/,
    ],
    [
      "an empty run of text",
      "chat.postMessage",
      message(quote("")),
      /elements\[0\].elements\[0\].text: 0 characters, not 1-/,
    ],
    [
      "101 blocks of a view",
      "views.open",
      modal({ blocks: Array(101).fill(quote("一")) }),
      /blocks: 101 items/,
    ],
    ["a long title", "views.open", modal({ title: text(words(25)) }), /title.text: 25 characters, not 1-24/],
    ["much to remember", "views.open", modal({ private_metadata: words(3001) }), /private_metadata: 3001/],
    [
      "5 prompts",
      "assistant.threads.setSuggestedPrompts",
      { channel_id: "D1", prompts: Array(5).fill({ title: "一", message: "一" }) },
      /prompts: 5 items, not 1-4/,
    ],
    ["a long step of a stream", "chat.appendStream", { ...stream, markdown_text: words(12_001) }, /12001/],
  ])("%s", (_, method, payload, expected) => {
    const found = checkCall(method, payload);
    expect(found).toEqual([expect.stringMatching(expected)]);
  });

  it("counts what stands between blocks, not what they are called", () => {
    expect(checkCall("chat.postMessage", message(...Array(40).fill(quote(words(287)))))).toEqual([]);
  });
});

describe("what this program does not do is found out:", () => {
  it.each<readonly [string, string, object, RegExp]>([
    ["previews of links", "chat.postMessage", { ...message(), unfurl_links: true }, /unfurl_links/],
    [
      "previews left to Slack",
      "chat.postMessage",
      { channel: "C1", text: "答", unfurl_links: false },
      /unfurl_media/,
    ],
    ["names turned into links", "chat.postMessage", { ...message(), link_names: true }, /link_names/],
    ["words turned into links", "chat.update", { ...stream, text: "答", parse: "full" }, /parse: would/],
    [
      "an answer to everyone",
      "chat.postMessage",
      { ...message(), thread_ts: TS, reply_broadcast: true },
      /reply_broadcast/,
    ],
    [
      "blocks without words",
      "chat.update",
      { ...stream, text: " ", blocks: [quote("一")] },
      /text: blocks need/,
    ],
    ["a token in the body", "chat.delete", { ...stream, token: "xoxb-1" }, /token: belongs into the header/],
    [
      "a call to a channel",
      "chat.postMessage",
      { ...message(), text: "请看 <!channel>" },
      /<!channel> would/,
    ],
    ["a person named in markup", "chat.update", { ...stream, text: "<@U1> 好" }, /<@U1> would mention/],
    [
      "one within a block",
      "chat.postMessage",
      message({ type: "section", text: mrkdwn("<!here|here>") }),
      /blocks\[0\].text.text: <!here\|here> would/,
    ],
    [
      "one in Markdown",
      "chat.appendStream",
      { ...stream, markdown_text: "<!everyone>" },
      /<!everyone> would/,
    ],
    [
      "a call by rich text",
      "chat.postMessage",
      message({
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "channel" }] }],
      }),
      /calls everyone/,
    ],
    ["a raw bracket", "chat.postMessage", message({ type: "section", text: mrkdwn("1 < 2") }), /a raw </],
    ["a raw ampersand", "chat.postMessage", { ...message(), text: "A & B" }, /a raw &/],
    ["half a character", "chat.postMessage", message(quote("\ud83d")), /not encoded in UTF-8/],
    [
      "a block_id twice",
      "chat.postMessage",
      message({ type: "divider", block_id: "a" }, { type: "divider", block_id: "a" }),
      /a block_id occurs twice/,
    ],
  ])("%s", (_, method, payload, expected) => {
    expect(checkCall(method, payload)).toContainEqual(expect.stringMatching(expected));
  });

  it("lets what is plain text, or within a quote, say anything", () => {
    const said = "<!channel> A & B <@U1>";
    expect(checkCall("chat.postMessage", message(quote(said), { type: "header", text: text(said) }))).toEqual(
      [],
    );
  });
});

describe("the declarations", () => {
  it("know the methods that an app of this kind calls", () => {
    expect(methods.size).toBeGreaterThan(250);
    for (const method of ["chat.startStream", "agents.sessions.setStatus", "assistant.threads.setStatus"])
      expect(methods.get(method)).toMatch(/Arguments$/);
  });
});
