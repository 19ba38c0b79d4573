/** What people type who meet the program for the first time, end to end over the real cases. */

import { describe, expect, test } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();

const answered = (question: string, ...history: readonly string[]) =>
  respond({ question, history }, knowledge);

/** The kind of the answer, or of the reply, and the cases cited in their order. */
async function told(question: string, ...history: readonly string[]) {
  const answer = await answered(question, ...history);
  const cited = new Set(quotesOf(answer).map(({ citation }) => citation.case.organization));
  return [answer.reply ?? answer.kind, ...cited];
}

async function text(question: string, ...history: readonly string[]): Promise<string> {
  return contractOf(await answered(question, ...history)).text;
}

describe("union staff who ask for others", () => {
  test.each([
    ["女工怀孕被劝退来找我，我咋帮她", "江苏镇江市总工会"],
    ["工友被公司开除没给补偿，来找我们工会，咋办", "江苏镇江市总工会"],
    ["老板辞退员工没告诉工会一声，工会咋管", "江苏镇江市总工会"],
    ["企业开除员工不通知工会", "江苏镇江市总工会"],
    ["单位把怀孕女工炒了，她来工会哭诉，我该怎么答复她", "江苏镇江市总工会"],
    ["我们厂职工受伤老板不认工伤，他来问我，我怎么处理", "广东深圳盐田区总工会"],
  ])("%s: the cases that tell of it", async (question, organization) => {
    expect(await told(question)).toEqual(["listing", organization]);
  });

  test("hear of those who met the like, though a word of theirs names a case", async () => {
    const told = await text("快递小哥被老板拖着工钱，找到我们这儿，咋帮他");
    expect(told).toContain("北京东城区总工会");
  });

  test("of what no case tells get a plain line", async () => {
    const question = "会员得了大病家里困难，我能帮他做点啥";
    expect(await told(question)).toEqual(["redirect"]);
    expect(await text(question)).not.toMatch(/辛苦|难处我理解/);
  });

  test.each(["我被公司辞退了，一分钱补偿都没有，怎么办", "厂里拖着我工钱不给"])(
    "%s: is heard as before",
    async (question) => {
      expect(await text(question)).toMatch(/难处我理解/);
    },
  );
});

test.each(["欠薪投诉打哪个电话", "工会热线是多少"])("%s: the number that a case tells", async (question) => {
  expect(await text(question)).toContain("12351");
});

test.each(["你是谁，能干啥", "你是谁能干啥", "您好，你叫啥，怎么用"])("%s: the help", async (question) => {
  expect(await told(question)).toEqual(["help"]);
});

test.each([
  "全总主席是谁",
  "怎么加入工会",
  "工会经费能不能买酒",
  "会费可以发购物卡吗",
  "工会主席任期几年",
  "基层工会怎么换届",
  "退休职工还能当会员吗",
])("%s: that the cases do not tell it, and what can be asked", async (question) => {
  expect(await told(question)).toEqual(["redirect"]);
  expect(await text(question)).toContain("没有写这项内容");
});

test.each([
  ["集体协商怎么做", "圆通速递有限公司工会"],
  ["卡车司机有谁管", "山东德州齐河县总工会"],
  ["民工的案例有哪些", "北京东城区总工会"],
])("%s: told of by another name", async (question, organization) => {
  expect((await told(question)).slice(0, 2)).toEqual(["listing", organization]);
});

test.each(["疗休养名额怎么分", "母婴室怎么建"])(
  "%s: of what has no trace nothing is listed",
  async (question) => {
    expect(await told(question)).toEqual(["not-found"]);
  },
);

