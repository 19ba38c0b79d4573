/** How much a chat takes in a time, by the clock that nobody sets. */

import { afterEach, expect, it, vi } from "vitest";
import { createPace } from "../../src/chat/sending.ts";

afterEach(() => {
  vi.useRealTimers();
});

it("lets through so many in a time, and fewer signs, in each chat by itself", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const pace = createPace([{ most: 3, inMs: 60_000 }]);
  expect([1, 2, 3, 4].map(() => pace.take("甲", false))).toEqual([0, 0, 0, 60_000]);
  expect([1, 2].map(() => pace.take("乙", true))).toEqual([0, 60_000]);
  vi.advanceTimersByTime(59_000);
  expect(pace.take("甲", false)).toBe(1_000);
  vi.advanceTimersByTime(1_000);
  expect(pace.take("甲", false)).toBe(0);
});

it("holds nothing back for longer because the clock was put back", () => {
  const pace = createPace([{ most: 1, inMs: 60_000 }]);
  expect(pace.take("甲", false)).toBe(0);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 24 * 60 * 60_000 });
  expect(pace.take("甲", false)).toBeLessThanOrEqual(60_000);
});
