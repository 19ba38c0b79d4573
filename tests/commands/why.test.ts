/** --why: the reasons beside an answer or a search, for people and for machines, and the words they are put in. */

import { describe, expect, it } from "vitest";
import type { Explanation, SearchExplanation } from "../../src/answer/explain.ts";
import { MIN_SCORE } from "../../src/answer/gate.ts";
import { explanationText, searchText } from "../../src/render/why.zh.ts";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const where = ["--corpus", CORPUS, "--data", newFolder()];
const QUESTION = "圆通召开多少场员工心声座谈会？";

async function output(args: readonly string[], stdin?: string): Promise<string> {
  const { code, out, err } = await run([...args, ...where], stdin === undefined ? {} : { stdin });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

const understood = {
  intent: "question",
  asks: "number",
  cases: ["圆通速递有限公司工会"],
  section: null,
  content: expect.stringContaining("座谈会"),
  unknown: [],
};
const firstHit = {
  rank: 1,
  organization: "圆通速递有限公司工会",
  section: "主要内容",
  item: "(三)",
};
const gate = { score: expect.any(Number), threshold: MIN_SCORE, reason: null };

describe("ask --why", () => {
  it("prints the answer as without it, then a blank line and the reasons", async () => {
    const plain = await output(["ask", QUESTION]);
    const [answer, why] = parted(await output(["ask", QUESTION, "--why"]), plain);
    expect(answer).toBe(plain);
    const [blank, meant, words, first, ...rest] = why.split("\n");
    expect(blank).toBe("");
    expect(meant).toMatch(/^理解：提问；所问：数目；案例：圆通速递有限公司工会；章节：不限；内容：.*座谈会/);
    expect(words).toMatch(/^词：\S+（\d\.\d\d[^）]*）/);
    expect(first).toMatch(
      /^1\. 圆通速递有限公司工会 · 主要内容\(三\)：得分 \d\.\d\d，涉及 \d\.\d\d，字词第 1，向量(?:第 \d+|无)；.*座谈会 1\.00/,
    );
    expect(rest.slice(-2)).toEqual([
      expect.stringMatching(
        new RegExp(`^判断：得分 0\\.\\d\\d，${MIN_SCORE.toFixed(2).replace(".", "\\.")} 以上才回答；回答$`),
      ),
      "",
    ]);
  });

  it("says why there is no answer", async () => {
    const text = await output(["ask", "旌阳2019年的会员实名登记多少人？", "--why"]);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/；不回答——问题中的数字在原文里属于别的事$/);
  });

  it("says only what was understood where nothing was searched for", async () => {
    const text = await output(["ask", "有哪些案例？", "--why"]);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(
      /^理解：案例目录；所问：列举；案例：全部；章节：不限；内容：/,
    );
  });

  it("names the places that no case has", async () => {
    const text = await output(["ask", "南京市总工会的案例讲了什么？", "--why"]);
    expect(text.trimEnd().split("\n").at(-1)).toBe("未收录的单位或地名：南京");
  });

  it("puts the reasons beside the answer in JSON", async () => {
    const plain = JSON.parse(await output(["ask", QUESTION, "--json"]));
    const { why, ...answer } = JSON.parse(await output(["ask", QUESTION, "--json", "--why"]));
    expect(answer).toEqual(plain);
    expect(why).toEqual({ understood, search: expect.anything(), gate });
    expect(why.search.hits[0]).toMatchObject(firstHit);
    expect(why.search.concepts.map(({ word }: { word: string }) => word)).toContain("座谈会");
  });

  it("puts them beside each answer in lines, and nowhere without it", async () => {
    const lines = `${JSON.stringify({ id: 1, question: QUESTION })}\n${JSON.stringify({ id: 2, question: "有哪些案例？" })}\n`;
    const explained = jsonLines(await output(["ask", "--jsonl", "--why"], lines));
    const plain = jsonLines(await output(["ask", "--jsonl"], lines));
    expect(explained.map(({ id, answer }) => ({ id, answer }))).toEqual(
      plain.map(({ id, answer }) => ({ id, answer })),
    );
    expect(plain.map((line) => "why" in line)).toEqual([false, false]);
    expect(explained.map(({ why }) => why)).toEqual([
      { understood, search: expect.anything(), gate },
      { understood: expect.objectContaining({ intent: "catalogue" }), search: null, gate: null },
    ]);
  });
});

describe("search --why", () => {
  const query = "货车司机入会";

  it("prints the hits as without it, then a blank line and the reasons", async () => {
    const plain = await output(["search", query, "--limit", "2"]);
    const [hits, why] = parted(await output(["search", query, "--limit", "2", "--why"]), plain);
    expect(hits).toBe(plain);
    const [blank, words, ...rest] = why.trimEnd().split("\n");
    expect(blank).toBe("");
    expect(words).toMatch(/^词：货车司机（\d\.\d\d/);
    expect(
      rest.map(
        (line) => line.match(/^\d+\. .+ · .+：得分 \d+\.\d\d，涉及 \d\.\d\d，字词第 \d+，向量/)?.length,
      ),
    ).toEqual([1, 1]);
  });

  it("puts them beside the hits in JSON, and in each line", async () => {
    const plain = JSON.parse(await output(["search", query, "--limit", "2", "--json"]));
    const explained = JSON.parse(await output(["search", query, "--limit", "2", "--json", "--why"]));
    expect(explained.hits).toEqual(plain.hits);
    expect(plain).not.toHaveProperty("why");
    expect(
      explained.why.hits.map(({ rank, score }: { rank: number; score: number }) => [rank, score]),
    ).toEqual(plain.hits.map(({ rank, score }: { rank: number; score: number }) => [rank, score]));
    const line = `${JSON.stringify({ id: 1, query, limit: 2 })}\n`;
    expect(jsonLines(await output(["search", "--jsonl", "--why"], line))[0]).toMatchObject({
      id: 1,
      hits: plain.hits,
      why: explained.why,
    });
  });

  it("says that there are no words", async () => {
    expect(await output(["search", "", "--why"])).toBe("没有找到相关段落。\n\n词：无\n");
  });
});

