/** That the local Slack keeps channels, messages and views as Slack does, and refuses in its words. */

import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  addsBot,
  removesBot,
  revokesTokens,
  sharesLinks,
  startsAssistant,
  uninstalls,
} from "./happenings.ts";
import { commands, presses, submits } from "./interactions.ts";
import { channel, deletes, directMessage, edits, mentions, person, privateChannel, says } from "./people.ts";
import { type Envelope, type Slack, type SlackOptions, startSlack } from "./slack-server.ts";

let slack: Slack;
let web: WebClient;

const zhang = person("张伟");
const li = person("李娜");
const PLAIN = { unfurl_links: false, unfurl_media: false } as const;

async function start(options: SlackOptions = {}): Promise<void> {
  await slack?.stop();
  slack = await startSlack(options);
  web = client(slack.botToken);
}

function client(token: string): WebClient {
  return new WebClient(token, { slackApiUrl: slack.slackApiUrl, retryConfig: { retries: 0 } });
}

beforeEach(() => start());

afterEach(async () => {
  vi.useRealTimers();
  await slack.stop();
});

function putClockOn(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

/** What Slack gave along with a command or a press. */
function givenIn(envelope: Envelope | undefined): { response_url: string; trigger_id: string } {
  if (!envelope) throw new Error("expected an envelope");
  return envelope.payload as { response_url: string; trigger_id: string };
}

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (failure) => failure.data.error,
  );

