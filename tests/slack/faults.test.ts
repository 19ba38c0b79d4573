/** What networks and Slack do to calls, and what becomes of the answers. */

import { describe, expect, it } from "vitest";
import { SCOPES } from "../../src/channels/slack/slack.ts";
import { notShownOn } from "../../src/chat/channel-wording.zh.ts";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { newDir, openJournals } from "../chat/journal.ts";
import { sleep, until } from "../wire/clock.ts";
import { complaintsOf } from "./at-the-wire.ts";
import { type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { revokesTokens } from "./happenings.ts";
import { commands } from "./interactions.ts";
import { channel, directMessage, mentions, person, says } from "./people.ts";
import type { Fault, Slack } from "./slack-interface.ts";
import { signatureOf } from "./slack-requests.ts";
import { startSlack } from "./slack-server.ts";

const BY = person("李安");
const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

const posts = ({ calls }: Slack, where?: string) =>
  calls.filter(({ method, channel: at }) => method === "chat.postMessage" && (!where || at === where));

function ask(slack: Slack, where = channel(), text = QUESTION) {
  slack.push(...mentions(BY, where, text));
  return where;
}

const texts = (slack: Slack, { id }: { id: string }) => {
  try {
    return slack.channel(id).own.map(({ text }) => text);
  } catch {
    return [];
  }
};

/** Until so many messages stand in the channel. */
async function answered(slack: Slack, where: { id: string }, count = 1): Promise<string[]> {
  await until(() => texts(slack, where).length >= count, `${count} messages`);
  await sleep(150);
  return texts(slack, where);
}

async function withBot(work: (bot: RunningBot) => Promise<void>, setup: BotSetup = {}): Promise<void> {
  const bot = await startBot(setup);
  try {
    await work(bot);
    expect(bot.slack.violations).toEqual([]);
    expect(bot.log.lines.join("\n")).not.toMatch(/xoxb|xapp|^ +at /m);
  } finally {
    await bot.stop();
  }
}

/** As Slack would post it, with other headers beside. */
async function post(
  { signingSecret }: Slack,
  address: string | null,
  payload: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const body = JSON.stringify(payload);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signed = {
    "content-type": "application/json",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": signatureOf(signingSecret, timestamp, body),
  };
  const response = await fetch(`${address}/slack/events`, {
    method: "POST",
    headers: { ...signed, ...headers },
    body,
  });
  return response.status;
}

describe.concurrent("a message", () => {
  it("that Slack puts off is sent when the time is up, once, and no channel waits for another's", () =>
    withBot(async ({ slack, log }) => {
      const [slow, slower] = [channel(), channel()];
      slack.fault({ method: "chat.postMessage", channel: slow.id, kind: "429", retryAfter: 2 });
      slack.fault({ method: "chat.postMessage", channel: slower.id, kind: "429", retryAfter: 3_600 });
      ask(slack, slow);
      ask(slack, slower);
      await until(() => posts(slack, slower.id).length === 1, "a first attempt");
      await answered(slack, ask(slack));
      const alone = directMessage(BY);
      slack.push(says(BY, alone, QUESTION));
      await answered(slack, alone);
      expect(await answered(slack, slow)).toEqual([expect.stringContaining(WORDS)]);
      const [first, second] = posts(slack, slow.id);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_990);
      expect(complaintsOf({ log })).toEqual([]);
    }));

  it.each<[string, Fault]>([
    ["a server error", { kind: "500", times: 2 }],
    ["a gateway without a server", { kind: "503" }],
    ["an error of Slack's own", { kind: "error", error: "internal_error" }],
    ["a refusal to wait for", { kind: "429", retryAfter: 1 }],
  ])("comes once, without a mark, after %s", (_, fault) =>
    withBot(async ({ slack, log }) => {
      slack.fault({ method: "chat.postMessage", ...fault });
      const [text, ...more] = await answered(slack, ask(slack));
      expect(text).toContain(WORDS);
      expect(text).not.toContain(SENT_AGAIN);
      expect(more).toEqual([]);
      expect(complaintsOf({ log })).toEqual([]);
    }),
  );

  it.each<[string, Fault, number]>([
    ["a connection that broke before it was taken", { kind: "reset" }, 1],
    ["a page of a proxy in the place of an answer", { kind: "html" }, 1],
    ["an answer that was lost on the way back", { kind: "lost-response" }, 2],
  ])("is sent again after %s, and says so: it may be there already", (_, fault, count) =>
    withBot(async ({ slack }) => {
      slack.fault({ method: "chat.postMessage", ...fault });
      const found = await answered(slack, ask(slack), count);
      expect(found).toHaveLength(count);
      expect(found.at(-1)).toContain(SENT_AGAIN);
      expect(found.filter((text) => !text.includes(SENT_AGAIN))).toHaveLength(count - 1);
    }),
  );

  it("to one person alone is sent again after a lost response, and says so, too", () =>
    withBot(async ({ slack }) => {
      const where = channel();
      slack.fault({ method: "response_url", kind: "lost-response" });
      slack.push(commands(BY, where, "/ask", QUESTION));
      const alone = () => {
        try {
          return slack.channel(where.id).ephemerals;
        } catch {
          return [];
        }
      };
      await until(() => alone().length >= 2, "two messages");
      const [first, second, ...more] = alone().map((one) => JSON.stringify(one.blocks));
      expect(first).not.toContain(SENT_AGAIN);
      expect(second).toContain(SENT_AGAIN);
      expect(more).toEqual([]);
    }));

  it("that Slack does not take comes without its buttons, then as plain text, and a courteous line is the last", () =>
    withBot(async ({ slack, log }) => {
      const refuse = (times: number, where: { id: string }) =>
        slack.fault({
          method: "chat.postMessage",
          channel: where.id,
          kind: "error",
          error: "invalid_blocks",
          other: { response_metadata: { messages: ["[ERROR] no"] } },
          times,
        });
      const forms = async (times: number) => {
        const where = channel();
        refuse(times, where);
        await answered(slack, ask(slack, where));
        const types = (slack.channel(where.id).own[0]?.blocks ?? []).map(({ type }) => type);
        return [types, texts(slack, where)];
      };
      const answer = [expect.stringContaining(WORDS)];
      expect(await forms(1)).toEqual([["rich_text"], answer]);
      expect(await forms(2)).toEqual([[], answer]);
      expect(complaintsOf({ log })).toEqual(
        Array.from({ length: 3 }, () => "warn 一条消息改用简单的形式发送：invalid_blocks ([ERROR] no)"),
      );
      expect(await forms(3)).toEqual([[], [notShownOn("Slack")]]);
    }));

  it("whose replacement is not taken either is not tried for ever", () =>
    withBot(async ({ slack, log }) => {
      slack.fault({ method: "chat.postMessage", kind: "error", error: "invalid_arguments", times: 99 });
      const where = ask(slack);
      await until(() => posts(slack, where.id).length >= 4, "four attempts");
      await slack.idle(300);
      expect(posts(slack, where.id)).toHaveLength(4);
      expect(complaintsOf({ log })).toHaveLength(4);
    }));

  it("to a question that was deleted meanwhile is dropped", () =>
    withBot(async ({ slack, log }) => {
      slack.fault({ method: "chat.postMessage", kind: "error", error: "thread_not_found", times: 99 });
      const where = ask(slack);
      await until(() => posts(slack, where.id).length >= 1, "an attempt");
      await slack.idle(300);
      expect(posts(slack, where.id)).toHaveLength(1);
      expect(complaintsOf({ log })).toEqual(["error 一条消息未能发出：thread_not_found"]);
    }));

  it.each(["not_in_channel", "channel_not_found", "is_archived"])(
    "for a channel that cannot be written to (%s) is dropped with a line in the log, and others are served",
    (error) =>
      withBot(async ({ slack, log }) => {
        const gone = channel();
        slack.fault({ method: "chat.postMessage", channel: gone.id, kind: "error", error, times: 99 });
        slack.fault({
          method: "assistant.threads.setStatus",
          channel: gone.id,
          kind: "error",
          error,
          times: 99,
        });
        ask(slack, gone);
        await answered(slack, ask(slack));
        await until(() => posts(slack, gone.id).length >= 1, "an attempt");
        await slack.idle(200);
        expect(posts(slack, gone.id)).toHaveLength(1);
        expect(complaintsOf({ log })).toEqual([`warn 会话 ${gone.id} 中有一处不能再收到消息：${error}`]);
      }),
  );

  it("under a bot whose token was revoked waits, with one line in the log and no storm", () =>
    withBot(async ({ slack, log }) => {
      slack.push(revokesTokens());
      await slack.idle();
      for (let i = 0; i < 4; i += 1) ask(slack);
      await until(() => posts(slack).length >= 4, "an attempt for each");
      await slack.idle(300);
      expect(posts(slack)).toHaveLength(4);
      expect(complaintsOf({ log })).toEqual([
        expect.stringMatching(/^error SLACK_BOT_TOKEN：Slack 不再接受（token_revoked）/),
      ]);
    }));
});

