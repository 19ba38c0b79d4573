/** search: a query, or one a line, → the hits of retrieval alone. */

import { InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { MOST_HITS, USUAL_HITS } from "../../answer/search-hits.ts";
import { MAX_QUESTION } from "../../chat/limits.ts";
import { jsonLine } from "../../console/output.ts";
import { visible } from "../../render/text.ts";
import { hitsText, searchText } from "../../render/why.zh.ts";
import type { Commands } from "./command.ts";
import { answerJsonLines } from "./json-lines.ts";
import type { CommonOptions } from "./session.ts";
import { demandOne, demandShort, type LinesOption, linesOption } from "./usage.ts";

const LIMIT_EXPECTED = `应为 1 到 ${MOST_HITS} 之间的整数`;

const searchLine = z.object({
  query: z.string("缺少“query”，应为一段文字"),
  limit: z
    .int(`“limit”${LIMIT_EXPECTED}`)
    .min(1, `“limit”${LIMIT_EXPECTED}`)
    .max(MOST_HITS, `“limit”${LIMIT_EXPECTED}`)
    .nullish(),
});

type SearchOptions = CommonOptions & LinesOption & { readonly limit: number; readonly why?: boolean };

export function addSearch({ addReading: add, run, broken }: Commands): void {
  add("search [检索词]", "只检索，列出最相关的段落。", [
    "search 货车司机入会 --limit 5",
    "search --jsonl < queries.jsonl",
  ])
    .addOption(
      new Option("--limit <段数>", `最多列出多少段（默认 ${USUAL_HITS}）`)
        .argParser(parseLimit)
        .default(USUAL_HITS),
    )
    .addOption(linesOption('{"id":"1","query":"…","limit":10}'))
    .option("--why", "说明每段为何入选：各路排名、匹配的词")
    .action(async (query: string | undefined, options: SearchOptions) => {
      demandOne("检索词", query, options);
      await run(options, async (session) => {
        const { abilities, output } = session;
        const search = (text: string, limit: number) =>
          abilities.search(text, { limit, why: options.why ?? false });
        if (query !== undefined) {
          const begun = performance.now();
          const { hits, why } = await search(query, options.limit);
          const elapsedMs = Math.round((performance.now() - begun) * 10) / 10;
          if (options.json) return output.write(jsonLine({ query, elapsedMs, hits, ...(why && { why }) }));
          const text = why ? `${hitsText(hits)}\n\n${searchText(why)}` : hitsText(hits);
          return output.write(`${visible(text)}\n`);
        }
        const allUsed = await answerJsonLines(session, searchLine, async (line) => {
          demandShort("检索词", line.query, MAX_QUESTION);
          return search(line.query, line.limit ?? options.limit);
        });
        if (!allUsed) broken();
      });
    });
}

function parseLimit(value: string): number {
  const limit = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (limit >= 1 && limit <= MOST_HITS) return limit;
  throw new InvalidArgumentError(`${LIMIT_EXPECTED}，却是“${value}”`);
}
