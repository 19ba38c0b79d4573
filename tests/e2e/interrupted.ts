/** The program started, interrupted at random instants and started again, while people ask. */

import { expect } from "vitest";
import { delivered, type Exchange } from "../chat/delivered.ts";
import { found, tries } from "../full.ts";
import { sleep, until } from "../wire/clock.ts";
import { drawing } from "../wire/drawing.ts";
import { heldUp } from "../wire/held-up.ts";
import { settableClock } from "./settable-clock.ts";
import { type Started, start } from "./start.ts";

export const QUESTIONS = [
  "圆通的应用成效是什么？",
  "总结镇江的案例",
  "那推荐词呢？",
  "引用齐河主要内容第二项",
  "哪些案例提到欠薪？",
  "盐田的推荐词是什么？",
  "火星上有工会吗？",
];

/** How often a platform's program is killed, how often it is stopped, and how often its clock is set. */
export const KILLS = tries(10, 300);
export const STOPS = tries(5, 100);
export const JUMPS = tries(5, 100);

/** For the answers that are left at the end (ms); there are the more of them, the slower the machine is. */
const PATIENCE_MS = 600_000;

/** For all of a test: two minutes a start on the slowest of machines. */
export const INTERRUPTED_MS = PATIENCE_MS + KILLS * 120_000;

type Environment = Readonly<Record<string, string>>;

/** As a service is run: nobody types into it. */
export function serve(environment: Environment, program = "src/main.ts"): Started {
  const started = start("node", [program], environment);
  started.child.stdin.end();
  return started;
}

interface Asked {
  /** A question so often (ms). */
  readonly pace?: number;
  /** While so many wait nothing more is asked: a slow machine would have to work off more and more at the end. */
  readonly mostWaiting?: number;
  readonly environment: Environment;
  /** How much the programs have done so far, calls mostly; one more shows that this one is up. */
  readonly calls: () => number;
  /** Asks something. */
  readonly ask: () => void;
  /** How many questions have no answer yet. */
  readonly unanswered: () => number;
  readonly times: number;
  readonly seed: number;
}

export interface Interrupted extends Asked {
  /** The program itself unless told otherwise. */
  readonly program?: string;
  /** Up to so long after it showed that it is up the program is interrupted (ms). */
  readonly life?: number;
  readonly signal: "SIGKILL" | "SIGTERM";
}

export async function endedEarly(ended: Started["ended"]): Promise<never> {
  const { code, signal, err } = await ended;
  throw new Error(`expected the program to go on, found that it ended (${code ?? signal}): ${err}`);
}

/** Goes on until it is called off. */
function asking({ pace = 80, mostWaiting = 100, ask, unanswered }: Asked): () => Promise<void> {
  let isAsking = true;
  const going = (async () => {
    while (isAsking) {
      if (unanswered() < mostWaiting) ask();
      await sleep(pace);
    }
  })();
  return () => {
    isAsking = false;
    return going;
  };
}

/** Resolves when everything is answered, with how long the longest stop took (ms), but for a machine that had no time for it. */
export async function interrupt(parts: Interrupted): Promise<number> {
  const { program, life = 600, environment, calls, unanswered, signal, times, seed } = parts;
  const draw = drawing(seed);
  const silence = asking(parts);
  let longest = 0;
  for (let i = 0; i < times; i += 1) {
    const before = calls();
    const { child, ended } = serve(environment, program);
    // A program that is not up yet does not know what to do at a signal.
    await Promise.race([until(() => calls() > before, "a first call"), endedEarly(ended)]);
    await sleep(draw() * life);
    const at = performance.now();
    // This one plays the platform.
    const held = heldUp(() => [child.pid, "self"]);
    child.kill(signal);
    const { code, err } = await ended;
    if (signal === "SIGTERM" && code !== 0) throw new Error(`expected exit code 0, found ${code}: ${err}`);
    longest = Math.max(longest, performance.now() - at - held());
  }
  await silence();
  await allAnswered(serve(environment, program), unanswered);
  return longest;
}

async function allAnswered({ child, ended }: Started, unanswered: Asked["unanswered"]): Promise<void> {
  await Promise.race([until(() => unanswered() === 0, "all answers", PATIENCE_MS), endedEarly(ended)]);
  // What comes twice comes late.
  await sleep(1_000);
  child.kill("SIGTERM");
  await ended;
}

/** Set by hand, or by a network that tells the time: minutes, summer time, a wrong day, a machine that had no battery. */
const AHEAD_MS = [5 * 60_000, 60 * 60_000, 8 * 60 * 60_000, 3 * 24 * 60 * 60_000];

/** The program's clock is put on and back again and again while people ask. Resolves when everything is answered. */
export async function setClocks(parts: Asked): Promise<void> {
  const { environment, calls, unanswered, seed, times } = parts;
  const draw = drawing(seed);
  const silence = asking(parts);
  const clock = settableClock();
  const started = start("node", [...clock.args, "src/main.ts"], { ...environment, ...clock.environment });
  started.child.stdin.end();
  for (let i = 0; i < times; i += 1) {
    const before = calls();
    await Promise.race([until(() => calls() > before, "a call"), endedEarly(started.ended)]);
    await sleep(draw() * 600);
    await clock.set((draw() < 0.5 ? -1 : 1) * (AHEAD_MS[Math.floor(draw() * AHEAD_MS.length)] ?? 0));
  }
  await silence();
  await allAnswered(started, unanswered);
}

/** As many as the program has answers on their way at once. */
const SENDS_AT_ONCE = 8;

/** Of a program that was killed: every question has an answer, and what came twice says so. Gives back how many did. */
export function expectNoneLost(exchanges: readonly Exchange[], kills: number): number {
  const { questions, extras, ...broken } = delivered(exchanges);
  found({ kills, questions, extras, ...broken });
  expect(questions).toBeGreaterThanOrEqual(kills);
  expect(broken).toEqual({ lost: 0, doubled: 0, disordered: 0 });
  expect(extras).toBeLessThanOrEqual(kills * SENDS_AT_ONCE);
  return extras;
}

/** Of a program that was stopped: every question has one answer, and no stop took ten seconds. */
export function expectOneEach(exchanges: readonly Exchange[], stops: number, longestMs: number): void {
  const { questions, ...broken } = delivered(exchanges);
  found({ stops, questions, longestMs: Math.round(longestMs), ...broken });
  expect(questions).toBeGreaterThanOrEqual(stops);
  expect(broken).toEqual({ lost: 0, doubled: 0, extras: 0, disordered: 0 });
  expect(longestMs).toBeLessThan(10_000);
}

/** Of a program whose clock was set: as if nobody had. */
export function expectTimeless(exchanges: readonly Exchange[], jumps: number): void {
  const { questions, ...broken } = delivered(exchanges);
  found({ jumps, questions, ...broken });
  expect(questions).toBeGreaterThanOrEqual(jumps);
  expect(broken).toEqual({ lost: 0, doubled: 0, extras: 0, disordered: 0 });
}
