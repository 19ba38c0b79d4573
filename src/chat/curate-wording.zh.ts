/** What is said to whoever looks after the cases, in chats. */

import type { Draft } from "../curation/documents.ts";
import { clipped } from "../render/cut.ts";
import type { Gathered, Reindexed } from "./curating.ts";

/** Longer ones are cut in a list. */
const MOST_QUESTION = 60;
const MOST_FAILURES = 5;

export const CURATORS_ONLY = "这个命令供案例库维护人员使用。对回答的意见，请用回答下方的评价告诉我们，谢谢。";

/** On the web page, which has pages for them. */
export const IN_CHATS = "这个命令供维护人员在聊天中使用；在网页上请打开“维护”。";

export const ALONE_ONLY = "清单里有同事们提的问题，请在单聊中向我发送这个命令。";

export const NONE_UNANSWERED = "最近 30 天没有未答出的问题。";
export const NONE_DISLIKED = "没有被评为没有帮助的回答。";

export const unanswered = ({ count, groups }: Gathered) =>
  [`最近 30 天没能答出的问题共 ${count} 次，相近的归在一起：`, ...linesOf(groups), HOW_TO_PIN].join("\n");

export const disliked = ({ count, groups }: Gathered) =>
  [`被评为没有帮助的回答共 ${count} 次，相近的归在一起：`, ...linesOf(groups), HOW_TO_PIN].join("\n");

function linesOf(groups: Gathered["groups"]): string[] {
  return groups.map(({ question, count, why }) => {
    const about = [count > 1 ? `${count} 次` : "", why].filter(Boolean).join("，");
    return `· ${lineOf(question)}${about === "" ? "" : `（${about}）`}`;
  });
}

function lineOf(question: string): string {
  return clipped(question.replace(/\s+/g, " "), MOST_QUESTION);
}

const HOW_TO_PIN = "案例里有答案的，可以用“置顶”指定，用法请发送“置顶”；全部清单见网页“维护”。";

export function reindexed(done: Reindexed): string {
  if ("problem" in done) return `没能重新索引：${done.problem}。原来的索引继续使用。`;
  const { cases, files, changed, removed, failures } = done;
  const isSame = changed === 0 && removed === 0;
  const what = isSame ? "文档没有变化" : `重新读入 ${changed} 个文件，移去 ${removed} 个`;
  return [
    `已重新索引：${what}；现有 ${files} 个文件、${cases} 个案例。`,
    ...failures.slice(0, MOST_FAILURES).map((failure) => `· 无法使用：${failure}`),
    ...(failures.length > MOST_FAILURES ? [`· 另有 ${failures.length - MOST_FAILURES} 个文件无法使用`] : []),
  ].join("\n");
}

export const PIN_USAGE = [
  "置顶是为一个问题指定答案，答案须是案例中的一处原文：",
  "· 回复我的回答，或在问过之后，发送“置顶 ”加上那句原文，或它的位置（如：某单位·应用成效·第2句）；",
  "· 也可以分行写：第一行“置顶 ”加上问题，以问号结尾；第二行是原文或位置。",
  "原文改动后，置顶自动撤下并告诉您。发送“取消置顶 ”加上问题即可撤下。",
].join("\n");

export const pinned = (questions: readonly string[]) =>
  [
    questions.length === 0 ? "现在没有置顶的答案。" : `已置顶的问题有 ${questions.length} 个：`,
    ...questions.slice(0, MOST_PINS).map((question) => `· ${lineOf(question)}`),
    ...(questions.length > MOST_PINS ? ["……"] : []),
    "",
    PIN_USAGE,
  ].join("\n");

const MOST_PINS = 30;

export const WHICH_QUESTION = `没有看出是哪个问题。${PIN_USAGE}`;

export const GOES_ON =
  "这个问题要看前面的对话才能明白，不能置顶。请写成完整的问题，和原文分两行发来：第一行“置顶 ”加问题，第二行是原文。";

export const NO_PLACE =
  "没有置顶：案例中没有找到这一处。请把原文照抄发来，或写明位置，例如：某单位·应用成效·第2句。";

export const SEVERAL_PLACES = "没有置顶：这里不止一段，请写明是第几句，或把那句原文发来。";

export const ALTERED = "没有置顶：发来的文字与原文不同，差别如下；请改用原文。";

export const nowPinned = (question: string) => `已置顶。今后问“${question}”，将这样回答：`;

export const unpinned = (question: string) => `已撤下“${lineOf(question)}”的置顶。`;
export const notPinned = (question: string) => `“${lineOf(question)}”没有置顶，无须撤下。`;

export const FILE_BUTTONS = { keep: "收录", replace: "替换", discard: "放弃" } as const;

export const fileTooLarge = (mb: number) =>
  `文件超过 ${mb} MB，这里收不到；请在网页“维护”→“收录文档”提交，或拆分后再发。`;
export const FOLDERS_ON_PAGE =
  "从聊天中只能收录到最上一层，而那里的文档您不能查阅；请在网页“维护”→“收录文档”提交，可以选择收录到哪一卷。";
export const FILE_NOT_FETCHED = "文件没能取回，请重新发送；仍然不行，请在网页“维护”→“收录文档”提交。";
/** For the log. */
export const fileNotFetched = (why: string) => `一份发来的文件没能取回：${why}`;
export const ONE_FILE = "这里只读入了第一个文件，其余的请分别发送。";
export const FILES_ON_PAGE = "要收录文档，请在网页“维护”→“收录文档”提交；其余的话请打成文字发给我。";

const MOST_LINES = 5;

/** Numbers, what may be wrong, what it answers: the rest is on the page. */
export function preview({ file, isInstead, counts, cases, findings, same, questions }: Draft): string {
  const listed = (head: string, lines: readonly string[]) => {
    const more =
      lines.length > MOST_LINES ? [`· 另有 ${lines.length - MOST_LINES} 项，见网页“收录文档”`] : [];
    const shown = lines.slice(0, MOST_LINES).map((line) => `· ${lineOf(line)}`);
    return lines.length === 0 ? [] : [head, ...shown, ...more];
  };
  const { cases: count, sections, items, tables, characters } = counts;
  return [
    isInstead
      ? `案例库里已有“${file}”；替换以后，原来的一版存入历史。`
      : `将收录为“${file}”，现在还没有收录。`,
    `读出案例 ${count} 个，章节 ${sections} 个，条目 ${items} 个，表格 ${tables} 个，正文 ${characters} 字。`,
    ...listed("读出的案例：", cases),
    ...listed("可能重复：", same),
    ...listed("需要留意：", findings),
    ...listed(
      "收录以后可以回答：",
      questions.map(({ question }) => question),
    ),
    ...(questions.length === 0 ? ["没有试出能答的问题，请核对内容。"] : []),
    "预览保留一天。",
  ].join("\n");
}
