import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/evaluation/evaluate.ts";
import { comparisonText, missesText, parseRun, runOf, tableText } from "../../src/evaluation/report.ts";
import { tallyOf } from "../../src/evaluation/tally.ts";
import { answerOf, gatedOf, outcomeOf, REFUSAL } from "./outcomes.ts";

const run = (outcomes: readonly Outcome[]) => runOf(tallyOf(outcomes), outcomes);
const one = (id: string, right: boolean, type: "fact" | "how" = "fact") =>
  outcomeOf({ question: { id, type }, grade: { right } });

describe("table", () => {
  it("has a line for each type and one for all, and a dash where there is nothing to share out", () => {
    const lines = tableText(tallyOf([one("a", true), one("b", false), one("c", true, "how")])).split("\n");
    expect(lines[1]).toMatch(/^fact +1\/2 +50\.0 +– +0\.0 +– /);
    expect(lines[2]).toMatch(/^how +1\/1 +100 +–/);
    expect(lines[3]).toMatch(/^all +2\/3 +66\.7 /);
    expect(lines.at(-1)).toBe("latency p50 1.0 ms, p99 1.0 ms");
  });
});

describe("comparison", () => {
  it("names the questions won and lost among those that both runs hold", () => {
    const before = run([one("a", true), one("b", false), one("c", true), one("gone", true)]);
    const after = run([one("a", false), one("b", true), one("c", true), one("new", true, "how")]);
    expect(comparisonText(before, after)).toBe("fact: 3/4 → 2/3\nhow: – → 1/1\nwon: b\nlost: a");
    expect(comparisonText(after, after)).toContain("won: none\nlost: none");
  });

  it("reads what a run wrote", () => {
    const before = run([one("a", true), one("b", false)]);
    const after = run([one("a", true), one("b", true)]);
    const read = parseRun(JSON.stringify(before), "before.json");
    expect(comparisonText(read, after)).toBe(comparisonText(before, after));
  });

  it.each(["", "not json", '{"tally":{}}', "[]"])("refuses what no run wrote: %s", (text) => {
    expect(() => parseRun(text, "before.json")).toThrow(
      `before.json: expected the result that eval --save writes, found “${text}”`,
    );
  });
});

describe("misses", () => {
  it("are counted by cause and told one by one, with what was asked, expected and said", () => {
    const words = outcomeOf({
      question: { id: "b-followup-001", history: ["岚石有什么做法？"], question: "多少个？", note: "承前" },
      answer: answerOf(["窗口12"], { text: "窗口\n  12个" }),
      grade: { right: false, fault: "words missing", missing: ["128"], length: 9 },
      cause: "sentence choice",
      gate: gatedOf({ score: 0.834 }),
      ranks: { terms: 1, vectors: null, fused: 2 },
    });
    const refused = outcomeOf({
      question: { id: "b-fact-009" },
      answer: REFUSAL,
      grade: { right: false, fault: "refused", refused: true, length: 5 },
      cause: "refusal",
      gate: gatedOf({ score: 0.4, reason: "too-little" }),
      ranks: { terms: null, vectors: null, fused: null },
    });
    expect(missesText([outcomeOf(), words, refused, { ...refused, gate: null, ranks: null }])).toBe(
      [
        "3 misses: refusal 2, sentence choice 1",
        [
          "b-followup-001: words missing (128) — sentence choice; gate 0.83; evidence at rank 2",
          "  Q 岚石有什么做法？ ► 多少个？",
          "  A 128个 〔承前〕",
          "  » grounded, 9: 窗口 ⏎ 12个",
        ].join("\n"),
        [
          "b-fact-009: refused — refusal; gate 0.40 too-little; evidence at rank –",
          "  Q 岚石建了多少个账户？",
          "  A 128个",
          "  » not-found, 5: 没有找到。",
        ].join("\n"),
        "b-fact-009: refused — refusal\n  Q 岚石建了多少个账户？\n  A 128个\n  » not-found, 5: 没有找到。\n",
      ].join("\n\n"),
    );
  });

  it("are none where all is right", () => {
    expect(missesText([outcomeOf()])).toBe("0 misses\n");
  });
});
