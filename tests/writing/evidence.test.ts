import { describe, expect, it } from "vitest";
import { createEvidence } from "../../src/answer/writing/evidence.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { openKnowledge } from "../knowledge.ts";
import { countTokens, sentencesIn } from "./scripted.ts";

const knowledge = await openKnowledge();
const [unionCase] = (await knowledge.store.cases()).filter(({ role }) => role === "case");
if (!unionCase) throw new Error("expected a case");
const passages = passagesOf(unionCase).filter(({ sectionKind }) => sectionKind !== "heading");

describe("evidence", () => {
  it("numbers sentences through, and finds each by its number again", () => {
    const evidence = createEvidence(10_000, countTokens);
    for (const passage of passages) evidence.add(unionCase, passage);
    const shown = sentencesIn(evidence.text);
    expect(shown.map(({ id }) => id)).toEqual(shown.map((_, i) => `S${i + 1}`));
    for (const { id, text } of shown)
      expect(evidence.find(id)?.sentence.text.replace(/\s+/g, " ")).toBe(text);
    expect(evidence.find(" s1 ")).toBe(evidence.find("S1"));
    for (const id of ["S0", `S${shown.length + 1}`, "", "1", "S1.0", "__proto__"])
      expect(evidence.find(id)).toBeUndefined();
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
    }
  });
});
