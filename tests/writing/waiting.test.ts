/** An answer that is there is not withheld for one that a model takes long to point out. */

import { describe, expect, it, vi } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import type { Asking } from "../../src/answer/asking.ts";
import { WITHHELD_MS, withTimeLeft } from "../../src/answer/early.ts";
import { respond } from "../../src/answer/respond.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { honest, type Script, scriptedWriter } from "./scripted.ts";

const knowledge = await openKnowledge();
const FACT = "镇江挽回了多少损失，帮了几个人？";
const plain = await knowledge.ask(FACT);

/** A model that answers when it is let go. */
function slowly(script: Script) {
  const gate = Promise.withResolvers<void>();
  const writer = scriptedWriter(
    async (asked, clauses) => {
      await gate.promise;
      return script(asked, clauses);
    },
    { withheldMs: 1 },
  );
  const early: Answer[] = [];
  const asking: Asking = { onEarly: (answer) => early.push(answer) };
  return { letGo: gate.resolve, writer, early, asking };
}

describe("where an answer may be replaced", () => {
  it("it is shown as it is without the model, and then the model's", async () => {
    const { letGo, writer, early, asking } = slowly(honest);
    const answer = respond({ question: FACT }, { ...knowledge, writer }, { asking });
    await expect.poll(() => early).toEqual([plain]);
    letGo();
    expect(contractOf(await answer).by).toBe("test:scripted");
    expect(early).toHaveLength(1);
    expect(writer.asked[0]).not.toHaveProperty("withinMs");
  });

  it("so is a summary", async () => {
    const { letGo, writer, early, asking } = slowly(honest);
    const abilities = createAbilities({ ...knowledge, writer });
    const answer = abilities.summaryNamed("圆通", "three", asking);
    await expect.poll(() => early.map(({ kind }) => kind)).toEqual(["summary"]);
    letGo();
    expect(contractOf(await answer).by).toBe("test:scripted");
  });

  it("it stays, and says why, where nothing comes of the model", async () => {
    const { letGo, writer, early, asking } = slowly(() => {
      throw new Error("连接超时");
    });
    const answer = respond({ question: FACT }, { ...knowledge, writer }, { asking });
    await expect.poll(() => early).toEqual([plain]);
    letGo();
    expect(await answer).toEqual({ ...plain, fallback: "unavailable" });
  });

  it("it is not shown where the model was quicker, nor after that", async () => {
    const writer = scriptedWriter(honest, { withheldMs: 60_000 });
    const onEarly = vi.fn();
    await respond({ question: FACT }, { ...knowledge, writer }, { asking: { onEarly } });
    expect(onEarly).not.toHaveBeenCalled();
  });

  it("it is not shown to whoever gave up", async () => {
    const stop = new AbortController();
    const { writer, early, asking } = slowly(honest);
    const stopping = { ...writer, withheldMs: 60_000 };
    const answer = respond(
      { question: FACT },
      { ...knowledge, writer: { ...stopping, model: { id: "test", generate: () => stopped(stop) } } },
      { asking: { ...asking, signal: stop.signal } },
    );
    await expect(answer).rejects.toThrow("不等了");
    expect(early).toEqual([]);
  });
});

async function stopped(stop: AbortController): Promise<never> {
  stop.abort(new Error("不等了"));
  throw stop.signal.reason;
}

describe("where only one answer can be shown", () => {
  it("the model is told how long it has", async () => {
    const writer = scriptedWriter(honest, { withheldMs: 60_000 });
    await respond({ question: FACT }, { ...knowledge, writer });
    expect(writer.asked[0]?.withinMs).toBeLessThanOrEqual(60_000);
    expect(writer.asked[0]?.withinMs).toBeGreaterThan(1_000);
  });

  it("what was used up before the model was asked is no longer its", () => {
    const left = (spent: number) =>
      withTimeLeft({ withheldMs: WITHHELD_MS }, performance.now() - spent).withheldMs;
    expect(left(3_000)).toBeLessThanOrEqual(WITHHELD_MS - 3_000);
    expect(left(60_000)).toBe(1_000);
    expect(left(-60_000)).toBe(WITHHELD_MS);
  });
});
