/** --why: the reasons beside an answer or a search, for people and for machines, and the words they are put in. */

import { describe, expect, it } from "vitest";
import type { AttemptExplanation, Explanation, SearchExplanation } from "../../src/answer/explain.ts";
import type { Signals } from "../../src/answer/judge/signals.ts";
import { explanationText, searchText } from "../../src/render/why.zh.ts";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const where = ["--corpus", CORPUS, "--data", newFolder()];
const QUESTION = "圆通召开多少场员工心声座谈会？";

async function output(args: readonly string[], stdin?: string): Promise<string> {
  const { code, out, err } = await run([...args, ...where], stdin === undefined ? {} : { stdin });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

const read = {
  kind: "ask",
  type: "statement",
  cases: ["圆通速递有限公司工会"],
  sections: [],
  item: null,
  content: expect.stringContaining("座谈会"),
  absent: [],
};
const attempt = expect.objectContaining({
  words: "own",
  where: "named",
  verdict: expect.objectContaining({ kind: "answer" }),
});
const firstHit = {
  rank: 1,
  organization: "圆通速递有限公司工会",
  section: "主要内容",
  item: "(三)",
};

describe("ask --why", () => {
  it("prints the answer as without it, then a blank line and the reasons", async () => {
    const plain = await output(["ask", QUESTION]);
    const [answer, why] = parted(await output(["ask", QUESTION, "--why"]), plain);
    expect(answer).toBe(plain);
    const [blank, meant, heads, row, gap, searched, words, first, ...rest] = why.split("\n");
    expect([blank, gap]).toEqual(["", ""]);
    expect(meant).toMatch(/^理解：提问；所问：内容；案例：圆通速递有限公司工会；章节：不限；内容：.*座谈会/);
    expect(heads).toBe("尝试 · 词语 · 范围 · 检出 · 首选得分 · 案例有答案 · 首选即答案 · 判断");
    expect(row).toMatch(/^第 1 次 · 本问 · 所提案例 · \d+ 段 · \d+\.\d\d · [01]\.\d\d · [01]\.\d\d · 回答$/);
    expect(searched).toMatch(/^第 1 次，检索：圆通召开多少场员工心声座谈会/);
    expect(words).toMatch(/^词：\S+（\d\.\d\d[^）]*）/);
    expect(first).toMatch(
      /^1\. 圆通速递有限公司工会 · 主要内容\(三\)：得分 \d\.\d\d，涉及 \d\.\d\d，字词第 1，向量(?:第 \d+|无)；.*座谈会 1\.00/,
    );
    expect(rest.find((line) => line.startsWith("选 1. "))).toMatch(
      /^选 1\. 圆通速递有限公司工会 · 主要内容\(三\)：得分 \d+\.\d\d，.*座谈会/,
    );
    expect(rest.slice(-2)).toEqual([
      expect.stringMatching(/^判断：案例有答案 [01]\.\d\d，首选即答案 [01]\.\d\d；.*；回答$/),
      "",
    ]);
  });

  it("says why there is no answer", async () => {
    const text = await output(["ask", "旌阳2019年的会员实名登记多少人？", "--why"]);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/说的是另一年 1\.00.*；不回答$/);
  });

  it("says only what was read where nothing was searched for", async () => {
    const text = await output(["ask", "有哪些案例？", "--why"]);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(
      /^理解：案例目录；所问：\S+；案例：未提；章节：不限；内容：/,
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
    expect(why).toEqual({ read, attempts: [attempt] });
    expect(why.attempts[0].search.hits[0]).toMatchObject(firstHit);
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
      { read, attempts: [attempt] },
      { read: expect.objectContaining({ kind: "catalogue" }), attempts: [] },
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

const SIGNALS: Signals = {
  otherPeriod: 1,
  wrongYear: 0,
  elsewhere: 0,
  absent: 0,
  valueless: 0,
  aside: 0,
  apart: 0.25,
  detail: 0,
  premise: 0,
  worded: 0,
};

const ATTEMPT: AttemptExplanation = {
  words: "own",
  where: "named",
  text: "岚石夜校讨薪",
  search: SEARCH,
  spans: [
    {
      organization: "岚石县总工会",
      section: "主要内容",
      item: "(二)",
      text: "开办夜校。\n讲授法律。",
      score: 4.126,
    },
  ],
  verdict: { kind: "answer", tells: 0.876, right: 0.75, signals: SIGNALS, contradicts: null },
};

const EXPLANATION: Explanation = {
  read: {
    kind: "ask",
    type: "manner",
    cases: ["岚石县总工会", "梨坡镇总工会"],
    sections: ["应用成效"],
    item: null,
    content: "夜校讨薪",
    absent: ["南京", "武汉"],
  },
  attempts: [ATTEMPT],
};

describe("the reasons in words", () => {
  it("say each word with its weight and other wordings, then each hit with its lanes and what matched", () => {
    expect(searchText(SEARCH).split("\n")).toEqual(SEARCH_LINES);
    expect(searchText({ concepts: [], hits: [] })).toBe("词：无");
  });

  it("say what was read, then the attempts in a table, then each", () => {
    const empty: AttemptExplanation = {
      ...ATTEMPT,
      words: "joined",
      where: "talked-about",
      search: { concepts: [], hits: [] },
      spans: [],
      verdict: null,
    };
    expect(explanationText({ ...EXPLANATION, attempts: [empty, ATTEMPT] }).split("\n")).toEqual([
      "理解：提问；所问：做法；案例：岚石县总工会、梨坡镇总工会；章节：应用成效；内容：夜校讨薪",
      "未收录的单位或地名：南京、武汉",
      "尝试 · 词语 · 范围 · 检出 · 首选得分 · 案例有答案 · 首选即答案 · 判断",
      "第 1 次 · 并上前问 · 正谈的案例 · 0 段 · 无 · 无 · 无 · 没有可判断的",
      "第 2 次 · 本问 · 所提案例 · 2 段 · 4.13 · 0.88 · 0.75 · 回答",
      "",
      "第 1 次，检索：岚石夜校讨薪",
      "词：无",
      "",
      "第 2 次，检索：岚石夜校讨薪",
      ...SEARCH_LINES,
      "选 1. 岚石县总工会 · 主要内容(二)：得分 4.13，开办夜校。 讲授法律。",
      "判断：案例有答案 0.88，首选即答案 0.75；所问年份或届次不在近旁 1.00，数字不在所问的词近旁 0.25；回答",
    ]);
  });

  it("say that nothing is restricted where nothing is", () => {
    const nothing = { cases: [], sections: [], content: "", absent: [] };
    const explanation: Explanation = { read: { ...EXPLANATION.read, ...nothing }, attempts: [] };
    expect(explanationText(explanation)).toBe("理解：提问；所问：做法；案例：未提；章节：不限；内容：无");
  });

  it.each([
    [{ number: 2 }, "项：第 2；"],
    [{ number: 2, unit: "条", within: 3 }, "项：第 2 条，其中第 3；"],
    [{ step: 1 }, "项：下一项；"],
    [{ step: -1 }, "项：上一项；"],
    [{ last: true, unit: "条" }, "项：最后一条；"],
  ] as const)("say which item: %j", (item, words) => {
    expect(explanationText({ read: { ...EXPLANATION.read, item }, attempts: [] })).toContain(words);
  });

  it.each([
    ["near", "列出相近的原文"],
    ["refuse", "不回答"],
  ] as const)("say how it was judged: %s", (kind, words) => {
    const calm = Object.fromEntries(Object.keys(SIGNALS).map((name) => [name, 0])) as Signals;
    const verdict = { kind, tells: 0.25, right: 0.5, signals: calm, contradicts: null };
    const text = explanationText({ ...EXPLANATION, attempts: [{ ...ATTEMPT, verdict }] });
    expect(text.split("\n").at(-1)).toBe(`判断：案例有答案 0.25，首选即答案 0.50；没有可疑之处；${words}`);
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
