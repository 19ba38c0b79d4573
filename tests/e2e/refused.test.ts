/** A platform that refuses a hundred connections one after the other, while the program's time goes fast: it comes back ever more slowly, says so once, and loses nothing. */

import { join } from "node:path";
import { expect, it } from "vitest";
import { startDingtalk } from "../dingtalk/dingtalk-server.ts";
import * as dingtalkPeople from "../dingtalk/people.ts";
import { startFeishu } from "../feishu/feishu-server.ts";
import * as feishuPeople from "../feishu/people.ts";
import { tries } from "../full.ts";
import * as wecomPeople from "../wecom/people.ts";
import { startWecom } from "../wecom/wecom-server.ts";
import { sleep, until } from "../wire/clock.ts";
import type { Refusing } from "../wire/refusing.ts";
import { keysKeptIn } from "./kept-keys.ts";
import { newFolder, start } from "./start.ts";

const QUESTION = "圆通的应用成效是什么？";

/** Signs of work are none. */
const isAnswer = ({ text }: { readonly text: string }) => text.includes("圆通速递有限公司工会");
const TIMES = tries(20, 100);

/** Half a minute is more than a second still: what a busy machine is late by does not make a line seem silent. */
const SWIFT = 25;

/** The longest wait between two of them is half a minute and a quarter of one (ms); twice that is for a busy machine. */
const PATIENCE_MS = 120_000 + (2 * TIMES * 38_000) / SWIFT;

/** How often the same line of the log may come (ms). */
const SAID_AGAIN_MS = 10 * 60_000;

interface Rig {
  readonly platform: Pick<Refusing, "refuse" | "refused"> & {
    readonly isConnected: boolean;
    readonly violations: readonly unknown[];
    cut(): void;
    stop(): Promise<void>;
  };
  readonly environment: Readonly<Record<string, string>>;
  /** Asks something; gives back the key by which it is kept, and how many answers it has. */
  ask(): { readonly key: string; readonly answers: () => number };
}

const rigs = {
  企业微信: async (): Promise<Rig> => {
    const platform = await startWecom({ mostInMinute: 100_000 });
    return {
      platform,
      environment: {
        WECOM_BOT_ID: platform.botId,
        WECOM_BOT_SECRET: platform.secret,
        WECOM_WS_URL: platform.url,
        WECOM_ALLOWED: "*",
      },
      ask() {
        const asked = wecomPeople.says(wecomPeople.person(), QUESTION);
        platform.push(asked);
        const { msgid, from } = asked.body;
        return {
          key: msgid,
          answers: () => platform.shown.filter((one) => one.chat === from.userid && isAnswer(one)).length,
        };
      },
    };
  },
  飞书: async (): Promise<Rig> => {
    const platform = await startFeishu({ mostInSecond: 100_000 });
    return {
      platform,
      environment: {
        FEISHU_APP_ID: platform.appId,
        FEISHU_APP_SECRET: platform.secret,
        FEISHU_DOMAIN: platform.url,
        FEISHU_ALLOWED: "*",
      },
      ask() {
        const asked = feishuPeople.says(feishuPeople.person(), QUESTION);
        platform.push(asked);
        const { message_id } = feishuPeople.messageIn(asked);
        const answers = () =>
          platform.shown.filter((one) => one.replyTo === message_id && isAnswer(one)).length;
        return { key: message_id, answers };
      },
    };
  },
  钉钉: async (): Promise<Rig> => {
    const platform = await startDingtalk({ mostInMinute: 100_000 });
    return {
      platform,
      environment: {
        DINGTALK_CLIENT_ID: platform.clientId,
        DINGTALK_CLIENT_SECRET: platform.clientSecret,
        DINGTALK_API_URL: platform.url,
        DINGTALK_ALLOWED: "*",
      },
      ask() {
        const asked = dingtalkPeople.says(dingtalkPeople.person(), QUESTION);
        platform.push(asked);
        return {
          key: asked.msgId,
          answers: () => platform.shown.filter((one) => one.answers === asked.msgId && isAnswer(one)).length,
        };
      },
    };
  },
};

it.each(Object.entries(rigs))("%s", async (name, open) => {
  const { platform, environment, ask } = await open();
  const DATA_DIR = newFolder();
  const kept = keysKeptIn(DATA_DIR);
  const { child, ended, printed } = start(
    "node",
    ["--import", join(import.meta.dirname, "swift-clock.ts"), "src/main.ts"],
    { ...environment, DATA_DIR, PERSON_LIMIT: "10000", CHAT_LIMIT: "10000", SWIFT: String(SWIFT) },
  );
  child.stdin.end();
  await until(() => platform.isConnected, "a connection");
  /** What is told over a line that does not last, as on a busy machine, is lost to WeCom and DingTalk as well. */
  const askUntilKept = async () => {
    for (;;) {
      const one = ask();
      for (let looks = 0; looks < 40; looks += 1) {
        if (kept().has(one.key)) return one;
        await sleep(50);
      }
    }
  };
  const asked = [await askUntilKept(), await askUntilKept(), await askUntilKept()];
  const began = performance.now();
  const said = { out: printed.out.length, err: printed.err.length };
  platform.refuse(TIMES);
  platform.cut();
  await until(
    () => platform.refused.length === TIMES && platform.isConnected,
    "a connection again",
    PATIENCE_MS,
  );
  const away = (performance.now() - began) * SWIFT;
  asked.push(await askUntilKept());
  await until(() => asked.every(({ answers }) => answers() > 0), "all answers");
  child.kill("SIGTERM");
  await ended;
  await platform.stop();

  const [first = 0] = platform.refused;
  const at = platform.refused.map((one) => (one - first) * SWIFT);
  const log = printed.out.slice(said.out) + printed.err.slice(said.err);
  const lines = (words: string) => log.split("\n").filter((line) => line.includes(`${name}：${words}`));
  const troubles = Object.values(Object.groupBy(lines("暂时连不上"), (line) => line));
  expect(at.filter((ms) => ms < 60_000).length).toBeLessThan(12);
  for (const same of troubles) expect(same?.length).toBeLessThanOrEqual(1 + away / SAID_AGAIN_MS);
  expect(troubles.length).toBeGreaterThan(0);
  expect(lines("已恢复连接").length).toBeGreaterThan(0);
  expect(asked.map(({ answers }) => answers())).toEqual(asked.map(() => 1));
  expect(platform.violations).toEqual([]);
  console.log(
    `${name}: ${at.filter((ms) => ms < 60_000).length} in the first minute, ${TIMES} in ${Math.round(away / 60_000)} minutes, ${lines("暂时连不上").length} lines of ${troubles.length} kinds, ${asked.length} answers`,
  );
});
