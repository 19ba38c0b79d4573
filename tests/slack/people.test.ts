/** That what people say and press reaches an app in the shape that Slack gives it. */

import { App } from "@slack/bolt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as happenings from "./happenings.ts";
import * as interactions from "./interactions.ts";
import * as people from "./people.ts";
import { channel, directMessage, mentions, PARTNER, person, says } from "./people.ts";
import { QUIET } from "./quiet.ts";
import { type Incoming, type Slack, startSlack } from "./slack-server.ts";

let slack: Slack;
let app: App;
let heard: Record<string, unknown>[];

const zhang = person("张伟");
const here = channel("职工之家");

/** Bolt sorts what comes by its shape; what it takes for something else is not heard as what it is. */
beforeAll(async () => {
  slack = await startSlack();
  app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: slack.slackApiUrl, retryConfig: { retries: 0 } },
    logger: QUIET,
    ignoreSelf: false,
  });
  const hear = async (kind: string, payload: object) => void heard.push({ kind, ...payload });
  app.event(/.*/, ({ event }) => hear("event", event));
  app.command(/.*/, async ({ command, ack }) => {
    await ack();
    await hear("command", command);
  });
  app.action(/.*/, async ({ action, ack }) => {
    await ack();
    await hear("action", action);
  });
  app.shortcut(/.*/, async ({ shortcut, ack }) => {
    await ack();
    await hear("shortcut", shortcut);
  });
  app.view(/.*/, async ({ view, ack }) => {
    await ack();
    await hear("view", view);
  });
  await app.start();
});

beforeEach(() => {
  heard = [];
});

afterAll(async () => {
  await app.stop();
  await slack.stop();
});

async function tell(...incoming: readonly Incoming[]): Promise<Record<string, unknown>[]> {
  slack.push(...incoming);
  await slack.idle(20);
  return heard;
}

const answer = { ts: "1700000000.000200", text: "答", threadTs: "1700000000.000100" };
const shown = {
  id: "V1",
  hash: "1",
  rootId: "V1",
  view: { type: "modal", callback_id: "report", title: { type: "plain_text", text: "报告" }, blocks: [] },
};

describe("what is said", () => {
  it("to the bot comes as a message and as a mention, of one time and two numbers", async () => {
    const pair = mentions(zhang, here, "问", { thread_ts: "1700000000.000100" });
    const [message, mention] = await tell(...pair);
    expect(message).toMatchObject({
      type: "message",
      channel_type: "channel",
      text: `<@${slack.bot.id}> 问`,
    });
    expect(mention).toMatchObject({ type: "app_mention", ts: message?.ts, thread_ts: "1700000000.000100" });
    expect(mention).not.toHaveProperty("channel_type");
    const [one, two] = pair.map(({ payload }) => payload.event_id);
    expect(one).not.toBe(two);
  });

  it("to it alone comes as a message of its own kind", async () => {
    expect(await tell(says(zhang, directMessage(zhang), "你好"))).toMatchObject([
      { type: "message", channel_type: "im", channel: `D${zhang.id.slice(1)}`, user: zhang.id },
    ]);
  });

  it("comes again when it is edited and deleted", async () => {
    const said = says(zhang, here, "一");
    const { ts } = said.payload.event;
    expect(await tell(people.edits(said, "二"), people.deletes(said))).toMatchObject([
      { subtype: "message_changed", message: { ts, text: "二" }, previous_message: { text: "一" } },
      { subtype: "message_deleted", deleted_ts: ts },
    ]);
  });

  it("by bots and with files comes as such", async () => {
    expect(await tell(people.botSays(here, "日报"), people.shares(zhang, here, "请看"))).toMatchObject([
      { subtype: "bot_message", bot_id: "B0OTHER" },
      { subtype: "file_share", files: [{ name: "案例.docx" }], text: "请看" },
    ]);
  });

  it("by another organisation says whose it is", async () => {
    const stranger = person("王芳", { teamId: PARTNER.id });
    const [message] = mentions(stranger, here, "问");
    expect(message.payload).toMatchObject({
      team_id: PARTNER.id,
      context_team_id: slack.team.id,
      is_ext_shared_channel: true,
      authorizations: [{ team_id: slack.team.id }],
    });
    expect(await tell(message)).toMatchObject([{ user: stranger.id, team: PARTNER.id }]);
  });
});

describe("what is used", () => {
  it.each<readonly [string, Incoming, object]>([
    [
      "a command",
      interactions.commands(zhang, here, "/case", "圆通速递"),
      { kind: "command", command: "/case", text: "圆通速递", channel_name: "职工之家" },
    ],
    [
      "a button",
      interactions.presses(zhang, here, answer, { action_id: "more", value: "1" }),
      { kind: "action", type: "button", action_id: "more", value: "1" },
    ],
    [
      "one that its person alone sees",
      interactions.pressesEphemeral(zhang, here, answer, { action_id: "forget" }),
      { kind: "action", action_id: "forget" },
    ],
    [
      "one in a view",
      interactions.pressesInView(zhang, shown, { action_id: "language" }),
      { kind: "action", action_id: "language" },
    ],
    [
      "feedback",
      interactions.presses(zhang, here, answer, { action_id: "f", type: "feedback_buttons", value: "bad" }),
      { kind: "action", type: "feedback_buttons", value: "bad" },
    ],
    [
      "a shortcut",
      interactions.usesShortcut(zhang, here, { ts: "1700000000.000100", text: "引文", user: "U1" }, "verify"),
      { kind: "shortcut", callback_id: "verify", message: { text: "引文", user: "U1" } },
    ],
    [
      "a modal",
      interactions.submits(zhang, shown, { reason: { text: { type: "plain_text_input", value: "错字" } } }),
      { kind: "view", callback_id: "report", state: { values: { reason: { text: { value: "错字" } } } } },
    ],
  ])("%s", async (_, incoming, expected) => {
    expect(await tell(incoming)).toMatchObject([expected]);
    expect(slack.violations).toEqual([]);
  });
});

describe("what happens besides", () => {
  it.each<readonly [string, Incoming, object]>([
    ["a home tab opened", happenings.opensHome(zhang), { type: "app_home_opened", tab: "home" }],
    [
      "links shared",
      happenings.sharesLinks(zhang, here, "1700000000.000100", "https://cases.example/1"),
      { type: "link_shared", links: [{ domain: "cases.example", url: "https://cases.example/1" }] },
    ],
    [
      "an assistant called",
      happenings.startsAssistant(zhang, here),
      { type: "assistant_thread_started", assistant_thread: { context: { channel_id: here.id } } },
    ],
    [
      "writing stopped",
      happenings.stopsSession(zhang, here, "1700000000.000100", "1700000000.000200"),
      { type: "agent_session_stopped", streaming_message_ts: ["1700000000.000200"] },
    ],
    ["the bot added", happenings.addsBot(zhang, here), { type: "member_joined_channel", inviter: zhang.id }],
    ["the bot removed", happenings.removesBot(here), { type: "member_left_channel" }],
    ["the tokens revoked", happenings.revokesTokens(), { type: "tokens_revoked" }],
    ["the app removed", happenings.uninstalls(), { type: "app_uninstalled" }],
  ])("%s", async (_, incoming, expected) => {
    expect(await tell(incoming)).toMatchObject([expected]);
  });
});
