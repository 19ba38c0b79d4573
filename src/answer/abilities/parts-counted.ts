/** 一共有几篇报道, 报告分几大部分, 一共多少条 → what is counted so, shown; null where it is none of these. */

import type { Case } from "../../corpus/case.ts";
import type { Answer } from "../../grounding/answer.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { casePartsOf } from "../../question/case-parts.ts";
import { documentsCounted, partsCounted } from "../../question/counted.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import { excerptFrom } from "../excerpt-from.ts";
import type { Knowledge } from "../knowledge.ts";
import { articleOf } from "../sections.ts";
import { summaryOf } from "../summarize.ts";
import { listCatalogue } from "./catalogue.ts";

const SUMMARY = openTemplates("summary");

/** `meant`: the documents named or talked about. */
export async function countedAsked(
  { text, content, named }: Part,
  meant: readonly Case[],
  knowledge: Knowledge,
): Promise<Answer | null> {
  const all = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  const documents = named.cases.length === 0 ? documentsCounted(text) : null;
  if (documents) {
    const { titled } = documents;
    if (titled === null) return listCatalogue(knowledge);
    const called = all.filter(({ organization, title }) =>
      readable(`${organization} ${title}`).includes(titled),
    );
    return called.length > 1 ? listCatalogue(knowledge, called) : null;
  }
  const parts = partsCounted(text);
  const [of, ...others] = meant.length > 0 ? meant : all;
  if (!parts || !of || others.length > 0) return null;
  if (tellsSomething(SUMMARY.without("kind-of-text", content.replace(parts.words, " ")))) return null;
  if (parts.kind === "parts") return summaryOf({ case: of, length: "full" }, knowledge);
  // The last article says by its number how many there are.
  const numbers = casePartsOf(of).flatMap(({ number }) => number ?? []);
  const last = numbers.sort((a, b) => b - a).flatMap((number) => articleOf(of, number) ?? [])[0];
  return last ? excerptFrom([{ case: of, start: last.start, end: last.end }], knowledge) : null;
}
