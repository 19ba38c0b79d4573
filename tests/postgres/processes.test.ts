/** Two programs on one database, killed, hung and cut off from it while people ask: nothing is lost, and what comes twice says so. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { delivered } from "../chat/delivered.ts";
import { endedEarly, QUESTIONS, serve } from "../e2e/interrupted.ts";
import { newFolder, type Started } from "../e2e/start.ts";
import { found, tries } from "../full.ts";
import { type BotApi, startBotApi } from "../telegram/bot-api.ts";
import { person, says, supergroup } from "../telegram/people.ts";
import { until } from "../wire/clock.ts";
import { drawing } from "../wire/drawing.ts";
import { type Server, startServer } from "./server.ts";

/** How often one of the two is killed. */
const KILLS = tries(4, 100);

let server: Server;
const apis: BotApi[] = [];
const running = new Set<Started>();

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill("SIGKILL");
    await ended;
  }
  for (const api of apis) await api.stop();
  await server?.stop();
});

async function setUp() {
  const api = await startBotApi();
  apis.push(api);
  const address = await server.newDatabase();
  const lanes = Array.from({ length: 12 }, () => ({ chat: supergroup(), by: person("甲") }));
  const asked: { chat: number; message: number }[] = [];
  // In the last hours, so that nobody is held back for asking too fast.
  const began = Math.floor(Date.now() / 1000) - 10 * 60 * 60;
  const answers = () =>
    asked.map(({ chat, message }) => {
      const own = api
        .chat(chat)
        .own.filter(({ message: sent }) => sent.reply_to_message?.message_id === message);
      return { lane: String(chat), texts: own.map(({ text = "" }) => text), at: own[0]?.id };
    });
  return {
    api,
    address,
    answers,
    ask(times: number) {
      for (let i = asked.length, last = i + times; i < last; i += 1) {
        const { chat, by } = lanes[i % lanes.length] ?? { chat: supergroup(), by: person("甲") };
        const text = `@${api.me.username} ${QUESTIONS[i % QUESTIONS.length]}`;
        const update = says(by, chat, text, { date: began + Math.floor(i / lanes.length) * 15 });
        api.push(update);
        asked.push({ chat: chat.id, message: update.message.message_id });
      }
    },
    allAnswered: () => until(() => answers().every(({ texts }) => texts.length > 0), "all answers", 600_000),
    /** One of the programs; `shows` what it says on standard error. */
    start(): Started & { says(text: string): Promise<void> } {
      const started = serve({
        ...{ STORE: "postgres", DATABASE_URL: address, DATA_DIR: newFolder(), PORT: "0" },
        ...{ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url, TELEGRAM_ALLOWED: "*" },
      });
      running.add(started);
      void started.ended.then(() => running.delete(started));
      const says = (text: string) =>
        Promise.race([
          until(() => started.printed.err.includes(text), text, 600_000),
          endedEarly(started.ended),
        ]);
      return { ...started, says };
    },
  };
}

const SERVES = "已上线（";
const WAITS = "另一个程序正在接待，本程序待命";
const CUT = "与数据库的连接断了";

describe("two programs on one database", () => {
  it("answer each question once, one of them at a time; the other takes over when it stops", async () => {
    const office = await setUp();
    const first = office.start();
    await first.says(SERVES);
    await first.shows("与连接同一数据库的其他程序共用");
    const second = office.start();
    await second.says(WAITS);
    office.ask(14);
    await office.allAnswered();
    first.child.kill("SIGTERM");
    expect((await first.ended).code).toBe(0);
    await second.says(SERVES);
    office.ask(14);
    await office.allAnswered();
    const { questions, ...broken } = delivered(office.answers());
    expect(questions).toBe(28);
    expect(broken).toEqual({ lost: 0, doubled: 0, extras: 0, disordered: 0 });
  });

  it(`lose nothing in ${KILLS} kills of whichever serves`, {
    timeout: 600_000 + KILLS * 120_000,
  }, async () => {
    const office = await setUp();
    const draw = drawing(20_261_130);
    office.api.fault({ method: "sendMessage", kind: "slow", ms: 15, probability: 0.5, seed: 5 });
    let serving = office.start();
    await serving.says(SERVES);
    for (let i = 0; i < KILLS; i += 1) {
      const next = office.start();
      await next.says(WAITS);
      office.ask(12);
      const answered = office.answers().filter(({ texts }) => texts.length > 0).length;
      const some = answered + Math.floor(draw() * 10);
      await until(
        () => office.answers().filter(({ texts }) => texts.length > 0).length >= some,
        "some answers",
        600_000,
      );
      serving.child.kill("SIGKILL");
      await next.says(SERVES);
      serving = next;
    }
    await office.allAnswered();
    const { questions, extras, ...broken } = delivered(office.answers());
    found({ kills: KILLS, questions, extras, ...broken });
    expect(broken).toEqual({ lost: 0, doubled: 0, disordered: 0 });
    expect(extras).toBeLessThanOrEqual(KILLS * 8);
  });

  it("go on when one hangs: what it still writes when it wakes is refused, and it waits its turn", async () => {
    const office = await setUp();
    const first = office.start();
    await first.says(SERVES);
    const second = office.start();
    await second.says(WAITS);
    first.child.kill("SIGSTOP");
    await second.says(SERVES);
    office.ask(12);
    await office.allAnswered();
    first.child.kill("SIGCONT");
    await first.says(CUT);
    await first.says(WAITS);
    office.ask(12);
    await office.allAnswered();
    expect(delivered(office.answers())).toMatchObject({ lost: 0, doubled: 0 });
  });

  it("outlive a server that cuts them off, and one that is restarted", async () => {
    const office = await setUp();
    const both = [office.start(), office.start()];
    await Promise.any(both.map(({ says }) => says(SERVES)));
    office.ask(12);
    expect(await server.cut(office.address)).toBeGreaterThan(0);
    await Promise.any(both.map(({ says }) => says(CUT)));
    office.ask(12);
    await office.allAnswered();
    if (server.restart) {
      office.ask(12);
      await server.restart();
      office.ask(12);
      await office.allAnswered();
    }
    const { lost, doubled } = delivered(office.answers());
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
    for (const { texts } of office.answers())
      expect(texts.filter((text) => !text.includes(SENT_AGAIN)).length).toBeLessThanOrEqual(1);
  });
});
