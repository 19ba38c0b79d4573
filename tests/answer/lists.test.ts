/** Questions that ask for several things → the words that name them all, or a refusal where none name so many. */

import { describe, expect, test } from "vitest";
import { watch } from "../../src/answer/explain.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const MILL: CaseSketch = {
  organization: "砾原机械厂工会",
  title: "建设“四型”班组",
  sections: {
    经验培育过程: ["全厂有班组96个。"],
    主要内容: [
      "(一)打造学习型班组，夯实根基。组织班前学习。",
      "(二)打造安全型班组，守住底线。开展隐患排查。",
      "(三)打造节约型班组，降低消耗。回收边角料。",
      "(四)打造和谐型班组，凝聚人心。开展谈心。",
    ],
    应用成效: [
      "编印《班组守则》《安全口诀》《节约手册》三本书。",
      "聘请质检员、安全员、宣传员担任班组助手。",
      "开设“心桥”“匠心”两堂车间微课。",
    ],
  },
};
const HILL: CaseSketch = {
  organization: "梨坡镇总工会",
  title: "“田头课堂”培养新农匠",
  sections: {
    主要内容: [
      "(一)田头授课。请农技师到田头讲授修剪、授粉、疏果，学员边听边练。",
      "(二)庭院关爱行动覆盖镇区、村组。一是送健康，组织体检。二是送清凉，发放凉茶。三是送技能，开办夜校。",
    ],
    应用成效: ["推行“三化”管理，梨园管理公开化、项目化、体系化。"],
  },
};

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({ "选编.md": documentText(MILL, HILL) }).then(openKnowledge);
  return opened;
}

/** The claims of the answer; its kind where there are none. */
async function told(question: string): Promise<readonly string[] | string> {
  const answer = await (await knowledge()).ask(question);
  return answer.kind === "grounded" ? answer.claims.map(({ text }) => text) : answer.kind;
}

/** The words chosen, whether or not the gate lets them pass. */
async function chosenFor(question: string): Promise<string[]> {
  const { attempt } = await watch({ question }, await knowledge());
  if (!attempt) throw new Error(`expected a search for “${question}”, found none`);
  return attempt.chosen.map(({ text }) => text);
}

describe("a coined number of things", () => {
  test("is told by the leads of so many items, in their order", async () => {
    expect(await told("“四型”班组是哪四型？")).toEqual([
      "打造学习型班组，夯实根基。",
      "打造安全型班组，守住底线。",
      "打造节约型班组，降低消耗。",
      "打造和谐型班组，凝聚人心。",
    ]);
  });

  test("is told by a run that spells it out", async () => {
    expect(await told("“三化”管理是哪三化？")).toEqual(["推行“三化”管理，梨园管理公开化、项目化、体系化。"]);
  });
});

describe("so many things", () => {
  test.each([
    ["砾原编印了哪三本书？", "编印《班组守则》《安全口诀》《节约手册》三本书。"],
    ["聘请哪三员担任班组助手？", "聘请质检员、安全员、宣传员担任班组助手。"],
    ["砾原开设哪两堂车间微课？", "开设“心桥”“匠心”两堂车间微课。"],
  ])("are told by words that name as many: %s", async (question, claim) => {
    expect(await told(question)).toEqual([claim]);
  });

  test.each([["砾原编印了哪五本书？"], ["聘请哪五员担任班组助手？"], ["砾原开设哪四堂车间微课？"]])(
    "are not told by fewer: %s",
    async (question) => {
      expect(await told(question)).toBe("not-found");
    },
  );
});

describe("some things", () => {
  test.each([
    ["编印了哪些书？", "编印《班组守则》《安全口诀》《节约手册》三本书。"],
    ["班组助手有哪些？", "聘请质检员、安全员、宣传员担任班组助手。"],
  ])("are told by the run that names several: %s", async (question, claim) => {
    expect(await told(question)).toEqual([claim]);
  });
});

describe("the parts of something", () => {
  test.each([["庭院关爱行动分哪几个方面？"], ["庭院关爱行动分成哪几块？"]])(
    "are chosen from the sentences that count them up, each by its first clause: %s",
    async (question) => {
      expect(await chosenFor(question)).toEqual(["一是送健康，", "二是送清凉，", "三是送技能，"]);
    },
  );

  test("are chosen where they are as many as asked for", async () => {
    expect(await chosenFor("庭院关爱行动是哪三样？")).toEqual([
      "一是送健康，",
      "二是送清凉，",
      "三是送技能，",
    ]);
    expect(await chosenFor("庭院关爱行动是哪五样？")).toEqual([]);
  });
});
