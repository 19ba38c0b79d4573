/** ask: a question, or one a line, → answers. */

import { z } from "zod";
import { respond } from "../answer/respond.ts";
import { MAX_QUESTION } from "../channels/limits.ts";
import { contractOf } from "../render/contract.ts";
import type { Commands } from "./command.ts";
import { answerJsonLines, refuseTooLong } from "./json-lines.ts";
import { type CommonOptions, printAnswer } from "./session.ts";
import { demandOne, type LinesOption, linesOption } from "./usage.ts";

export const askLine = z.object({
  question: z.string("缺少“question”，应为一段文字"),
  history: z.array(z.string(), "“history”应为若干段文字").nullish(),
});

export function addAsk({ add, run, broken }: Commands): void {
  add("ask [question]", "回答一个问题，附出处和原文。", [
    'ask "甲单位建成了多少个职工之家？"',
    'ask "哪些案例提到“一函两书”？" --json',
    "ask --jsonl < questions.jsonl",
  ])
    .addOption(linesOption('{"id":"1","question":"…","history":["…"]}'))
    .action(async (question: string | undefined, options: CommonOptions & LinesOption) => {
      demandOne("问题", question, options);
      await run(options, async (session) => {
        const { knowledge, output } = session;
        if (question !== undefined)
          return printAnswer(await respond({ question }, knowledge), options, output);
        const allUsed = await answerJsonLines({
          ...session,
          shape: askLine,
          handle: async ({ question: asked, history }) => {
            refuseTooLong("问题", asked);
            // What was refused as too long when it was asked left nothing to go on from.
            const earlier = history?.filter((text) => text.length <= MAX_QUESTION) ?? [];
            return { answer: contractOf(await respond({ question: asked, history: earlier }, knowledge)) };
          },
        });
        if (!allUsed) broken();
      });
    });
}
