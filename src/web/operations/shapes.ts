/** The shapes of what programs ask and of what they are given, from which documents and checks are made. */

import { z } from "zod";
import { MAX_COMPARED } from "../../answer/abilities/compare.ts";
import { MOST_HITS, USUAL_HITS } from "../../answer/search-hits.ts";
import { MAX_TURNS } from "../../chat/history.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "../../chat/limits.ts";

/** A text of at most so many UTF-16 units; `what` is how people call it. */
function text(field: string, what: string, most: number) {
  return z
    .string(`“${field}”应为一段文字`)
    .max(most, { error: ({ input }) => tooLong(what, String(input), most) });
}

/** A slip in the name of a field must not pass for a field left out. */
function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `没有${issue.keys.map((key) => `“${key}”`).join("、")}这样的字段；可用的字段：${Object.keys(shape).join("、") || "无"}`
        : "应为一个 JSON 对象",
  });
}

const LIMIT_EXPECTED = `“limit”应为 1 到 ${MOST_HITS} 之间的整数`;
const NAMES_EXPECTED = `“names”应为 2 到 ${MAX_COMPARED} 个案例名称`;

const name = text("name", "案例名称", MAX_QUESTION).describe("案例名称：单位的全称或简称、地名、项目名");
const section = text("section", "章节", MAX_QUESTION);

export const askInput = fields({
  question: text("question", "问题", MAX_QUESTION).describe("要问的问题，中文"),
  history: z
    .array(text("history", "此前的问题", MAX_QUESTION), "“history”应为若干段文字")
    .max(MAX_TURNS, `“history”最多 ${MAX_TURNS} 个问题`)
    .nullish()
    .describe("同一人在本次对话中此前问过的问题，从早到晚；用来理解追问"),
});

export const quoteInput = fields({
  name,
  section: section.nullish().describe("章节名称，如 应用成效；不填则为全文"),
  item: text("item", "条目", MAX_QUESTION).nullish().describe("条目编号，如 (二) 或 2"),
});

export const summaryInput = fields({
  name,
  length: z
    .enum(["one", "three", "full"], "“length”应为 one、three 或 full")
    .nullish()
    .describe("one 一句话，three 三点，full 全部章节；默认 full"),
});

export const casesInput = fields({});

export const compareInput = fields({
  names: z
    .array(text("names", "案例名称", MAX_QUESTION), NAMES_EXPECTED)
    .min(2, NAMES_EXPECTED)
    .max(MAX_COMPARED, NAMES_EXPECTED)
    .describe("要比较的案例名称"),
  section: section.nullish().describe("只比较这个章节；默认比较背景、做法和成效"),
});

export const verifyInput = fields({
  text: text("text", "要核对的文字", MAX_VERIFIED).describe("要核对的文字，不带引号"),
});

export const searchInput = fields({
  query: text("query", "检索词", MAX_QUESTION).describe("检索词或问题"),
  limit: z
    .int(LIMIT_EXPECTED)
    .min(1, LIMIT_EXPECTED)
    .max(MOST_HITS, LIMIT_EXPECTED)
    .nullish()
    .describe(`最多多少段，默认 ${USUAL_HITS}`),
});

export const fetchInput = fields({
  id: text("id", "编号", MAX_QUESTION).describe("search 的 results 中的 id，或资源的网址 case://…"),
});

export const fetchOutput = z
  .object({
    id: z.string(),
    title: z.string(),
    text: z.string().describe("原文，一字不改；每一章节前有【章节】"),
    url: z.string().describe("读者可以查看原文的网址；没有网页时同 id"),
    metadata: z.record(z.string(), z.string()),
  })
  .describe("一个案例，或其中的一个章节、条目");

/** What is given is described once, by these names. */
export const components = z.registry<{ id: string }>();

const ordinal = z.int().min(1);
const offset = z.int().min(0);

const caseRef = z
  .object({ id: z.string(), organization: z.string(), title: z.string() })
  .describe("一个案例")
  .register(components, { id: "Case" });

const citation = z
  .object({
    number: ordinal.describe("文中 [n] 的编号"),
    case: caseRef,
    section: z.string(),
    item: z.string().nullable().describe("条目，如 (二)；不在条目中则为 null"),
    sentences: z.array(ordinal).length(2).describe("首句和末句的序号"),
    quote: z.string().describe("原文，一字不改"),
    truncated: z.boolean().describe("原文此处不完整"),
    source: z
      .object({ file: z.string(), start: offset, end: offset, line: ordinal })
      .describe("在文件中的位置：UTF-16 偏移量，左闭右开；行号从 1 起"),
    address: z.string().describe("案例·章节·(项)·第n句"),
    url: z.string().nullable().describe("读者可以查看原文的网址"),
  })
  .describe("一处出处和它的原文")
  .register(components, { id: "Citation" });

const numbers = z.array(ordinal);

export const answerOutput = z
  .object({
    kind: z.enum([
      "grounded",
      "excerpt",
      "summary",
      "listing",
      "comparison",
      "verification",
      "ambiguous",
      "not-found",
      "help",
    ]),
    by: z.string().describe("extractive，或选出原文、起草文稿的模型"),
    text: z.string().describe("完整的回答，含编号、出处和原文"),
    claims: z.array(z.object({ text: z.string(), citations: numbers })),
    citations: z.array(citation),
    cases: z.array(caseRef),
    candidates: z.array(caseRef).describe("kind 为 ambiguous 时，可能指的案例"),
    suggestions: z.array(z.string()).describe("案例能够回答的其他问题"),
    carried: z
      .object({ case: z.string(), section: z.string(), question: z.string() })
      .partial()
      .nullable()
      .describe("追问从上文承接的内容"),
    fallback: z
      .enum(["unwritten", "unavailable", "spent"])
      .optional()
      .describe("配置了语言模型而未用上的原因"),
    reply: z
      .enum(["silent", "courtesy", "redirect", "draft"])
      .optional()
      .describe("所说的不是提问，或要代写文稿：不作声、一句客气话、指路、可引用的原文或草稿"),
    rows: z
      .array(
        z.object({
          section: z.string(),
          cells: z.array(z.object({ caseId: z.string(), citations: numbers })),
        }),
      )
      .optional()
      .describe("仅用于 comparison：表格各行"),
    verdict: z.enum(["identical", "altered", "absent"]).optional().describe("仅用于 verification"),
    differences: z
      .array(z.object({ kind: z.enum(["same", "missing", "added"]), text: z.string() }))
      .optional()
      .describe("仅用于 verification：missing 原文有而所给文字没有，added 相反"),
  })
  .describe("一个回答，每句话都有出处")
  .register(components, { id: "Answer" });

export const searchOutput = z
  .object({
    hits: z.array(
      z.object({
        rank: ordinal,
        score: z.number(),
        case: caseRef,
        section: z.string(),
        item: z.string().nullable(),
        file: z.string(),
        start: offset,
        end: offset,
        text: z.string(),
        address: z.string().describe("案例·章节·(项)·第n句"),
      }),
    ),
  })
  .describe("最相关的段落，从高到低")
  .register(components, { id: "Hits" });
