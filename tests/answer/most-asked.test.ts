/** 哪家……最多, where no number is asked for by its unit. */

import { expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

test.each([
  ["哪家给劳动者挽回的损失最多", "181.9万元", "江苏镇江市总工会·应用成效"],
  ["工匠培养最多的是谁", "516名", "黑龙江齐齐哈尔市总工会·应用成效"],
  ["覆盖员工人数最多的是哪个", "55万员工", "圆通速递有限公司工会·主要内容(三)"],
  ["驿站建得最多的是谁", "工会驿站83个", "四川德阳旌阳区总工会·主要内容(三)"],
])("the one case that tells such a figure is quoted: %s", async (question, figure, place) => {
  const answer = await askContract(question);
  expect([answer.kind, placesOf(answer)]).toEqual(["grounded", [place]]);
  expect(answer.text).toContain(figure);
  expect(answer.text).toMatch(/^没有查到可以互相比较的写法，只有这一处：/);
  expect(answer.text).not.toContain("最多的是");
});

test.each([
  ["给工人要回来钱最多的是哪家，要回多少", "181.9万元"],
  ["员工人数最多的是哪家", "55万员工"],
  ["会员涨得最猛的是哪", "增加1.3万人"],
])("where none is surely meant, at most three figures are shown as near: %s", async (question, figure) => {
  const answer = await askContract(question);
  expect(answer.kind).toBe("grounded");
  expect(answer.text).toMatch(/^原文没有用同样的说法/);
  expect(answer.text).toContain(figure);
  expect(placesOf(answer).length).toBeLessThanOrEqual(3);
});

test("figures of what is asked are compared, whatever else each says of it", async () => {
  const { text } = await askContract("职工之家建得最多的是哪家");
  expect(text).toMatch(/最多的是圆通速递有限公司工会：[^\n]*3000余家[\s\S]*旌阳区总工会：[^\n]*86个/);
});

test("what none tells is refused", async () => {
  expect((await askContract("哪家的游泳池最多")).kind).toBe("not-found");
});
