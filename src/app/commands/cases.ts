/** quote, summary, cases, compare, verify: what is asked of cases by their names, and of a pasted text. */

import { InvalidArgumentError, Option } from "commander";
import { MAX_COMPARED } from "../../answer/abilities/compare.ts";
import { MAX_QUESTION, MAX_VERIFIED } from "../../chat/limits.ts";
import type { SummaryLength } from "../../grounding/answer.ts";
import type { Commands } from "./command.ts";
import type { CommonOptions } from "./session.ts";
import { demandShort, UsageError } from "./usage.ts";

type Part = string | undefined;
type SummaryOptions = CommonOptions & { readonly length: SummaryLength };
type CompareOptions = CommonOptions & { readonly section?: string };

export function addCaseCommands({ addReading: add, answer }: Commands): void {
  add("quote <案例> [章节] [条目]", "逐字引用一个案例，或其中的一个章节、一个条目。", [
    "quote 甲单位 应用成效",
    'quote 甲单位 主要内容 "(二)"',
    "quote 甲单位 主要内容 2",
  ]).action(async (name: string, section: Part, item: Part, options: CommonOptions) => {
    demandShort("案例名称", name, MAX_QUESTION);
    demandShort("章节和条目", `${section ?? ""}${item ?? ""}`, MAX_QUESTION);
    await answer(options, ({ abilities }) => abilities.quoteNamed(name, section, item));
  });

  add("summary <案例>", "按名称总结一个案例，每句话都有出处。", [
    "summary 乙单位",
    "summary 乙单位 --length one",
  ])
    .addOption(
      new Option("--length <篇幅>", "one 一句话，three 三点，full 全部章节（默认 full）")
        .argParser(parseLength)
        .default("full"),
    )
    .action(async (name: string, options: SummaryOptions) => {
      demandShort("案例名称", name, MAX_QUESTION);
      await answer(options, ({ abilities }) => abilities.summaryNamed(name, options.length));
    });

  add("cases", "列出收录的全部案例。", ["cases", "cases --json"]).action(async (options: CommonOptions) => {
    await answer(options, ({ abilities }) => abilities.catalogue());
  });

  add("compare <案例...>", `并排比较 2 到 ${MAX_COMPARED} 个案例的同一章节，内容均为原文。`, [
    "compare 甲单位 乙单位",
    "compare 甲单位 乙单位 丙单位 --section 应用成效",
  ])
    .option("--section <章节>", "只比较这个章节（默认比较背景、做法和成效）")
    .action(async (names: string[], options: CompareOptions) => {
      if (names.length < 2 || names.length > MAX_COMPARED)
        throw new UsageError(`compare 应有 2 到 ${MAX_COMPARED} 个案例名称，却有 ${names.length} 个`);
      for (const name of names) demandShort("案例名称", name, MAX_QUESTION);
      demandShort("章节", options.section ?? "", MAX_QUESTION);
      await answer(options, ({ abilities }) => abilities.compareNamed(names, options.section));
    });

  add("verify <文字>", "核对一段文字与原文是否一致：一致、有改动（并指出改动）或没有。", [
    'verify "全网已累计建设职工之家(小家)3000余家"',
  ]).action(async (text: string, options: CommonOptions) => {
    demandShort("要核对的文字", text, MAX_VERIFIED);
    await answer(options, ({ abilities }) => abilities.verify(text));
  });
}

function parseLength(value: string): SummaryLength {
  if (value === "one" || value === "three" || value === "full") return value;
  throw new InvalidArgumentError(`应为 one、three 或 full，却是“${value}”`);
}
