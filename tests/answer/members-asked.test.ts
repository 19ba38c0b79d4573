/** 五型是哪五型: all of the things of which there are so many, and none else. */

import { expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

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

test("a list of as many of something else is none of them", async () => {
  const told = (list: string) =>
    `# 码头工会案例\n\n## 主要做法\n\n工会推行“三张清单”${list}职工有困难随时来找。\n`;
  const files = {
    "a.md": told("工作法。在码头、车间、宿舍设立服务点，方便职工办事。"),
    "b.md": told("：需求清单、资源清单、项目清单。").replaceAll("码头工会", "盐场工会"),
  };
  const { askContract: ask } = await openKnowledge(await folderOf(files));
  const { citations } = await ask("码头工会三张清单里的第二张");
  expect(citations.map(({ quote }) => quote)).not.toContain("车间");
  expect((await ask("盐场工会三张清单里的第二张")).citations.map(({ quote }) => quote)).toEqual(["资源清单"]);
});
