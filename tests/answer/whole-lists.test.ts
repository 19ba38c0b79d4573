/** A list is shown whole where one of its items, or the words that lead to it, answer. */

import { describe, expect, it } from "vitest";
import { listAround, listUnder } from "../../src/answer/whole-lists.ts";
import { parseDocument } from "../../src/corpus/parse.ts";
import { passagesOf } from "../../src/corpus/passages.ts";

const TEXT = `# 柳湾街道总工会

## 做法

诉求分三色：

| 颜色 | 几时答复 |
|---|---|
| 绿 | 24小时 |
| 灰 | 3天 |

## 照着学，走哪几步

1. 先看。到原单位蹲一个班次。
2. 再问。找5名职工聊一聊。
3. 小试。挑一个班组试60天。

## 领物

流程：

填单：写清名称和数量，由班长签字。

取件：到仓库窗口，凭单领取。

核对：当面点清。

仓库每周一盘点，盘点时不领物。
`;

const [unionCase] = parseDocument("柳湾.md", TEXT).cases.filter(({ role }) => role === "case");
if (!unionCase) throw new Error("expected a case");
const passages = passagesOf(unionCase);
const saying = (words: string) => {
  const found = passages.find(({ sentences }) => sentences.some(({ text }) => text.includes(words)));
  if (!found) throw new Error(`expected a passage that says ${words}`);
  return found;
};
const textsOf = (places: ReturnType<typeof listUnder>) =>
  places.map(({ sentences }) => sentences.map(({ text }) => text).join(""));

describe("whole lists", () => {
  it("shows all steps around the one that was found", () => {
    expect(textsOf(listAround(saying("找5名"), unionCase))).toEqual([
      "先看。到原单位蹲一个班次。",
      "再问。找5名职工聊一聊。",
      "小试。挑一个班组试60天。",
    ]);
  });

  it("shows the table under the words that lead to it", () => {
    expect(textsOf(listUnder(saying("分三色"), unionCase)).join("")).toContain("24小时");
  });

  it("shows the lines that open with their names under a word that leads to them", () => {
    expect(textsOf(listUnder(saying("流程："), unionCase))).toEqual([
      "填单：写清名称和数量，由班长签字。",
      "取件：到仓库窗口，凭单领取。",
      "核对：当面点清。",
    ]);
  });

  it("shows nothing around a paragraph", () => {
    expect(listAround(saying("分三色"), unionCase)).toEqual([]);
    expect(listUnder(saying("找5名"), unionCase)).toEqual([]);
  });
});
