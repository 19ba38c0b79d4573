/** Where 企业微信, 飞书 and 钉钉 are reached by a proxy alone: their calls and the connections that last go by it. */

import { afterAll, beforeEach, describe, expect, it } from "vitest";
import * as dingtalk from "../dingtalk/bot.ts";
import * as dingtalkPeople from "../dingtalk/people.ts";
import * as feishu from "../feishu/bot.ts";
import * as feishuPeople from "../feishu/people.ts";
import * as wecom from "../wecom/bot.ts";
import * as wecomPeople from "../wecom/people.ts";
import { startProxy } from "../wire/proxy.ts";

const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";

type Proxies = Readonly<Record<string, string>>;

const proxy = await startProxy();
const { passed } = proxy;

beforeEach(() => {
  passed.length = 0;
});
afterAll(() => proxy.stop());

/** Resolves with the answer to a question, and where the platform was. */
const asks = {
  async 企业微信(proxies: Proxies) {
    const bot = await wecom.startBot({ proxies });
    const { text } = await bot.ask(wecomPeople.says(wecomPeople.person(), QUESTION));
    await bot.stop();
    return { text, url: bot.wecom.url, violations: bot.wecom.violations };
  },
  async 飞书(proxies: Proxies) {
    const bot = await feishu.startBot({ proxies });
    const { text } = await bot.ask(feishuPeople.says(feishuPeople.person(), QUESTION));
    await bot.stop();
    return { text, url: bot.feishu.url, violations: bot.feishu.violations };
  },
  async 钉钉(proxies: Proxies) {
    const bot = await dingtalk.startBot({ proxies });
    const { text } = await bot.ask(dingtalkPeople.says(dingtalkPeople.person(), QUESTION));
    await bot.stop();
    return { text, url: bot.dingtalk.url, violations: bot.dingtalk.violations };
  },
};

/** Of what went by the proxy: the connection, and a call. */
const wanted = {
  企业微信: [/^(?:GET|CONNECT) /],
  飞书: [/\/ws\?/, /\/callback\/ws\/endpoint/, /\/reply/],
  钉钉: [/\/connect\?/, /\/gateway\/connections\/open/, /\/robot\/sendBySession/],
};

describe.each(["企业微信", "飞书", "钉钉"] as const)("%s", (name) => {
  it("goes by the proxy that is named", async () => {
    const { text, url, violations } = await asks[name]({ HTTP_PROXY: proxy.url });
    expect(text).toContain(ANSWER);
    expect(violations).toEqual([]);
    expect(passed.join("\n")).toContain(new URL(url).host);
    for (const one of wanted[name]) expect(passed).toContainEqual(expect.stringMatching(one));
  });

  it("is reached without it where that is named as an exception", async () => {
    const { text } = await asks[name]({ HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
    expect([text.includes(ANSWER), passed]).toEqual([true, []]);
  });
});
