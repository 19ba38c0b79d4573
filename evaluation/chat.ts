/** Messages of a work chat with what a good colleague would do → whether an answer does that. */

import { z } from "zod";
import type { Message } from "../src/answer/respond.ts";
import { ADDRESSED } from "../src/question/acts.ts";
import type { ContractAnswer } from "../src/render/contract.ts";
import { parseLines } from "./labelled.ts";
import { holdsWhole, squeeze } from "./tokens.ts";

const EXPECTED = [
  "silent",
  "courtesy",
  "redirect",
  "help",
  "refuse",
  "clarify",
  "answer",
  "list",
  "summary",
  "compare",
  "quote",
  "verify",
  "draft",
] as const;

type Expected = (typeof EXPECTED)[number];

const shape = z.object({
  id: z.string(),
  group: z.string(),
  message: z.string(),
  /** What the same person asked before, oldest first. */
  history: z.array(z.object({ q: z.string() })).default([]),
  /** The text of the message that this one replies to. */
  reply_to: z.string().optional(),
  /** How the channel knows that it is for the bot. */
  addressed: z.enum(ADDRESSED).optional(),
  expect: z.enum(EXPECTED),
  /** What is right as well. */
  also: z.array(z.enum(EXPECTED)).default([]),
  must_contain: z.array(z.string()).default([]),
  must_not: z.array(z.string()).default([]),
  /** Organisations: for a list exactly these; else all of them are cited or, with `any`, one of them first. */
  case: z.array(z.string()).default([]),
  any: z.boolean().default(false),
  max_chars: z.number().optional(),
});

export type ChatMessage = z.infer<typeof shape>;

/** Throws an `Error` that names the file, the line and the field. */
export function parseMessages(text: string, file: string): ChatMessage[] {
  return parseLines(shape, text, file);
}

/** As a channel hands it on. */
export function asTyped({ message, history, reply_to, addressed }: ChatMessage): Message {
  return { question: message, history: history.map(({ q }) => q), addressed, replyTo: reply_to };
}

const CONTENT: readonly Expected[] = ["answer", "list", "summary", "compare", "quote", "verify", "draft"];

const COMES_AS: Readonly<Record<ContractAnswer["kind"], Expected>> = {
  grounded: "answer",
  excerpt: "quote",
  summary: "summary",
  listing: "list",
  comparison: "compare",
  verification: "verify",
  ambiguous: "clarify",
  "not-found": "refuse",
  help: "help",
};

const TAKEN: Readonly<Partial<Record<Expected, readonly string[]>>> = {
  answer: ["answer", "quote", "list", "compare", "summary"],
  list: ["list", "answer", "compare"],
  summary: ["summary"],
  compare: ["compare", "answer"],
  quote: ["quote", "answer"],
  verify: ["verify"],
};

/** Characters of the text at most. */
const MAX_LENGTH: Readonly<Record<Expected, number>> = {
  silent: 160,
  courtesy: 160,
  redirect: 160,
  help: 1_500,
  refuse: 300,
  clarify: 500,
  answer: 700,
  list: 2_500,
  summary: 1_800,
  compare: 2_500,
  quote: 1_200,
  verify: 900,
  draft: 1_800,
};

/** Answers of these groups. */
const LONGER: Readonly<Record<string, number>> = {
  consult: 1_200,
  multi: 1_200,
  feedback: 1_200,
  whole: 2_500,
};

/** The answer says that it writes no texts, or marks one as a draft. */
const WRITES =
  /(?:不|没|未|无法)[^。，,；\n]{0,12}(?:写|撰|拟|起草|翻译|润色|压缩|代笔)|写不了|代写|草稿|草案|初稿/;

export interface ChatScore {
  readonly right: boolean;
  /** Right, and no refusal or question back where neither is wanted: “the cases do not mention thanks” is no courtesy. */
  readonly strict: boolean;
  /** What kind of reply it is. */
  readonly came: string;
  /** Null for a right one. */
  readonly fault: string | null;
}

export function scoreChat(message: ChatMessage, answer: ContractAnswer): ChatScore {
  const { text, kind, citations } = answer;
  const { reply } = answer;
  const came = reply ?? COMES_AS[kind];
  const said = folded(text);
  const length = [...text].length;
  const gold = message.case;
  const cited = citations.map((citation) => citation.case.organization);
  const listed = answer.cases.map(({ organization }) => organization);
  const inside = cited.map((name) => gold.some((one) => same(name, one)));
  const lacks = message.must_contain.filter((token) => !holds(said, token));
  const bad = message.must_not.filter((token) => holds(said, token));
  const wants = [message.expect, ...message.also];
  if (bad.length > 0) return { right: false, strict: false, came, fault: `must not: ${bad.join(", ")}` };
  const flaws = wants.map((want) => flawOf(want));
  const right = flaws.includes(null);
  const mild =
    reply !== undefined || (came !== "refuse" && came !== "clarify") || wants.some((want) => want === came);
  return { right, strict: right && mild, came, fault: right ? null : (flaws[0] ?? null) };

  function flawOf(want: Expected): string | null {
    const isContent = CONTENT.includes(message.expect);
    if (CONTENT.includes(want) === isContent && want !== "draft" && lacks.length > 0)
      return `lacks ${lacks.join(", ")}`;
    if (want === "silent" && reply === "silent") return null;
    const most =
      message.max_chars && CONTENT.includes(want) === isContent
        ? message.max_chars
        : ((want === "answer" ? LONGER[message.group] : undefined) ?? MAX_LENGTH[want]);
    if (length > most) return `${length} characters`;
    if (want === "silent" || want === "courtesy" || want === "redirect") {
      if (reply && reply !== want) return `came ${reply}`;
      const related = want === "redirect" && gold.length > 0 && inside.every(Boolean);
      return cited.length > 0 && !related ? `${cited.length} citations` : null;
    }
    if (want === "refuse" && "corrects" in answer && answer.corrects) return null;
    if (want === "help" || want === "refuse" || want === "clarify") {
      if (came !== want) return `came ${came}`;
      return cited.length > 0 && want !== "clarify" ? `${cited.length} citations` : null;
    }
    if (want === "draft")
      return reply !== "draft" && !WRITES.test(text)
        ? `came ${came}, says nothing of writing`
        : caseFlaw(want);
    if (!TAKEN[want]?.includes(came)) return `came ${came}`;
    if (cited.length === 0 && want !== "list") return "no citations";
    return caseFlaw(want);
  }

  function caseFlaw(want: Expected): string | null {
    if (gold.length === 0) return null;
    const all = (names: readonly string[]) => gold.every((one) => names.some((name) => same(one, name)));
    if (want === "list" && !message.any) {
      if (!all(listed)) return "cases missing";
      return listed.every((name) => gold.some((one) => same(one, name))) ? null : "further cases";
    }
    const right = inside.filter(Boolean).length;
    if (right === 0) return "wrong case";
    if (right * 2 < inside.length) return "mostly other cases";
    if (message.any) return inside[0] ? null : "other case first";
    return all([...cited, ...listed]) ? null : "cases missing";
  }
}

function folded(text: string): string {
  return squeeze(text.normalize("NFKC")).toLowerCase();
}

function holds(text: string, token: string): boolean {
  return token.split("|").some((one) => holdsWhole(text, folded(one)));
}

/** One may be the beginning of the other. */
function same(a: string, b: string): boolean {
  const [x, y] = [folded(a), folded(b)];
  return x !== "" && (x.startsWith(y) || y.startsWith(x));
}