describe.concurrent("a start", () => {
  it("names the permissions that the app lacks", async () => {
    const scopes = SCOPES.filter((scope) => !/^(?:files|reactions):write$/.test(scope));
    await withBot(
      async ({ log }) => {
        expect(complaintsOf({ log })).toEqual([
          "warn Slack：应用缺少权限 files:write、reactions:write，有的功能用不了。请对照 slack-manifest.json 补上，再重新安装到工作区。",
        ]);
      },
      { options: { scopes } },
    );
  });

  it.each([
    ["SLACK_BOT_TOKEN", { botToken: "xoxb-wrong" }],
    ["SLACK_APP_TOKEN", { socket: { appToken: "xapp-wrong" } }],
  ])("with a wrong %s is refused at once, in one line", async (name, wrong) => {
    const slack = await startSlack();
    await expect(startBot({ slack, ...wrong })).rejects.toThrow(
      `${name}：Slack 不接受（invalid_auth），请到应用的设置页核对`,
    );
    await slack.stop();
  });

  it.each(["auth.test", "apps.connections.open"])(
    "while Slack cannot be reached (%s) is made good when it can, with one line of each",
    async (method) => {
      const slack = await startSlack();
      slack.fault({ method, kind: "reset", times: 1 });
      const bot = await startBot({ slack });
      expect(await answered(slack, ask(slack))).toHaveLength(1);
      expect(complaintsOf(bot)).toEqual([
        expect.stringMatching(/^warn Slack：暂时连不上（.*），会继续重试。$/),
      ]);
      await bot.stop();
    },
  );

  it("may be ended while Slack cannot be reached", async () => {
    const slack = await startSlack();
    slack.fault({ method: "apps.connections.open", kind: "500", times: 999 });
    const starting = startBot({ slack });
    await sleep(300);
    // It stays in the start for ten seconds at most, and is then stopped like any other.
    const bot = await starting;
    const attempts = slack.calls.length;
    await bot.stop();
    // No more than the one under way: the next is seconds off, and is not waited for.
    expect(slack.calls.length - attempts).toBeLessThanOrEqual(1);
  });
});

