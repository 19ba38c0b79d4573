/** Explanation → Chinese text for the person who wants to know why an answer came out so. */

import type { Explanation, SearchExplanation } from "../answer/explain.ts";

const INTENTS: Readonly<Record<string, string>> = {
  question: "提问",
  quote: "引用原文",
  summary: "摘要",
  catalogue: "案例目录",
  which: "哪些案例",
  count: "案例个数",
  compare: "对比",
  verify: "核对引文",
  help: "帮助",
  "off-topic": "范围之外",
  empty: "空",
};

const ASKS: Readonly<Record<string, string>> = {
  number: "数目",
  time: "时间",
  person: "人",
  place: "地点",
  reason: "原因",
  manner: "做法",
  list: "列举",
  meaning: "含义",
  name: "名称",
  choice: "哪一个",
  matter: "内容",
};

const REASONS: Readonly<Record<string, string>> = {
  "too-little": "选出的原文涉及问题的内容太少",
  "nothing-fits": "没有所问的那一类内容（数目、时间、含义等）",
  name: "所问的名称出现在别的句子里",
  detail: "所问的细节（某个人、某一部分、地点、平均数等）案例没有说",
  figure: "问题中的数字在原文里属于别的事",
  reversed: "问题说的方向与原文相反",
};

export function explanationText({ understood, search, gate }: Explanation): string {
  const { intent, asks, cases, section, content, unknown } = understood;
  const parts = [
    `理解：${INTENTS[intent] ?? intent}；所问：${ASKS[asks] ?? asks}；案例：${cases.join("、") || "全部"}；章节：${section ?? "不限"}；内容：${content || "无"}`,
    ...(unknown.length > 0 ? [`未收录的单位或地名：${unknown.join("、")}`] : []),
    ...(search ? [searchText(search)] : []),
    ...(gate
      ? [
          `判断：得分 ${gate.score.toFixed(2)}，${gate.threshold.toFixed(2)} 以上才回答；${gate.reason === null ? "回答" : `不回答——${REASONS[gate.reason]}`}`,
        ]
      : []),
  ];
  return parts.join("\n");
}

/** Words with their weight, then for each hit its ranks in the lanes and what matched. */
export function searchText({ concepts, hits }: SearchExplanation): string {
  const words = concepts.map(({ word, weight, known, variants }) => {
    const others = variants.length > 0 ? `→${variants.slice(0, 6).join("、")}` : "";
    return `${word}（${weight.toFixed(2)}${known ? "" : "，文中无此词"}${others}）`;
  });
  const lines = hits.map(({ rank, organization, section, item, score, coverage, lanes, matched }) => {
    const lane = (name: string, label: string) => {
      const standing = lanes[name];
      return standing ? `${label}第 ${standing.rank}` : `${label}无`;
    };
    const by = matched
      .map(
        ({ word, by: phrase, degree }) =>
          `${word === phrase ? word : `${word}≈${phrase}`} ${degree.toFixed(2)}`,
      )
      .join("，");
    return `${rank}. ${organization} · ${section}${item ?? ""}：得分 ${score.toFixed(2)}，涉及 ${coverage.toFixed(2)}，${lane("terms", "字词")}，${lane("vectors", "向量")}；${by || "无"}`;
  });
  return [`词：${words.join(" ") || "无"}`, ...lines].join("\n");
}
