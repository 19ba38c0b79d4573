/** A question about several cases that no list answers → what a model finds with tools, pointing at clauses. */

import { z } from "zod";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import type { Answer } from "../../grounding/answer.ts";
import type { Tool } from "../../models/model.ts";
import type { Knowledge } from "../knowledge.ts";
import { resolveCase } from "../resolve-case.ts";
import { askModel } from "./ask-model.ts";
import { concluded } from "./concluded.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import { pointingInto } from "./pointing.ts";
import { questionText } from "./readable.ts";
import type { Draft, Writing } from "./writer.ts";

const MAX_STEPS = 6;
const MAX_TOKENS = 1_200;

/** Tokens that one question may take in all, and of them those of sentences shown. */
const MAX_SPENT = 16_000;
const ROOM = 6_000;

const MOST_HITS = 8;
const MOST_LISTED = 200;

export async function writeResearched(draft: Draft, writing: Writing): Promise<Answer> {
  const { writer, knowledge, asking } = writing;
  const prompt = writer.prompts.research;
  const evidence = createEvidence(ROOM, writer.countTokens);
  const tools = toolsOver(knowledge, evidence);
  const reply = await askModel(
    writer,
    {
      prompt,
      input: prompt.fill({ question: questionText(draft.question) }),
      ...pointingInto(evidence),
      maxTokens: MAX_TOKENS,
      research: { tools, maxSteps: MAX_STEPS, maxSpent: MAX_SPENT },
    },
    asking,
  );
  return concluded(reply, draft, evidence, writing);
}

const NOTHING = "没有找到。";

/** What they show is numbered in the evidence, so that the model can point at it. */
export function toolsOver(knowledge: Knowledge, evidence: Evidence): readonly Tool[] {
  const shown = (texts: readonly string[]) => texts.filter(Boolean).join("\n\n") || NOTHING;
  const isText = ({ sectionKind }: Passage) => sectionKind !== "heading";
  return [
    tool("list_cases", "列出全部案例的单位和标题", z.object({}), async () => {
      const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");
      const names = cases.map(({ organization, title }) => `${organization} ${title}`.trim());
      return names.slice(0, MOST_LISTED).join("\n") || NOTHING;
    }),
    tool(
      "search",
      "按词语查找，得到最相关的分句及其编号",
      z.object({ words: z.string().describe("要查找的词语") }),
      async ({ words }) => {
        const scope = { accepts: isText };
        const hits = await knowledge.retriever.retrieve(words, { limit: MOST_HITS, scope });
        return shown(hits.map(({ case: of, passage }) => evidence.add(of, passage)));
      },
    ),
    tool(
      "read_section",
      "读一个案例的一个章节，得到其中的分句及其编号",
      z.object({
        case: z.string().describe("案例的单位"),
        section: z.string().describe("章节名称；空着则读全部"),
      }),
      async ({ case: name, section }) => {
        const [unionCase, ...others] = await resolveCase(name, knowledge);
        if (!unionCase || others.length > 0) return NOTHING;
        const passages = passagesOf(unionCase).filter(isText);
        const named = passages.filter((passage) => passage.section.includes(section.trim()));
        return shown(
          (named.length > 0 ? named : passages).map((passage) => evidence.add(unionCase, passage)),
        );
      },
    ),
  ];
}

function tool<T>(
  name: string,
  description: string,
  shape: z.ZodType<T>,
  run: (input: T) => Promise<string>,
): Tool {
  return { name, description, shape, run: async (input) => run(shape.parse(input)) };
}
