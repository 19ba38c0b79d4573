/** Buttons pressed late, twice, or by nobody: after a restart, a change of the corpus, or made up. */

import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { CHANGED, JUST_ANSWERED, TOO_OLD, UNKNOWN_BUTTON } from "../../src/chat/wording.zh.ts";
import { ackedTwice, atTheWire, button, buttonsOf, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { group, person, presses, pressesInline, says } from "./people.ts";

const MANY = { perPerson: 1_000, perChat: 1_000 };

const api = await startBotApi();
let isChanged = false;
const changing: Abilities = {
  ...abilities,
  stillHolds: async (answer) => !isChanged && abilities.stillHolds(answer),
};
let bot = await startBot({ api, abilities: changing, limits: MANY });
const { ask, callsAfter, now, own, press } = atTheWire(api, () => bot.dir);
const AT = `@${api.me.username}`;
const LI = person("李安");
const WANG = person("王芳");

afterEach(() => {
  isChanged = false;
});

afterAll(async () => {
  await bot.stop();
  expect(api.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
  expect(ackedTwice(api)).toEqual([]);
});

const asked = (text: string) => ask(LI, group(), `${AT} ${text}`);

describe("an older button", () => {
  it("works after the program was stopped and started anew", async () => {
    const [part, long, refusal] = [
      await asked("引用圆通主要内容第二项第一句"),
      await asked("引用圆通全文"),
      await asked("圆通去年的营业收入是多少？"),
    ];
    expect(complaintsOf(bot)).toEqual([]);
    await bot.stopBot();
    bot = await startBot({ api, abilities: changing, limits: MANY, dir: bot.dir });
    for (const label of ["📖 原文", "📝 全文摘要"])
      expect((await press(WANG, part.answer.message, button(part, label))).sent).toHaveLength(1);
    await press(WANG, long.answer.message, button(long, "下一条 ➡️"));
    expect([...buttonsOf(now(long.answer)).keys()]).toContain("⬅️ 上一条");
    const data = [...refusal.buttons.values()].find((one) => one.startsWith("q:")) ?? "";
    expect((await press(WANG, refusal.answer.message, data)).sent[0]?.text).toMatch(/^问：/);
    expect((await press(WANG, part.answer.message, button(part, "👍"))).note).toContain("谢谢");
  });

  it("says that the words have changed since, and shows none of them", async () => {
    const [part, long] = [await asked("引用圆通主要内容第二项第一句"), await asked("引用圆通全文")];
    isChanged = true;
    for (const [given, label] of [
      [part, "📖 原文"],
      [part, "📝 全文摘要"],
      [long, "下一条 ➡️"],
    ] as const) {
      const { note, calls } = await press(WANG, given.answer.message, button(given, label));
      expect([note, calls]).toEqual([CHANGED, []]);
    }
    expect((await press(WANG, part.answer.message, button(part, "👎"))).note).toContain("谢谢");
  });

  it("pressed twice at once votes once and turns one page", async () => {
    const long = await asked("引用圆通全文");
    for (const label of ["下一条 ➡️", "👍"]) {
      const both = [LI, LI, WANG].map((by) => presses(by, long.answer.message, button(long, label)));
      const calls = await callsAfter(...both);
      const answered = calls.filter(({ method }) => method === "answerCallbackQuery");
      expect(answered.map(({ payload }) => payload.callback_query_id).sort()).toEqual(
        both.map(({ callback_query }) => callback_query.id).sort(),
      );
    }
    expect(now(long.answer).text).toMatch(/\(2\/\d\)$/);
    expect(own(long.answer.message.chat)).toHaveLength(1);
    const id = button(long, "👍").split(":")[1];
    expect(rowsIn(bot.dir, "votes").filter(({ answer_id }) => answer_id === id)).toHaveLength(2);
  });
});

describe("what nobody could have pressed", () => {
  it("is acknowledged and does nothing", async () => {
    const [mine, others] = [await asked("引用圆通主要内容第二项第一句"), await asked("引用镇江的应用成效")];
    const id = button(mine, "👍").split(":")[1] ?? "";
    const forged = [...others.buttons.values()].filter((data) => /^[a-z]:/.test(data));
    expect(forged.length).toBeGreaterThan(2);
    const garbage = [
      "",
      "x",
      "v",
      "v:",
      `v:${id}x:1`,
      `z:${id}:1`,
      `w:${id}:-1`,
      `w:${id}:99999`,
      "w:' OR 1=1 --:1",
      "ÿ".repeat(32),
    ];
    for (const data of [...forged, ...garbage]) {
      const { note, calls } = await press(WANG, mine.answer.message, data);
      expect([note, calls]).toEqual([UNKNOWN_BUTTON, []]);
    }
    for (const data of [`w:${id}:99`, `p:${id}:7`, `q:${id}:9`, `c:${id}:0`])
      expect((await press(WANG, mine.answer.message, data)).calls).toEqual([]);
    expect(
      rowsIn(bot.dir, "votes").filter(({ answer_id }) => answer_id === button(others, "👍").split(":")[1]),
    ).toEqual([]);
  });

  it("may stand under a message that is no more, or in a chat that the bot does not see", async () => {
    const mine = await asked("引用圆通主要内容第二项第一句");
    const { chat, message_id } = mine.answer.message;
    const { sent } = await press(WANG, { chat, message_id, date: 0 }, button(mine, "📝 全文摘要"));
    expect(sent).toHaveLength(1);
    const inline = pressesInline(WANG, "inline1", button(mine, "👍"));
    const calls = await callsAfter(inline);
    expect(calls).toMatchObject([{ method: "answerCallbackQuery", payload: { text: TOO_OLD } }]);
    await callsAfter(says(LI, chat as never, "谢谢"));
  });
});

describe("a button tapped twice", () => {
  it.each(["📖 原文", "📝 全文摘要"])("(%s) sends what it stands for once, and says so", async (label) => {
    const part = await asked("引用圆通主要内容第二项第一句");
    const data = button(part, label);
    expect((await press(LI, part.answer.message, data)).sent).toHaveLength(1);
    const again = await press(LI, part.answer.message, data);
    expect([again.note, again.sent]).toEqual([JUST_ANSWERED, []]);
    // Another is led to what stands in the group already, and asks on from it.
    const { chat } = part.answer.message;
    const other = await press(WANG, part.answer.message, data);
    expect([other.call.payload.url, other.sent]).toEqual([
      expect.stringMatching(new RegExp(`^https://t\\.me/${api.me.username}\\?start=s_[\\w-]{12}$`)),
      [],
    ]);
    expect((await ask(WANG, chat as never, `${AT} 那推荐词呢？`)).text).toContain(
      "圆通速递有限公司工会 · 推荐词",
    );
  });

  it("at once, before the first tap is answered, sends it once, too", async () => {
    const part = await asked("引用圆通主要内容第二项第一句");
    const data = button(part, "📖 原文");
    const calls = await callsAfter(
      presses(LI, part.answer.message, data),
      presses(LI, part.answer.message, data),
    );
    expect(calls.filter(({ method }) => method === "sendMessage")).toHaveLength(1);
  });
});
