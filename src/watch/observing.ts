/** Abilities → the same for one channel, which tell of every answer: what was asked, what came of it, and how long it took. */

import { randomBytes } from "node:crypto";
import type { Abilities } from "../answer/abilities.ts";
import type { AnswerStage, Asking } from "../answer/asking.ts";
import type { Answer } from "../grounding/answer.ts";

export interface Observed {
  /** By which all that is kept of it is found again. */
  readonly trace: string;
  readonly channel: string;
  readonly ability: string;
  /** In the asker's words, or what stands for them where a button was pressed. */
  readonly question: string;
  /** What it rejected with, where it did. */
  readonly outcome: { readonly answer: Answer } | { readonly failure: unknown };
  /** Shown while another may come in its place. */
  readonly isEarly: boolean;
  /** Whoever asked gave up. */
  readonly isStopped: boolean;
  readonly ms: number;
  /** How long each stage took, in the order in which they began. */
  readonly stages: readonly (readonly [stage: AnswerStage, ms: number])[];
}

/** Must not reject; an answer waits for it. */
export type Observer = (observed: Observed) => Promise<void>;

export function observing(abilities: Abilities, channel: string, observe: Observer): Abilities {
  async function observed(
    ability: string,
    question: string,
    given: Asking | undefined,
    work: (asking: Asking) => Promise<Answer>,
  ): Promise<Answer> {
    const trace = given?.trace ?? randomBytes(6).toString("base64url");
    const begun = performance.now();
    const stages: [AnswerStage, number][] = [];
    const onStage = (stage: AnswerStage) => {
      stages.push([stage, performance.now()]);
      given?.onStage?.(stage);
    };
    const tell = (outcome: Observed["outcome"], isEarly: boolean) => {
      const now = performance.now();
      return observe({
        ...{ trace, channel, ability, question, outcome, isEarly },
        isStopped: given?.signal?.aborted ?? false,
        ms: now - begun,
        stages: stages.map(([stage, at], i) => [stage, (stages[i + 1]?.[1] ?? now) - at]),
      });
    };
    const onEarly = given?.onEarly;
    const asking: Asking = {
      ...given,
      trace,
      onStage,
      ...(onEarly && {
        onEarly: (answer: Answer) => {
          onEarly(answer);
          void tell({ answer }, true);
        },
      }),
    };
    try {
      const answer = await work(asking);
      await tell({ answer }, false);
      return answer;
    } catch (failure) {
      await tell({ failure }, false);
      throw failure;
    }
  }

  const named = (...words: readonly (string | undefined)[]) =>
    words.filter((word) => word !== undefined).join(" ");

  return {
    ...abilities,
    answer: (message, asking) =>
      observed("answer", message.question, asking, (own) => abilities.answer(message, own)),
    quoteNamed: (...which) =>
      observed("quote", named(...which), undefined, () => abilities.quoteNamed(...which)),
    summaryNamed: (name, length, asking) =>
      observed("summary", name, asking, (own) => abilities.summaryNamed(name, length, own)),
    compareNamed: (names, section) =>
      observed("compare", named(...names, section), undefined, () => abilities.compareNamed(names, section)),
    catalogue: () => observed("catalogue", "", undefined, () => abilities.catalogue()),
    verify: (text) => observed("verify", text, undefined, () => abilities.verify(text)),
    wholeOf: (citation) =>
      observed("quote", named(citation.case.organization, citation.section), undefined, () =>
        abilities.wholeOf(citation),
      ),
    summaryOf: (caseId, asking) =>
      observed("summary", caseId, asking, (own) => abilities.summaryOf(caseId, own)),
  };
}

/** A journal is told from others by the platform and by numbers of the bot, which are of no use elsewhere. */
export function platformOf(bot: string): string {
  return bot.split(" ", 1)[0] ?? bot;
}
