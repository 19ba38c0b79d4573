/** Pasted words → identical, altered with the differences, or absent. */

import { describe, expect, test } from "vitest";
import { verify } from "../../src/answer/verify.ts";
import type { Verification } from "../../src/grounding/answer.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();
const { ask, store } = knowledge;

const SENTENCE = "成立“员工质量服务委员会”,每月进行全员问卷调查,召开员工心声座谈会,累计达608场。";
const ADDRESS = "圆通速递有限公司工会·主要内容·(三)·第2句";

const addressesOf = ({ quotes }: Verification) => quotes.map(({ citation }) => citation.address);

/** What of the differences is in the source, and what in the pasted text. */
function sidesOf({ differences }: Verification): { source: string; pasted: string } {
  const joined = (left: "missing" | "added") =>
    differences
      .filter(({ kind }) => kind !== left)
      .map(({ text }) => text)
      .join("");
  return { source: joined("added"), pasted: joined("missing") };
}

describe("identical", () => {
  test.each([
    ["the sentence itself", SENTENCE],
    ["full-width punctuation and figures", SENTENCE.replaceAll(",", "，").replace("608", "６０８")],
    [
      "Traditional characters",
      "成立“員工質量服務委員會”,每月進行全員問卷調查,召開員工心聲座談會,累計達608場。",
    ],
    ["other quotation marks", SENTENCE.replace("“", "「").replace("”", "」")],
    ["blanks and line breaks", SENTENCE.replace("每月", "\n每月 ").replace("召开", " 召开")],
    ["zero-width characters", SENTENCE.replace("每月", "每\u200b月")],
  ])("whatever the writing: %s", async (_, pasted) => {
    const verification = await verify(pasted, knowledge);
    expect([verification.verdict, addressesOf(verification)]).toEqual(["identical", [ADDRESS]]);
  });

  test("a part of a sentence", async () => {
    const verification = await verify("召开员工心声座谈会,累计达608场", knowledge);
    expect([verification.verdict, addressesOf(verification)]).toEqual(["identical", [ADDRESS]]);
  });

  test("words that a page break cuts in two in the source", async () => {
    const verification = await verify("推动党的创新理论入脑入心,筑牢新就业形态劳动者思想根基。", knowledge);
    expect([verification.verdict, addressesOf(verification)]).toEqual([
      "identical",
      ["山东德州齐河县总工会·主要内容·(一)·第2句"],
    ]);
  });

  test("several sentences in a row", async () => {
    const verification = await verify(
      "2021年,先后成立货运、快递行业联合会。2024年,推动新就业形态劳动者思政引领、组织建设、建功立业、权益保障有机融合。",
      knowledge,
    );
    expect([verification.verdict, addressesOf(verification)]).toEqual([
      "identical",
      ["山东德州齐河县总工会·经验培育过程·第2-3句"],
    ]);
  });

  test("the last sentence of every paragraph and item", async () => {
    const failed: string[] = [];
    for (const unionCase of await store.cases()) {
      for (const section of unionCase.sections) {
        for (const { text } of section.blocks.flatMap(({ sentences }) => sentences.at(-1) ?? [])) {
          const verification = await verify(text, knowledge);
          const found = verification.quotes.some((quote) => quote.text.includes(text));
          if (verification.verdict !== "identical" || !found) failed.push(`${verification.verdict}: ${text}`);
        }
      }
    }
    expect(failed).toEqual([]);
  });
});

