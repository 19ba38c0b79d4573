/** What the MCP server says to an assistant of its own accord. */

export const INSTRUCTIONS = [
  "案例通收录工会创新案例的原文。回答案例方面的问题时，先用这些工具查，再据此作答：",
  "· 一般的提问用 ask，追问时把此前的问题放进 history；要原文用 quote，要摘要用 summary，作对比用 compare，列案例用 cases，核对引文用 verify，只找段落用 search，再用 fetch 取回全文。",
  "· citations 中的 quote 是原文，引用时一字不改，并写明 address（案例·章节·条目·句）；text 已含编号和出处，可直接引用。",
  "· kind 为 not-found 表示案例没有说，请如实说没有，不要补充；kind 为 ambiguous 请让用户在 candidates 中选。",
].join("\n");

export const FETCH = {
  name: "fetch",
  title: "取回原文",
  description: "按 search 给出的 id 取回一个案例、章节或条目的原文，一字不改。",
} as const;

export const NO_DOCUMENT = (id: string) => `没有“${id.slice(0, 200)}”；id 请照 search 的 results 填写`;

interface Template {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
  }[];
  readonly text: (given: Readonly<Record<string, string>>) => string;
}

const CITE = "只用工具给出的原文，一字不改，并写明每处的 address；案例没有说的，如实说没有。";

/** What people choose in an assistant's menu. */
export const PROMPTS: readonly Template[] = [
  {
    name: "summarise",
    title: "总结案例",
    description: "按名称总结一个案例，每句话都有出处。",
    arguments: [{ name: "name", description: "案例名称：单位的全称或简称、地名、项目名", required: true }],
    text: ({ name = "" }) => `请用 summary 工具总结“${name}”的案例。${CITE}`,
  },
  {
    name: "compare",
    title: "对比案例",
    description: "并排比较几个案例。",
    arguments: [
      { name: "names", description: "要比较的案例，用顿号隔开", required: true },
      { name: "section", description: "只比较这个章节，如 应用成效", required: false },
    ],
    text: ({ names = "", section = "" }) =>
      `请用 compare 工具比较${names}${section === "" ? "" : `的${section}`}，说明各有什么做法，有何异同。${CITE}`,
  },
  {
    name: "verify",
    title: "核对引文",
    description: "核对一段文字是不是案例的原文。",
    arguments: [{ name: "text", description: "要核对的文字", required: true }],
    text: ({ text = "" }) => `请用 verify 工具核对下面这段文字是不是原文，有改动的逐处指出：\n${text}`,
  },
];

export const MISSING = (name: string) => `缺少“${name}”`;

export const BUSY = "问得有点快，请过一分钟再试。";

export const FAILED = (trace: string) => `没能处理完，请稍后再试。（编号 ${trace}）`;

export const NO_PROMPT = (name: string, names: readonly string[]) =>
  `没有“${name.slice(0, 40)}”这个提示；可用的提示：${names.join("、")}`;

export const NO_TOOL = (name: string, names: readonly string[]) =>
  `没有“${name.slice(0, 40)}”这个工具；可用的工具：${names.join("、")}`;