describe("messages", () => {
  it("are kept in the order in which they came, those of people and those of the app", async () => {
    const here = channel();
    const [question] = mentions(zhang, here, "先进操作法有哪些？");
    slack.push(question);
    const { ts: asked } = question.payload.event;
    const sent = await web.chat.postMessage({ channel: here.id, thread_ts: asked, text: "答", ...PLAIN });
    expect(sent).toMatchObject({
      channel: here.id,
      message: { text: "答", thread_ts: asked, bot_id: slack.bot.botId },
    });
    expect(Number(sent.ts)).toBeGreaterThan(Number(asked));
    expect(
      slack
        .channel(here.id)
        .thread(asked)
        .map(({ text }) => text),
    ).toEqual([`<@${slack.bot.id}> 先进操作法有哪些？`, "答"]);
    expect(slack.violations).toEqual([]);
  });

  it("go to known channels alone that the bot is in, in threads that are there", async () => {
    const [here, there, hidden] = [channel(), channel(), privateChannel()];
    slack.push(says(zhang, here, "问"));
    slack.push(commands(zhang, there, "/ask", "问"), commands(zhang, hidden, "/ask", "问"));
    const post = (id: string, thread_ts?: string) =>
      errorOf(
        web.chat.postMessage({ channel: id, text: "答", ...PLAIN, ...(thread_ts ? { thread_ts } : {}) }),
      );
    expect(await post(here.id)).toBe("done");
    expect(await post("C0NOWHERE")).toBe("channel_not_found");
    expect(await post(there.id)).toBe("not_in_channel");
    // That there is such a private channel is not for it to know.
    expect(await post(hidden.id)).toBe("channel_not_found");
    expect(await post(here.id, "1700000000.000100")).toBe("thread_not_found");
    slack.push(addsBot(zhang, there));
    expect(await post(there.id)).toBe("done");
    slack.push(removesBot(there));
    expect(await post(there.id)).toBe("not_in_channel");
    slack.setChannel(here, { isArchived: true });
    expect(await post(here.id)).toBe("is_archived");
    expect(slack.violations).toEqual([]);
  });

  it("go to a person by way of the direct messages with them", async () => {
    slack.push(says(zhang, directMessage(zhang), "你好"));
    const sent = await web.chat.postMessage({ channel: zhang.id, text: "答", ...PLAIN });
    expect(sent.channel).toBe(directMessage(zhang).id);
  });

  it("are edited and deleted where they are the app's own", async () => {
    const here = channel();
    const question = says(zhang, here, "问");
    slack.push(question);
    const { ts } = await web.chat.postMessage({ channel: here.id, text: "答", ...PLAIN });
    const own = { channel: here.id, ts: String(ts) };
    const others = { channel: here.id, ts: question.payload.event.ts };
    expect(await web.chat.update({ ...own, text: "答二" })).toMatchObject({ ts, text: "答二" });
    expect(await errorOf(web.chat.update({ ...others, text: "答二" }))).toBe("cant_update_message");
    expect(await errorOf(web.chat.delete(others))).toBe("cant_delete_message");
    expect(slack.channel(here.id).own[0]?.versions.map(({ text }) => text)).toEqual(["答", "答二"]);
    await web.chat.delete(own);
    expect(await errorOf(web.chat.update({ ...own, text: "答三" }))).toBe("message_not_found");
    expect(slack.channel(here.id).own).toEqual([]);
  });

  it("change as people change and delete theirs", () => {
    const here = channel();
    const [one, two] = [says(zhang, here, "一"), says(zhang, here, "二")];
    slack.push(one, two, edits(one, "一一"), deletes(two));
    expect(slack.channel(here.id).messages).toMatchObject([
      { text: "一一", versions: [{ text: "一" }, { text: "一一" }], isDeleted: false },
      { text: "二", isDeleted: true },
    ]);
  });

  it("for one person alone are kept apart", async () => {
    const here = channel();
    slack.push(says(zhang, here, "问"));
    const sent = await web.chat.postEphemeral({ channel: here.id, user: zhang.id, text: "额度已满" });
    expect(sent.message_ts).toMatch(/^\d+\.\d{6}$/);
    expect(slack.channel(here.id)).toMatchObject({
      own: [],
      ephemerals: [{ user: zhang.id, text: "额度已满" }],
    });
    expect(await errorOf(web.chat.postEphemeral({ channel: here.id, user: "U0", text: "一" }))).toBe(
      "user_not_in_channel",
    );
  });

  it("carry reactions, have permanent addresses, and are found again", async () => {
    const here = channel();
    const question = says(zhang, here, "问");
    slack.push(question);
    const { ts } = question.payload.event;
    const reaction = { channel: here.id, timestamp: ts, name: "eyes" };
    await web.reactions.add(reaction);
    expect(await errorOf(web.reactions.add(reaction))).toBe("already_reacted");
    expect(slack.channel(here.id).messages[0]?.reactions).toEqual([{ name: "eyes", user: slack.bot.id }]);
    await web.reactions.remove(reaction);
    expect(await errorOf(web.reactions.remove(reaction))).toBe("no_reaction");
    const reply = await web.chat.postMessage({ channel: here.id, thread_ts: ts, text: "答", ...PLAIN });
    const link = await web.chat.getPermalink({ channel: here.id, message_ts: String(reply.ts) });
    expect(link.permalink).toBe(
      `https://union.slack.com/archives/${here.id}/p${reply.ts?.replace(".", "")}?thread_ts=${ts}&cid=${here.id}`,
    );
    const thread = await web.conversations.replies({ channel: here.id, ts });
    expect(thread.messages?.map(({ text }) => text)).toEqual(["问", "答"]);
    const history = await web.conversations.history({ channel: here.id });
    expect(history.messages?.map(({ text }) => text)).toEqual(["问"]);
  });

  it("in the thread of a reply are an error of the app that Slack does not report", async () => {
    const here = channel();
    const question = says(zhang, here, "问");
    slack.push(question);
    const thread_ts = question.payload.event.ts;
    const { ts } = await web.chat.postMessage({ channel: here.id, thread_ts, text: "答", ...PLAIN });
    await web.chat.postMessage({ channel: here.id, thread_ts: String(ts), text: "答", ...PLAIN });
    expect(slack.violations).toEqual([`thread_ts: ${ts} is that of a reply, whose thread is ${thread_ts}`]);
  });

  it("come back as events where the app is told of its own", async () => {
    await start({ echoes: true });
    const here = channel();
    slack.setChannel(here);
    const { ts } = await web.chat.postMessage({ channel: here.id, text: "答", ...PLAIN });
    expect(slack.unacknowledged).toMatchObject([
      { payload: { event: { type: "message", bot_id: slack.bot.botId, ts, channel: here.id } } },
    ]);
  });
});

