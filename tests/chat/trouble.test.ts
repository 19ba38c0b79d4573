/** A platform that cannot be reached: how often it is tried, and how often that is said. */

import { expect, it } from "vitest";
import { type Failure, failuresOf, PlatformError } from "../../src/chat/failures.ts";
import { createTrouble } from "../../src/chat/trouble.ts";
import { keepLog } from "./journal.ts";

const lines = {
  notReached: (reason: string) => `away: ${reason}`,
  reachedAgain: "there again",
  wrongSecret: (reason: string) => `wrong secret: ${reason}`,
};
const error = (kind: "unavailable" | "token", reason: string) => new PlatformError({ kind }, reason);

function troubled() {
  const log = keepLog();
  return { log, ...createTrouble(log, failuresOf(), lines) };
}

it("is tried less than twelve times in the first minute, and told of in one line until it is there again", () => {
  const { met, over, log } = troubled();
  let ms = 0;
  let attempts = 1;
  for (; ms < 60_000; attempts += 1) ms += met(error("unavailable", "ECONNREFUSED"));
  expect(attempts).toBeLessThan(12);
  over();
  const said = log.lines.filter((line) => !line.startsWith("debug"));
  expect(said).toEqual(["warn away: ECONNREFUSED", "info there again"]);
});

it("that refuses the secret is tried, and told of, every five minutes", () => {
  const { met, log } = troubled();
  const waits = [1, 2, 3].map(() => met(error("token", "401")));
  expect(waits).toEqual([300_000, 300_000, 300_000]);
  expect(log.lines).toEqual(Array(3).fill("error wrong secret: 401"));
});

it("that says how long to wait is left alone for so long, without a line", () => {
  const { met, log } = troubled();
  const flood: Failure = { kind: "flood", afterMs: 7_000 };
  expect(met(new PlatformError(flood, "429"))).toBe(7_000);
  expect(log.lines).toEqual([]);
});
