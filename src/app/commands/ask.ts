/** ask: a question, or one a line, → answers. */

import { z } from "zod";
import type { Abilities } from "../../answer/abilities.ts";
import type { Message } from "../../answer/respond.ts";
import { MAX_QUESTION } from "../../chat/limits.ts";
import { UNKNOWN_COMMAND, usage } from "../../chat/request-wording.zh.ts";
import { type Request, requestOf } from "../../chat/requests.ts";
import { PRIVACY } from "../../chat/wording.zh.ts";
import { linesOf } from "../../console/lines.ts";
import { jsonLine } from "../../console/output.ts";
import type { Answer } from "../../grounding/answer.ts";
import { ADDRESSED } from "../../question/acts.ts";
import { contractOf } from "../../render/contract.ts";
import { visible } from "../../render/text.ts";
import { explanationText } from "../../render/why.zh.ts";
import type { Commands } from "./command.ts";
import { answerJsonLines } from "./json-lines.ts";
import { type CommonOptions, printAnswer, type Session, type Surroundings } from "./session.ts";
import { demandOne, demandShort, type LinesOption, linesOption } from "./usage.ts";

const HISTORY = '“history”应为此前问过的话，由先到后，如 ["总结一下甲单位的案例"]';

const askLine = z.object({
  question: z.string("缺少“question”，应为一段文字"),
  history: z.array(z.string(HISTORY), HISTORY).nullish(),
  addressed: z.enum(ADDRESSED, `“addressed”应为 ${ADDRESSED.join("、")} 之一`).nullish(),
  replyTo: z.string("“replyTo”应为一段文字").nullish(),
});

/** A question is not as long, and says so itself. */
const MAX_BYTES = 64 * 1024;

type AskOptions = CommonOptions & LinesOption & { readonly why?: boolean };

export function addAsk({ addReading: add, run, broken, input }: Commands): void {
  add("ask [问题]", "回答一个问题，附出处和原文。", [
    'ask "甲单位建成了多少个职工之家？"',
    'ask "哪些案例提到“一函两书”？" --json',
    "ask < question.txt",
    "ask --jsonl < questions.jsonl",
  ])
    .addOption(linesOption('{"id":"1","question":"…","history":["…"]}'))
    .option("--why", "说明这样回答的依据：理解、依次的尝试、检索到的段落、判断")
    .action(async (given: string | undefined, options: AskOptions) => {
      const question = given ?? (options.jsonl ? undefined : await pipedText(input));
      demandOne("问题", question, options);
      await run(options, async (session) => {
        const { abilities, output, settings } = session;
        const { publicUrl } = settings.web;
        if (question !== undefined && options.why) {
          const { answer, explanation } = await abilities.explain({ question });
          if (options.json)
            return output.write(jsonLine({ ...contractOf(answer, publicUrl), why: explanation }));
          await printAnswer(answer, options, session);
          return output.write(explanation ? `\n${visible(explanationText(explanation))}\n` : "");
        }
        if (question !== undefined)
          return printAnswer(await abilities.answer({ question, addressed: "private" }), options, session);
        const allUsed = await answerJsonLines(session, askLine, async (line) => {
          demandShort("问题", line.question, MAX_QUESTION);
          // What was refused as too long when it was asked left nothing to go on from.
          const history = line.history?.filter((text) => text.length <= MAX_QUESTION) ?? [];
          const spoken = { addressed: line.addressed ?? undefined, replyTo: line.replyTo ?? undefined };
          return answered({ question: line.question, history, ...spoken }, session, options);
        });
        if (!allUsed) broken();
      });
    });
}

/** What stands in the standard input; undefined where somebody sits at it, or nothing is there. */
async function pipedText(input: Surroundings["input"]): Promise<string | undefined> {
  if (input.isTTY) return undefined;
  const lines: string[] = [];
  for await (const { text } of linesOf(input, MAX_BYTES)) lines.push(text ?? "");
  return lines.join("\n").trim() || undefined;
}

async function answered(message: Message, session: Session, { why }: AskOptions): Promise<object> {
  const { abilities, settings } = session;
  const { publicUrl } = settings.web;
  if (!why || commandIn(message.question) !== undefined)
    return { answer: contractOf(await answerTyped(message, abilities), publicUrl) };
  const { answer, explanation } = await abilities.explain(message);
  return { answer: contractOf(answer, publicUrl), why: explanation };
}

/** What was typed, a command of chats or anything else → its answer. */
export function answerTyped(message: Message, abilities: Abilities): Promise<Answer> {
  const command = commandIn(message.question);
  return command === undefined ? abilities.answer(message) : answerCommand(command, message, abilities);
}

/** A command as chats know it; undefined for a message that is none. */
function commandIn(question: string): Request | undefined {
  return /^\s*[/／][\p{L}]/u.test(question) ? requestOf(null, question.trim()) : undefined;
}

/** As a chat would, without what only a chat can do. */
async function answerCommand(request: Request, message: Message, abilities: Abilities): Promise<Answer> {
  const says = (text: string): Answer => ({ kind: "help", says: text, suggestions: [], carried: null });
  switch (request.kind) {
    case "question":
      return request.named?.(abilities) ?? abilities.answer({ ...message, question: request.question });
    case "verify":
      return abilities.verify(request.text);
    case "usage":
      return says(usage(request.command));
    case "unknown":
      return says(UNKNOWN_COMMAND(request.command));
    case "privacy":
      return says(PRIVACY);
    default:
      return { kind: "help", suggestions: [], carried: null };
  }
}
