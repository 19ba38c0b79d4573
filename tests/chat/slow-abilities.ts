/** The real abilities, but for questions that wait at a stage until a test lets them go on. */

import type { Abilities } from "../../src/answer/abilities.ts";
import type { AnswerStage, Asking } from "../../src/answer/asking.ts";

export interface SlowAbilities extends Abilities {
  /** From now on a question of these words waits; gives back what lets it go. */
  hold(question: string): Held;
}

export interface Held {
  /** Resolves when it is asked. */
  readonly asked: Promise<Asking>;
  /** How often it was asked. */
  readonly times: () => number;
  /** Tells whoever waits that this stage was reached. */
  reach(stage: AnswerStage): Promise<void>;
  /** Gives whoever waits this answer, which another may replace. */
  early(question: string): Promise<void>;
  release(): void;
  fail(error: Error): void;
}

export function slowAbilities(real: Abilities): SlowAbilities {
  const gates = new Map<string, { open: PromiseWithResolvers<void>; asked: PromiseWithResolvers<Asking> }>();
  const counts = new Map<string, number>();
  return {
    ...real,
    async answer(message, asking = {}) {
      const { question } = message;
      counts.set(question, (counts.get(question) ?? 0) + 1);
      const gate = gates.get(question);
      if (gate) {
        gate.asked.resolve(asking);
        await gate.open.promise;
        asking.signal?.throwIfAborted();
      }
      return real.answer(message, asking);
    },
    hold(question) {
      const gate = { open: Promise.withResolvers<void>(), asked: Promise.withResolvers<Asking>() };
      gate.open.promise.catch(() => {});
      gates.set(question, gate);
      return {
        asked: gate.asked.promise,
        times: () => counts.get(question) ?? 0,
        async reach(stage) {
          (await gate.asked.promise).onStage?.(stage);
        },
        async early(other) {
          const { onEarly } = await gate.asked.promise;
          onEarly?.(await real.answer({ question: other }));
        },
        release() {
          gates.delete(question);
          gate.open.resolve();
        },
        fail(error) {
          gates.delete(question);
          gate.open.reject(error);
        },
      };
    },
  };
}
