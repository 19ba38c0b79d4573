/** What the app says of documents, and to whoever looks after them, in the words of an office. */

import type { Case, Finding, Section } from "../corpus/case.ts";
import { type Count, dayOf, type Statistics, WEEK } from "../watch/statistics.ts";
import { STATISTICS } from "../web/pages/curator-wording.zh.ts";

/** What comes of a wish to correct a document. */
export const CORRECTING = {
  added: "更正已保存，案例库已重新索引，现在的回答按更正后的内容。",
  undone: "更正已撤销，案例库已重新索引。",
  later: {
    added: "更正已保存，正在更新索引；完成以后，回答按更正后的内容。",
    undone: "更正已撤销，正在更新索引；完成以后，回答按撤销后的内容。",
  },
  gone: "没有这份文档，或者您不能查阅。",
  moved: "文档在此期间有了变化，请重新选择要更正的地方。",
  archived: "压缩包里的文档不能在这里更正，请解压后放入案例文件夹。",
  noWords: "所填的文字不在这一行里，请从这一行照抄。",
  twice: "这些文字在附近有几处，前后文也相同，分不清是哪一处；请多抄几个字。",
  noBefore: "前面没有可以相接的段落。",
  invalid: "填写的内容不能用：请填一行文字，最多 120 字；年份请填四位数字。",
  nothing: "没有填写更正的内容。",
  unfit: "这里是表格、代码，或不能这样更正。",
  notRecognised: "只有扫描识别的文字可以校正；文档自带的文字一字不改，请更换文档本身。",
  undoneBefore: "这条更正已经撤销。",
  tooMany: (most: number) => `一份文档最多 ${most} 条更正，请更换文档本身。`,
  refused: (why: string) =>
    `更正没有保存：这份文档的更正文件会不能用（${why}）。请先撤销一些，或更换文档本身。`,
  notWritten: (code: string) => `更正没有保存：案例文件夹不能写入（${code}），请告诉管理程序的人。`,
} as const;

export const CHANGING = {
  notIndexed: (why: string) => `已保存，但没能重新索引：${why}`,
  notAudited: (why: string) => `一处改动没能记入审计记录：${why}`,
} as const;

const SHOWN = 40;

/** Cases, sections and paragraphs, a line each, without numbers: what stays is the same line before and after. */
export function partLines({ organization, title, year, role, sections }: Case): readonly string[] {
  const name = `${organization}${title && `《${title}》`}${year === null ? "" : `（${year}年）`}`;
  return [`${role === "document" ? "文档" : "案例"}：${name}`, ...sections.flatMap(sectionLines)];
}

function sectionLines({ name, under, blocks }: Section): readonly string[] {
  const head = `章节：${name}${under === undefined ? "" : `（属“${under}”）`}`;
  return [
    head,
    ...blocks.map(({ label, sentences }) => {
      const text = sentences.map((one) => one.text).join("");
      const shown = text.length > SHOWN ? `${[...text].slice(0, SHOWN).join("")}……` : text;
      return `段落：${label ?? ""}${shown}（${sentences.length} 句，${text.length} 字）`;
    }),
  ];
}

/** What comes of a wish to add, replace or withdraw one. */
export const DOCUMENTS = {
  noName: "文件没有可用的名称，请改名后再试。",
  leftOut: (name: string, reason: string) => `“${name}”不能收录：${reason}。`,
  tooLarge: (mb: number) => `文件超过 ${mb} MB 的上限，请拆分后再试。`,
  noFolder: "没有这个文件夹，或者您不能查阅其中的文档，请重新选择。",
  gone: "没有这份文档，或者您不能查阅。",
  archived: "压缩包里的文档不能单独替换或撤下，请连同压缩包一起处理。",
  otherFormat: (ending: string) =>
    `替换须用同一格式的文件（${ending}）；改用别的格式，请先收录新的，再撤下原来的。`,
  unread: "这份文件没能读入，原因已记入程序的日志，请告诉管理程序的人。",
  same: (name: string, percent: number) =>
    percent === 100 ? `与“${name}”的文字相同` : `约 ${percent}% 的句子与“${name}”相同`,
  barely: (characters: number) => `只读到 ${characters} 个字，请核对是不是要收录的那份文件。`,
  expired: "这份预览已经处理过，或已过期（保留一天），请重新提交文件。",
  taken: (file: string) => `已有同名的文档“${file}”，没有收录；请改名后再试，或选“替换”。`,
  changed: "在此期间已有新的改动，请重新预览：放弃这一份，再提交文件。",
  last: "案例库至少要有一份文档，不能撤下最后一份。",
  undoneBefore: "这次改动已经撤销，或其后又有新的改动。",
  discarded: "已放弃，没有收录。",
  notWritten: (code: string) =>
    ["ENOSPC", "EDQUOT"].includes(code)
      ? "没有保存：磁盘已满，原来的文档没有变化；请告诉管理程序的人。"
      : `没有保存：文件夹不能写入（${code}），原来的文档没有变化；请告诉管理程序的人。`,
  done: {
    added: (file: string) => `已收录“${file}”，现在的回答包括这份文档。`,
    replaced: (file: string) => `已替换“${file}”，现在的回答按新的一版；原来的一版已存入历史。`,
    withdrawn: (file: string) => `已撤下“${file}”，现在的回答不再包括这份文档；文档已存入历史，可以恢复。`,
    restored: (file: string) => `已恢复“${file}”，现在的回答按恢复后的文档。`,
  },
  later: {
    added: (file: string) => `已收录“${file}”，正在更新索引；完成以后，回答包括这份文档。`,
    replaced: (file: string) => `已替换“${file}”，正在更新索引；完成以后，回答按新的一版。`,
    withdrawn: (file: string) => `已撤下“${file}”，正在更新索引；完成以后，回答不再包括这份文档。`,
    restored: (file: string) => `已恢复“${file}”，正在更新索引；完成以后，回答按恢复后的文档。`,
  },
} as const;

/** What kinds of things are found in documents, in the order in which they are told. */
export const FINDING_KINDS: readonly (readonly [Finding["kind"], string])[] = [
  ["join", "接合（断开的句子已接上）"],
  ["truncation", "截断（原文在此中断，照录不补）"],
  ["omission", "略去（不作正文）"],
  ["inference", "推断（原文没有写明）"],
  ["oddity", "异常（请核对）"],
  ["correction", "更正（由人指定）"],
  ["outdated", "更正不再适用（请重新更正，或撤销）"],
];

export const dropped = (question: string) =>
  `置顶已撤下：原文有改动，“${question}”不再用原来选定的那一处作答。请看一下新的原文，需要时重新置顶。`;

/** Counts alone: what was asked, and by whom, is nowhere in it. */
export function weeklyText(monday: number, { total, channels }: Statistics, before: Count): string {
  const { asked, refused, good, bad } = total;
  const byChannel = channels
    .filter((channel) => channel.asked > 0)
    .map((channel) => `${STATISTICS.channels[channel.name] ?? channel.name} ${channel.asked} 次`)
    .join("，");
  return [
    `一周使用情况（${dayOf(monday)} 至 ${dayOf(monday + WEEK - 1)}）`,
    `共答复 ${asked} 次（前一周 ${before.asked} 次），其中答出 ${asked - refused} 次，未能答出 ${refused} 次。`,
    `评为有帮助 ${good} 次，没有帮助 ${bad} 次。`,
    ...(byChannel === "" ? [] : [`按渠道：${byChannel}。`]),
    "只有次数，不含任何个人信息。维护人员单独向我发送“未答问题”或“反馈”，可以看到清单。",
  ].join("\n");
}