const SEARCH: SearchExplanation = {
  concepts: [
    { word: "夜校", weight: 0.7, known: true, variants: [] },
    {
      word: "讨薪",
      weight: 1,
      known: false,
      variants: ["追薪", "欠薪", "拖欠", "工资", "清欠", "要薪", "第七"],
    },
  ],
  hits: [
    {
      rank: 1,
      organization: "岚石县总工会",
      section: "主要内容",
      item: "(二)",
      score: 2.345,
      coverage: 0.5,
      lanes: { terms: { rank: 3, score: 1 }, vectors: null },
      matched: [
        { word: "夜校", by: "夜校", degree: 1 },
        { word: "讨薪", by: "欠薪", degree: 0.85 },
      ],
    },
    {
      rank: 2,
      organization: "梨坡镇总工会",
      section: "应用成效",
      item: null,
      score: 1,
      coverage: 0,
      lanes: { terms: null, vectors: { rank: 12, score: 0.1 } },
      matched: [],
    },
  ],
};

const SEARCH_LINES = [
  "词：夜校（0.70） 讨薪（1.00，文中无此词→追薪、欠薪、拖欠、工资、清欠、要薪）",
  "1. 岚石县总工会 · 主要内容(二)：得分 2.35，涉及 0.50，字词第 3，向量无；夜校 1.00，讨薪≈欠薪 0.85",
  "2. 梨坡镇总工会 · 应用成效：得分 1.00，涉及 0.00，字词无，向量第 12；无",
];

const EXPLANATION: Explanation = {
  understood: {
    intent: "question",
    asks: "number",
    cases: ["岚石县总工会", "梨坡镇总工会"],
    section: "应用成效",
    content: "夜校讨薪",
    unknown: ["南京", "武汉"],
  },
  search: SEARCH,
  gate: { score: 0.876, threshold: 0.55, reason: null },
};

describe("the reasons in words", () => {
  it("say each word with its weight and other wordings, then each hit with its lanes and what matched", () => {
    expect(searchText(SEARCH).split("\n")).toEqual(SEARCH_LINES);
    expect(searchText({ concepts: [], hits: [] })).toBe("词：无");
  });

  it("say what was understood, what was found, and what the gate made of it", () => {
    expect(explanationText(EXPLANATION).split("\n")).toEqual([
      "理解：提问；所问：数目；案例：岚石县总工会、梨坡镇总工会；章节：应用成效；内容：夜校讨薪",
      "未收录的单位或地名：南京、武汉",
      ...SEARCH_LINES,
      "判断：得分 0.88，0.55 以上才回答；回答",
    ]);
  });

  it("say that nothing is restricted where nothing is", () => {
    const nothing = { cases: [], section: null, content: "", unknown: [] };
    const explanation: Explanation = {
      understood: { ...EXPLANATION.understood, ...nothing },
      search: null,
      gate: null,
    };
    expect(explanationText(explanation)).toBe("理解：提问；所问：数目；案例：全部；章节：不限；内容：无");
  });

  it.each([
    ["too-little", "选出的原文涉及问题的内容太少"],
    ["nothing-fits", "没有所问的那一类内容（数目、时间、含义等）"],
    ["name", "所问的名称出现在别的句子里"],
    ["detail", "所问的细节（某个人、某一部分、地点、平均数等）案例没有说"],
    ["figure", "问题中的数字在原文里属于别的事"],
    ["reversed", "问题说的方向与原文相反"],
  ] as const)("say why there is no answer: %s", (reason, words) => {
    const text = explanationText({ ...EXPLANATION, gate: { score: 0.3, threshold: 0.55, reason } });
    expect(text.split("\n").at(-1)).toBe(`判断：得分 0.30，0.55 以上才回答；不回答——${words}`);
  });

  it("have a Chinese word for every intent and every kind of answer", () => {
    const intents = "question quote summary catalogue which count compare verify empty";
    const kinds = "number time person place reason manner list meaning name choice matter";
    const lines = [
      ...intents.split(" ").map((intent) => ({ ...EXPLANATION.understood, intent })),
      ...kinds.split(" ").map((asks) => ({ ...EXPLANATION.understood, asks })),
    ].map((one) => explanationText({ understood: one, search: null, gate: null }));
    expect(lines.filter((line) => /[a-z]/.test(line))).toEqual([]);
    expect(new Set(lines).size).toBe(19);
  });
});

/** The output up to the length of the plain one, and the rest. */
function parted(whole: string, plain: string): [string, string] {
  return [whole.slice(0, plain.length), whole.slice(plain.length)];
}

function jsonLines(text: string) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
