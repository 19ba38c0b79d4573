/** What is said to have been found is what was found. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GUARDS } from "./trust/guards.ts";
import { PROMISES } from "./trust/promises.ts";
import { added, allOf, type Outcome, shortfalls, sumOf, tableOf, withTable } from "./trust/reliability.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (name: string) => readFileSync(join(ROOT, name), "utf8");

it("the table of docs and its sum in the README are made of RELIABILITY.json", () => {
  const outcomes = JSON.parse(read("RELIABILITY.json")) as Outcome[];
  expect(outcomes).toEqual(allOf(outcomes));
  expect(read("docs/reliability.md")).toBe(withTable(read("docs/reliability.md"), tableOf(outcomes)));
  expect(read("README.md")).toBe(withTable(read("README.md"), sumOf(outcomes)));
});

it("a promise that is called kept was kept", () => {
  const outcomes = JSON.parse(read("RELIABILITY.json")) as Outcome[];
  const called = outcomes.filter(({ state }) => state === "kept");
  for (const { promise, of, found = {}, scale = 1 } of called) {
    const promised = PROMISES.find(({ name }) => name === promise);
    expect([promise, of, promised && shortfalls(promised, found, scale)]).toEqual([promise, of, []]);
  }
});

it("figures that lack something are found", () => {
  const [promised] = PROMISES.filter(({ name }) => name === "bot-kills");
  if (!promised) throw new Error("expected bot-kills among the promises");
  const found = { kills: 30, lost: 0, doubled: 0, disordered: 0, extras: 60 };
  expect(shortfalls(promised, found, 0.1)).toEqual([]);
  expect(shortfalls(promised, found, 1)).toEqual(["kills: expected 300, found 30"]);
  expect(shortfalls(promised, { ...found, lost: 1, extras: 61 }, 0.1)).toEqual([
    "lost: expected 0, found 1",
    "extras: expected 60 at most, found 61",
  ]);
  expect(shortfalls(promised, {}, 0.1)).toHaveLength(5);
});

it("parts add up, but for times and shares", () => {
  const parts = [
    { kills: 2, longestMs: 7 },
    { kills: 3, longestMs: 5, lost: 0 },
  ];
  expect(added(...parts)).toEqual({ kills: 5, longestMs: 7, lost: 0 });
});

it("what was found of other sources is said to be of an earlier program", () => {
  const rot: Outcome = { promise: "rot", of: "", state: "kept", sources: "a", found: { damages: 26 } };
  const rows = ["a", "b"].map((sum) => tableOf(allOf([rot], () => sum)).match(/26 damages[^|]*/)?.[0]);
  expect(rows).toEqual(["26 damages ", "26 damages, of an earlier program "]);
});

it("every room that keeps a promise is there", () => {
  const rooms = PROMISES.flatMap(({ runs }) => runs.flatMap((run) => run.rooms ?? []));
  expect(rooms.filter((room) => !existsSync(join(ROOT, "src", room)))).toEqual([]);
});

it("every test that a promise names is there", () => {
  for (const { runs } of PROMISES)
    for (const { file } of runs) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
});

it("every guard stands, once, where it is taken out to be tried", () => {
  const gone = GUARDS.filter(({ file, find }) => read(file).split(find).length !== 2);
  expect(gone.map(({ name }) => name)).toEqual([]);
});