describe("streams", () => {
  const begin = async (thread_ts: string, id: string) =>
    String(
      (
        await web.chat.startStream({
          channel: id,
          thread_ts,
          recipient_team_id: slack.team.id,
          recipient_user_id: zhang.id,
        })
      ).ts,
    );

  it("grow until they are stopped", async () => {
    const here = channel();
    const question = says(zhang, here, "问");
    slack.push(question);
    const { ts: thread } = question.payload.event;
    expect(await errorOf(web.chat.startStream({ channel: here.id, thread_ts: thread }))).toBe(
      "missing_recipient_user_id",
    );
    const stream = { channel: here.id, ts: await begin(thread, here.id) };
    const step = (status: "in_progress" | "complete") => ({
      type: "task_update" as const,
      id: "1",
      title: "检索",
      status,
    });
    await web.chat.appendStream({ ...stream, chunks: [step("in_progress")] });
    await web.chat.appendStream({ ...stream, chunks: [step("complete")] });
    await web.chat.appendStream({ ...stream, markdown_text: "答" });
    expect(await errorOf(web.chat.update({ ...stream, text: "一" }))).toBe("streaming_state_conflict");
    await web.chat.stopStream({ ...stream, blocks: [{ type: "divider" }] });
    expect(await errorOf(web.chat.stopStream(stream))).toBe("message_not_in_streaming_state");
    const [streamed] = slack.channel(here.id).streams;
    expect(streamed).toMatchObject({
      threadTs: thread,
      text: "答",
      blocks: [{ type: "markdown" }, { type: "divider" }],
    });
    expect([...(streamed?.stream?.tasks.values() ?? [])]).toMatchObject([
      { title: "检索", status: "complete" },
    ]);
    await web.chat.update({ ...stream, text: "改" });
    expect(slack.violations).toEqual([]);
  });

  it("end by themselves after a while", async () => {
    await start({ streamLifeMs: 300_000 });
    const here = directMessage(zhang);
    const question = says(zhang, here, "问");
    slack.push(question);
    const stream = { channel: here.id, ts: await begin(question.payload.event.ts, here.id) };
    await web.chat.appendStream({ ...stream, markdown_text: "一" });
    putClockOn(300_000);
    expect(await errorOf(web.chat.appendStream({ ...stream, markdown_text: "二" }))).toBe(
      "message_not_in_streaming_state",
    );
  });

  it("are accompanied by a status, which the next message takes away", async () => {
    const here = channel();
    const question = says(zhang, here, "问");
    slack.push(question);
    const thread = { channel_id: here.id, thread_ts: question.payload.event.ts };
    await web.assistant.threads.setStatus({ ...thread, status: "正在检索", loading_messages: ["核对引文"] });
    expect(slack.channel(here.id).status(thread.thread_ts)).toBe("正在检索");
    await web.agents.sessions.setStatus({ ...thread, status: "processing", title: "问" });
    await web.agents.sessions.rename({ ...thread, title: "先进操作法" });
    await web.chat.postMessage({ channel: here.id, thread_ts: thread.thread_ts, text: "答", ...PLAIN });
    expect(slack.channel(here.id).status(thread.thread_ts)).toBe("");
    expect(slack.channel(here.id).statuses).toMatchObject([{ loadingMessages: ["核对引文"] }]);
    expect([...slack.channel(here.id).sessions.values()]).toEqual([
      { status: "processing", title: "先进操作法" },
    ]);
  });

  it("belong to conversations with prompts and a title", async () => {
    const started = startsAssistant(zhang);
    slack.push(started);
    const { channel_id, thread_ts } = started.payload.event.assistant_thread;
    const prompts = [{ title: "一", message: "先进操作法有哪些？" }];
    await web.assistant.threads.setSuggestedPrompts({ channel_id, thread_ts, prompts });
    await web.assistant.threads.setTitle({ channel_id, thread_ts, title: "先进操作法" });
    expect(slack.channel(channel_id).prompts).toEqual([{ thread_ts, prompts }]);
    expect(slack.channel(channel_id).titles.get(thread_ts)).toBe("先进操作法");
  });
});

