/** What comes of a wish to add, replace or withdraw a document, in the words of an office. */

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
