/** 五型是哪五型: all of the things of which there are so many, and none else. */

import { expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

test.each([
  ["齐齐哈尔五型班组是哪五型", ["学习型", "技能型", "创新型", "管理型", "安全型"]],
  ["旌阳的三模式是哪三个？", ["逆向思维", "前置服务", "数智赋能"]],
])("are the items of the section that has as many: %s", async (question, words) => {
  const answer = await askContract(question);
  expect(placesOf(answer)).toHaveLength(words.length);
  for (const word of words) expect(answer.text).toContain(word);
});

test("where a sentence lists them, it is shown", async () => {
  expect((await askContract("东城四步法是哪四步")).text).toContain("案件联动处置");
});
