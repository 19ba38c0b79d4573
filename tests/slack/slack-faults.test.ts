/** That the local Slack fails on demand, as a network, a proxy and Slack itself do. */

import { WebAPIHTTPError, WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channel } from "./people.ts";
import { QUIET } from "./quiet.ts";
import { type Slack, startSlack } from "./slack-server.ts";

let slack: Slack;
let web: WebClient;

const [here, there] = [channel(), channel()];
const post = (id = here.id) =>
  web.chat.postMessage({ channel: id, text: "答", unfurl_links: false, unfurl_media: false });
const told = () => slack.channel(here.id).own.length;

beforeEach(async () => {
  slack = await startSlack();
  slack.setChannel(here);
  slack.setChannel(there);
  web = new WebClient(slack.botToken, {
    slackApiUrl: slack.slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: QUIET,
  });
});

afterEach(async () => {
  await slack.stop();
});

describe("a fault", () => {
  it("is that of too many calls, with the time to wait", async () => {
    slack.fault({ method: "chat.postMessage", kind: "429", retryAfter: 7 });
    const refused = await post().catch((failure) => failure);
    expect(refused).toBeInstanceOf(WebAPIRateLimitedError);
    expect(refused.retryAfter).toBe(7);
    await post();
    expect(slack.calls.map(({ status, ok, error }) => [status, ok, error])).toEqual([
      [429, false, "ratelimited"],
      [200, true, undefined],
    ]);
  });

  it.each(["500", "503"] as const)("is a status of %s", async (kind) => {
    slack.fault({ kind });
    const failed = await post().catch((failure) => failure);
    expect(failed).toBeInstanceOf(WebAPIHTTPError);
    expect(failed.statusCode).toBe(Number(kind));
    expect(told()).toBe(0);
  });

  it.each(["not_in_channel", "account_inactive", "token_revoked", "msg_too_long", "invalid_blocks"])(
    "is a refusal: %s",
    async (error) => {
      slack.fault({ kind: "error", error });
      await expect(post()).rejects.toMatchObject({ data: { ok: false, error } });
      expect(slack.calls).toMatchObject([{ status: 200, ok: false, error, wasApplied: false }]);
      expect(slack.violations).toEqual([]);
    },
  );

  it("is a line that breaks before anything is done, or after", async () => {
    slack.fault({ kind: "reset" });
    await expect(post()).rejects.toThrow();
    expect(told()).toBe(0);
    slack.fault({ kind: "lost-response" });
    await expect(post()).rejects.toThrow();
    expect(told()).toBe(1);
    expect(slack.calls.map(({ status, ok, wasApplied }) => [status, ok, wasApplied])).toEqual([
      [0, false, false],
      [0, false, true],
    ]);
  });

  it("is an answer that comes late, or one of a proxy", async () => {
    slack.fault({ kind: "slow", ms: 50 });
    const before = performance.now();
    await post();
    expect(performance.now() - before).toBeGreaterThan(45);
    slack.fault({ kind: "html" });
    await expect(post()).rejects.toThrow();
    expect(told()).toBe(1);
  });

  it("hits what it names, as often as it says, and can be taken away", async () => {
    const end = slack.fault({ method: "chat.postMessage", channel: here.id, kind: "500", times: 3 });
    await web.auth.test();
    await post(there.id);
    await expect(post()).rejects.toThrow();
    await expect(post()).rejects.toThrow();
    end();
    await post();
  });

  it("hits with a probability, the same calls for the same seed", async () => {
    const hits = async () => {
      const end = slack.fault({ kind: "500", probability: 0.3, seed: 7 });
      const outcomes: boolean[] = [];
      for (let i = 0; i < 20; i += 1)
        outcomes.push(
          await post().then(
            () => true,
            () => false,
          ),
        );
      end();
      return outcomes;
    };
    const first = await hits();
    expect(first.filter((isDone) => !isDone).length).toBeGreaterThan(2);
    expect(await hits()).toEqual(first);
  });
});

describe("waiting", () => {
  it("ends with the call that is meant, also if it has come", async () => {
    const waiting = slack.waitFor(({ method }) => method === "chat.postMessage");
    await post();
    expect((await waiting).channel).toBe(here.id);
    expect((await slack.waitFor(({ ok }) => ok)).method).toBe("chat.postMessage");
  });

  it("tells what came instead", async () => {
    slack.fault({ kind: "error", error: "not_in_channel" });
    await post().catch(() => {});
    await web.auth.test();
    await expect(slack.waitFor(({ method }) => method === "chat.update", 20)).rejects.toThrow(
      "no such call came within 20 ms; 2 calls came: chat.postMessage (not_in_channel), auth.test",
    );
  });
});
