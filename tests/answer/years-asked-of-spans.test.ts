/** 满十年 lasts, 24年 is a year. */

import { expect, test } from "vitest";
import { yearIn } from "../../src/answer/pick/query.ts";

test.each([
  ["接尘满10年的,1年多休几天", null],
  ["24年法律援助办了多少件", 2024],
  ["2023年医疗互助赔了多少", 2023],
  ["10年底有多少会员", 2010],
])("the year of %s", (asked, year) => {
  expect(yearIn(asked)).toBe(year);
});