describe("views", () => {
  const title = { type: "plain_text" as const, text: "报告" };
  const modal = { type: "modal" as const, title, blocks: [] };
  const press = async () => {
    const here = channel();
    slack.setChannel(here);
    await web.chat.postMessage({ channel: here.id, text: "答", ...PLAIN });
    const [answer] = slack.channel(here.id).own;
    if (!answer) throw new Error("expected an answer");
    const [pressed] = slack.push(presses(zhang, here, answer, { action_id: "bad", value: "1" }));
    return givenIn(pressed).trigger_id;
  };

  it("open once for each trigger, and not for an old one", async () => {
    await start({ triggerLifeMs: 300_000 });
    const trigger_id = await press();
    const opened = await web.views.open({ trigger_id, view: modal });
    expect(opened.view).toMatchObject({ type: "modal", title, root_view_id: opened.view?.id });
    expect(await errorOf(web.views.open({ trigger_id, view: modal }))).toBe("exchanged_trigger_id");
    expect(await errorOf(web.views.open({ trigger_id: "1", view: modal }))).toBe("invalid_trigger_id");
    const old = await press();
    putClockOn(300_001);
    expect(await errorOf(web.views.open({ trigger_id: old, view: modal }))).toBe("expired_trigger_id");
  });

  it("lie on one another, three at most, and change", async () => {
    const { view } = await web.views.open({ trigger_id: await press(), view: modal });
    const top = () => {
      const found = slack.views.at(-1);
      if (!found) throw new Error("expected a view");
      return found;
    };
    const push = () => {
      const [submitted] = slack.push(submits(zhang, top()));
      const { trigger_id } = givenIn(submitted);
      return web.views.push({ trigger_id, view: modal });
    };
    await push();
    await push();
    expect(await errorOf(push())).toBe("push_limit_reached");
    const view_id = String(view?.id);
    const changed = await web.views.update({ view_id, hash: String(view?.hash), view: modal });
    expect(await errorOf(web.views.update({ view_id, hash: String(view?.hash), view: modal }))).toBe(
      "hash_conflict",
    );
    expect(changed.view?.hash).not.toBe(view?.hash);
    expect(await errorOf(web.views.update({ view_id: "V0", view: modal }))).toBe("not_found");
  });

  it("stand in the home tab of each person", async () => {
    slack.setPerson(zhang);
    await web.views.publish({ user_id: zhang.id, view: { type: "home", blocks: [{ type: "divider" }] } });
    expect(slack.home(zhang.id)?.view.blocks).toEqual([{ type: "divider" }]);
    expect(await errorOf(web.views.publish({ user_id: "U0", view: { type: "home", blocks: [] } }))).toBe(
      "user_not_found",
    );
  });
});

