import { describe, expect, it } from "vitest";
import { createEvidence, wholeEvidence } from "../../src/answer/writing/evidence.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { clausesOf } from "../../src/grounding/clauses.ts";
import { openKnowledge } from "../knowledge.ts";
import { clausesIn, countTokens } from "./scripted.ts";

const knowledge = await openKnowledge();
const cases = await knowledge.store.cases();
const [unionCase] = cases.filter(({ role }) => role === "case");
if (!unionCase) throw new Error("expected a case");
const passages = passagesOf(unionCase).filter(({ sectionKind }) => sectionKind !== "heading");

describe("evidence", () => {
  it("numbers sentences through, and the clauses of each, and finds them by their numbers again", () => {
    const evidence = createEvidence(10_000, countTokens);
    for (const passage of passages) evidence.add(unionCase, passage);
    const sentences = passages.flatMap((passage) => passage.sentences);
    expect(clausesIn(evidence.text).map(({ id }) => id)).toEqual(
      sentences.flatMap(({ text }, i) => clausesOf(text).map((_, j) => `S${i + 1}.${j + 1}`)),
    );
    for (const { id, text } of clausesIn(evidence.text)) {
      const [sentence = 0, clause = 0] = id.slice(1).split(".").map(Number);
      const found = evidence.find(sentence)[clause - 1];
      const own = clausesOf(found?.sentence.text ?? "")[found?.clause ?? -1];
      expect(own?.text.replace(/\s+/g, " ").trim()).toBe(text);
    }
    expect(evidence.find(2)).toHaveLength(clausesOf(sentences[1]?.text ?? "").length);
    for (const sentence of [0, sentences.length + 1, Number.NaN]) expect(evidence.find(sentence)).toEqual([]);
  });

  it("gives a sentence that is shown again the number that it had", () => {
    const evidence = createEvidence(10_000, countTokens);
    const [passage] = passages;
    if (!passage) throw new Error("expected a passage");
    const first = evidence.add(unionCase, passage);
    expect(evidence.add(unionCase, structuredClone(passage))).toBe(first);
  });

  it("takes whole sentences only, and no more tokens than there is room for", () => {
    for (const room of [0, 10, 60, 200, 500]) {
      const evidence = createEvidence(room, countTokens);
      for (const passage of passages) evidence.add(unionCase, passage);
      expect(countTokens(evidence.text)).toBeLessThanOrEqual(room);
      expect(evidence.isFull).toBe(true);
    }
  });

  it("is all of a corpus that fits, made once, and nothing of one that does not", () => {
    const whole = wholeEvidence(cases, 30_000, countTokens);
    expect(wholeEvidence(cases, 30_000, countTokens)).toBe(whole);
    for (const { heading, sections } of cases)
      for (const { sentences } of [heading, ...sections].flatMap(({ blocks }) => blocks))
        for (const { text } of sentences)
          expect(whole?.text.replace(/\nS\d+\.\d+ |\s/g, "")).toContain(
            text.replace(/[\s\p{Cf}]/gu, "").slice(0, 12),
          );
    expect(wholeEvidence(cases, 2_000, countTokens)).toBeNull();
  });
});
