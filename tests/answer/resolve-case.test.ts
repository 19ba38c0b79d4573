import { expect, test } from "vitest";
import { resolveCase } from "../../src/answer/resolve-case.ts";
import { openKnowledge } from "../knowledge.ts";

test.each(["不存在的单位", "某公司", "随便一家企业"])(
  "%s names nobody, whatever words some case shares with it",
  async (name) => {
    expect(await resolveCase(name, await openKnowledge())).toEqual([]);
  },
);

test("欠薪那个单位 is described by what it did", async () => {
  const [only, ...others] = await resolveCase("欠薪那个单位", await openKnowledge());
  expect([only?.organization, others]).toEqual(["北京东城区总工会", []]);
});
