/** Words typed in pinyin or mistyped by ear, put as the documents have them; what people type on purpose stays. */

import { expect, test } from "vitest";
import { digitize, fold } from "../../src/language/fold.ts";
import { createHealer } from "../../src/search/heal.ts";
import { openKnowledge } from "../knowledge.ts";

const { store } = await openKnowledge("tests/questions/foreign/held-back/p-o-care-homes/corpus");
const blood = await openKnowledge("tests/questions/foreign/held-back/t-o-hospital-service/corpus");

const heal = (typed: string, of = store) => createHealer(of).heal(digitize(fold(typed)), []);

test.each([
  ["临溪shitang六十几岁的wucan几块", "临溪食堂60几岁的午餐几块"],
  ["敬lao院有几家", "敬老院有几家"],
])("pinyin, whole or beside a character: %s", async (typed, meant) => {
  expect(await heal(typed)).toBe(meant);
});

test("a character mistyped by ear, where the message has another slip or the character is rare", async () => {
  expect(await heal("周末预yue试了以后等后时间降到几分中啦", blood.store)).toBe(
    "周末预约试了以后等候时间降到几分钟啦",
  );
});

test.each([["老人咋吃上饭,要加钱吗"], ["护工一个月到手平均多少"], ["app里怎么报名"], ["hello"]])(
  "what is typed on purpose: %s",
  async (typed) => {
    expect(await heal(typed)).toBe(digitize(fold(typed)));
  },
);

test("names stay as they are typed", async () => {
  const typed = "shitang几家";
  expect(await createHealer(store).heal(typed, [{ start: 0, end: 7 }])).toBe(typed);
});
