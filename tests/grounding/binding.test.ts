/** Clauses that are pointed at → what is shown, so that they say what the sentence says. Sentences of several corpora. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shippedSets } from "../../evaluation/sets.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { announcesMore, boundOf } from "../../src/grounding/binding.ts";
import { clausesOf } from "../../src/grounding/clauses.ts";
import { openKnowledge } from "../knowledge.ts";

/** Makes sentences long: short ones are shown whole. Nothing needs it, and it needs nothing. */
const MORE = `会议还听取了各片区工会联合会${"主席和副主席".repeat(30)}的述职。`;

/** What is shown where the clause that begins with these words is pointed at. */
function shown(sentence: string, ...words: readonly string[]): string {
  const text = sentence.length > 90 ? sentence : sentence + MORE;
  const clauses = clausesOf(text);
  const pointed = words.map((begin) => {
    const at = clauses.findIndex((clause) => clause.text.startsWith(begin));
    if (at < 0) throw new Error(`expected a clause that begins with ${begin}`);
    return at;
  });
  return boundOf(text, new Set(pointed))
    .ranges.map(({ from, to }) => text.slice(from, to))
    .join("……");
}

describe("clauses", () => {
  it.each([
    ["投入1,500万元，建站3个。", ["投入1,500万元，", "建站3个。"]],
    ["投入１，５００万元，建站３个。", ["投入１，５００万元，", "建站３个。"]],
    ['他说"会，站"，又走了。', ['他说"会，站"，', "又走了。"]],
    ["1）建站，“含2），3）”，（未完，待续", ["1）建站，", "“含2），3）”，", "（未完，", "待续"]],
    ["每天22:30闭馆；比例为10:1。", ["每天22:30闭馆；", "比例为10:1。"]],
    ["打造“会、站，家”一体，（一，二）", ["打造“会、站，家”一体，", "（一，二）"]],
    ["主要做法：一是建站；二是建会！", ["主要做法：", "一是建站；", "二是建会！"]],
  ])("of %s", (text, clauses) => {
    expect(clausesOf(text).map((clause) => clause.text)).toEqual(clauses);
  });
});

