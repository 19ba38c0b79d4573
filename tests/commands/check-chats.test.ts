/** `check` says whether Telegram, Slack and WeCom take the program, and what is missing where they do not. */

import { afterAll, describe, expect, it } from "vitest";
import { checkChats } from "../../src/app/commands/check.ts";
import { parseSettings } from "../../src/app/settings.ts";
import { SCOPES } from "../../src/channels/slack/slack.ts";
import { isServed, lockServing } from "../../src/stores/locks.ts";
import { startSlack } from "../slack/slack-server.ts";
import { startBotApi } from "../telegram/bot-api.ts";
import { startWecom } from "../wecom/wecom-server.ts";
import { newFolder } from "./run-in-process.ts";

const [telegram, slack, wecom] = await Promise.all([startBotApi(), startSlack(), startWecom()]);
const unscoped = await startSlack({ scopes: SCOPES.filter((scope) => scope !== "im:history") });
afterAll(() => Promise.all([telegram, slack, unscoped, wecom].map((server) => server.stop())));

async function checked(environment: Readonly<Record<string, string>>) {
  const settings = parseSettings({ DATA_DIR: newFolder(), ...environment });
  const [finding] = await checkChats(settings, isServed(settings.dataDir));
  return [finding?.right, finding?.detail];
}

describe("Telegram", () => {
  const account = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url };

  it("is asked who the bot is, and nothing more", async () => {
    expect(await checked(account)).toEqual([true, "机器人 @anlitong_bot 可用；隐私模式已开启"]);
    expect(telegram.calls.map(({ method }) => method)).toEqual(["getMe"]);
  });

  it("is told apart from a wrong token and from a network that does not get there", async () => {
    const TELEGRAM_BOT_TOKEN = "123456:canary-telegram-token";
    expect(await checked({ ...account, TELEGRAM_BOT_TOKEN })).toEqual([
      false,
      "TELEGRAM_BOT_TOKEN：Telegram 不承认这个令牌，请到 BotFather 核对",
    ]);
    expect(await checked({ ...account, TELEGRAM_API_ROOT: "http://127.0.0.1:9" })).toEqual([
      false,
      "连不上（ECONNREFUSED）；请检查网络和防火墙，不能直达时设置代理 HTTPS_PROXY",
    ]);
  });
});

describe("Slack", () => {
  const account = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.slackApiUrl,
  };

  it("is asked for both tokens, without a connection", async () => {
    expect(await checked(account)).toEqual([true, expect.stringMatching(/^机器人 @\S+ 可用$/)]);
    expect(slack.calls.map(({ method }) => method)).toEqual(["auth.test", "apps.connections.open"]);
    expect(slack.connections).toEqual([]);
  });

  it.each([
    [
      { SLACK_BOT_TOKEN: "xoxb-wrong-one" },
      /^SLACK_BOT_TOKEN：Slack 不接受（invalid_auth），请到应用的设置页/,
    ],
    [
      { SLACK_APP_TOKEN: "xapp-wrong-one" },
      /^SLACK_APP_TOKEN：Slack 不接受（invalid_auth），请到应用的设置页/,
    ],
    [
      { SLACK_APP_TOKEN: slack.botToken },
      /^SLACK_APP_TOKEN：.*not_allowed_token_type.*应用令牌以 xapp- 开头$/,
    ],
    [{ SLACK_API_URL: unscoped.slackApiUrl }, /缺少权限 im:history.*重新安装/],
  ])("says what is missing: %j", async (wrong, detail) => {
    expect(await checked({ ...account, ...wrong })).toEqual([false, expect.stringMatching(detail)]);
  });
});

describe("WeCom", () => {
  const account = { WECOM_BOT_ID: wecom.botId, WECOM_BOT_SECRET: wecom.secret, WECOM_WS_URL: wecom.url };

  it("lets the robot in, which leaves at once", async () => {
    expect(await checked(account)).toEqual([true, "Bot ID、Secret 和长连接可用"]);
    await expect.poll(() => wecom.isConnected).toBe(false);
  });

  it("says what to do about a wrong secret, and nothing of it", async () => {
    const [right, detail] = await checked({ ...account, WECOM_BOT_SECRET: "canary-wecom-secret" });
    expect([right, detail]).toEqual([
      false,
      expect.stringMatching(/^WECOM_BOT_SECRET：.*853000.*智能机器人/),
    ]);
    expect(detail).not.toContain("canary");
  });

  it("is left alone while a program serves, whose connection it would take", async () => {
    const DATA_DIR = newFolder();
    const before = wecom.connections;
    const serving = lockServing(DATA_DIR);
    const whileServed = await checked({ ...account, DATA_DIR });
    serving.end();
    expect([whileServed, wecom.connections]).toEqual([
      [true, expect.stringMatching(/^没有试连：程序正在运行/)],
      before,
    ]);
    expect(await checked({ ...account, DATA_DIR })).toEqual([true, "Bot ID、Secret 和长连接可用"]);
  });
});
