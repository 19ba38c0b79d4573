/** What comes of a wish to correct a document, in the words of an office. */

import type { Case, Section } from "../corpus/case.ts";

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
