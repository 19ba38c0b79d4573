/** Requests for the source's words → the section, item or sentence, in full and nothing else. */

import { describe, expect, test } from "vitest";
import { quoteNamed } from "../../src/answer/named.ts";
import type { Case } from "../../src/corpus/case.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();
const { ask, askContract, store } = knowledge;
const source = (await store.text("2024-top-ten-innovations.md")) ?? "";

/** The address and words of each quote. */
async function quoted(question: string, ...history: string[]): Promise<[string, string][]> {
  const answer = await askContract(question, ...history);
  expect([answer.kind, answer.claims]).toEqual(["excerpt", []]);
  return answer.citations.map(({ address, quote }) => [address, quote]);
}

/** A paragraph of the file by its first and last words, page breaks joined, its label left out. */
function paragraph(first: string, last: string): string {
  const start = source.indexOf(first);
  const end = source.indexOf(last, start) + last.length;
  return source.slice(start, end).replaceAll("\n\n", "");
}

describe("a section", () => {
  test.each([
    ["引用圆通的应用成效"],
    ["圆通速递有限公司工会应用成效原文"],
    ["把圆通的应用成效一字不漏地抄给我，要原文"],
    ["圆通应用成效是怎么写的"],
    ["請引用圓通的應用成效"],
    ["引用圆通的成效"],
    ["写材料要用，圆通应用成效那段原文发我"],
    ["圆通应用成效的原文请摘出来，急用"],
    ["圆通应用成效的第一句，原文"],
    ["圆通最后一段原文"],
  ])("is quoted whole: %s", async (question) => {
    expect(await quoted(question)).toEqual([
      ["圆通速递有限公司工会·应用成效·第1句", paragraph("圆通全网建会入会率", "3000余家。")],
    ]);
  });

  test("is quoted without its inline label", async () => {
    expect(await quoted("引用株洲推荐词")).toEqual([
      ["中车株洲电力机车有限公司·推荐词·第1-2句", paragraph("产业工人是工人阶级", "生动实践。")],
    ]);
  });

  test("is quoted paragraph by paragraph, the words before the first item included", async () => {
    expect(await quoted("引用齐河的主要内容")).toEqual([
      ["山东德州齐河县总工会·主要内容·第1句", paragraph("齐河县总工会全面贯彻", "工作品牌。")],
      ["山东德州齐河县总工会·主要内容·(一)·第1-2句", paragraph("将思政引领贯穿", "思想根基。")],
      ["山东德州齐河县总工会·主要内容·(二)·第1-5句", paragraph("在解决实际问题中", "稳固下来。")],
    ]);
  });

  test("is quoted across a page break where it has no items", async () => {
    expect(await quoted("引用镇江主要内容")).toEqual([
      ["江苏镇江市总工会·主要内容·第1-3句", paragraph("2024年7月,", "工作动力。")],
    ]);
  });

  test("is the heading where the title is asked for", async () => {
    expect(await quoted("引用盐田的标题")).toEqual([
      ["广东深圳盐田区总工会·标题·第1句", "广东深圳盐田区总工会"],
      ["广东深圳盐田区总工会·标题·第2句", "突出标准引领 创新五大品牌 打造产业劳动关系社会协同治理新模式"],
    ]);
  });
});

describe("an item", () => {
  test.each([
    ["齐齐哈尔主要内容(二)原文"],
    ["引用齐齐哈尔主要内容（二）"],
    ["引用齐齐哈尔主要内容的第二点"],
    ["引用齐齐哈尔的第2项"],
    ["把齐齐哈尔主要内容第二条一字不动地贴过来"],
    ["齐齐哈尔主要内容（二），复制给我"],
  ])("is quoted whole: %s", async (question) => {
    expect(await quoted(question)).toEqual([
      ["黑龙江齐齐哈尔市总工会·主要内容·(二)·第1-3句", paragraph("打造技能型班组", "由“工”到“匠”蝶变。")],
    ]);
  });

  test.each([
    ["引用东城经验培育过程(二)", "体系完善阶段", "职工诉求。", "经验培育过程·(二)·第1-2句"],
    ["引用东城主要内容(二)", "提供工会精准服务", "6000余人次。", "主要内容·(二)·第1-2句"],
    ["引用东城应用成效(二)", "“护薪”意识不断增强", "提升至36%。", "应用成效·(二)·第1-3句"],
  ])("is that of the section named, since labels repeat: %s", async (question, first, last, place) => {
    expect(await quoted(question)).toEqual([[`北京东城区总工会·${place}`, paragraph(first, last)]]);
  });

  test("is marked where the source breaks off, and not completed", async () => {
    const { citations } = await askContract("齐齐哈尔主要内容(五)原文");
    expect(citations.map(({ quote, truncated }) => [quote.slice(-11), truncated])).toEqual([
      ["持续增强班组应急管理能", true],
    ]);
  });

  test("that the section does not have is refused with the parts that the case has", async () => {
    const answer = await ask("引用圆通主要内容(九)");
    expect(answer.kind === "not-found" && answer.reason).toMatchObject({
      kind: "unknown-part",
      case: { organization: "圆通速递有限公司工会" },
      parts: ["推荐词", "经验培育过程", "主要内容", "应用成效"],
    });
  });

  test("of a section that has none is refused", async () => {
    expect((await askContract("引用圆通应用成效(二)")).kind).toBe("not-found");
  });
});

