import { describe, expect, it } from "vitest";
import { comparisonText, keptRunOf, parseRun } from "../../evaluation/kept-run.ts";
import { missesText, reportOf, reportText, type SetOutcomes } from "../../evaluation/report.ts";
import { outcomeOf, REFUSAL, UNTOLD } from "./outcomes.ts";

const wrong = outcomeOf({
  question: { id: "b-fact-002" },
  score: { right: false, strict: false, fault: "words missing", missing: ["128"], place: false, length: 30 },
  cause: "pick",
});
const unread = outcomeOf({
  question: { id: "b-fact-003", history: ["谁？"], note: "难" },
  answer: REFUSAL,
  score: { right: false, strict: false, fault: "refused", refused: true, place: null, verbatim: [] },
  cause: "judge",
});
const untold = outcomeOf({
  question: { ...UNTOLD, id: "b-unanswerable-001" },
  score: { refused: true, place: null, verbatim: [] },
});
const late = outcomeOf({
  question: { id: "f-1" },
  score: { strict: false, fault: "not first" },
  cause: "shown",
});

const SETS: readonly SetOutcomes[] = [
  { name: "ten-cases", family: "ten", outcomes: [outcomeOf(), wrong, unread, untold] },
  { name: "faq", family: "foreign", outcomes: [late] },
];

describe("a report", () => {
  it("counts by corpus, and by type of each family", () => {
    const { sets, types, chat } = reportOf(SETS, []);
    expect(sets["ten-cases"]).toEqual({
      count: 4,
      right: 0.5,
      strict: 0.5,
      place: 0.5,
      falseRefusals: 1 / 3,
      verbatim: 1,
      length: 10,
    });
    expect(sets.faq).toMatchObject({ count: 1, right: 1, strict: 0 });
    expect(Object.keys(types.ten ?? {})).toEqual(["fact", "unanswerable"]);
    expect(types.ten?.unanswerable).toMatchObject({ count: 1, right: 1, place: null, falseRefusals: null });
    expect(chat).toEqual({});
  });

  it("is a table a corpus, a table a family", () => {
    const tables = reportText(reportOf(SETS, [])).split("\n\n");
    expect(tables.slice(0, 3)).toEqual([
      [
        "corpus     n  right  strict  place  false ref.  verbatim  length",
        "ten-cases  4   50.0    50.0   50.0        33.3     100.0      10",
        "faq        1  100.0     0.0  100.0         0.0     100.0      10",
      ].join("\n"),
      [
        "type (ten)    n  right  strict  place  false ref.  verbatim  length",
        "fact          3   33.3    33.3   50.0        33.3     100.0      10",
        "unanswerable  1  100.0   100.0      –           –         –      10",
      ].join("\n"),
      [
        "type (foreign)  n  right  strict  place  false ref.  verbatim  length",
        "fact            1  100.0     0.0  100.0         0.0     100.0      10",
      ].join("\n"),
    ]);
    expect(tables[3]).toBe("latency p50 1.0 ms, p99 1.0 ms");
  });

  it("tells every miss with the step to blame", () => {
    const [head, first, second, third] = missesText(SETS, []).split("\n\n");
    expect(head).toBe("3 misses: pick 1, judge 1, shown 1");
    expect(first).toContain("ten-cases b-fact-002: words missing (128) — pick\n  Q 岚石建了多少个账户？");
    expect(second).toBe(
      [
        "ten-cases b-fact-003: refused — judge",
        "  Q 谁？ ► 岚石建了多少个账户？",
        "  A 128个 〔难〕",
        "  » not-found, 10: 没有找到。",
      ].join("\n"),
    );
    expect(third).toMatch(/^faq f-1: not first — shown\n/);
  });
});

describe("a run that is kept", () => {
  const before = keptRunOf(reportOf(SETS, []), SETS, []);

  it("comes back as it went", () => {
    expect(parseRun(JSON.stringify(before), "before.json")).toEqual(before);
    expect(() => parseRun("[]", "before.json")).toThrow(
      "before.json: expected the result that eval --save writes, found “[]”",
    );
  });

  it("is compared by corpus, by type and question by question", () => {
    const won = { ...wrong, score: outcomeOf().score };
    const sets: readonly SetOutcomes[] = [
      {
        name: "ten-cases",
        family: "ten",
        outcomes: [outcomeOf({ score: { strict: false } }), won, unread, untold],
      },
    ];
    const after = keptRunOf(reportOf(sets, []), sets, []);
    expect(comparisonText(before, after, { each: true }).split("\n\n")).toEqual([
      "strict by corpus  before  after  change\nten-cases           50.0   50.0     0.0",
      [
        "strict by type    before  after  change",
        "ten fact            33.3   33.3     0.0",
        "ten unanswerable   100.0  100.0     0.0",
      ].join("\n"),
      "won 1: ten-cases/b-fact-002\nlost 1: ten-cases/b-fact-001",
    ]);
    expect(comparisonText(before, after, { each: false })).toMatch(/\n\nwon 1\nlost 1$/);
  });
});
