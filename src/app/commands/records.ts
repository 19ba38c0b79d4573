/** audit, feedback: what was said and what was thought of it, checked and handed out as tables. */

import { InvalidArgumentError, Option } from "commander";
import { createLog } from "../../console/log.ts";
import { createOutput, jsonLine, type Output } from "../../console/output.ts";
import { dislikedEverywhere } from "../../curation/disliked-everywhere.ts";
import { CSV_HEAD, csvRow } from "../../render/csv.ts";
import type { AuditFlaw, AuditHead, AuditRecord } from "../../watch/audit.ts";
import { openStores } from "../open-stores.ts";
import type { Commands } from "./command.ts";
import { type CommonOptions, type Surroundings, settingsOf } from "./session.ts";
import { UsageError } from "./usage.ts";

type AuditOptions = CommonOptions & {
  readonly head?: AuditHead;
  readonly since: number;
  readonly csv?: boolean;
};
type FeedbackOptions = CommonOptions & { readonly csv?: boolean };

const ACTIONS = ["verify", "export"];

/** More than the stores keep. */
const ALL = 1_000_000;

export function addRecords({ add, broken }: Commands, surroundings: Surroundings): void {
  const output = createOutput(surroundings.output);
  const csvOption = () => new Option("--csv", "输出 CSV 表格（可用 Excel 打开）；默认每行一个 JSON 对象");

  add("audit <动作>", "verify 检查回答的审计记录有没有被改动，export 导出全部记录。", [
    "audit verify",
    "audit verify --head 120:3f…（此前另存的校验值）",
    "audit export --csv --since 2026-11-01 > 记录.csv",
  ])
    .addOption(new Option("--head <校验值>", "此前记下的“序号:校验值”，一并核对").argParser(parseHead))
    .addOption(
      new Option("--since <日期>", "只导出这一天以来的记录，例如 2026-11-01").argParser(parseDay).default(0),
    )
    .addOption(csvOption())
    .action(async (action: string, options: AuditOptions) => {
      if (!ACTIONS.includes(action))
        throw new UsageError(`应为 audit verify 或 audit export，不是“${action}”`);
      const { log, kept, stores } = await opened(surroundings, options);
      let isDamaged = false;
      const audit = await stores.audit({
        ...kept,
        warn(line) {
          isDamaged = true;
          log.error(line);
        },
      });
      if (isDamaged) broken();
      try {
        if (action === "export") {
          await table(output, options, AUDIT_HEAD, audit.entries(options.since), (entry) => [
            ...[entry.number, instant(entry.at)],
            ...auditCells(entry.record),
            entry.hash,
          ]);
          return;
        }
        const verdict = await audit.verify(options.head);
        if (options.json) await output.write(jsonLine(verdict));
        if (verdict.kind === "whole") {
          const { first, count, head } = verdict;
          if (!options.json)
            await output.write(
              `审计记录完整：第 ${first} 条起共 ${count} 条，最后一条的校验值为 ${head.number}:${head.hash}\n`,
            );
          return;
        }
        log.error(`审计记录不完整：第 ${verdict.number} 条${FLAWS[verdict.why]}`);
        broken();
      } finally {
        await audit.close();
        await stores.close();
      }
    });

  add("feedback", "导出未答出的问题和被评为没有帮助的回答。", ["feedback", "feedback --csv > 评价.csv"])
    .addOption(csvOption())
    .action(async (options: FeedbackOptions) => {
      const { kept, stores } = await opened(surroundings, options);
      const feedback = await stores.feedback(kept);
      try {
        const unanswered = await feedback.unanswered(ALL);
        const disliked = await dislikedEverywhere(ALL, feedback, stores.votes());
        const entries = [
          ...unanswered.map((entry) => ({ kind: "unanswered" as const, ...entry })),
          ...disliked.map((entry) => ({ kind: "disliked" as const, ...entry })),
        ];
        await table(output, options, FEEDBACK_HEAD, entries, (entry) => [
          entry.kind === "unanswered" ? "未答出" : "没有帮助",
          instant(entry.at),
          entry.question,
          entry.history.join("\n"),
          entry.reason,
          entry.kind === "disliked" ? entry.answer.text : null,
        ]);
      } finally {
        await feedback.close();
        await stores.close();
      }
    });
}

const AUDIT_HEAD = [
  ...["序号", "时间", "类别", "编号", "渠道", "功能", "问题", "回答类型", "作答", "文字", "出处"],
  ...["案例库版本", "程序版本", "提示词", "校验值"],
];
const FEEDBACK_HEAD = ["类别", "时间", "问题", "此前的问题", "原因", "当时的回答"];

const FLAWS: Readonly<Record<AuditFlaw, string>> = {
  changed: "或它之前的内容被改动过",
  missing: "不见了",
  cut: "起被删去",
  other: "与所给的校验值不符，记录被整体替换过",
};

const DOCUMENT_DONE = { added: "收录文档", replaced: "替换文档", withdrawn: "撤下文档" } as const;

function auditCells(record: AuditRecord): readonly (string | null)[] {
  if (record.kind === "sent") {
    const { bot, content } = record;
    return ["已发送", null, bot, null, null, null, null, content, null, null, null, null];
  }
  if (record.kind === "correction") {
    const { file, by, done, said } = record;
    const what = done === "added" ? "更正" : "撤销更正";
    return [what, null, "web", null, file, null, by, said.join("\n"), null, null, null, null];
  }
  if (record.kind === "login") {
    const { user, role, address } = record;
    const what = role === null ? "登录被拒" : "登录";
    return [what, null, "web", role, null, null, user, address, null, null, null, null];
  }
  if (record.kind === "document") {
    const { file, by, done } = record;
    return [DOCUMENT_DONE[done], null, null, null, file, null, by, null, null, null, null, null];
  }
  const { trace, channel, ability, question, answer, by, text, citations, made } = record;
  const cited = citations.map(({ number, address }) => `[${number}] ${address}`).join("\n");
  return [
    ...["回答", trace, channel, ability, question, answer, by, text, cited],
    ...[made.corpus, made.program, made.prompts.join(" ")],
  ];
}

async function table<T>(
  output: Output,
  { csv }: { readonly csv?: boolean },
  head: readonly string[],
  entries: AsyncIterable<T> | Iterable<T>,
  cells: (entry: T) => readonly (string | number | null)[],
): Promise<void> {
  if (csv) await output.write(CSV_HEAD + csvRow(head));
  for await (const entry of entries) await output.write(csv ? csvRow(cells(entry)) : jsonLine(entry));
}

/** As the people who read it count their days. */
function instant(at: number): string {
  return new Date(at + 8 * 60 * 60 * 1000).toISOString().replace("T", " ").slice(0, 19);
}

async function opened(surroundings: Surroundings, options: CommonOptions) {
  const settings = settingsOf(surroundings, options);
  const log = createLog(surroundings.errors, settings.logLevel, settings.logForm);
  const kept = { warn: log.warn, retentionDays: settings.retentionDays };
  return { log, kept, stores: await openStores(settings) };
}

function parseHead(text: string): AuditHead {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number === undefined || hash === undefined)
    throw new InvalidArgumentError("应为“序号:校验值”，校验值是 64 个十六进制字符");
  return { number: Number(number), hash };
}

/** The beginning of a day in China. */
function parseDay(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("应为日期，例如 2026-11-01");
  return at;
}
