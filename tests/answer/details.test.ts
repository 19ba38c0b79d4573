/** Questions after a detail → whether the words chosen leave it out; each beside a neighbour that they do tell. */

import { describe, expect, test } from "vitest";
import { detailUntold, nameElsewhere } from "../../src/answer/details.ts";
import { watch } from "../../src/answer/explain.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const STONE: CaseSketch = {
  organization: "岚石县总工会",
  title: "“安心账户”稳住采石工",
  sections: {
    经验培育过程: ["2021年，岚石县总工会针对采石工人流动频繁的问题，在采石场试点“安心账户”。"],
    主要内容: [
      "(一)工会为采石工人开立安心账户，采石工人每月存入100元，工会补贴20元。",
      "(二)开办采石夜校，邀请退休技师讲授爆破安全，全年授课48场。采石夜校的讲义由班组长编写。",
      "(三)新建山腰驿站12个、山脚驿站7个，配备热水和药箱。劳模周德海常到山腰驿站坐班，微信为lan123。工会主席也到山脚驿站听取意见。",
      "(四)在采石场东门设立调解室，调解工资纠纷35件。县公证处上门服务，办理公证26件。",
    ],
    应用成效: [
      "账户余额达到200万元，惠及采石工人3000人，其中女工400人，入会率提升至92%。",
      "采石工人住进新宿舍，最大的宿舍住了60人，平均每间宿舍住了15人。",
    ],
  },
};
const TOWERS: CaseSketch = {
  organization: "鹭汀区总工会",
  title: "“楼道议事角”解决楼宇难题",
  sections: {
    经验培育过程: ["楼宇里小店多，职工少，职工服务跟不上。鹭汀区总工会走访楼宇66座。"],
    主要内容: [
      "(一)设立楼道议事角，职工有事楼里议，每月议事一次。",
      "(二)为快递员购买综合险，赔付医药费9万元。",
    ],
    应用成效: ["楼里的纠纷减少了一半，职工满意率上升到88%。"],
  },
};
const PORT: CaseSketch = {
  organization: "澜港集团工会",
  title: "“潮汐班组”激发活力",
  sections: {
    经验培育过程: ["港口作业随潮汐变化，班组排班困难。"],
    主要内容: ["(一)按照潮汐表排班，成立潮汐班组26个，选出班组长26名。"],
    应用成效: ["班组作业事故数量下降60%。"],
  },
};

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({ "选编.md": documentText(STONE, TOWERS, PORT) }).then(openKnowledge);
  return opened;
}

/** The words chosen for a question, and whether a detail of it is untold in them, whatever else the gate says. */
async function judged(question: string): Promise<{ chosen: string[]; untold: boolean }> {
  const { request, attempt } = await watch({ question }, await knowledge());
  if (!request || !attempt) throw new Error(`expected a search for “${question}”, found none`);
  const { concepts, chosen } = attempt;
  const best = concepts.map((_, k) => Math.max(0, ...chosen.map(({ degrees }) => degrees[k] ?? 0)));
  return {
    chosen: chosen.map(({ text }) => text),
    untold: detailUntold({ question: request.understanding.text, concepts, best, chosen }),
  };
}

describe("a detail of a person", () => {
  test.each([
    ["常到山腰驿站坐班的劳模周德海住址是什么？"],
    ["劳模周德海的身份证是什么样？"],
    ["劳模周德海多大年纪？"],
    ["周德海在哪里上班？"],
  ])("is not told by words that name the person: %s", async (question) => {
    expect(await judged(question)).toEqual({ chosen: ["劳模周德海常到山腰驿站坐班，"], untold: true });
  });

  test("is told by words that say it", async () => {
    expect(await judged("劳模周德海的微信是什么？")).toEqual({
      chosen: ["劳模周德海常到山腰驿站坐班，微信为lan123。"],
      untold: false,
    });
  });

  test("is none where nobody is named who goes to work", async () => {
    expect(await judged("采石工人在哪里上班？")).toMatchObject({ untold: false });
  });
});

describe("the greatest or the mean", () => {
  test.each([
    ["采石工人每月最多存入多少元？", "采石工人每月存入100元，"],
    ["采石工人人均存入多少元？", "采石工人每月存入100元，"],
    ["安心账户余额平均多少万元？", "账户余额达到200万元，"],
  ])("is not told by a figure of the whole: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: true });
  });

  test.each([
    ["采石工人最大的宿舍住了多少人？", "采石工人住进新宿舍，最大的宿舍住了60人，"],
    ["平均每间宿舍住了多少人？", "平均每间宿舍住了15人。"],
    ["采石工人每月存入多少元？", "采石工人每月存入100元，"],
  ])("is told by a sentence that says so: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: false });
  });
});

