/** A job during which another index is published → it is done again. */

import { describe, expect, test } from "vitest";
import { fromOneIndex } from "../../src/answer/one-index.ts";
import type { Case } from "../../src/corpus/case.ts";
import { createMemoryStore } from "../stores/memory-store.ts";

/** A store whose index is another one after each `publish`. */
function createChanging() {
  let cases: readonly Case[] = [];
  const store = { ...createMemoryStore(), cases: async () => cases };
  const publish = () => {
    cases = [];
  };
  return { store, publish };
}

describe("a job", () => {
  test("is done once where the index stays", async () => {
    const { store } = createChanging();
    let runs = 0;
    expect(await fromOneIndex({ store }, async () => (runs += 1))).toBe(1);
  });

  test("is done again as often as another index is published meanwhile", async () => {
    const { store, publish } = createChanging();
    let runs = 0;
    const job = async () => {
      runs += 1;
      if (runs < 4) publish();
      return runs;
    };
    expect(await fromOneIndex({ store }, job)).toBe(4);
  });

  test("that fails because the index was taken away is done again", async () => {
    const { store, publish } = createChanging();
    let runs = 0;
    const job = async () => {
      runs += 1;
      if (runs > 1) return "done";
      publish();
      throw new RangeError("passage 7: the index holds no passages");
    };
    expect(await fromOneIndex({ store }, job)).toBe("done");
  });

  test("that fails of itself fails", async () => {
    const { store } = createChanging();
    const job = () => Promise.reject(new Error("no"));
    await expect(fromOneIndex({ store }, job)).rejects.toThrow("no");
  });

  test("is not begun, nor done again, over an index that cannot be answered from", async () => {
    const { store, publish } = createChanging();
    let runs = 0;
    let isUsable = true;
    const refresh = async () => {
      if (!isUsable) throw new Error("damaged");
    };
    const job = async () => {
      runs += 1;
      isUsable = false;
      publish();
    };
    await expect(fromOneIndex({ store, refresh }, job)).rejects.toThrow("damaged");
    await expect(fromOneIndex({ store, refresh }, job)).rejects.toThrow("damaged");
    expect(runs).toBe(1);
  });
});
