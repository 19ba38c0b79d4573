/** What the MCP server says to an assistant of its own accord. */

export const INSTRUCTIONS = [
  "案例通收录工会创新案例的原文。回答案例方面的问题时，先用这些工具查，再据此作答：",
  "· 一般的提问用 ask，追问时把此前的问题放进 history；要原文用 quote，要摘要用 summary，作对比用 compare，列案例用 cases，核对引文用 verify，只找段落用 search。",
  "· citations 中的 quote 是原文，引用时一字不改，并写明 address（案例·章节·条目·句）；text 已含编号和出处，可直接引用。",
  "· kind 为 not-found 表示案例没有说，请如实说没有，不要补充；kind 为 ambiguous 请让用户在 candidates 中选。",
].join("\n");

export const BUSY = "问得有点快，请过一分钟再试。";

export const FAILED = (trace: string) => `没能处理完，请稍后再试。（编号 ${trace}）`;

export const NO_TOOL = (name: string, names: readonly string[]) =>
  `没有“${name.slice(0, 40)}”这个工具；可用的工具：${names.join("、")}`;
