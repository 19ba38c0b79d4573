/** Answers of DingTalk as cards, where an office has made a template for them: the same words, with buttons that can be pressed in groups, too. */

import { afterAll, expect, it } from "vitest";
import { isDelivered } from "../../src/channels/dingtalk/card.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { until } from "../wire/clock.ts";
import { citationsIn } from "../wire/markdown-back.ts";
import { abilities, startBot } from "./bot.ts";
import type { Shown } from "./dingtalk-server.ts";
import { calls, group, person, says } from "./people.ts";

const QUESTION = "镇江的推荐词";
const cardTemplate = "anlitong.schema";

const bot = await startBot({
  cardTemplate,
  limits: { perPerson: 1_000, perChat: 1_000 },
  server: { mostInMinute: 1_000 },
});
const { dingtalk } = bot;

afterAll(async () => {
  expect(dingtalk.violations).toEqual([]);
  await bot.stop();
});

const standingIn = (chat: string) => dingtalk.shown.filter((one) => one.chat === chat);

async function asked(by: string, where?: string, question = QUESTION): Promise<Shown> {
  const chat = where ?? by;
  const before = standingIn(chat).length;
  await until(() => dingtalk.isConnected, "a connection");
  dingtalk.push(where === undefined ? says(by, question) : calls(by, question, where));
  await until(() => standingIn(chat).length > before, "an answer");
  return standingIn(chat).at(-1) as Shown;
}

const buttonOf = ({ buttons }: Shown, label: RegExp) =>
  buttons?.find(({ text }) => label.test(text))?.value ?? "";

it.each(["alone", "in a group"])(
  "an answer is a card from which its citations are read back: %s",
  async (of) => {
    const shown = await asked(person(), of === "alone" ? undefined : group());
    const expected = quotesOf(await abilities.answer({ question: QUESTION })).map(({ text, citation }) =>
      expect.objectContaining({ number: citation.number, quote: text }),
    );
    expect(citationsIn([shown.text])).toEqual(expected);
    expect([shown.kind, shown.buttons?.map(({ text }) => text)]).toEqual([
      "card",
      expect.arrayContaining(["全文摘要", "有用", "没用"]),
    ]);
  },
);

it("a button does in a group what it says, once for two presses, and says so at once to whoever pressed", async () => {
  const [by, where] = [person(), group()];
  const shown = await asked(by, where);
  const first = dingtalk.press(by, buttonOf(shown, /摘要/));
  const second = dingtalk.press(by, buttonOf(shown, /摘要/));
  await until(() => [first, second].every((press) => dingtalk.noted(press) !== undefined), "notes");
  for (const press of [first, second]) expect(dingtalk.noted(press)).toMatch(/./);
  await until(() => standingIn(where).length > 1, "what was pressed");
  await asked(by, where, "那应用成效呢？");
  expect(standingIn(where)).toHaveLength(3);
});

it("a vote reaches the curator, and is thanked for", async () => {
  const [by, where] = [person(), group()];
  const shown = await asked(by, where);
  const press = dingtalk.press(by, buttonOf(shown, /没用/));
  await until(() => dingtalk.noted(press) !== undefined, "thanks");
  expect(dingtalk.noted(press)).toMatch(/^谢谢/);
  expect((await bot.journals.disliked(100)).map(({ question }) => question)).toContain(QUESTION);
});

it("a button of another's answer, on a card that was handed on, does nothing", async () => {
  const shown = await asked(person());
  const other = person();
  const press = dingtalk.press(other, buttonOf(shown, /摘要/));
  await until(() => dingtalk.noted(press) !== undefined, "a note");
  expect([dingtalk.noted(press), standingIn(other)]).toEqual(["无法识别这个按钮，请直接提问。", []]);
});

it.each(["cut-after", "late"] as const)(
  "stands once, without a mark, where its acknowledgement is lost: %s",
  async (kind) => {
    dingtalk.fault({ at: "card", kind, ms: 12_000, times: 1 });
    const by = person();
    const shown = await asked(by);
    await asked(by, undefined, "盐田的推荐词是什么？");
    expect(standingIn(by).map(({ text }) => text)).toHaveLength(2);
    expect(shown.text).not.toContain("补发");
  },
);

it.each([
  ["a template that is not there", 400, "param.templateNotExist"],
  ["a right that is missing", 403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"],
])("where it is refused for %s the answer comes as other messages do", async (_, code, name) => {
  const where = group();
  // A right may be missing to the token alone: it is asked for with another.
  const end = dingtalk.fault({ at: "card", kind: "code", code, name, times: 2 });
  const shown = await asked(person(), where);
  end();
  expect([shown.kind, shown.text]).toEqual(["markdown", expect.stringContaining("镇江市总工会 · 推荐词")]);
});

const place = { spaceType: "IM_GROUP", success: true, errorMsg: "" };
const refused = { ...place, success: false, errorMsg: "system error" };

it.each([
  ["its place", { success: true, result: { deliverResults: [refused] } }],
  ["one place of two", { success: true, result: { deliverResults: [place, refused] } }],
  ["the whole", { success: false }],
])("where it is taken and not delivered the answer comes as other messages do, once: %s", async (_, said) => {
  const [by, where] = [person(), group()];
  dingtalk.fault({ at: "card", kind: "undelivered", said });
  const shown = await asked(by, where);
  expect(shown.text).toContain("镇江市总工会 · 推荐词");
  await asked(by, where, "盐田的推荐词是什么？");
  expect(standingIn(where).map(({ kind }) => kind)).toEqual(["markdown", "card"]);
});

it.each([{}, { success: true }, { result: { outTrackId: "c" } }, { result: { deliverResults: [null, {}] } }])(
  "is delivered where nothing else is said: %j",
  (said) => expect(isDelivered(said)).toBe(true),
);