describe("each of several", () => {
  test.each([
    ["采石夜校授课和班组长分别有多少？", "开办采石夜校，邀请退休技师讲授爆破安全，全年授课48场。"],
    ["采石夜校和潮汐班组各有多少个？", "成立潮汐班组26个，"],
  ])("is not told by a figure of one: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: true });
  });

  test.each([
    ["采石工人和女工各有多少人？", "惠及采石工人3000人，其中女工400人，"],
    ["山腰驿站和山脚驿站各有多少个？", "新建山腰驿站12个、山脚驿站7个，"],
  ])("is told by a figure each: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: false });
  });
});

describe("part of a whole", () => {
  test.each([["惠及采石工人，其中班组长有多少人？"], ["惠及采石工人里退休技师有多少人？"]])(
    "is not told by the figure of the whole: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ chosen: ["惠及采石工人3000人，"], untold: true });
    },
  );

  test.each([
    ["惠及采石工人，其中女工有多少人？", "惠及采石工人3000人，其中女工400人，"],
    ["新建的驿站里山脚驿站有多少个？", "新建山腰驿站12个、山脚驿站7个，"],
  ])("is told by a figure of its own: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: false });
  });
});

describe("who somebody is", () => {
  test.each([["到山脚驿站听取意见的工会主席叫什么名字？"], ["到山脚驿站听取意见的工会主席是谁？"]])(
    "is not told by the office alone: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ chosen: ["工会主席也到山脚驿站听取意见。"], untold: true });
    },
  );

  test("is told by a name after the office", async () => {
    expect(await judged("常到山腰驿站坐班的劳模叫什么名字？")).toEqual({
      chosen: ["劳模周德海常到山腰驿站坐班，"],
      untold: false,
    });
  });
});

describe("the spot where something is", () => {
  test.each([["楼道议事角设在哪里？"], ["楼道议事角的地址是什么？"]])(
    "is not told by words that do not place it: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ chosen: ["设立楼道议事角，"], untold: true });
    },
  );

  test.each([["调解室设在哪里？"], ["调解室的地址是什么？"]])(
    "is told by words that do: %s",
    async (question) => {
      expect(await judged(question)).toEqual({ chosen: ["在采石场东门设立调解室，"], untold: false });
    },
  );
});

describe("a thing counted", () => {
  test.each([
    [
      "that the corpus has no word for",
      "为快递员购买综合险赔付多少邮票？",
      "为快递员购买综合险，赔付医药费9万元。",
    ],
    [
      "that stands beside no figure",
      "采石夜校由多少班组长编写讲义？",
      "开办采石夜校，邀请退休技师讲授爆破安全，全年授课48场。",
    ],
  ])("is not told by the figure of another thing: one %s", async (_, question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: true });
  });

  test.each([
    ["为快递员购买综合险赔付多少医药费？", "为快递员购买综合险，赔付医药费9万元。"],
    ["潮汐表排班选出多少名班组长？", "按照潮汐表排班，成立潮汐班组26个，选出班组长26名。"],
  ])("is told by its own figure: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: false });
  });
});

describe("what an authority or a firm did", () => {
  test.each([
    ["公安局调解工资纠纷多少件？", "调解工资纠纷35件。"],
    ["人民银行办理公证多少件？", "办理公证26件。"],
  ])("is not told where no case speaks of it: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: true });
  });

  test.each([
    ["调解室调解工资纠纷多少件？", "在采石场东门设立调解室，调解工资纠纷35件。"],
    ["县公证处办理公证多少件？", "县公证处上门服务，办理公证26件。"],
  ])("is told of one that a case speaks of: %s", async (question, chosen) => {
    expect(await judged(question)).toEqual({ chosen: [chosen], untold: false });
  });
});

test("the gate refuses what leaves out a detail, and gives that for its reason", async () => {
  const reasons = [
    "常到山腰驿站坐班的劳模周德海住址是什么？",
    "到山脚驿站听取意见的工会主席叫什么名字？",
    "劳模周德海的微信是什么？",
  ].map(async (question) => {
    const { answer, attempt } = await watch({ question }, await knowledge());
    return [answer.kind, attempt?.verdict.reason];
  });
  expect(await Promise.all(reasons)).toEqual([
    ["not-found", "detail"],
    ["not-found", "detail"],
    ["grounded", null],
  ]);
});

describe("a name", () => {
  const name = { surface: "周德海", variants: [], quoted: false, weight: 1, known: true };
  const quoted = { ...name, surface: "安心账户", quoted: true };

  test("of a person stands elsewhere unless the sentence chosen says it", () => {
    expect([0, 0.5, 0.6, 1].map((degree) => nameElsewhere([name], [degree]))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("in quotation marks stands elsewhere unless the passage says it", () => {
    expect([0, 0.3, 0.35, 1].map((degree) => nameElsewhere([quoted], [degree]))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("may be left out where the corpus does not hold it, has other wordings for it, or it is no name", () => {
    const others = [
      { ...name, known: false },
      { ...name, variants: [{ word: "老周", worth: 0.85 }] },
      { ...name, surface: "安心" },
    ];
    expect(others.map((other) => nameElsewhere([other], [0]))).toEqual([false, false, false]);
  });
});