describe("a clause is shown with", () => {
  it.each<readonly [string, string, readonly string[], string]>([
    [
      "all that leads up to it, where that is short",
      "推出“健康体检一件事”，网上能约、能查。",
      ["网上能约"],
      "推出“健康体检一件事”，网上能约、能查。",
    ],
    [
      "the subject before it",
      "市快递行业工会联合会（简称“快联会”）请会计师测算网点成本，公布末端单票成本1.46元，核对三个月来全市各网点的每一笔收入和每一笔支出，找出不合理的罚款和重复收取的各种费用并且一一登记，把派费、房租、面单、操作四项摊开。",
      ["把派费"],
      "市快递行业工会联合会（简称“快联会”）请会计师测算网点成本，……把派费、房租、面单、操作四项摊开。",
    ],
    [
      "what it builds on, across a semicolon",
      "自2025年7月1日起，租房提取额度由单身每月1200元、已婚家庭每月2400元，调整为单身每月1500元、已婚家庭每月3000元；有两个以上未成年子女的家庭，在此基础上再上浮20%。",
      ["在此基础上"],
      "自2025年7月1日起，租房提取额度由单身每月1200元、已婚家庭每月2400元，调整为单身每月1500元、已婚家庭每月3000元；有两个以上未成年子女的家庭，在此基础上再上浮20%。",
    ],
    [
      "the limit of it",
      "从2023年7月1日起，进场和续租的布店按用工人数交“工资池”，一名工人交一个月的工资，封顶3万元，由市场、工会和商户代表三方共管，存在专户里，任何一方都不能单独动用，利息归交了钱的商户，退场的时候连本带利一起退还给本人。",
      ["一名工人"],
      "从2023年7月1日起，进场和续租的布店按用工人数交“工资池”，一名工人交一个月的工资，封顶3万元",
    ],
    [
      "the limit of it at the end of its segment",
      "县总7月同两家石油公司谈成，在11座加油站设“入会枪位”：司机加油时扫码，信息由县总当天核，第二天凭会员码每升让5分，让的钱石油公司出4分、县总出1分，公司每月对一次账，账单在站里张榜，一人一月最多按400升算。",
      ["第二天凭"],
      "县总7月同两家石油公司谈成，在11座加油站设“入会枪位”：司机加油时扫码，信息由县总当天核，第二天凭会员码每升让5分，让的钱石油公司出4分、县总出1分，公司每月对一次账，账单在站里张榜，一人一月最多按400升算。",
    ],
    [
      "what the segment before sets where it goes beyond that",
      "非因劳动者原因停工、停产，在一个工资支付周期内的，用人单位应当按照提供正常劳动的标准支付工资；超过一个周期，没有安排工作的，按照不低于当地最低工资标准的百分之八十支付生活费。",
      ["按照不低于"],
      "非因劳动者原因停工、停产，在一个工资支付周期内的，用人单位应当按照提供正常劳动的标准支付工资；超过一个周期，没有安排工作的，按照不低于当地最低工资标准的百分之八十支付生活费。",
    ],
    [
      "what it is added to, past the name of its own case",
      "甲　住院：《申领表》、出院小结、医保结算单、本人银行卡复印件；乙　门诊慢特病：另加慢特病备案证明；丙　意外伤害：另加单位工会的事故情况说明，交通事故的再加责任认定书，由本人签字后交给所在单位的工会统一报送。",
      ["另加慢特病"],
      "甲　住院：《申领表》、出院小结、医保结算单、本人银行卡复印件；乙　门诊慢特病：另加慢特病备案证明",
    ],
    [
      "what follows from where or when it holds",
      "①无电梯五楼以上，单件超过90公斤不搬，要搬得用吊机；②一人负重一次不过40公斤；③连续搬满两小时歇20分钟；④客户要求加急不歇的，每单加收的钱全归这组师傅，平台一分不抽。",
      ["①无电梯"],
      "①无电梯五楼以上，单件超过90公斤不搬",
    ],
    [
      "how long it has been so, over a semicolon too",
      "上线一年半，成单2,187单，服务职工5.9万人次；寒暑假楼内托管班收孩子1,640名；131栋楼建起联合工会，新增会员2.7万人；区总工会补贴合计428万元，撬动物业和服务商让利约760万元。",
      ["区总工会"],
      "上线一年半，……区总工会补贴合计428万元，撬动物业和服务商让利约760万元。",
    ],
    [
      "when it takes effect",
      "双方再谈，一轮谈妥：会做、做精两档暂不动，“能教”由每项每月300元提到340元，封顶由1,000元提到1,200元，自2026年1月起执行；连续12个月没带徒弟的，“能教”退回“做精”计发，由班组登记并在公示栏公布三个工作日。",
      ["“能教”由"],
      "双方再谈，一轮谈妥：会做、做精两档暂不动，“能教”由每项每月300元提到340元，封顶由1,000元提到1,200元，自2026年1月起执行",
    ],
    [
      "who goes on doing it later in time",
      "数控教师孙启辰2023年7月到恒拓轴承磨工车间，头一周只扫地、看图，师傅不让上手；第三周起顶夜班，跟着交三张卡；第七周照着红卡上的老毛病，做了一个检具，厂里留下用了，给他记了一次“合理化建议”。",
      ["做了一个检具"],
      "数控教师孙启辰2023年7月到恒拓轴承磨工车间，……第七周照着红卡上的老毛病，做了一个检具，厂里留下用了，给他记了一次“合理化建议”。",
    ],
    [
      "all of a short list that it leads to",
      "按协商规程完成年度协商并备案的，由市陶瓷工会给予补助：行业协商不补助；片区工会联合会每家6000元；企业工会职工100人以上的每家3000元，不足100人而单独协商的每家1500元。",
      ["按协商规程"],
      "按协商规程完成年度协商并备案的，由市陶瓷工会给予补助：行业协商不补助；片区工会联合会每家6000元；企业工会职工100人以上的每家3000元，不足100人而单独协商的每家1500元。",
    ],
    [
      "what it was changed to",
      "自2025年7月1日起，租房提取额度由单身每月1200元、已婚家庭每月2400元，调整为单身每月1500元、已婚家庭每月3000元；有两个以上未成年子女的家庭，在此基础上再上浮20%，同时取消原来每半年提取一次的限制。",
      ["租房提取额度"],
      "自2025年7月1日起，租房提取额度由单身每月1200元、已婚家庭每月2400元，调整为单身每月1500元、已婚家庭每月3000元",
    ],
    [
      "the nearest of several subjects",
      "由4名劳模组成导师团，每团带徒不超过12人，区总工会负责考核并且按季度公布各团的带徒情况，区财政按照考核的结果拨付下一年度的全部工作经费，不够的部分由区总工会另外想办法补足，青年职工自愿报名，每年可以换一次导师。",
      ["每年可以"],
      "由4名劳模组成导师团，……青年职工自愿报名，每年可以换一次导师。",
    ],
    [
      "the condition that holds for it, and not another's",
      "会员本人患重大疾病住院治疗的，给予慰问金1000元；会员子女考上全日制大学的，给予助学金3000元，由基层工会发放。",
      ["给予助学金"],
      "会员子女考上全日制大学的，给予助学金3000元",
    ],
    [
      "the date that leads to a figure, over a semicolon too",
      "截至2025年2月，网约车司机会员6,015人；四家平台平均抽成20.9%；工会和四家平台还一起办了四期新入会司机的安全培训班和两场面向家属的开放日；互助基金累计补助121人次、21.3万元。",
      ["互助基金"],
      "截至2025年2月，……互助基金累计补助121人次、21.3万元。",
    ],
    [
      "what is taken back after it",
      "职工个人可以凭工会会员证在全市三十二家签约门店享受八折优惠，但每人每月不得超过三次，由门店如实登记并且按月报工会备案。",
      ["职工个人"],
      "职工个人可以凭工会会员证在全市三十二家签约门店享受八折优惠，但每人每月不得超过三次",
    ],
    [
      "the whole of which it is a part",
      "截至2024年8月，网约车司机入会4,870人，其中全职3,960人；三家平台平均抽成由26.3%降到23.8%，测算每名全职司机年均多收入4,100元。",
      ["其中全职"],
      "截至2024年8月，网约车司机入会4,870人，其中全职3,960人",
    ],
    [
      "what it was said, planned or required by",
      "职工代表大会审议后提出，下一年度用工会经费新建职工书屋和健身房，同时把食堂的开放时间延长到晚上十点。",
      ["同时把食堂"],
      "职工代表大会审议后提出，下一年度用工会经费新建职工书屋和健身房，同时把食堂的开放时间延长到晚上十点。",
    ],
    [
      "the end of what cannot end there",
      "针对基层工会普遍反映的人手不足、经费不足问题，市总工会统一选聘了专职社会化工作者，并且按片区派到各个街道和园区开展工作。",
      ["针对"],
      "针对基层工会普遍反映的人手不足、经费不足问题，市总工会统一选聘了专职社会化工作者",
    ],
    [
      "whoever it is, though no dictionary has the name",
      "仲裁委审理认为，刘某日常工作为接待咨询、登记排课，不掌握公司商业秘密，也没有接触过公司的客户名单，裁决驳回公司的全部仲裁请求。",
      ["不掌握"],
      "仲裁委审理认为，刘某日常工作为接待咨询、登记排课，不掌握公司商业秘密",
    ],
    [
      "what was agreed on",
      "市出租汽车行业工会联合会与三家平台公司开展协商，约定单笔抽成上限由28%降到25%，夜间22点至次日5点不超过20%；连续驾驶4小时，平台推送休息提醒并停派20分钟。",
      ["夜间22点"],
      "市出租汽车行业工会联合会与三家平台公司开展协商，约定单笔抽成上限由28%降到25%，夜间22点至次日5点不超过20%",
    ],
    [
      "the year that a year which is compared with does not tell",
      "2024年举办夜话142场，收集意见618条，办结571条，办结率92.4%；信访量比2022年下降67%。",
      ["信访量"],
      "2024年举办夜话142场，……信访量比2022年下降67%。",
    ],
    [
      "all of a list that it announces",
      "答：出院之日起90日内由单位工会在平台上传：①出院记录；②医保结算单；③本人银行卡照片，另附身份证复印件一份；④单位工会盖过章的慰问金申请表一份，由两名经办人签字；⑤参加互助保障的凭证。",
      ["出院之日"],
      "答：出院之日起90日内由单位工会在平台上传：①出院记录；②医保结算单；③本人银行卡照片，另附身份证复印件一份；④单位工会盖过章的慰问金申请表一份，由两名经办人签字；⑤参加互助保障的凭证。",
    ],
    [
      "no subject of other figures",
      "CT平均预约等候由3.2天缩短到1.1天，磁共振由6.5天缩短到2.4天；全年完成日间手术4120台，占择期手术的27.8%。",
      ["全年完成"],
      "全年完成日间手术4120台",
    ],
    [
      "the lead of the list that it is in",
      "奖励标准：奖状单位各奖励2万元，先锋号各奖励8000元，模范之家各补助1.5万元；创新奖一、二、三等奖分别奖励3万元、2万元、1万元。",
      ["奖状单位"],
      "奖励标准：奖状单位各奖励2万元",
    ],
  ])("%s", (_, text, words, expected) => {
    expect(shown(text, ...words)).toBe(expected);
  });

  it("the sentence before, where it points back to it", () => {
    expect(boundOf("其中女职工占六成。", new Set([0])).leansBack).toBe(true);
    expect(boundOf("该平台运行一年来，共受理诉求三千余件。", new Set([1])).leansBack).toBe(true);
    expect(boundOf("如今日均430份，其中送餐上门118份。", new Set([0])).leansBack).toBe(false);
  });

  it("what announces it from another sentence, where that changes what it says", () => {
    expect(announcesMore("有下列情形之一的，不予受理：")).toBe(true);
    expect(announcesMore("主要做法：")).toBe(false);
    expect(announcesMore("有下列情形之一的，不予受理。")).toBe(false);
  });
});

