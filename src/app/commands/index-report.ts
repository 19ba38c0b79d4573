/** Ingestion report → what the person who keeps the corpus reads, or the object that a machine reads. */

import type { Finding } from "../../corpus/case.ts";
import type { IndexReport } from "../../search/build-index.ts";

const KINDS: readonly (readonly [Finding["kind"], string])[] = [
  ["join", "接合（断开的句子已接上）"],
  ["truncation", "截断（原文在此中断，照录不补）"],
  ["omission", "略去（不作正文）"],
  ["inference", "推断（原文没有写明）"],
  ["oddity", "异常（请核对）"],
];

export function reportText(report: IndexReport): string {
  const { files, indexed, removed, cases, sections, items, passages, findings, failures, omitted } = report;
  const lines = [
    `文件 ${files} 个，案例 ${cases} 个，章节 ${sections} 个，条目 ${items} 个，检索段落 ${passages} 个`,
    `本次读取文件 ${indexed.length} 个，移出 ${removed.length} 个，无法使用 ${failures.length} 个，略过 ${omitted.length} 个`,
    ...omitted.map(({ file, reason }) => `  ${file}：${reason}`),
  ];
  for (const [kind, heading] of KINDS) {
    const those = findings.filter((finding) => finding.kind === kind);
    lines.push(`${heading}：${those.length} 处`);
    for (const { file, line, message } of those) lines.push(`  ${file}:${line} ${message}`);
  }
  return lines.join("\n");
}

/** The report with the number of each kind of finding beside the findings themselves. */
export function reportObject(report: IndexReport) {
  const count = (kind: Finding["kind"]) => report.findings.filter((finding) => finding.kind === kind).length;
  return {
    files: report.files,
    cases: report.cases,
    sections: report.sections,
    items: report.items,
    passages: report.passages,
    joins: count("join"),
    truncations: count("truncation"),
    omissions: count("omission"),
    inferences: count("inference"),
    oddities: count("oddity"),
    indexed: report.indexed,
    removed: report.removed,
    failures: report.failures,
    omitted: report.omitted,
    findings: report.findings,
  };
}
