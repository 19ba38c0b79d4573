/** Follow-ups: what is taken over from earlier questions, what is not, and that `carried` says so. */

import { describe, expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

const yuantong = "圆通速递有限公司工会";
const yantian = "广东深圳盐田区总工会";
const qiqihar = "黑龙江齐齐哈尔市总工会";

/** Of the first place that is shown. */
async function first(question: string, ...history: readonly string[]) {
  const { kind, places } = await outline(question, ...history);
  return { kind, place: places[0] };
}

/** Kind, places and what was taken over. */
async function outline(question: string, ...history: string[]) {
  const answer = await askContract(question, ...history);
  return { kind: answer.kind, places: placesOf(answer), carried: answer.carried };
}

describe("a pronoun", () => {
  test.each([
    ["它的推荐词怎么写的？", "株洲完成技术攻关多少项？", "excerpt", "中车株洲电力机车有限公司·推荐词"],
    ["它的推荐词怎么写的？", "哪个案例讲的是能力等级评价？", "excerpt", "中车株洲电力机车有限公司·推荐词"],
    ["那它的应用成效呢？", "总结圆通的案例", "grounded", `${yuantong}·应用成效`],
    ["那它的成效呢？", "总结圆通的案例", "grounded", `${yuantong}·应用成效`],
    ["这个案例的应用成效是什么", "引用盐田推荐词", "grounded", `${yantian}·应用成效`],
  ])("means the case talked about: %s after %s", async (question, before, kind, place) => {
    expect(await outline(question, before)).toMatchObject({ kind, places: [place] });
  });

  test.fails("has nothing to point at where nothing was asked before (the words of any case are shown)", async () => {
    expect(await outline("它的应用成效呢？")).toMatchObject({ kind: "not-found", places: [] });
  });
});

describe("a question without a case", () => {
  test.each([
    ["挽回了多少损失，帮了几个人？", "镇江发了多少份《告知书》？", "江苏镇江市总工会·应用成效", "181.9万元"],
    ["吃饭要花钱吗？", "圆通的免费宿舍有多少间？", `${yuantong}·主要内容(三)`, "工作餐免费"],
    ["座谈会开了多少场？", "圆通的免费宿舍有多少间？", `${yuantong}·主要内容(三)`, "608场"],
  ])("is asked of the case talked about: %s after %s", async (question, before, place, words) => {
    const answer = await askContract(question, before);
    expect([answer.kind, placesOf(answer)[0], answer.carried, answer.text.includes(words)]).toEqual([
      "grounded",
      place,
      { case: place.split("·")[0], question: before },
      true,
    ]);
  });
});

describe("one of the cases that were asked back for", () => {
  test.each(["第三个", "第三个呢"])("is told of what was asked: %s", async (choice) => {
    const before = "区总工会的应用成效是什么？";
    expect((await outline(before)).kind).toBe("ambiguous");
    const { places } = await outline(choice, before);
    expect(new Set(places.map((place) => place.replace(/\(.*/, "")))).toEqual(
      new Set(["浙江台州椒江区总工会·应用成效"]),
    );
  });

  test("is summed up where only cases were asked for", async () => {
    expect((await outline("第三个", "区总工会的案例有哪些")).kind).toBe("summary");
  });
});

describe("an item", () => {
  test.each([
    [["齐河主要内容的（一）讲了什么？"], "（二）呢", "山东德州齐河县总工会", "主要内容", "(二)"],
    [["圆通的主要内容是什么？"], "第二点具体说说", yuantong, "主要内容", "(二)"],
    [["引用圆通的主要内容"], "第三点呢", yuantong, "主要内容", "(三)"],
    [["东城应用成效(一)"], "(二)呢", "北京东城区总工会", "应用成效", "(二)"],
    [["东城经验培育过程(一)"], "第三个呢", "北京东城区总工会", "经验培育过程", "(三)"],
    [["齐齐哈尔主要内容(一)讲了什么？", "(二)呢"], "(三)呢", qiqihar, "主要内容", "(三)"],
    [["齐齐哈尔主要内容(一)讲了什么？"], "下一条", qiqihar, "主要内容", "(二)"],
  ])(
    "is one of the section talked about: after %j %s",
    async (history, question, organization, section, item) => {
      expect(await outline(question, ...history)).toMatchObject({
        kind: "excerpt",
        places: [`${organization}·${section}${item}`],
      });
    },
  );

  test("may be the one before", async () => {
    expect(await outline("上一条", "齐齐哈尔主要内容(三)讲了什么？")).toMatchObject({
      places: [`${qiqihar}·主要内容(二)`],
    });
  });

  test("is asked for its words", async () => {
    expect(await outline("引用第二点原文", "圆通的主要内容是什么？")).toMatchObject({
      kind: "excerpt",
      places: [`${yuantong}·主要内容(二)`],
    });
  });
});

test.each([
  [["总结盐田", "镇江呢"], "两个比一比"],
  [["总结盐田", "镇江呢"], "帮我比一下他俩"],
  [["总结盐田"], "跟镇江比呢"],
])("the cases talked about last are put side by side: after %j %s", async (history, question) => {
  const { kind, text } = await askContract(question, ...history);
  expect(kind).toBe("comparison");
  expect(text).toMatch(/盐田[\s\S]*镇江|镇江[\s\S]*盐田/);
});

describe("one of several things", () => {
  test.each([
    [["盐田打造了哪五大品牌？"], "第二个具体讲讲", "百人讲师团"],
    [["盐田五大品牌里第一个是仲裁庭吧？"], "第五个是啥", "工伤矛盾纠纷源头治理"],
    [["襄阳的五份爱有哪些？"], "最后一个呢", "爱新夏令营"],
    [["旌阳的三模式是哪三个？"], "第一个具体是怎么做的", "逆向思维"],
    [["襄阳的“五大员”是哪五大员？"], "第三个是什么", "管理员"],
    [["椒江那个排戏的副主席是谁？", "推股权激励的又是谁？"], "还剩一位，他干了什么？", "阮金炳"],
  ])("is told by the words that hold it: after %j %s", async (history, question, words) => {
    const { kind, text } = await askContract(question, ...history);
    expect([kind, text]).toEqual([
      expect.stringMatching(/^(?:grounded|excerpt)$/),
      expect.stringContaining(words),
    ]);
  });

  test.fails.each([[["东城的经验培育分几个阶段？"], "第二阶段干了啥", "体系完善阶段"]])(
    "is the one of the things told of (another part with that number is shown): after %j %s",
    async (history, question, words) => {
      const { text } = await askContract(question, ...history);
      expect(text).toContain(words);
    },
  );
});

describe("the case", () => {
  test.each([
    [["镇江的《告知书》发了多少份？"], "一函两书呢", "119份"],
    [["镇江那个工作指引几时发的？"], "跟哪几家单位一块儿发的", "检察院"],
    [["圆通直营体系建会率多少？"], "我问的不是圆通，是旌阳，会员登记了多少", "8万余人"],
    [["齐河的线上短视频栏目有哪些？"], "那线下呢？", "教育基地"],
  ])("is the one that is meant: after %j %s", async (history, question, words) => {
    const { kind, text } = await askContract(question, ...history);
    expect([kind, text]).toEqual(["grounded", expect.stringContaining(words)]);
  });

  test.fails("may be the one before the last (前面那个 is taken for the last)", async () => {
    const history = ["圆通有多少间免费宿舍", "旌阳建了多少工会驿站"];
    expect((await askContract("前面那个呢，吃饭要钱吗", ...history)).text).toContain("工作餐免费");
  });

  test("stays where more is asked for", async () => {
    expect(await first("再具体点", "圆通的免费宿舍有多少间？")).toEqual({
      kind: "grounded",
      place: `${yuantong}·主要内容(三)`,
    });
  });

  test.fails("is summed up at length where more is asked for (words of it are shown instead)", async () => {
    const { kind } = await askContract("再详细一点", "用一句话总结齐河的案例");
    expect(kind).toBe("summary");
  });

  test("is not asked about what it does not tell because of what was asked before", async () => {
    expect((await outline("健身房呢", "圆通的免费宿舍有多少间？")).kind).toBe("not-found");
  });
});

describe("another case", () => {
  test.each([
    ["那盐田呢", "引用圆通的应用成效", "excerpt", [`${yantian}·应用成效`]],
    ["那盐田呢？", "圆通的应用成效是什么？", "grounded", [`${yantian}·应用成效`]],
    ["换成镇江", "引用圆通的应用成效", "excerpt", ["江苏镇江市总工会·应用成效"]],
    ["那盐田呢", "用一句话总结圆通的案例", "summary", [`${yantian}·推荐词`]],
    ["齐齐哈尔呢", "引用圆通主要内容(一)", "excerpt", [`${qiqihar}·主要内容(一)`]],
  ])("is asked the same: %s after %s", async (question, before, kind, places) => {
    expect(await outline(question, before)).toEqual({ kind, places, carried: { question: before } });
  });

  test("is asked the same where other words stand before its name", async () => {
    expect(await first("换个案例，旌阳呢", "引用圆通推荐词")).toEqual({
      kind: "grounded",
      place: "四川德阳旌阳区总工会·推荐词",
    });
  });

  test("is not answered with the words of the case before", async () => {
    const { places } = await outline("那齐河呢", "圆通召开了多少场员工心声座谈会？");
    expect(places.filter((place) => !place.startsWith("山东德州齐河县总工会"))).toEqual([]);
  });

  test.fails("that does not tell the same is refused (a number in a name is taken for one told)", async () => {
    expect((await outline("那齐河呢", "圆通召开了多少场员工心声座谈会？")).kind).toBe("not-found");
  });

  test("may be asked for after another has been", async () => {
    expect(await outline("那镇江呢", "引用圆通的应用成效", "那盐田呢")).toMatchObject({
      kind: "excerpt",
      places: ["江苏镇江市总工会·应用成效"],
    });
  });
});

describe("a change of subject", () => {
  test.each([
    ["镇江调处案件多少件？", "grounded", ["江苏镇江市总工会·应用成效"]],
    ["引用盐田推荐词", "excerpt", [`${yantian}·推荐词`]],
    ["今天天气怎么样？", "not-found", []],
    ["你能做什么？", "help", []],
  ])("takes nothing over: %s", async (question, kind, places) => {
    expect(await outline(question, "圆通的免费宿舍有多少间？")).toEqual({ kind, places, carried: null });
  });

  test.each([["镇江调处案件多少件？"], ["有哪些案例？"], ["引用盐田推荐词"], ["比较齐河和旌阳的应用成效"]])(
    "is answered as if asked alone: %s",
    async (question) => {
      const { kind, text } = await askContract(question);
      const later = await askContract(question, "圆通的免费宿舍有多少间？", "那齐河呢");
      expect([later.kind, later.text]).toEqual([kind, text]);
    },
  );

  test("that asks which cases is not looked for in the case before", async () => {
    const question = "哪些案例提到了欠薪？";
    const { text } = await askContract(question);
    expect((await askContract(question, "圆通的免费宿舍有多少间？", "那齐河呢")).text).toBe(text);
  });

  test("after it a pronoun means the new case", async () => {
    expect(
      await outline("它的推荐词怎么写的？", "圆通的免费宿舍有多少间？", "镇江调处案件多少件？"),
    ).toMatchObject({ kind: "excerpt", places: ["江苏镇江市总工会·推荐词"] });
  });

  test("that is refused leaves the case before as it was", async () => {
    expect(
      await outline("它的推荐词怎么写的？", "圆通的免费宿舍有多少间？", "今天天气怎么样？"),
    ).toMatchObject({
      kind: "excerpt",
      places: [`${yuantong}·推荐词`],
    });
  });
});

describe("a first question", () => {
  test("carries nothing", async () => {
    expect((await askContract("圆通的免费宿舍有多少间？")).carried).toBeNull();
  });

  test("is the same with an empty history as with none", async () => {
    const alone = await askContract("圆通的免费宿舍有多少间？");
    expect(await askContract("圆通的免费宿舍有多少间？", "")).toEqual(alone);
    expect(await askContract("圆通的免费宿舍有多少间？", " \n", "？？")).toEqual(alone);
  });
});

describe("what two years differ by", async () => {
  const years = await openKnowledge("tests/questions/foreign/build/r-annual-pair/corpus");

  test.each([
    [["23年年底澜工在线有多少人关注"], "那24年末呢？涨了多少", "2024年比2023年多4.5万人：18.6万人→23.1万人"],
    [
      ["2023年法律援助挽回多少损失", "2024年呢"],
      "多追回来多少",
      "2024年比2023年多460万元：2 350万元→2 810万元",
    ],
    [["2024年法律援助多少件"], "前一年呢，差多少", "2024年比2023年多79件：418件→497件"],
  ])("is computed of what was asked before: after %j %s", async (history, question, told) => {
    const { text } = await years.askContract(question, ...history);
    expect(text).toContain(told);
  });

  test("is not where the question goes on to something else", async () => {
    const { text } = await years.askContract("最慢那件多了多少", "2024年法律援助多少件", "2023年呢");
    expect(text).not.toContain("2024年比2023年");
  });
});

test("a question that says itself of whom it asks is not answered of the case talked about", async () => {
  expect(await outline("去年全国发布了几个案例", "旌阳建了几个驿站")).toEqual({
    kind: "not-found",
    places: [],
    carried: null,
  });
});

test("what is not told of one case is told by no more places of it beside the answer about the other", async () => {
  const answer = await askContract("东城讨薪帮了多少人，那镇江呢");
  expect([answer.kind, placesOf(answer)]).toEqual(["grounded", ["江苏镇江市总工会·应用成效"]]);
  expect(answer.text).toContain("“东城讨薪帮了多少人”：案例中没有找到能够回答的内容");
});

test("a sum of the asker's own, where the documents go by bounds, is no false premise", async () => {
  const rules = await openKnowledge("tests/questions/foreign/held-back/p-l-collective-rules/corpus");
  const { kind, corrects, text } = await rules.askContract("基层工会要花一笔3500块，得怎么批");
  expect([kind, corrects ?? false, text.includes("3000元以上的，须经工会委员会集体讨论")]).toEqual([
    "grounded",
    false,
    true,
  ]);
});

test.each(["总结镇江的案例", "用三点总结镇江的案例"])(
  "a point that the case does not number is the one told in that place: %s",
  async (question) => {
    const told = (await askContract(question)).citations[1];
    const { kind, citations } = await askContract("第二点具体说说", question);
    const [second, ...others] = citations;
    expect([kind, second?.section, others.length]).toEqual(["excerpt", told?.section, 0]);
    expect(second?.quote).toContain(told?.quote);
  },
);
