import { describe, expect, it } from "vitest";
import { NOT_SO, ofAnother, SO, SO_IN_WORDS } from "../../src/answer/replies.ts";
import { claimIn } from "../../src/question/claims.ts";
import { openKnowledge } from "../knowledge.ts";

const { askContract } = await openKnowledge();

async function lineAbove(question: string): Promise<string | undefined> {
  return (await askContract(question)).text.split("\n")[0];
}

describe("what somebody says is so", () => {
  it.each([
    ["圆通全网有55万员工，是真的吗", "55万员工"],
    ["襄阳分发的爱心捐赠物品有四千多件，是不是？", "4000余件"],
    ["旌阳投入经费超过1500万元，是真的吗", "1500余万元"],
    ["东城劳动争议调解受案量占区仲裁的比例从30%升到36%，是不是", "从30%提升至36%"],
  ])("is confirmed with the words that say it: %s", async (question, words) => {
    const { text, corrects } = await askContract(question);
    expect(text.split("\n")[0]).toBe(SO);
    expect(text).toContain(words);
    expect(corrects).toBeUndefined();
  });

  it.each([
    ["核实一下：襄阳整改了620个管理问题", "590个"],
    ["襄阳解决了590件权益诉求，对不对？", "620件"],
    ["齐河满易运建会后职工流失率下降到19.8%，对吗？", "下降19.8%"],
    ["盐田2024年投诉举报案件人数同比上升17.24%，对不对", "下降17.24%"],
    ["齐齐哈尔建了71个创新工作室联盟，是吗", "4个"],
    ["圆通每年线上培训6000人次，对吗", "100万人次"],
  ])("is called wrong where the same thing is told otherwise: %s", async (question, words) => {
    const { text, corrects } = await askContract(question);
    expect(text.split("\n")[0]).toBe(NOT_SO);
    expect(text).toContain(words);
    expect(corrects).toBe(true);
  });

  it.each(["盐田有24项服务,对吗", "盐田开发了24项服务,对吗", "盐田有7大类24项服务,对吧"])(
    "is not called wrong where the very figure stands beside another: %s",
    async (question) => {
      const { text } = await askContract(question);
      expect(text.split("\n")[0]).not.toBe(NOT_SO);
      expect(text).toContain("24项服务事项清单");
    },
  );

  it("is shown for comparison where no figure is claimed", async () => {
    expect(await lineAbove("齐河2018年成立了盖世冠威物流联合工会，对吗")).toBe(SO_IN_WORDS);
  });

  it.each([
    "《我的大陈岛》拿了全国五个一工程奖，对吗",
    "椒江股权激励惠及35家上市企业，对吗",
    "齐河县快递员流失率下降19.8%，对吗",
    "圆通每年培训100万员工，对吗",
    "圆通全网没有55万员工，对吗",
    "圆通取消了1.2万间免费宿舍，对吗",
  ])("is not confirmed where a word of it does not stand there: %s", async (question) => {
    expect(await lineAbove(question)).not.toBe(SO);
  });

  it.each([
    "襄阳一共解决1276个问题和诉求，对吗",
    "盐田仲裁案件下降三分之一，对吗",
    "镇江发出告知书不止500份，对吗",
    "镇江没有调处200件案件，对吗",
    "听说镇江一年给110个人挽回了181.9万，是真的吗",
    "东城法律服务覆盖职工6万人次，对吗",
  ])("is not called wrong where it may be worked out, rounded or bounded: %s", async (question) => {
    expect(await lineAbove(question)).not.toBe(NOT_SO);
  });

  it("is another's where only another tells it", async () => {
    expect(await lineAbove("中车株洲培育工匠人才516名，对吗")).toBe(
      ofAnother("黑龙江齐齐哈尔市总工会", "中车株洲电力机车有限公司"),
    );
  });

  it.each([
    "椒江兼职副主席一共聘了12名，是真的吗",
    "东城2024年追回欠薪3000万元，对吗",
    "圆通给员工发了生日蛋糕，是吗",
  ])("is neither confirmed nor called wrong where nothing tells it: %s", async (question) => {
    const { kind, text } = await askContract(question);
    expect(kind === "not-found" || text.includes("没有")).toBe(true);
    expect([SO, NOT_SO]).not.toContain(text.split("\n")[0]);
  });

  it.each([
    ["圆通是不是有55万员工", "圆通是有55万员工"],
    ["旌阳的工会驿站是83个吧？", "旌阳的工会驿站是83个"],
    ["听说襄阳组织了三千多名干部下沉驿站，真的吗", "襄阳组织了三千多名干部下沉驿站"],
    ["圆通有多少员工", null],
    ["核实机制是什么", null],
  ])("is read without the words that ask: %s", (said, claim) => {
    expect(claimIn(said)).toBe(claim);
  });
});

describe("two that are set side by side", () => {
  it("are told with the figure of each, and which of them it is", async () => {
    const { claims } = await askContract("旌阳和圆通谁的职工之家多？");
    expect(claims).toHaveLength(1);
    expect(claims[0]?.text).toMatch(/^多的是圆通。/);
    expect(claims[0]?.text).toContain("3000余家");
    expect(claims[0]?.text).toContain("86个");
  });

  it("are told with their difference where both figures are exact", async () => {
    const { claims } = await askContract("告知书和一函两书哪个多");
    expect(claims[0]?.text).toContain("相差459份");
  });
});
