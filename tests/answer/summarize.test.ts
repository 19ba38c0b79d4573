/** Summaries: of the case that is meant, as long as wished, every section represented and every line cited. */

import { describe, expect, test } from "vitest";
import { summaryOf as summaryIn } from "../../src/answer/summarize.ts";
import type { Case } from "../../src/corpus/case.ts";
import type { Summary, SummaryLength } from "../../src/grounding/answer.ts";
import { openKnowledge, placesOf } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const knowledge = await openKnowledge();
const { ask, askContract, store } = knowledge;
const cases = (await store.cases()).filter(({ role }) => role === "case");

const SECTIONS = ["推荐词", "经验培育过程", "主要内容", "应用成效"];

/** The summary of a case by itself. */
async function summarize(unionCase: Case, length: SummaryLength): Promise<Summary> {
  const answer = await summaryIn({ case: unionCase, length }, knowledge);
  if (answer.kind !== "summary") throw new Error(`expected a summary, found ${answer.kind}`);
  return answer;
}

async function summaryOf(question: string, ...history: string[]): Promise<Summary> {
  const answer = await ask(question, ...history);
  if (answer.kind !== "summary") throw new Error(`${question}: expected a summary, found ${answer.kind}`);
  return answer;
}

const sectionsOf = (summary: Summary) => summary.points.map(({ section }) => section);

/** Characters of the source that a summary shows. */
const sizeOf = (summary: Summary) =>
  summary.points.flatMap(({ claim }) => claim.quotes).reduce((sum, { text }) => sum + text.length, 0);

describe.each(cases.map((unionCase) => [unionCase.organization, unionCase] as const))(
  "of %s",
  (_, unionCase) => {
    test("in full represents each of its sections, in the order of the source", async () => {
      expect(sectionsOf(await summarize(unionCase, "full"))).toEqual(SECTIONS);
    });

    test("numbers its citations in the order in which they are read", async () => {
      const numbers = (await summarize(unionCase, "full")).points.flatMap(({ claim }) =>
        claim.quotes.map(({ citation }) => citation.number),
      );
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    });

    test("in full names each of its numbered items", async () => {
      const { points } = await summarize(unionCase, "full");
      const shown = points.map(({ section, claim }) => [
        section,
        [...new Set(claim.quotes.flatMap(({ citation }) => citation.item ?? []))],
      ]);
      expect(shown).toEqual(unionCase.sections.map((section) => [section.name, labelsOf(section)]));
    });

    test("in three points has three sections, in the order of the source", async () => {
      const sections = sectionsOf(await summarize(unionCase, "three"));
      expect(sections.length).toBe(3);
      expect(sections).toEqual(SECTIONS.filter((section) => sections.includes(section)));
      expect(sections.slice(-2)).toEqual(["主要内容", "应用成效"]);
    });

    test("in one sentence has at most sixty characters of one place", async () => {
      const summary = await summarize(unionCase, "one");
      expect(summary.points.map(({ claim }) => claim.quotes.length)).toEqual([1]);
      expect(sizeOf(summary)).toBeLessThanOrEqual(60);
    });

    test.each<SummaryLength>(["three", "full"])(
      "shows a figure of the results where they have one: %s",
      async (length) => {
        const results = unionCase.sections.find(({ kind }) => kind === "results");
        const texts = (results?.blocks ?? []).flatMap((block) => block.sentences.map(({ text }) => text));
        const summary = await summarize(unionCase, length);
        const shown = summary.points.at(-1)?.claim.quotes.map(({ text }) => text) ?? [];
        expect(shown.some((text) => /\d/.test(text))).toBe(texts.some((text) => /\d/.test(text)));
      },
    );

    test("in full fits a message", async () => {
      const { text } = await askContract(`总结${unionCase.organization}的案例`);
      expect(text.length).toBeLessThanOrEqual(1_800);
    });

    test.each<SummaryLength>(["three", "full"])(
      "cites each line from the section that it is about: %s",
      async (length) => {
        const { points, case: of } = await summarize(unionCase, length);
        expect(of.id).toBe(unionCase.id);
        for (const { section, claim } of points) {
          const cited = claim.quotes.map(({ citation }) => `${citation.case.id} ${citation.section}`);
          expect(new Set(cited)).toEqual(new Set([`${unionCase.id} ${section}`]));
          expect(claim.text).not.toBe("");
        }
      },
    );

    test("of several sentences is longer than of one, and none is longer than two fifths of the case", async () => {
      const [one, three, full] = [
        sizeOf(await summarize(unionCase, "one")),
        sizeOf(await summarize(unionCase, "three")),
        sizeOf(await summarize(unionCase, "full")),
      ];
      const whole = unionCase.sections
        .flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences))
        .reduce((sum, { text }) => sum + text.length, 0);
      expect(one).toBeLessThan(three);
      expect(one).toBeLessThan(full);
      expect(Math.max(three, full)).toBeLessThanOrEqual(Math.min(0.4 * whole, 500));
    });
  },
);