describe("addresses to respond to", () => {
  const respond = (envelope: Envelope | undefined, body: object) =>
    fetch(givenIn(envelope).response_url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((response) => response.json());

  it("take five messages, for one person or for all", async () => {
    const here = channel();
    slack.push(says(zhang, here, "早"));
    const [asked] = slack.push(commands(zhang, here, "/ask", "问"));
    expect(await respond(asked, { text: "一" })).toEqual({ ok: true });
    expect(await respond(asked, { text: "二", response_type: "in_channel" })).toEqual({ ok: true });
    for (const text of ["三", "四", "五"]) await respond(asked, { text });
    expect(await respond(asked, { text: "六" })).toEqual({ ok: false, error: "used_url" });
    expect(slack.channel(here.id).ephemerals.map(({ text }) => text)).toEqual(["一", "三", "四", "五"]);
    expect(slack.channel(here.id).own.map(({ text }) => text)).toEqual(["二"]);
    expect(slack.calls.filter(({ method, ok }) => method === "response_url" && ok)).toHaveLength(5);
  });

  it("reach channels that the bot is not in, change the message that was pressed, and expire", async () => {
    await start({ responseUrlLifeMs: 300_000 });
    const [here, there] = [channel(), channel()];
    slack.setChannel(here);
    await web.chat.postMessage({ channel: here.id, text: "答", ...PLAIN });
    const [answer] = slack.channel(here.id).own;
    if (!answer) throw new Error("expected an answer");
    const [pressed] = slack.push(presses(zhang, here, answer, { action_id: "more" }));
    const [asked] = slack.push(commands(zhang, there, "/ask"));
    await respond(pressed, { text: "改", replace_original: true });
    expect(slack.channel(here.id).own[0]?.text).toBe("改");
    await respond(asked, { text: "答", response_type: "in_channel" });
    expect(slack.channel(there.id).own[0]?.text).toBe("答");
    putClockOn(300_001);
    expect(await respond(pressed, { text: "一" })).toEqual({ ok: false, error: "expired_url" });
  });
});

describe("the workspace", () => {
  it("knows tokens, and for what each is", async () => {
    expect(await web.auth.test()).toMatchObject({
      user_id: slack.bot.id,
      bot_id: slack.bot.botId,
      team_id: slack.team.id,
      app_id: slack.bot.appId,
    });
    expect(await errorOf(client("xoxb-wrong").auth.test())).toBe("invalid_auth");
    expect(await errorOf(web.apps.connections.open())).toBe("not_allowed_token_type");
    expect(await errorOf(client(slack.appToken).auth.test())).toBe("not_allowed_token_type");
    expect(await errorOf(client("xapp-wrong").apps.connections.open())).toBe("invalid_auth");
    const bare = await fetch(`${slack.slackApiUrl}auth.test`, { method: "POST" });
    expect(await bare.json()).toEqual({ ok: false, error: "not_authed" });
  });

  it.each([
    ["account_inactive", uninstalls],
    ["token_revoked", revokesTokens],
  ])("answers %s once the app may do nothing more", async (error, happening) => {
    slack.push(happening());
    expect(await errorOf(web.auth.test())).toBe(error);
  });

  it("tells of people and channels", async () => {
    const here = channel("职工之家");
    const stranger = person("王芳", { teamId: "T000000002" });
    slack.setChannel(here);
    slack.setPerson(zhang, stranger);
    slack.push(says(li, here, "早"));
    expect((await web.users.info({ user: zhang.id })).user).toMatchObject({
      real_name: "张伟",
      is_bot: false,
    });
    expect((await web.users.info({ user: stranger.id })).user).toMatchObject({ is_stranger: true });
    expect((await web.conversations.info({ channel: here.id })).channel).toMatchObject({
      name: "职工之家",
      is_member: true,
    });
    expect((await web.conversations.list()).channels).toHaveLength(1);
    expect((await web.conversations.members({ channel: here.id })).members).toEqual([slack.bot.id, li.id]);
    expect((await web.conversations.open({ users: li.id })).channel?.id).toBe(directMessage(li).id);
    expect(await errorOf(web.users.info({ user: "U0" }))).toBe("user_not_found");
  });

  it("takes previews for links that it told of", async () => {
    const here = channel();
    const said = says(zhang, here, "https://cases.example/1");
    const { ts } = said.payload.event;
    slack.push(said, sharesLinks(zhang, here, ts, "https://cases.example/1"));
    const unfurls = { "https://cases.example/1": { blocks: [{ type: "divider" as const }] } };
    await web.chat.unfurl({ channel: here.id, ts, unfurls });
    expect(slack.channel(here.id).unfurls).toEqual([{ ts, unfurls }]);
    expect(await errorOf(web.chat.unfurl({ source: "composer", unfurl_id: "1", unfurls }))).toBe(
      "cannot_unfurl_message",
    );
  });

  it("notes what it would not take, and says why", async () => {
    const here = channel();
    slack.setChannel(here);
    const wrong = { channel: here.id, text: "答", ...PLAIN, blocks: [{ type: "dividr" }] };
    const refused = await web.chat.postMessage(wrong).catch((failure) => failure.data);
    const fault = "chat.postMessage: blocks[0]: is of no known kind";
    expect(refused).toMatchObject({ error: "invalid_blocks", response_metadata: { messages: [fault] } });
    expect(await errorOf(web.apiCall("chat.postMesage"))).toBe("unknown_method");
    expect(await errorOf(web.pins.list({ channel: here.id }))).toBe("method_not_supported");
    expect(slack.violations).toEqual([
      fault,
      "chat.postMesage: no such method",
      "pins.list: not served here; see slack-methods.ts",
    ]);
    expect(slack.channel(here.id).own).toEqual([]);
  });
});
