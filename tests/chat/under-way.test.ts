/** What ends what: only what was asked before, only what is meant, and at once. */

import { describe, expect, it } from "vitest";
import type { Place, Reason } from "../../src/chat/desk.ts";
import { createUnderWay, Stopped } from "../../src/chat/waiting.ts";

const place = (message: string): Place => ({ chat: "群", room: "", isPrivate: false, message });
const asked = (number: number, message = String(number)) => ({
  ...{ job: { number, post: async () => {} }, place: place(message), person: "李" },
});
const stop = (number: number, reason: Reason = "said", message?: string) => ({
  number,
  reason,
  ends: ({ place: at }: { place: Place }) => message === undefined || at.message === message,
});

/** Runs until it is stopped. */
const waiting = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

const reasonOf = (run: Promise<unknown>) =>
  run.then(
    () => "done",
    (error: unknown) => (error instanceof Stopped ? error.reason : String(error)),
  );

describe("what is under way", () => {
  it("is ended by what comes after it, and by nothing that came before", async () => {
    const underWay = createUnderWay();
    const run = reasonOf(underWay.run(asked(5), waiting));
    underWay.stop(stop(4));
    underWay.stop(stop(5));
    expect(underWay.some(() => true)).toBe(true);
    expect([4, 5].map(underWay.hasStopped)).toEqual([false, false]);
    underWay.stop(stop(6, "pressed"));
    expect(await run).toBe("pressed");
    expect(underWay.hasStopped(6)).toBe(true);
    expect(underWay.some(() => true)).toBe(false);
  });

  it("is ended alone, where others are not meant", async () => {
    const underWay = createUnderWay();
    const [one, other] = ["1", "2"].map((message) => reasonOf(underWay.run(asked(1, message), waiting)));
    underWay.stop(stop(3, "deleted", "1"));
    expect(await one).toBe("deleted");
    underWay.stop(stop(4, "edited"));
    expect(await other).toBe("edited");
  });

  it("is not begun where it was ended while it waited, until the word has had its own turn", async () => {
    const underWay = createUnderWay();
    underWay.stop(stop(9, "edited", "7"));
    const run = (number: number) => reasonOf(underWay.run(asked(number, "7"), async () => "answered"));
    expect(await run(7)).toBe("edited");
    // The edited question itself.
    expect(await run(9)).toBe("done");
    underWay.passed(9);
    expect(underWay.hasStopped(9)).toBe(false);
    expect(await run(8)).toBe("done");
  });

  it("ends once, for the first reason", async () => {
    const underWay = createUnderWay();
    const run = reasonOf(underWay.run(asked(1), waiting));
    underWay.stop(stop(2, "said"));
    underWay.stop(stop(3, "deleted"));
    expect(await run).toBe("said");
    expect(underWay.hasStopped(3)).toBe(false);
  });
});
