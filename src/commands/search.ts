/** search: a query, or one a line, → the hits of retrieval alone. */

import { InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import type { CaseRef } from "../answer/answer.ts";
import { explainSearch, type SearchExplanation } from "../answer/explain.ts";
import { caseRef } from "../answer/ground.ts";
import type { Knowledge } from "../answer/knowledge.ts";
import { jsonLine } from "../console/output.ts";
import { textOf } from "../corpus/passages.ts";
import { visible } from "../render/text.ts";
import { searchText } from "../render/why.zh.ts";
import { findPassages } from "../search/find-passages.ts";
import type { Commands } from "./command.ts";
import { answerJsonLines, refuseTooLong } from "./json-lines.ts";
import type { CommonOptions } from "./session.ts";
import { demandOne, type LinesOption, linesOption } from "./usage.ts";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1_000;
const LIMIT_EXPECTED = `应为 1 到 ${MAX_LIMIT} 之间的整数`;

export interface SearchHit {
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  readonly case: CaseRef;
  readonly section: string;
  readonly item: string | null;
  readonly file: string;
  /** UTF-16 offsets into the file as received. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const searchLine = z.object({
  query: z.string("缺少“query”，应为一段文字"),
  limit: z
    .int(`“limit”${LIMIT_EXPECTED}`)
    .min(1, `“limit”${LIMIT_EXPECTED}`)
    .max(MAX_LIMIT, `“limit”${LIMIT_EXPECTED}`)
    .nullish(),
});

type SearchOptions = CommonOptions & LinesOption & { readonly limit: number; readonly why?: boolean };

export function addSearch({ add, run, broken }: Commands): void {
  add("search [query]", "只检索，列出最相关的段落。", [
    "search 货车司机入会 --limit 5",
    "search --jsonl < queries.jsonl",
  ])
    .addOption(
      new Option("--limit <n>", `最多列出多少段（默认 ${DEFAULT_LIMIT}）`)
        .argParser(parseLimit)
        .default(DEFAULT_LIMIT),
    )
    .addOption(linesOption('{"id":"1","query":"…","limit":10}'))
    .option("--why", "说明每段为何入选：各路排名、匹配的词")
    .action(async (query: string | undefined, options: SearchOptions) => {
      demandOne("检索词", query, options);
      await run(options, async (session) => {
        const { knowledge, output } = session;
        if (query !== undefined) {
          const begun = performance.now();
          const { hits, why } = await searchHits(query, options.limit, knowledge, options);
          const elapsedMs = Math.round((performance.now() - begun) * 10) / 10;
          if (options.json) return output.write(jsonLine({ query, elapsedMs, hits, ...(why && { why }) }));
          const text = why ? `${hitsText(hits)}\n\n${searchText(why)}` : hitsText(hits);
          return output.write(`${visible(text)}\n`);
        }
        const allUsed = await answerJsonLines({
          ...session,
          shape: searchLine,
          handle: async (line) => {
            refuseTooLong("检索词", line.query);
            return searchHits(line.query, line.limit ?? options.limit, knowledge, options);
          },
        });
        if (!allUsed) broken();
      });
    });
}

/** The same retrieval that `ask` uses. */
async function searchHits(
  query: string,
  limit: number,
  knowledge: Knowledge,
  { why = false }: Pick<SearchOptions, "why">,
): Promise<{ hits: SearchHit[]; why?: SearchExplanation }> {
  const found = await findPassages(query, knowledge, { limit, rankLanes: why });
  const hits = found.map(({ passage, score, case: unionCase }, i) => ({
    rank: i + 1,
    score,
    case: caseRef(unionCase),
    section: passage.section,
    item: passage.item,
    file: passage.file,
    start: passage.start,
    end: passage.end,
    text: textOf(passage.sentences),
  }));
  return why ? { hits, why: explainSearch(await knowledge.retriever.concepts(query), found) } : { hits };
}

function hitsText(hits: readonly SearchHit[]): string {
  if (hits.length === 0) return "没有找到相关段落。";
  return hits
    .map(
      ({ rank, score, case: of, section, item, text }) =>
        `${rank}. ${of.organization} · ${section}${item ?? ""}（${score.toFixed(3)}）\n${text}`,
    )
    .join("\n\n");
}

function parseLimit(value: string): number {
  const limit = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new InvalidArgumentError(`${LIMIT_EXPECTED}，却是“${value}”`);
}