/** Of all corpora that may be read. */
const sentences = (
  await Promise.all(
    [undefined, ...shippedSets("build").map(({ corpus }) => corpus)].map(async (dir) => {
      const { store } = await openKnowledge(dir);
      return (await store.cases()).flatMap((one) =>
        passagesOf(one).flatMap((passage) => passage.sentences.map(({ text }) => text)),
      );
    }),
  )
).flat();

describe("clauses of any text", () => {
  const pieces = fc.constantFrom(
    ...'，。；：！？“”‘’《》（）()"[]',
    "1",
    "５",
    "万",
    "会",
    "建站",
    "\ud83d\ude00",
    " ",
  );
  const any = fc.oneof(
    fc.constantFrom(...sentences),
    fc.array(pieces).map((all) => all.join("")),
  );

  it("hold each of its characters once", () => {
    fc.assert(
      fc.property(any, (text) => {
        const clauses = clausesOf(text);
        expect(clauses.map((clause) => clause.text).join("")).toBe(text);
        let end = 0;
        for (const { from, to, text: own } of clauses) {
          expect(from).toBe(end);
          expect(own).toBe(text.slice(from, to));
          end = to;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("cut no figure, and nothing that stands between marks", () => {
    fc.assert(
      fc.property(any, (text) => {
        for (const { to } of clausesOf(text).slice(0, -1)) {
          expect(/[\d５][，:：,]$/u.test(text.slice(0, to)) && /^[\d５]/u.test(text.slice(to))).toBe(false);
          for (const [inside] of text.matchAll(
            /“[^“”‘’《》（）()"[\]]*”|《[^“”‘’《》（）()"[\]]*》|（[^“”‘’《》（）()"[\]]*）/g,
          ))
            for (let at = text.indexOf(inside); at >= 0; at = text.indexOf(inside, at + 1))
              expect(at < to && to < at + inside.length).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("whatever is pointed at", () => {
  it("is shown, whole clauses in order, and nothing twice", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sentences), fc.array(fc.nat(30), { minLength: 1 }), (text, picks) => {
        const clauses = clausesOf(text);
        const pointed = new Set(picks.map((pick) => pick % clauses.length));
        const { ranges } = boundOf(text, pointed);
        let end = -1;
        for (const { from, to } of ranges) {
          expect(from).toBeGreaterThan(end);
          expect(to).toBeGreaterThan(from);
          expect(clauses.some((clause) => clause.from === from)).toBe(true);
          expect(clauses.some((clause) => clause.to - to <= 1 && to <= clause.to)).toBe(true);
          end = to;
        }
        for (const at of pointed) {
          const clause = clauses[at];
          expect(ranges.some(({ from, to }) => clause && from <= clause.from && clause.to <= to + 1)).toBe(
            true,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("says as much when all that is shown is pointed at", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sentences), fc.nat(30), (text, pick) => {
        const clauses = clausesOf(text);
        const { ranges } = boundOf(text, new Set([pick % clauses.length]));
        const shown = clauses.flatMap((clause, i) =>
          ranges.some(({ from, to }) => from <= clause.from && clause.from < to) ? [i] : [],
        );
        const again = boundOf(text, new Set(shown)).ranges;
        for (const { from, to } of ranges)
          expect(again.some((one) => one.from <= from && to <= one.to)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
