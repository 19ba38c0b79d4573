/** What the program says of its own accord beside the clauses that a model points at: closed phrases. */

/** What a text may leave open, by what a model calls it. */
const SLOTS = {
  none: "",
  figure: "具体数量",
  time: "具体时间",
  place: "具体地点",
  person: "具体人员",
  organization: "具体单位",
  name: "具体名称",
  reason: "原因",
  manner: "具体做法",
  result: "结果",
  other: "",
} as const;

export type Missing = keyof typeof SLOTS;
export const MISSING = Object.keys(SLOTS) as readonly Missing[];

/** 原文没有写明具体时间。 `usual`: where it is not said what is missing. */
const missingOf = (usual: string) => (missing: Missing) =>
  `原文没有${SLOTS[missing] ? `写明${SLOTS[missing]}` : usual}。`;

export const notWritten = missingOf("完全写明所问的内容");

/** Above the nearest places. */
export const notAnswered = missingOf("写明所问的内容");

/** Above a text that a model wrote. */
export const DRAFTED =
  "〔草稿，由模型起草，未经核对〕\n标有▲的句子是模型写的，不是原文；其余逐字引自原文，出处见编号。使用前请逐句核对。";

/** Behind what the program made of figures. */
export const COMPUTED = "〔本程序计算〕";

export const fellShort = (planned: string, reached: string, gap: string) =>
  `计划${planned}，实际${reached}，相差${gap}`;
export const inAll = (count: number) => `共${count}处`;
export const extremeIs = (which: "earliest" | "latest", label: string, date: string) =>
  `最${which === "earliest" ? "早" : "晚"}的是${label}：${date}`;
