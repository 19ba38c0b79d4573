/** Explanation → Chinese text for the person who wants to know why an answer came out so. */

import type {
  AttemptExplanation,
  ConceptExplanation,
  Explanation,
  HitExplanation,
  ReadExplanation,
  SearchExplanation,
  SpanExplanation,
} from "../answer/explain.ts";
import type { Signal } from "../answer/judge/signals.ts";
import type { SearchHit } from "../answer/search-hits.ts";

const KINDS: Readonly<Record<ReadExplanation["kind"], string>> = {
  ask: "提问",
  quote: "引用原文",
  summary: "摘要",
  catalogue: "案例目录",
  verify: "核对引文",
};

const TYPES: Readonly<Record<ReadExplanation["type"], string>> = {
  person: "人",
  place: "地点",
  reason: "原因",
  manner: "做法",
  list: "列举",
  meaning: "含义",
  name: "名称",
  choice: "哪一个",
  whether: "是否",
  statement: "内容",
};

const WORDS: Readonly<Record<AttemptExplanation["words"], string>> = {
  own: "本问",
  joined: "并上前问",
};

const PLACES: Readonly<Record<AttemptExplanation["where"], string>> = {
  named: "所提案例",
  "just-told": "刚才引用的段落",
  "talked-about": "正谈的案例",
  everywhere: "全部案例",
};

const VERDICTS = {
  answer: "回答",
  near: "列出相近的原文",
  corrects: "指出前提不符",
  refuse: "不回答",
} as const;

const SIGNALS: Readonly<Record<Signal, string>> = {
  otherPeriod: "所问年份或届次不在近旁",
  wrongYear: "说的是另一年",
  elsewhere: "别的案例说得更切题",
  absent: "提到未收录的单位或地名",
  valueless: "首选中没有所问的那一类内容",
  aside: "别处更切题而没有这样的数字",
  apart: "数字不在所问的词近旁",
  detail: "没有所问的细节",
  premise: "当作前提的事没有说",
  worded: "换了说法",
};

export function explanationText({ read, attempts }: Explanation): string {
  const rows = attempts.map(attemptCells);
  const table = (rows.length > 0 ? [ATTEMPT_HEADS, ...rows] : []).map((row) => row.join(" · "));
  return [...readLines(read), ...table, ...attempts.flatMap(attemptLines)].join("\n");
}

export function readLines({ kind, type, cases, sections, item, content, absent }: ReadExplanation): string[] {
  const parts = [
    `理解：${KINDS[kind]}`,
    `所问：${TYPES[type]}`,
    `案例：${cases.join("、") || "未提"}`,
    `章节：${sections.join("、") || "不限"}`,
    ...(item ? [`项：${itemText(item)}`] : []),
    `内容：${content || "无"}`,
  ];
  return [parts.join("；"), ...(absent.length > 0 ? [`未收录的单位或地名：${absent.join("、")}`] : [])];
}

function itemText(item: NonNullable<ReadExplanation["item"]>): string {
  if ("step" in item) return item.step === 1 ? "下一项" : "上一项";
  if ("last" in item) return `最后一${item.unit || "项"}`;
  const within = item.within === undefined ? "" : `，其中第 ${item.within}`;
  return `第 ${item.number}${item.unit ? ` ${item.unit}` : ""}${within}`;
}

export const ATTEMPT_HEADS = [
  "尝试",
  "词语",
  "范围",
  "检出",
  "首选得分",
  "案例有答案",
  "首选即答案",
  "判断",
] as const;

/** The cells of the table of attempts, as `ATTEMPT_HEADS` names them. `i`: from 0. */
export function attemptCells(
  { words, where, search, spans, verdict }: AttemptExplanation,
  i: number,
): string[] {
  const [best] = spans;
  return [
    `第 ${i + 1} 次`,
    WORDS[words],
    PLACES[where],
    `${search.hits.length} 段`,
    best ? best.score.toFixed(2) : "无",
    verdict ? verdict.tells.toFixed(2) : "无",
    verdict ? verdict.right.toFixed(2) : "无",
    verdict ? VERDICTS[verdict.kind] : "没有可判断的",
  ];
}

function attemptLines(attempt: AttemptExplanation, i: number): string[] {
  const { text, search, spans, verdict } = attempt;
  return [
    "",
    `第 ${i + 1} 次，检索：${text}`,
    searchText(search),
    ...spans.map((span, rank) => `选 ${rank + 1}. ${spanLine(span)}`),
    ...(verdict ? [verdictLine(verdict)] : []),
  ];
}

export function spanLine({ organization, section, item, text, score }: SpanExplanation): string {
  return `${organization} · ${section}${item ?? ""}：得分 ${score.toFixed(2)}，${text.replace(/\s+/g, " ")}`;
}

/** Only what speaks for or against is named. */
export function verdictLine({
  kind,
  tells,
  right,
  signals,
}: NonNullable<AttemptExplanation["verdict"]>): string {
  const said = Object.entries(signals).flatMap(([name, value]) =>
    value > 0 ? [`${SIGNALS[name as Signal]} ${value.toFixed(2)}`] : [],
  );
  return `判断：案例有答案 ${tells.toFixed(2)}，首选即答案 ${right.toFixed(2)}；${said.join("，") || "没有可疑之处"}；${VERDICTS[kind]}`;
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

export function hitsText(hits: readonly SearchHit[]): string {
  if (hits.length === 0) return "没有找到相关段落。";
  return hits
    .map(
      ({ rank, score, case: of, section, item, text }) =>
        `${rank}. ${of.organization} · ${section}${item ?? ""}（${score.toFixed(3)}）\n${text}`,
    )
    .join("\n\n");
}
