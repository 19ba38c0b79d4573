/** A bot that one of several programs serves: it begins anew whenever it has the right again. */

import { expect, it } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import type { HoldOf } from "../../src/chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { PLATFORMS } from "./platforms.ts";

const abilities = createAbilities(await openKnowledge());

/** Had by whoever asks; taken away by `lose`. */
function createRights() {
  const held: AbortController[] = [];
  const released: number[] = [];
  const waiting: (() => void)[] = [];
  const holdOf: HoldOf = async () => {
    const right = new AbortController();
    const number = held.push(right);
    for (const had of waiting.splice(0)) had();
    return { lost: right.signal, release: async () => void released.push(number) };
  };
  return {
    holdOf,
    released,
    /** Resolves when it is had again. */
    async lose() {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      held.at(-1)?.abort();
      await promise;
    },
  };
}

it.each(PLATFORMS)(
  "%s is served anew after the right was lost, and given back when it stops",
  async (_, start) => {
    const { holdOf, lose, released } = createRights();
    const platform = await start({ abilities, holdOf });
    expect(await platform.ask(platform.person(), "圆通的应用成效是什么？")).toContain("圆通");
    await lose();
    expect(await platform.ask(platform.person(), "圆通的应用成效是什么？")).toContain("圆通");
    await platform.stop();
    expect(released).toEqual([1, 2]);
  },
);
