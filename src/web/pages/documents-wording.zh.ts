/** What the pages say on which documents are added, replaced and withdrawn. */

import type { DocumentChange, Draft } from "../../curation/documents.ts";

export const DOCUMENTS = {
  title: "收录文档",
  link: "收录文档：加入新文档，查看和撤销以往的收录、替换、撤下",
  lead: "先看读成什么样，确认以后才收录。收录后不必重新启动，通常一分钟内就能答出其中的内容。",
  fileTitle: "选择文件",
  file: "文件（可以拖到这里；Word、PDF、网页、表格、文本等，最大 50 MB）",
  textTitle: "粘贴文字",
  heading: "标题（也作文件名）",
  text: "正文",
  folder: "收录到",
  root: "最上层",
  preview: "读入并预览",
  waiting: "等待确认",
  waitingLead: "已经读入、还没有收录的文件，保留一天。",
  open: "查看预览",
  changes: "以往的改动",
  noChanges: "还没有在这里收录、替换或撤下过文档。",
  undo: "撤销",
  by: (by: string, at: string) =>
    `${by}，${new Date(at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" })}`,
  previewTitle: "确认收录",
  target: (file: string) => `将收录为：${file}`,
  instead: (file: string) =>
    `案例库里已有“${file}”。替换以后，原来的一版存入历史，可以恢复；不想替换，请放弃，把文件改名后再试。`,
  counts: ({ cases, sections, items, tables, characters }: Draft["counts"]) =>
    `读出案例 ${cases} 个，章节 ${sections} 个，条目 ${items} 个，表格 ${tables} 个，正文 ${characters} 字。`,
  same: "可能重复",
  cases: "读出的案例和章节",
  questions: "收录以后可以回答",
  noQuestions: "没有试出能答的问题，请核对上面读出的内容是否正确。",
  findings: "需要留意（接合、略去、推断等）",
  noFindings: "没有需要留意的地方。",
  keep: "收录",
  replace: "替换",
  discard: "放弃",
  back: "返回收录文档",
  reading: "文件还在读入（扫描件要一页页识别），不必等候；完成以后，请在“等待确认”中查看。",
  expired: "这份预览已经处理过，或已过期（保留一天），请重新提交文件。",
  unfinished: "没有选择文件，也没有填写文字。",
  manage: "替换或撤下这份文档",
  newVersion: (ending: string) => `新的一版（${ending} 文件）`,
  withdraw: "撤下这份文档",
  withdrawLead: "撤下以后，回答不再包括这份文档；文档存入历史，可以在“收录文档”中恢复。",
  confirm: "确认撤下",
} as const;

export const DONE: Readonly<Record<DocumentChange["done"], string>> = {
  added: "收录",
  replaced: "替换",
  withdrawn: "撤下",
};