describe("distinctive words", () => {
  test.each([
    ["林蹦蹦那句，请原文引用", "浙江台州椒江区总工会·主要内容·(二)·第4句", "兼职副主席林蹦蹦", "产业工人。"],
    [
      "“喊破嗓子不如做出样子”那句原话",
      "黑龙江齐齐哈尔市总工会·推荐词·第1句",
      "黑龙江齐齐哈尔市总在“喊破",
      "焕发新活力。",
    ],
    [
      "要写进讲稿，襄阳“小驿站、大服务”原句",
      "湖北襄阳市总工会·应用成效·第2句",
      "将各类工会服务项目",
      "大服务。",
    ],
    ["引一下盐田2023年那段原话", "广东深圳盐田区总工会·经验培育过程·第1句", "2023年,盐田区", "公共服务。"],
    [
      "旌阳“服务感知”“组建感召”的原句",
      "四川德阳旌阳区总工会·主要内容·(二)·第2句",
      "践行“服务覆盖”",
      "“组建感召”。",
    ],
  ])("give the whole sentence that holds them: %s", async (question, address, first, last) => {
    expect(await quoted(question)).toEqual([[address, paragraph(first, last)]]);
  });

  test("that no case holds are refused", async () => {
    const answer = await askContract("引用圆通关于人工智能大模型的原话");
    expect([answer.kind, answer.citations]).toEqual(["not-found", []]);
  });
});

describe("words quoted before", () => {
  test.fails("are given with the whole of their sentence (那句话 is not taken for what was quoted: refused)", async () => {
    expect(await quoted("那句话的原文", "圆通的免费宿舍有多少间？")).toEqual([
      ["圆通速递有限公司工会·主要内容·(三)·第4句", paragraph("升级“不离不弃基金”", "线下培训。")],
    ]);
  });
});

test("every section of every case can be quoted by the case's name", async () => {
  const cases = (await store.cases()).filter(({ role }) => role === "case");
  for (const unionCase of cases) {
    for (const section of unionCase.sections) {
      const answer = await ask(`引用${unionCase.organization}的${section.name}`);
      const text = answer.kind === "excerpt" ? answer.quotes.map((quote) => quote.text) : [];
      expect(text.join("\n")).toBe(wordsOf(section.blocks));
    }
  }
});

test("a whole case is quoted where neither a section nor an item is asked for", async () => {
  const excerpt = await quoteNamed("镇江", undefined, undefined, knowledge);
  const sections = excerpt.kind === "excerpt" ? excerpt.quotes.map(({ citation }) => citation.section) : [];
  expect(sections).toEqual(["推荐词", "经验培育过程", "主要内容", "应用成效"]);
});

test("a section that the case does not have is refused by the words it was asked for", async () => {
  const excerpt = await quoteNamed("镇江", "经验启示", undefined, knowledge);
  expect(excerpt).toMatchObject({
    kind: "not-found",
    reason: {
      kind: "unknown-part",
      part: "经验启示",
      parts: ["推荐词", "经验培育过程", "主要内容", "应用成效"],
    },
  });
});

/** Blocks as a reader sees them, one a line. */
function wordsOf(blocks: Case["sections"][number]["blocks"]): string {
  return blocks
    .map(({ sentences }) => sentences.map(({ text, glue }, i) => (i === 0 ? "" : glue) + text).join(""))
    .join("\n");
}

test("a request for the very words is answered with them alone", async () => {
  expect((await ask("劳驾，把圆通的应用成效原封不动发给我看看")).kind).toBe("excerpt");
});

test.fails("a sentence whose whole is asked for is quoted (read as a question)", async () => {
  expect((await ask("那句“喊破嗓子不如做出样子”完整的怎么说")).kind).toBe("excerpt");
});
