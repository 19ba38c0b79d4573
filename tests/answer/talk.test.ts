/** What people in chats get that ask the cases nothing, end to end over the real cases. */

import { describe, expect, test } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import type { Addressed } from "../../src/question/acts.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const knowledge = await openKnowledge();

async function said(question: string, addressed: Addressed, ...history: readonly string[]) {
  return contractOf(await respond({ question, history, addressed }, knowledge));
}

describe("thanks, greetings and reactions", () => {
  test.each([
    ["谢谢", "private", "courtesy"],
    ["谢谢", "reply-to-bot-answer", "silent"],
    ["早上好", "mention", "courtesy"],
    ["大家早上好", "thread-follow-up", "silent"],
    ["👍", "reply-to-bot-answer", "silent"],
    ["材料周五前要交", "thread-follow-up", "silent"],
  ] as const)("%s, %s: %s", async (question, addressed, reply) => {
    const answer = await said(question, addressed, "圆通建会率是多少？");
    expect([answer.kind, answer.reply, answer.citations, answer.text === ""]).toEqual([
      "help",
      reply,
      [],
      reply === "silent",
    ]);
  });

  test("leave what was talked about as it was", async () => {
    const { kind, carried } = await said("那应用成效呢", "private", "圆通建会率是多少？", "谢谢");
    expect([kind, carried]).toEqual(["grounded", { case: "圆通速递有限公司工会" }]);
  });
});

describe("an act on the last answer", () => {
  test("doubted, it is shown again in the source's words", async () => {
    const answer = await said("真的假的，这么多？", "reply-to-bot-answer", "圆通线上培训一年多少人次？");
    expect([answer.kind, answer.text.split("\n")[0]]).toEqual(["excerpt", "原文是这样写的，可以逐字核对："]);
    expect(answer.text).toContain("100万");
  });

  test("too long, it is cut to one sentence of the case", async () => {
    const answer = await said("太长了", "reply-to-bot-answer", "总结镇江的案例");
    expect([answer.kind, answer.cases.map(({ organization }) => organization)]).toEqual([
      "summary",
      ["江苏镇江市总工会"],
    ]);
  });

  test("had enough of, another case is told", async () => {
    const answer = await said("换一个案例", "reply-to-bot-answer", "总结镇江的案例");
    expect([answer.kind, answer.cases.map(({ organization }) => organization)]).toEqual([
      "summary",
      ["湖北襄阳市总工会"],
    ]);
  });
});

describe("a text to be written", () => {
  test("is declined in a line, with words to cite of the case that is about it", async () => {
    const answer = await said("给领导写个讲话稿，主题是根治欠薪", "private");
    expect([answer.reply, answer.kind, answer.cases.map(({ organization }) => organization)]).toEqual([
      "draft",
      "excerpt",
      ["北京东城区总工会"],
    ]);
    expect(answer.text.split("\n")[0]).toBe("我不代写稿件，以下是可以直接引用的原文，供您写作时使用：");
  });

  test("without a subject is asked for one", async () => {
    const answer = await said("帮我写个活动方案", "private");
    expect([answer.reply, answer.citations]).toEqual(["draft", []]);
  });
});

test("distress is met before anything is looked up", async () => {
  const answer = await said("最近压力太大整晚睡不着，感觉快撑不住了", "private");
  expect([answer.reply, answer.citations]).toEqual(["redirect", []]);
  expect(answer.text).toContain("12356 心理援助热线");
  expect(answer.text).toContain("12351 职工服务热线");
});

const RULES = `# 海港市用工规定

第一条　用人单位自用工之日起超过一个月未与劳动者订立书面劳动合同的，应当每月支付二倍的工资。

第二条　用人单位拖欠工资的，由市劳动监察大队责令限期支付。

第三条　本规定自2024年1月1日起施行。
`;

test("whoever is in trouble gets the rule that tells of it, and who can help; without one a line alone", async () => {
  const question = "入职大半年了公司还不签合同，工资得赔几倍？";
  const rules = await openKnowledge(await folderOf({ "规定.md": RULES }));
  const told = contractOf(await respond({ question, addressed: "private" }, rules));
  expect([told.kind, told.reply]).toEqual(["grounded", undefined]);
  expect(told.text).toMatch(/^您的难处我理解。下面是有关规定的原文/);
  expect(told.citations.map(({ section }) => section)).toContain("第一条");
  const untold = await said(question, "private");
  expect([untold.reply, untold.citations]).toEqual(["redirect", []]);
});

test("words quoted above are what is to be checked", async () => {
  const words = "累计培育工匠人才516名,累计建成创新工作室71个";
  const replied = await respond({ question: "这段话是原文吗", replyTo: words }, knowledge);
  const quoted = await respond({ question: `> ${words}\n这段话是原文吗` }, knowledge);
  expect([replied.kind, quoted.kind]).toEqual(["verification", "verification"]);
  expect(replied).toMatchObject({ pasted: words });
});

test.each(["这话哪来的，是不是原文", "这句有没有被人改过", "真的假的？"])(
  "words replied to are checked where they are doubted: %s",
  async (question) => {
    const replyTo = "累计培育工匠人才516名,累计建成创新工作室71个";
    const answer = await respond({ question, replyTo }, knowledge);
    expect(answer).toMatchObject({ kind: "verification", pasted: replyTo });
  },
);

test("a name that is not told takes no figure beside it away", async () => {
  const { text } = await said("旌阳实名登记多少人，比上年多多少，他们主席叫啥名字", "private");
  expect(text).toMatch(/8万余人[\s\S]*1\.3万人[\s\S]*“他们主席叫啥名字”：案例中没有找到/);
});

test("each of several questions is answered, or said to be untold", async () => {
  const { kind, text } = await said("圆通的免费宿舍有多少间？圆通有几架飞机？", "mention");
  expect(kind).toBe("grounded");
  expect(text).toContain("1.2万");
  expect(text).toContain("“圆通有几架飞机”：案例中没有找到能够回答的内容。");
});

describe("what is not of the cases", () => {
  test.each(["你们单位的电话", "全总的网址", "联系方式发我"])(
    "how to reach somebody is not known: %s",
    async (question) => {
      expect((await said(question, "private")).text).toBe(
        "联系方式我查不到，请以有关单位公布的为准。我只回答收录的工会案例。",
      );
    },
  );

  test("what somebody else said can be checked where it is shown", async () => {
    expect((await said("楼上说的对吗", "mention")).text).toBe(
      "我读不到别人发的消息。请回复那条消息来问我，或把那段话发给我，我来逐字比对原文。",
    );
    const after = await said("楼上说的对吗", "mention", "圆通的应用成效");
    expect([after.kind, after.citations.map(({ section }) => section)]).toEqual(["excerpt", ["应用成效"]]);
  });

  test.each(["把所有数字列出来", "列出全部数据"])(
    "figures of a case may be asked for: %s",
    async (question) => {
      const answer = await said(question, "private", "圆通的应用成效是什么？");
      expect([answer.kind, answer.carried?.case]).toEqual(["grounded", "圆通速递有限公司工会"]);
    },
  );
});