describe("altered", () => {
  test("a figure changed", async () => {
    const verification = await verify(SENTENCE.replace("608", "708"), knowledge);
    expect({ ...verification, quotes: addressesOf(verification) }).toEqual({
      kind: "verification",
      pasted: SENTENCE.replace("608", "708"),
      verdict: "altered",
      differences: [
        { kind: "same", text: "成立“员工质量服务委员会”,每月进行全员问卷调查,召开员工心声座谈会,累计达" },
        { kind: "missing", text: "608" },
        { kind: "added", text: "708" },
        { kind: "same", text: "场。" },
      ],
      quotes: [ADDRESS],
      suggestions: [],
      carried: null,
    });
  });

  test("a word left out", async () => {
    const verification = await verify(SENTENCE.replace("全员", ""), knowledge);
    expect([verification.verdict, verification.differences.filter(({ kind }) => kind !== "same")]).toEqual([
      "altered",
      [{ kind: "missing", text: "全员" }],
    ]);
  });

  test("a word put in", async () => {
    const verification = await verify(SENTENCE.replace("累计达", "累计共达"), knowledge);
    expect([verification.verdict, verification.differences.filter(({ kind }) => kind !== "same")]).toEqual([
      "altered",
      [{ kind: "added", text: "共" }],
    ]);
  });

  test("an item completed that the source breaks off", async () => {
    const verification = await verify(
      "落实班组全员安全生产责任制,开展班前安全喊话评比、“安康杯”竞赛等活动,持续增强班组应急管理能力。",
      knowledge,
    );
    expect([
      verification.verdict,
      verification.differences.filter(({ kind }) => kind !== "same"),
      verification.quotes.map(({ citation }) => citation.truncated),
    ]).toEqual(["altered", [{ kind: "added", text: "力。" }], [true]]);
  });

  test.each([
    [SENTENCE.replace("608场", "八百场")],
    [SENTENCE.replace("员工质量服务委员会", "职工质量服务委员会")],
    ["累计达608场。成立“员工质量服务委员会”,每月进行全员问卷调查,召开员工心声座谈会"],
    [SENTENCE.replace("每月", "毎月").replaceAll(",", "，")],
  ])("the differences lead from the source to the pasted words and back: %s", async (pasted) => {
    const verification = await verify(pasted, knowledge);
    expect([verification.verdict, sidesOf(verification).source]).toEqual([
      "altered",
      verification.quotes[0]?.text,
    ]);
    expect(sidesOf(verification).pasted.normalize("NFKC")).toBe(pasted.normalize("NFKC"));
  });
});

describe("absent", () => {
  test.each([
    ["火星基地的工会主席种植土豆三千亩"],
    ["全总要求各地认真组织好冬季送温暖活动,确保资金按时发放到位。"],
    ["😀"],
    [""],
  ])("what no case says: %j", async (pasted) => {
    const verification = await verify(pasted, knowledge);
    expect([verification.verdict, verification.quotes, verification.differences]).toEqual(["absent", [], []]);
  });
});

test("words of two cases run together are not the source's", async () => {
  const { verdict } = await verify("调处案件107件,全网为员工提供免费宿舍达1.2万间", knowledge);
  expect(["altered", "absent"]).toContain(verdict);
});

describe("a question for it", () => {
  test.each([
    [`核实“${SENTENCE}”是不是原文`, "identical"],
    [`核实一下：${SENTENCE}`, "identical"],
    [`“召开员工心声座谈会,累计达608场”这句话准确吗？帮我核对`, "identical"],
    [`核实“${SENTENCE.replaceAll(/[“”]/g, "").replace("608", "806")}”是不是原文`, "altered"],
    ["核实“火星基地的工会主席种植土豆三千亩”是不是原文", "absent"],
  ])("is understood: %s", async (question, verdict) => {
    const answer = await ask(question);
    expect([answer.kind, answer.kind === "verification" && answer.verdict]).toEqual([
      "verification",
      verdict,
    ]);
  });
});

describe("what somebody says of his own", () => {
  const checked = async (words: string) => (await openKnowledge()).askContract(`核对：${words}`);

  test.each(["短", "工会"])("too little to tell is told to be: %s", async (words) => {
    const { kind, text, citations } = await checked(words);
    expect([kind, text, citations]).toEqual([
      "help",
      "这段文字太短，无法核对。请发一句完整的话，我来逐字比对原文。",
      [],
    ]);
  });

  test("another figure in a part of a clause is shown beside the true one", async () => {
    const verification = await verify("年均开展200万人次线上培训", knowledge);
    expect([verification.verdict, sidesOf(verification)]).toEqual([
      "altered",
      { source: "年均开展100万人次线上培训", pasted: "年均开展200万人次线上培训" },
    ]);
  });

  test("a true claim in other words is confirmed with the place that tells it", async () => {
    const { kind, corrects, text } = await checked("圆通有55万员工");
    expect([kind, corrects, text.split("\n")[0]]).toEqual(["grounded", undefined, "对，原文是这样写的："]);
    expect(text).toContain("全网55万员工");
  });

  test.each(["圆通工会给每个员工发了一套房", "火星基地工会建成了"])(
    "a claim that nothing tells stays absent: %s",
    async (words) => {
      expect((await checked(words)).text).toBe("在现有案例中没有找到这段文字。");
    },
  );
});

test("a quotation pasted back is the source's, whatever quotation marks it was shown with", async () => {
  expect(await verify("成立‘员工质量服务委员会’,每月进行全员问卷调查", knowledge)).toMatchObject({
    verdict: "identical",
  });
});