function labelsOf({ blocks }: Case["sections"][number]): string[] {
  return blocks.flatMap(({ label }) => label ?? []);
}

describe("asked for", () => {
  test.each([
    ["总结一下圆通的案例", "圆通速递有限公司工会"],
    ["介绍一下襄阳的案例", "湖北襄阳市总工会"],
    ["山东的案例讲了什么", "山东德州齐河县总工会"],
    ["请概括东城区总工会的经验", "北京东城区总工会"],
    ["总结东城区根治欠薪案例", "北京东城区总工会"],
    ["总结“项目化选用”案例", "浙江台州椒江区总工会"],
    ["總結鎮江的案例", "江苏镇江市总工会"],
    ["圆通案例的梗概，领导等着要", "圆通速递有限公司工会"],
    ["请简述江苏镇江“监督预核查”机制及其实效", "江苏镇江市总工会"],
    ["请概括旌阳的主要做法和成效", "四川德阳旌阳区总工会"],
    ["中车株洲的材料太长了，帮我压缩一下", "中车株洲电力机车有限公司"],
  ])("by name, place or programme means that case: %s", async (question, organization) => {
    const summary = await summaryOf(question);
    expect([summary.case.organization, summary.length, sectionsOf(summary)]).toEqual([
      organization,
      "full",
      SECTIONS,
    ]);
  });

  test.each([
    ["用一句话总结圆通的案例", "one", 1],
    ["一句话概括圆通", "one", 1],
    ["用三点总结圆通的案例", "three", 3],
    ["用3句话总结圆通的案例", "three", 3],
    ["详细总结圆通的案例", "full", 4],
    ["圆通的案例，一百字以内", "one", 1],
    ["用两百字介绍圆通的案例", "three", 3],
    ["用五百字介绍圆通的案例", "full", 4],
  ])("in a length gives that length: %s", async (question, length, points) => {
    const summary = await summaryOf(question);
    expect([summary.case.organization, summary.length, summary.points.length]).toEqual([
      "圆通速递有限公司工会",
      length,
      points,
    ]);
  });

  test("the document's own opening is summed up as such", async () => {
    const summary = await summaryOf("总结一下1月22日的会议和这份选登的来头");
    expect(sectionsOf(summary)).toEqual(["前言"]);
  });

  test("a description that fits several cases gives them as candidates", async () => {
    const answer = await askContract("总结新就业形态劳动者的案例");
    expect([
      answer.kind,
      answer.candidates.map(({ organization }) => organization),
      answer.citations,
    ]).toEqual(["ambiguous", ["山东德州齐河县总工会", "圆通速递有限公司工会"], []]);
  });

  test("a matter within a case is told of by the paragraphs that hold it", async () => {
    const answer = await askContract("概括一下圆通的纠纷化解");
    expect([answer.cases.map(({ organization }) => organization), placesOf(answer)]).toEqual([
      ["圆通速递有限公司工会"],
      expect.arrayContaining(["圆通速递有限公司工会·主要内容(二)"]),
    ]);
  });

  test("the sections asked for are told of, and no other", async () => {
    const summary = await summaryOf("能简单讲一下盐田的创新点和成效吗");
    expect([summary.case.organization, sectionsOf(summary)]).toEqual([
      "广东深圳盐田区总工会",
      ["主要内容", "应用成效"],
    ]);
  });

  test("what a case is about is a summary", async () => {
    expect((await ask("齐河案例讲了个什么事")).kind).toBe("summary");
  });

  test.fails("an account of a case is a summary (read as a question)", async () => {
    expect((await ask("襄阳的“当一天站长”，写成一段情况介绍")).kind).toBe("summary");
  });

  test("a case that there is not is refused", async () => {
    const answer = await askContract("总结武汉市总工会的案例");
    expect([answer.kind, answer.citations, answer.cases]).toEqual(["not-found", [], []]);
  });

  test("a summary of the same case is carried on from the one before", async () => {
    const summary = await summaryOf("用一句话总结一下", "圆通的免费宿舍有多少间？");
    expect([summary.case.organization, summary.length]).toEqual(["圆通速递有限公司工会", "one"]);
  });
});

test("an item that breaks off in the source is marked in a summary that shows its end", async () => {
  const unionCase = cases.find(({ organization }) => organization.includes("齐齐哈尔"));
  if (!unionCase) throw new Error("no case of 齐齐哈尔");
  for (const length of ["one", "three", "full"] as const) {
    const { points } = await summarize(unionCase, length);
    for (const { text, citation } of points.flatMap(({ claim }) => claim.quotes)) {
      if (text.endsWith("应急管理能")) expect(citation.truncated).toBe(true);
      if (text === "打造安全型班组,夯实安全基础。") expect(citation.truncated).toBe(false);
    }
  }
});

