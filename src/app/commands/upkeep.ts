/** index, check: for the person who keeps the corpus and the machine. */

import { jsonLine } from "../../console/output.ts";
import type { Finding } from "../../corpus/case.ts";
import { visible } from "../../render/text.ts";
import type { IndexReport } from "../../search/build-index.ts";
import { isServed } from "../../stores/locks.ts";
import { FINDING_KINDS } from "../wording.zh.ts";
import { checkChats, checkCollections, checkKnowledge } from "./check.ts";
import type { Commands } from "./command.ts";
import type { CommonOptions } from "./session.ts";

/** Unlike the other commands these take what is amiss with the corpus for a fault of their own. */
export function addUpkeep({ add, open, broken }: Commands): void {
  add("index", "建立或更新索引，并报告读到了什么、有何异常。", ["index", "index --json"]).action(
    async (options: CommonOptions) => {
      await open(options, async ({ knowledge: { indexing }, output, log }) => {
        if ("failure" in indexing) throw indexing.failure;
        const { report } = indexing;
        for (const failure of report.failures) log.error(`文件无法使用：${failure}`);
        await output.write(
          options.json ? jsonLine(reportObject(report)) : `${visible(reportText(report))}\n`,
        );
        if (report.failures.length > 0) broken();
      });
    },
  );

  add("check", "检查设置、文档、索引、提示词、聊天平台和模型，并自问几个问题，指出不对的地方。", [
    "check",
  ]).action(async (options: CommonOptions) => {
    await open(
      options,
      async ({ knowledge, scopes, settings, output, log }) => {
        const findings = [
          ...(await checkKnowledge(knowledge)),
          ...checkCollections(await scopes.collections()),
          ...(await checkChats(settings, settings.databaseUrl !== null || isServed(settings.dataDir))),
        ];
        const lines = findings.map(
          ({ what, right, detail }) => `${right ? "正常" : "有误"}  ${what}：${detail}\n`,
        );
        await output.write(options.json ? jsonLine({ findings }) : visible(lines.join("")));
        const wrong = findings.filter(({ right }) => !right);
        for (const { what, detail } of wrong) log.error(`${what}：${detail}`);
        if (wrong.length > 0) broken();
      },
      true,
    );
  });
}

function reportText(report: IndexReport): string {
  const { files, indexed, removed, cases, sections, items, passages, findings, failures, omitted } = report;
  const lines = [
    `文件 ${files} 个，案例 ${cases} 个，章节 ${sections} 个，条目 ${items} 个，检索段落 ${passages} 个`,
    `本次读取文件 ${indexed.length} 个，移出 ${removed.length} 个，无法使用 ${failures.length} 个，略过 ${omitted.length} 个`,
    ...omitted.map(({ file, reason }) => `  ${file}：${reason}`),
  ];
  for (const [kind, heading] of FINDING_KINDS) {
    const those = findings.filter((finding) => finding.kind === kind);
    lines.push(`${heading}：${those.length} 处`);
    for (const { file, line, message } of those) lines.push(`  ${file}:${line} ${message}`);
  }
  return lines.join("\n");
}

/** The report with the number of each kind of finding beside the findings themselves. */
function reportObject({ findings, ...report }: IndexReport) {
  const count = (kind: Finding["kind"]) => findings.filter((finding) => finding.kind === kind).length;
  return {
    ...report,
    joins: count("join"),
    truncations: count("truncation"),
    omissions: count("omission"),
    inferences: count("inference"),
    oddities: count("oddity"),
    corrections: count("correction"),
    outdatedCorrections: count("outdated"),
    findings,
  };
}
