/** Questions that take something for granted → whether the words chosen contradict it; each beside one that holds. */

import { describe, expect, test } from "vitest";
import { watch } from "../../src/answer/explain.ts";
import { FIGURE } from "../../src/answer/premises.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const LAKE: CaseSketch = {
  organization: "芦湖县总工会",
  title: "“三步走”服务养蟹工",
  sections: {
    经验培育过程: ["2022年，芦湖县总工会走访养蟹工180人。"],
    主要内容: [
      "(一)摸清底数。把养蟹工编成62个小组，推行“三步走”工作法，先登记、再培训、后签约。",
      "(二)送去保障。为260名养蟹工购买意外险，发放雨靴310双。2023年开办养蟹课堂，授课75场。",
      "(三)新建码头驿站86个、蟹塘食堂83个。",
    ],
    应用成效: ["养蟹工流失率下降12%。", "入会率提升到95%，劳动纠纷减少48件。"],
  },
};
const MILL: CaseSketch = {
  organization: "榆岭纺织厂工会",
  title: "“两本账”管好班组",
  sections: {
    主要内容: ["(一)记好设备账、人员账，班组长每周公布。", "(二)举办接线竞赛14场，奖励挡车工32名。"],
    应用成效: ["织机故障下降30%。"],
  },
};

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({ "选编.md": documentText(LAKE, MILL) }).then(openKnowledge);
  return opened;
}

/** Why the gate refuses, null where it does not, and what the refusal names. */
async function judged(question: string) {
  const { answer, attempt } = await watch({ question }, await knowledge());
  if (!attempt) throw new Error(`expected a search for “${question}”, found none`);
  const named = answer.kind === "not-found" && answer.reason.kind === "premise" ? answer.reason.words : null;
  return { reason: attempt.verdict.reason, named };
}

const HOLDS = { reason: null, named: null };

describe("a figure", () => {
  test.each([
    ["芦湖为390名养蟹工购买意外险吗？", ["390"]],
    ["授课86场的养蟹课堂是怎么开办的？", ["86"]],
    ["养蟹工流失率为什么下降45%？", ["45%"]],
    ["入会率提升到12%吗？", ["12%"]],
  ])("that the words do not give is a false premise: %s", async (question, named) => {
    expect(await judged(question)).toEqual({ reason: "figure", named });
  });

  test("that the sentence gives to something else is a false premise", async () => {
    expect(await judged("为什么新建码头驿站83个？")).toEqual({ reason: "figure", named: ["83"] });
    expect(await judged("为310名养蟹工购买意外险吗？")).toEqual({ reason: "figure", named: ["310"] });
  });

  test.each([
    ["为260名养蟹工购买意外险吗？"],
    ["养蟹课堂授课75场是哪一年？"],
    ["养蟹工流失率下降12%吗？"],
    ["为什么新建码头驿站86个？"],
  ])("that the words give in its place holds: %s", async (question) => {
    expect(await judged(question)).toEqual(HOLDS);
  });

  test("is a number with its unit, not a coined word nor a telephone number", () => {
    const figures = ["620", "620个", "1.2万", "1500余万元", "33.3%", "2023年", "3月"];
    const others = ["5件事", "12351", "3步走", "一函", "12岁", ""];
    expect([...figures, ...others].filter((text) => FIGURE.test(text))).toEqual(figures);
  });
});

describe("a year", () => {
  test.each([
    ["2022年开办养蟹课堂授课多少场？", ["2022年"]],
    ["2019年走访养蟹工多少人？", ["2019年"]],
  ])("other than the sentence's is a false premise: %s", async (question, named) => {
    expect(await judged(question)).toEqual({ reason: "figure", named });
  });

  test.each([["2023年开办养蟹课堂授课多少场？"], ["2022年走访养蟹工多少人？"]])(
    "that is the sentence's holds: %s",
    async (question) => {
      expect(await judged(question)).toEqual(HOLDS);
    },
  );
});

describe("a direction", () => {
  test.each([
    ["养蟹工流失率上升了多少？"],
    ["劳动纠纷增加了多少件？"],
    ["织机故障为什么增长了？"],
    ["入会率降到多少？"],
  ])("opposite to the source's is a false premise: %s", async (question) => {
    expect(await judged(question)).toEqual({ reason: "reversed", named: [] });
  });

  test.each([
    ["养蟹工流失率下降了多少？"],
    ["劳动纠纷减少多少件？"],
    ["织机故障下降了多少？"],
    ["入会率提升到多少？"],
  ])("that is the source's holds: %s", async (question) => {
    expect(await judged(question)).toEqual(HOLDS);
  });
});

describe("a failure", () => {
  test.each([["购买意外险为什么失败？"], ["养蟹课堂为什么没有办成？"], ["接线竞赛为什么没成功举办？"]])(
    "that the source does not tell of is a false premise: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ reason: "reversed", named: [] });
    },
  );

  test("is no premise of a question about what was done", async () => {
    expect(await judged("为养蟹工购买了什么险？")).toEqual(HOLDS);
  });
});

describe("an ordinal", () => {
  test.each([["“三步走”工作法的第五步是什么？"], ["“三步走”工作法第四步是什么？"]])(
    "beyond what is counted is a false premise: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ reason: "figure", named: [] });
    },
  );

  test.each([["“三步走”工作法的第三步是什么？"], ["“三步走”工作法的第二步是什么？"]])(
    "within it holds: %s",
    async (question) => {
      expect(await judged(question)).toEqual(HOLDS);
    },
  );
});

describe("two figures", () => {
  test.each([["新建码头驿站83个、蟹塘食堂86个吗？"], ["码头驿站83个、蟹塘食堂86个建在哪里？"]])(
    "in each other's place are a false premise: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ reason: "figure", named: ["83", "86"] });
    },
  );

  test.each([["新建码头驿站86个、蟹塘食堂83个吗？"], ["新建蟹塘食堂83个、码头驿站86个吗？"]])(
    "each in its own place hold, in either order: %s",
    async (question) => {
      expect(await judged(question)).toEqual(HOLDS);
    },
  );
});