describe.concurrent("Socket Mode", () => {
  const open = (slack: Slack) => slack.connections.filter(({ isOpen }) => isOpen);

  /** Beside one that was said good-bye over, which is heard until it is cut. */
  async function reopened(slack: Slack, before: number, beside = 0): Promise<void> {
    await until(() => slack.connections.length > before && open(slack).length > 0, "a new connection");
    expect(open(slack)).toHaveLength(1 + beside);
  }

  it.each<[string, number, (slack: Slack) => void]>([
    ["a refresh", 1, (slack) => slack.disconnect("refresh_requested")],
    ["a warning", 1, (slack) => slack.disconnect("warning")],
    ["a line that is cut", 0, (slack) => slack.cut()],
  ])("loses and doubles nothing at %s", (_, beside, leave) =>
    withBot(async ({ slack, log }) => {
      const before = Array.from({ length: 4 }, () => ask(slack));
      const count = slack.connections.length;
      leave(slack);
      const after = Array.from({ length: 4 }, () => ask(slack));
      await reopened(slack, count, beside);
      for (const where of [...before, ...after])
        expect(await answered(slack, where)).toEqual([expect.stringContaining(WORDS)]);
      await slack.idle();
      expect(slack.unacknowledged).toEqual([]);
      expect(complaintsOf({ log })).toEqual([]);
    }),
  );

  it("comes back from an outage of seconds in which no new connection is to be had, with a line for its end", () =>
    withBot(async ({ slack, log }) => {
      const count = slack.connections.length;
      const end = slack.fault({ method: "apps.connections.open", kind: "reset", times: 999 });
      slack.cut();
      await until(() => complaintsOf({ log }).length > 0, "a line");
      const where = ask(slack);
      end();
      await reopened(slack, count);
      expect(await answered(slack, where)).toEqual([expect.stringContaining(WORDS)]);
      expect(complaintsOf({ log })).toEqual([expect.stringContaining("暂时连不上")]);
      expect(log.lines.filter((line) => line.includes("已恢复连接"))).toHaveLength(1);
    }));

  it("is not ended by a token that is refused while it runs", () =>
    withBot(async ({ slack, log }) => {
      const count = slack.connections.length;
      slack.fault({ method: "apps.connections.open", kind: "error", error: "invalid_auth", times: 2 });
      slack.cut();
      await reopened(slack, count);
      expect(await answered(slack, ask(slack))).toHaveLength(1);
      expect(complaintsOf({ log })).toHaveLength(1);
    }));

  it("answers once what comes in several envelopes, by several connections", async () => {
    const slack = await startSlack();
    const [one, other] = [await startBot({ slack }), await startBot({ slack, allowed: [] })];
    await other.stopBot();
    const where = channel();
    const sent = slack.push(...mentions(BY, where, QUESTION));
    slack.pushRaw(...sent, ...sent.map(({ type, payload }) => ({ type, payload })), ...sent);
    expect(await answered(slack, where)).toHaveLength(1);
    slack.pushRaw(...sent);
    await slack.idle();
    expect(texts(slack, where)).toHaveLength(1);
    await one.stop();
    expect([...slack.violations, ...complaintsOf(one)]).toEqual([]);
  });

  it.each(["nonsense", "{}", '{"type":"events_api"}'])("is not ended by %s", (text) =>
    withBot(async ({ slack }) => {
      slack.sendText(text);
      expect(await answered(slack, ask(slack))).toHaveLength(1);
    }),
  );
});