describe("things that go by their number", () => {
  test.each([
    ["襄阳五件事", ["一次政策宣讲", "一场新就业形态劳动者联谊"]],
    ["五大员是啥", ["宣传员", "指导员"]],
    ["三张清单都有哪些", ["短板问题、资源手段、创新措施"]],
    ["五型班组具体是哪五型", ["学习型", "安全型"]],
    ["什么是五型班组", ["学习型", "技能型", "创新型", "管理型", "安全型"]],
    ["盐田的五大品牌是什么", ["一是设立", "五是打造"]],
  ])("%s: all of them, from one place", async (question, words) => {
    const answer = await answered(question);
    const joined = quotesOf(answer).map((quote) => quote.text);
    for (const word of words) expect(joined.join("")).toContain(word);
    expect(new Set(quotesOf(answer).map(({ citation }) => citation.section)).size).toBe(1);
  });

  test("of what is talked about", async () => {
    expect(await text("那五件事呢", "襄阳做了什么")).toContain("一次微心愿");
  });

  test.each([
    ["襄阳五件事里的二和四", ["一次送关爱", "一次微心愿"]],
    ["五份爱里第一和第五分别是什么", ["爱新餐", "爱新夏令营"]],
    ["东城四步法第3步是什么", ["案件联动处置"]],
  ])("%s: these alone", async (question, words) => {
    expect(quotesOf(await answered(question)).map((quote) => quote.text)).toEqual(words);
  });

  test("where no list has so many, the question goes the ordinary way", async () => {
    expect((await told("盐田六有标准是什么"))[0]).toBe("grounded");
  });
});

describe("who began first, served or spent most", () => {
  test.each(["最早的是哪个", "哪个起步最早", "谁最先搞的", "哪个案例开始得最早"])(
    "%s: by the years that cases tell",
    async (question) => {
      expect((await told(question)).slice(0, 3)).toEqual([
        "grounded",
        "山东德州齐河县总工会",
        "浙江台州椒江区总工会",
      ]);
      expect(await text(question)).toMatch(/^只按各案例原文写明的年份比较/);
    },
  );

  test("of something, where one case alone tells a year of it, that is quoted and called nothing", async () => {
    const question = "最早成立的联合工会是哪家的";
    expect(await told(question)).toEqual(["grounded", "山东德州齐河县总工会"]);
    expect(await text(question)).toMatch(/^没有查到可以互相比较的写法，只有这一处：/);
    expect(await text(question)).not.toContain("最早的是");
  });

  test.each(["哪家服务的人最多", "谁家惠及的人数最多"])("%s: figures of one kind", async (question) => {
    expect(await text(question)).toMatch(
      /^只比较各案例原文写明的同类数字[^\n]*\n最多的是北京东城区总工会：[^\n]*6万余人次[\s\S]*襄阳市总工会：[^\n]*3万多人次/,
    );
  });

  test.each(["哪家花钱最多", "谁最烧钱", "谁家钱花得最多"])("%s: money alone", async (question) => {
    expect(await text(question)).toContain("投入经费达1500余万元");
    expect(await text(question)).not.toContain("免费宿舍");
  });
});

describe("how long it is to be", () => {
  async function length(question: string, ...history: readonly string[]) {
    const answer = await answered(question, ...history);
    const told = quotesOf(answer).reduce((sum, quote) => sum + quote.text.length, 0);
    return { kind: answer.kind, told, points: answer.kind === "summary" ? answer.points.length : 0 };
  }

  test.each([
    ["镇江的案例500字", []],
    ["500字", ["盐田做了什么"]],
    ["500字左右", ["镇江挽回了多少损失"]],
  ])("%s after %j: about so much of the case", async (question, history) => {
    const { kind, told } = await length(question, ...history);
    expect(kind).toBe("summary");
    expect(told).toBeGreaterThan(400);
    expect(told).toBeLessThanOrEqual(500);
  });

  test.each([
    ["用一句话说说盐田", []],
    ["一句话说说", ["盐田做了什么"]],
    ["一句话", ["镇江挽回了多少损失"]],
  ])("%s after %j: one sentence of 60 characters at most", async (question, history) => {
    const { kind, told, points } = await length(question, ...history);
    expect([kind, points]).toEqual(["summary", 1]);
    expect(told).toBeLessThanOrEqual(60);
  });

  test.each([
    ["椒江三点", []],
    ["三点概括", ["盐田做了什么"]],
    ["三点", ["镇江挽回了多少损失"]],
  ])("%s after %j: three points", async (question, history) => {
    expect(await length(question, ...history)).toMatchObject({ kind: "summary", points: 3 });
  });

  test("nothing is left out between things that are counted up", async () => {
    expect(await text("总结盐田")).toMatch(
      /一是工作机制[\s\S]*二是制度建设[\s\S]*三是服务流程[\s\S]*四是供给机制/,
    );
  });
});

