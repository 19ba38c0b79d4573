/** Words that describe a document or a part of one → the case that they fit. */

import { expect, test } from "vitest";
import { clearlyFitting, fittingCases, matterOf, partOfMatter } from "../../src/answer/described.ts";
import { parseDocument } from "../../src/corpus/parse.ts";
import { readable } from "../../src/language/templates.ts";

const FILES: Readonly<Record<string, string>> = {
  "rules.md":
    "# 汀川市周转金管理办法\n\n## 一、额度\n\n急病周转最高额30000元。\n\n## 二、期限\n\n期限12个月。\n",
  "change.md":
    "# 关于调整周转金有关事项的通知\n\n汀川市总工会\n\n2024年4月9日\n\n最高额由30000元提高到40000元。\n",
  "notice.md":
    "# 汀川市周转金2024年度公告\n\n## 钱从哪来\n\n年初1800万元。\n\n## 油站里入会\n\n司机扫码入会。\n",
};

const cases = Object.entries(FILES).flatMap(([file, text]) => parseDocument(file, text).cases);

test.each([
  ["2024年4月那个调整通知改了些啥，归拢几句我好跟经办人讲", "change.md"],
  ["油站入会几句话说说，发群里", "notice.md"],
  ["2024年度那份公告讲了什么", "notice.md"],
  ["管理办法里期限那一节", "rules.md"],
  ["那篇材料讲的啥", undefined],
  ["周转金管理办法讲的啥", "rules.md"],
])("%s", (question, file) => {
  expect(clearlyFitting(fittingCases(matterOf(readable(question)), cases))?.file).toBe(file);
});

test.each([
  ["石粉那篇帮我缩成三四句，晨会念", "石粉", ""],
  ["石粉那篇里的办法概括一下", "石粉 里的办法", "里的办法"],
  ["团体献血接洽须知大概讲的什么，简短点，给联系人看", "团体献血接洽须知", "团体献血接洽须知"],
])("what %s is about, and which part of it", (question, whole, part) => {
  const words = (text: string) => text.match(/[\p{Script=Han}]{2,}/gu)?.join(" ") ?? "";
  expect([matterOf(readable(question)), partOfMatter(readable(question))].map(words)).toEqual([whole, part]);
});
