/** index, check: for the person who keeps the corpus and the machine. */

import { jsonLine } from "../../console/output.ts";
import { visible } from "../../render/text.ts";
import { isServed } from "../../stores/serving-lock.ts";
import { checkCollections, checkKnowledge } from "./check.ts";
import { checkChats } from "./check-chats.ts";
import type { Commands } from "./command.ts";
import { reportObject, reportText } from "./index-report.ts";
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
          ...(await checkChats(settings, isServed(settings.dataDir))),
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
