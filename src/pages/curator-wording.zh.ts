/** What the pages for whoever looks after the cases say of their own. */

import type { Unanswered } from "../curation/feedback.ts";

export const CURATOR = {
  nav: "维护",
  title: "案例库维护",
  lead: "没能答出的问题，和被评为没有帮助的回答；相近的归在一起。值得改进的可加入题库，供评测和修订使用。",
  search: "检索分析",
  searchLead:
    "输入一个问题，看它怎样被理解、检索到哪些段落、为什么作答或不作答。与对话所用的是同一套检索和判断。",
  query: "问题",
  analyse: "分析",
  unanswered: "没能答出的问题",
  disliked: "被评为没有帮助的回答",
  noUnanswered: "最近 30 天没有未答出的问题。",
  noDisliked: "没有被评为没有帮助的回答。",
  count: (count: number) => (count === 1 ? "1 次" : `${count} 次`),
  earlier: (history: readonly string[]) => `此前问过：${history.join(" → ")}`,
  reason: (reason: string) => `原因：${reason}`,
  answer: "当时的回答",
  add: "加入题库",
  added: "已加入题库：",
  known: "题库里已有这个问题：",
  gone: "这个问题已不在列表中。",
  file: (path: string) => `候选题目写在 ${path}，须由人补全标注后再用。`,
  notFound: "没有检索到段落。",
  understood: "理解",
  words: "词",
  hits: "检索到的段落",
  gate: "判断",
  result: "回答",
  rank: "名次",
  place: "位置",
  score: "得分",
  coverage: "涉及",
  terms: "字词路",
  vectors: "向量路",
  matched: "匹配",
  hitsTable: "检索到的段落，可左右滚动",
  none: "无",
  noSearch: "这个问题不需要检索段落（列举、引用、摘要等按案例和章节直接给出）。",
} as const;

export const REASONS: Readonly<Record<Unanswered["reason"], string>> = {
  "not-told": "案例没有说",
  premise: "前提与原文不符",
  "unknown-case": "没有这个案例",
  "unknown-part": "没有这一部分",
  "off-topic": "范围之外",
  empty: "空",
};
