/** 这是哪一年的数: of what time that is which was just told. */

import { expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";

const { askContract } = await openKnowledge();

test("the words just cited are shown where they name the year", async () => {
  const { kind, text } = await askContract("这数是截止啥时候的", "圆通直营体系建会率");
  expect(kind).toBe("excerpt");
  expect(text).toContain("截至2024年底");
});

test("else the nearest place before them in the same case that does, and the answer says so", async () => {
  const { text } = await askContract("这是哪一年的数", "襄阳解决了多少件权益诉求");
  expect(text).toContain("前文最近一处写明年份");
  expect(text).toMatch(/襄阳市总工会[\s\S]*2024年/);
});

test("when something was founded is looked up as ever", async () => {
  const { kind } = await askContract("齐河的物流联合工会是什么时候成立的");
  expect(kind).toBe("grounded");
});
