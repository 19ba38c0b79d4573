/** Replies → clauses: numbers alone count, in whatever a model wraps them. */

import { describe, expect, it } from "vitest";
import { wholeEvidence } from "../../src/answer/writing/evidence.ts";
import { pointersOf, pointingIn, pointingShape } from "../../src/answer/writing/pointing.ts";
import { parseReply } from "../../src/models/structure.ts";
import { openKnowledge } from "../knowledge.ts";
import { countTokens, pointing } from "./scripted.ts";

const { store } = await openKnowledge();
const evidence = wholeEvidence(await store.cases(), 30_000, countTokens);
if (!evidence) throw new Error("expected the corpus to fit");

const pointedAt = (...said: string[]) =>
  pointersOf(said, evidence).map(({ number, clause }) => `S${number}.${clause + 1}`);

describe("numbers", () => {
  it.each([
    [["S38.3"], ["S38.3"]],
    [
      ["s38.3", "S38．1"],
      ["S38.3", "S38.1"],
    ],
    [["S38.1-S38.3"], ["S38.1", "S38.2", "S38.3"]],
    [["S38.1-3"], ["S38.1", "S38.2", "S38.3"]],
    [["S38.3", "S38.3"], ["S38.3"]],
    [["[S38.3]、S38.1。"], ["S38.3", "S38.1"]],
    [["S0.1", "S9999.1", "S38.99", "S38.0", "38.3", "甲", "", "S-1.2", "__proto__"], []],
  ])("%j point at %j", (said, found) => {
    expect(pointedAt(...said)).toEqual(found);
  });

  it("point at every clause of a sentence that is named whole", () => {
    expect(pointedAt("S38").slice(0, 2)).toEqual(["S38.1", "S38.2"]);
  });

  it("are not gone through without end", () => {
    expect(pointedAt("S1-S99999", "S1.1-S1.999", "S38.3 ".repeat(100_000)).length).toBeLessThan(600);
  });
});

describe("a reply that is no object of the shape", () => {
  const read = (reply: string) => parseReply(reply, { shape: pointingShape, rescue: pointingIn });

  it.each([
    "答案在 S38.3 和 S38.4。",
    '{"sufficient": yes, clauses: [S38.3, "S38.4"],}',
    '{"sufficient":"yes","clauses":["S38.3","S38.4"],"answer":"免费宿舍9万间"',
    '{"sufficient":true,"clauses":["S38.3","S38.4"]}',
    '```json\n{"clauses":["S38.3","S38.4"],"sufficient":"是"}\n```',
  ])("is read by its numbers: %s", (reply) => {
    expect(read(reply)).toEqual({ value: pointing(["S38.3", "S38.4"]) });
  });

  it("is read with what settles, and what is to be worked out", () => {
    const reply =
      '好的：{"sufficient": yes, clauses: [S1.2, S3.4], settles: S1.2, "compute":[{"operation":"sum","clauses":["S1.2@1,240万元", S3.4]}, {operation: guess, clauses: [S1.2]}],}';
    const compute = [{ operation: "sum" as const, clauses: ["S1.2@1,240万元", "S3.4"] }];
    expect(read(reply)).toEqual({
      value: pointing(["S1.2", "S3.4"], { settles: "S1.2", compute }),
    });
  });

  it.each(['{"sufficient":false}', '{"sufficient":"no","clauses":[]', "sufficient: no，S38.3 只是相近"])(
    "is a refusal where it says so: %s",
    (reply) => {
      expect(read(reply)).toEqual({ value: pointing([], { sufficient: "no" }) });
    },
  );

  it.each(["免费宿舍1.2万间。", "", "<think>S38.3</think>", '{"sufficient":"yes"}'])(
    "is none: %s",
    (reply) => {
      expect(read(reply)).toHaveProperty("problem");
    },
  );
});