describe("a case of headings alone", () => {
  const files = {
    "a.md": "# 甲县总工会\n\n## 做法\n\n## 成效\n",
    "b.md": "# 乙县总工会\n\n## 做法\n\n建成驿站3个。\n",
  };

  test.each([
    ["总结一下甲县总工会的案例", "summary", "标题：“甲县总工会”[1]"],
    ["一句话总结甲县", "summary", "标题：“甲县总工会”[1]"],
    ["甲县的做法是什么", "not-found", "“甲县总工会”的案例中没有找到能够回答这个问题的内容。"],
    ["引用甲县的做法", "not-found", "“甲县总工会”的案例中没有找到能够回答这个问题的内容。"],
    ["比较甲县和乙县的做法", "comparison", "甲县总工会：（未提及）"],
  ])("breaks nothing: %s", async (question, kind, words) => {
    const { askContract } = await folderOf(files).then(openKnowledge);
    const answer = await askContract(question);
    expect([answer.kind, answer.text]).toEqual([kind, expect.stringContaining(words)]);
  });

  test("is listed by its heading, and a file without words not at all", async () => {
    const { askContract } = await folderOf({ ...files, "c.md": "---\ntitle: x\n---\n" }).then(openKnowledge);
    expect((await askContract("有哪些案例？")).text).toMatch(
      /^现收录案例 2 个：\n1\. “甲县总工会”\[1\]\n2\. “乙县总工会”\[2\]/,
    );
  });
});

describe("a guide that tells of cases in its sections", () => {
  const guide = [
    "# 霖州市工会集体协商工作指引",
    "## 一、总则",
    "为规范全市集体协商工作，制定本指引。各级工会应当在每年三月底前发出协商要约。",
    "## 二、协商程序",
    "（一）产生代表。首席代表由工会主席担任。",
    "（二）发出要约。要约书应当写明时间、地点和内容。",
    "## 三、典型案例",
    "### 案例1 老城区餐饮行业协商",
    "62家饭店同企业方谈了三轮，把服务员最低工资定为2600元。",
    "### 案例2 东港物流园协商",
    "装卸工按吨计酬，每吨不低于15元。",
    "## 四、附则",
    "本指引自2024年1月1日起施行。",
  ].join("\n\n");

  test.each([
    ["案例1讲了啥", "案例1 老城区餐饮行业协商"],
    ["第二个案例说的是什么事", "案例2 东港物流园协商"],
  ])("is summed up by the case asked for alone: %s", async (question, section) => {
    const answer = await (await openKnowledge(await folderOf({ "guide.md": guide }))).ask(question);
    expect(answer.kind === "summary" && sectionsOf(answer)).toEqual([section]);
  });

  test("says so where it has no such case", async () => {
    const answer = await (await openKnowledge(await folderOf({ "guide.md": guide }))).ask("案例3讲了什么");
    expect(answer).toMatchObject({ kind: "not-found", reason: { kind: "unknown-part", part: "案例3" } });
  });
});

describe("of what may be several texts", () => {
  const report = (title: string, told: string) => `# 松濑县办事处\n\n## ${title}\n\n${told}\n`;
  const texts = {
    "plates.md": report(
      "竹胶板厂的体检",
      "竹胶板厂请医生进厂体检，八十七名工人查出肺功能不好，厂里把砂光机都罩上了。互助会给付31人，共9.6万元。",
    ),
    "fewer.md": report(
      "人为什么少了",
      "住院互助由18640人降到17820人，净少820人。两家工厂停产，少了1140人，小微企业新来680人。",
    ),
  };

  test("that one organisation wrote tells of each, and asks back for none", async () => {
    const answer = await (await openKnowledge(await folderOf(texts))).askContract(
      "松濑县办事处的材料三四句话概括一下",
    );
    expect(answer.text).toContain("9.6万元");
    expect(answer.text).toContain("净少820人");
  });

  test("tells of all of a text whose title is said in short", async () => {
    const audit = [
      "# 沅屏市总工会2024年度经费收支情况和经费审查工作报告",
      "## 一、收入情况\n\n2024年总收入18640万元，比预算多990万元。",
      "## 二、支出情况\n\n2024年总支出17362万元，比上年少412万元。",
      "## 三、经审工作\n\n经审会审计项目64个，查出问题217个，已经整改198个。",
    ].join("\n\n");
    const { ask } = await openKnowledge(await folderOf({ "audit.md": audit, ...texts }));
    const answer = await ask("2024年度经费收支和经审报告给领导概括下");
    expect(answer.kind === "summary" && sectionsOf(answer)).toHaveLength(3);
  });
});