describe("what somebody takes to be so", () => {
  test.each([
    ["椒江是从2018年开始的吧", /^不对[^\n]*\n“[^\n]*2020年以来/],
    ["椒江是2020年开始的吧", /^对，[^\n]*\n“[^\n]*2020年以来/],
    ["盐田是从2021年开始的对不对", /^最接近的原文如下，其中没有写到“2021年”，不能据此认定/],
    ["齐河是2021年开始的对吗", /^原文是这样写的，请对照[^\n]*\n“2018年/],
    [
      "东城把欠薪全部解决了对吧",
      /^最接近的原文如下，其中没有写到“全部”[^\n]*\n[^\n]*\n+\[1\] 北京东城区总工会/,
    ],
    ["圆通所有网点都建会了是吧", /没有写到“所有”[^\n]*不能据此认定/],
    ["一函两书是襄阳搞的对吧", /^不对应。原文里这样写的是“江苏镇江市总工会”[^\n]*\n[^\n]*一函两书/],
    ["五型班组是圆通搞的吧", /^不对应。原文里这样写的是“黑龙江齐齐哈尔市总工会”/],
  ])("%s", async (question, said) => {
    expect(await text(question)).toMatch(said);
  });
});

test.each([
  ["齐河哪年成立的物流联合工会？圆通宿舍多少间？", ["2018年", "1.2万间"]],
  ["圆通有多少宿舍？东城摸排了多少企业？", ["1.2万间", "6000余家"]],
  ["镇江发了多少告知书；襄阳整改了多少问题", ["578份", "590个"]],
])("%s: one place for each question", async (question, words) => {
  const answer = await answered(question);
  expect(quotesOf(answer)).toHaveLength(words.length);
  for (const word of words) expect(contractOf(answer).text).toContain(word);
});

test.each([
  [
    "比较东城和镇江",
    ["提供工会精准服务。充分发挥", "多部门联动形成合力。依托", "深入开展宣传教育。深入社区"],
  ],
  [
    "比较旌阳和齐齐哈尔的做法",
    ["打造技能型班组,建设过硬队伍。组织开展", "打造学习型班组,筑牢思想根基。充分利用"],
  ],
])("%s: what was done, and no bare headings", async (question, words) => {
  const told = await text(question);
  for (const word of words) expect(told).toContain(word);
  expect(told).not.toMatch(/,”\[/);
});

describe("what is said beside a greeting or thanks", () => {
  test.each(["谢谢啦，很有用", "谢谢，讲得清楚"])("%s: thanks are met", async (said) => {
    expect(await told(said)).toEqual(["courtesy"]);
  });

  test.each(["老师你好!!请问电力机车那家工资人均一年涨多钱呀", "你好我是新来的，能给我介绍下圆通那篇吗"])(
    "%s: is looked up",
    async (said) => {
      expect(await told(said)).not.toContain("courtesy");
    },
  );
});

test.each([
  ["“监督预核查”机制那篇的应用成效原话", /江苏镇江市总工会·应用成效/],
  ["《突出标准引领》应用成效原文", /广东深圳盐田区总工会·应用成效/],
])("%s: a title in quotation marks names the case", async (question, address) => {
  const { kind, citations } = contractOf(await answered(question));
  expect([kind, citations[0]?.address]).toEqual(["excerpt", expect.stringMatching(address)]);
});

test("a figure of which nothing like it is told is not denied", async () => {
  expect(await text("有91岁的老职工来旌阳入会，怎么办")).not.toContain("前提与原文不符");
});

test.each(["是2023年的事吧", "这是2024年的吧"])(
  "%s, of what was just told: the place that names a year",
  async (said) => {
    expect(await text(said, "镇江挽回了多少损失")).toMatch(
      /没有写明年份[\s\S]*江苏镇江市总工会[\s\S]*2024年7月/,
    );
  },
);