describe.concurrent("HTTP", () => {
  it("takes what comes as a retry, which may be the first to arrive, and answers it once", () =>
    withBot(
      async ({ slack, log, address }) => {
        // What is known to be said, and meets nobody at first.
        await slack.setRequestUrl(undefined);
        const where = channel();
        const [message, mention] = mentions(BY, where, QUESTION);
        slack.push(message);
        const retried = (num: number, reason: string) => ({
          "x-slack-retry-num": String(num),
          "x-slack-retry-reason": reason,
        });
        const statuses = [];
        for (const [num, { payload }] of [mention, message, mention, message].entries())
          statuses.push(await post(slack, address, payload, retried(num + 1, "http_timeout")));
        expect(statuses).toEqual([200, 200, 200, 200]);
        expect(texts(slack, where).length).toBeLessThanOrEqual(1);
        expect(await answered(slack, where)).toHaveLength(1);
        expect(complaintsOf({ log })).toEqual([]);
      },
      { mode: "http" },
    ));

  it("is tried again where it could not be kept, and answers then, with one line in the log", async () => {
    const dir = newDir();
    const journals = await openJournals(dir);
    let failures = 2;
    const journalOf = (name: string) => {
      const journal = journals.of(name);
      const receive: typeof journal.receive = async (updates) => {
        failures -= 1;
        if (failures >= 0) throw new Error("database or disk is full");
        return journal.receive(updates);
      };
      return { ...journal, receive };
    };
    await withBot(
      async ({ slack, log }) => {
        expect(await answered(slack, ask(slack))).toHaveLength(1);
        const { deliveries } = slack;
        expect(deliveries.filter(({ status }) => status === 503)).toHaveLength(2);
        expect(deliveries.some(({ retry, status }) => retry > 0 && status === 200)).toBe(true);
        expect(complaintsOf({ log })).toEqual([expect.stringMatching(/^error 收到的 Slack 事件无法保存/)]);
      },
      { mode: "http", journalOf },
    );
    await journals.close();
  });

  it("sends what it took before a stop after the next start", async () => {
    const first = await startBot({ mode: "http" });
    const { slack } = first;
    const off = slack.fault({ method: "chat.postMessage", kind: "500", times: 999 });
    const where = ask(slack);
    await slack.waitFor(({ method }) => method === "chat.postMessage");
    await first.stopBot();
    off();
    const second = await startBot({ mode: "http", slack, dir: first.dir });
    expect(await answered(slack, where)).toEqual([expect.stringContaining(WORDS)]);
    expect(texts(slack, where).join()).not.toContain(SENT_AGAIN);
    await second.stop();
    expect([...slack.violations, ...complaintsOf(first), ...complaintsOf(second)]).toEqual([]);
  });
});
