/** The oracle of what reached people finds what it is to find. */

import { expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { delivered, type Exchange } from "./delivered.ts";

const one = (texts: readonly string[], at?: number, lane = "甲"): Exchange => ({ lane, texts, at });
const NOTHING = { lost: 0, doubled: 0, extras: 0, disordered: 0 };

it.each<[string, readonly Exchange[], Partial<typeof NOTHING>]>([
  ["one answer each, in order", [one(["答"], 1), one(["答"], 2), one(["答"], 0, "乙")], {}],
  ["no answer", [one(["答"]), one([])], { lost: 1 }],
  ["two answers", [one(["答", "答"])], { doubled: 1, extras: 1 }],
  ["one more that says so", [one(["答", `${SENT_AGAIN}答`])], { extras: 1 }],
  ["one that says so alone", [one([`${SENT_AGAIN}答`])], {}],
  ["a later answer first", [one(["答"], 5), one(["答"], 3), one(["答"], 4)], { disordered: 2 }],
])("%s", (_, exchanges, expected) => {
  expect(delivered(exchanges)).toEqual({ questions: exchanges.length, ...NOTHING, ...expected });
});
