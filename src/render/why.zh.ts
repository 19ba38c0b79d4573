/** Explanation → Chinese text for the person who wants to know why an answer came out so. */

import type {
  ConceptExplanation,
  Explanation,
  HitExplanation,
  SearchExplanation,
} from "../answer/explain.ts";

const INTENTS: Readonly<Record<string, string>> = {
  question: "提问",
  quote: "引用原文",
  summary: "摘要",
  catalogue: "案例目录",
  which: "哪些案例",
  count: "案例个数",
  compare: "对比",
  verify: "核对引文",
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
  return [
    ...understoodLines(understood),
    ...(search ? [searchText(search)] : []),
    ...(gate ? [gateLine(gate)] : []),
  ].join("\n");
}

export function understoodLines(understood: Explanation["understood"]): string[] {
  const { intent, asks, cases, section, content, unknown } = understood;
  return [
    `理解：${INTENTS[intent] ?? intent}；所问：${ASKS[asks] ?? asks}；案例：${cases.join("、") || "全部"}；章节：${section ?? "不限"}；内容：${content || "无"}`,
    ...(unknown.length > 0 ? [`未收录的单位或地名：${unknown.join("、")}`] : []),
  ];
}

export function gateLine({ score, threshold, reason }: NonNullable<Explanation["gate"]>): string {
  return `判断：得分 ${score.toFixed(2)}，${threshold.toFixed(2)} 以上才回答；${reason === null ? "回答" : `不回答——${REASONS[reason]}`}`;
}

/** Words with their weight, then for each hit its ranks in the lanes and what matched. */
export function searchText({ concepts, hits }: SearchExplanation): string {
  const lines = hits.map(
    ({ rank, organization, section, item, score, coverage, lanes, matched }) =>
      `${rank}. ${organization} · ${section}${item ?? ""}：得分 ${score.toFixed(2)}，涉及 ${coverage.toFixed(2)}，字词${standingText(lanes.terms)}，向量${standingText(lanes.vectors)}；${matchedText(matched)}`,
  );
  return [`词：${concepts.map(conceptText).join(" ") || "无"}`, ...lines].join("\n");
}

export function conceptText({ word, weight, known, variants }: ConceptExplanation): string {
  const others = variants.length > 0 ? `→${variants.slice(0, 6).join("、")}` : "";
  return `${word}（${weight.toFixed(2)}${known ? "" : "，文中无此词"}${others}）`;
}

export function standingText(standing: HitExplanation["lanes"][string] | undefined): string {
  return standing ? `第 ${standing.rank}` : "无";
}

export function matchedText(matched: HitExplanation["matched"]): string {
  const words = matched.map(
    ({ word, by, degree }) => `${word === by ? word : `${word}≈${by}`} ${degree.toFixed(2)}`,
  );
  return words.join("，") || "无";
}
