/** One answer of each kind, small and with every part that a reader can see. */

import type { Answer, CaseRef, Citation, NotFoundReason, Quote } from "../../src/grounding/answer.ts";

export const HARBOUR: CaseRef = { id: "a#1", organization: "海港市总工会", title: "建好“渔工驿站”" };
export const MOUNTAIN: CaseRef = { id: "a#2", organization: "远山县总工会", title: "" };

export function quote(number: number, text: string, change: Partial<Citation> = {}): Quote {
  const start = number * 100;
  const made: Omit<Citation, "address"> = {
    number,
    case: HARBOUR,
    section: "主要内容",
    item: null,
    sentences: [1, 1],
    truncated: false,
    fingerprint: "0123abcd",
    source: { file: "a.md", start, end: start + text.length, line: number },
    ...change,
  };
  const names = [made.case.organization, made.section, ...(made.item === null ? [] : [made.item])];
  return { text, citation: { address: `${names.join("·")}·第1句`, ...made } };
}

const common = { suggestions: ["海港的应用成效是什么？"], carried: null };
const first = quote(1, "在12艘母船上设立“渔工驿站”。", { item: "(一)" });
const second = quote(2, "会员增加860人。", { section: "应用成效" });
const broken = quote(3, "配备急救箱、图书角和卫", { item: "(二)", truncated: true });
const other = quote(4, "开通背篓专线。", { case: MOUNTAIN });

export const grounded: Answer = {
  kind: "grounded",
  by: "extractive",
  certain: true,
  claims: [
    { text: "设立“渔工驿站”", quotes: [first] },
    { text: "会员增加860人", quotes: [second, first] },
  ],
  ...common,
};

/** The same in a model's words. */
export const written: Answer = {
  ...grounded,
  by: "openai:test-model",
  claims: [
    { text: "在母船上设立“渔工驿站”，会员增加860人", quotes: [first, second] },
    { text: "会员增加860人", quotes: [second] },
  ],
};

/** What a model was to put into words and could not be had for. */
export const fallenBack: Answer = { ...grounded, fallback: "unavailable" };

export const excerpt: Answer = { kind: "excerpt", case: HARBOUR, quotes: [first, broken], ...common };

export const summary: Answer = {
  kind: "summary",
  by: "extractive",
  case: HARBOUR,
  length: "full",
  points: [
    {
      section: "主要内容",
      sectionKind: "measures",
      claim: { text: "在12艘母船上设立“渔工驿站”。配备急救箱、图书角和卫", quotes: [first, broken] },
    },
    { section: "应用成效", sectionKind: "results", claim: { text: "会员增加860人。", quotes: [second] } },
  ],
  ...common,
};

export const writtenSummary: Answer = {
  ...summary,
  by: "openai:test-model",
  points: [
    {
      section: "主要内容",
      sectionKind: "measures",
      claim: { text: "在12艘母船上设立驿站", quotes: [first] },
    },
    { section: "应用成效", sectionKind: "results", claim: { text: "会员增加860人", quotes: [second] } },
  ],
};

export const listing: Answer = {
  kind: "listing",
  asks: "which",
  condition: "驿站",
  entries: [
    { case: HARBOUR, claim: { text: first.text, quotes: [first] } },
    { case: MOUNTAIN, claim: { text: other.text, quotes: [other] } },
  ],
  ...common,
};

export const comparison: Answer = {
  kind: "comparison",
  cases: [HARBOUR, MOUNTAIN],
  rows: [
    {
      section: "应用成效",
      cells: [
        { case: HARBOUR, quotes: [second] },
        { case: MOUNTAIN, quotes: [] },
      ],
    },
  ],
  omitted: [],
  ...common,
};

export const identical: Answer = {
  kind: "verification",
  pasted: second.text,
  verdict: "identical",
  differences: [{ kind: "same", text: second.text }],
  quotes: [second],
  ...common,
};

export const altered: Answer = {
  kind: "verification",
  pasted: "会员增加900多人。",
  verdict: "altered",
  differences: [
    { kind: "same", text: "会员增加" },
    { kind: "missing", text: "860" },
    { kind: "added", text: "900多" },
    { kind: "same", text: "人。" },
  ],
  quotes: [second],
  ...common,
};

export const absent: Answer = {
  kind: "verification",
  pasted: "会员减少。",
  verdict: "absent",
  differences: [],
  quotes: [],
  ...common,
};

export const ambiguous: Answer = {
  kind: "ambiguous",
  name: "驿站",
  candidates: [HARBOUR, MOUNTAIN],
  ...common,
};

export const help: Answer = { kind: "help", ...common };

export function notFound(reason: NotFoundReason): Answer {
  return { kind: "not-found", reason, ...common };
}

export const ALL: readonly Answer[] = [
  grounded,
  written,
  fallenBack,
  excerpt,
  summary,
  writtenSummary,
  listing,
  comparison,
  identical,
  altered,
  absent,
  ambiguous,
  help,
  notFound({ kind: "empty" }),
];
