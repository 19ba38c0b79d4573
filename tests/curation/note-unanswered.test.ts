/** Whatever channel brings a question, a refusal is remembered. */

import { describe, expect, it } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { notingUnanswered } from "../../src/curation/note-unanswered.ts";
import { keepLog } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";

const abilities = createAbilities(await openKnowledge());

function noting(fails = false) {
  const noted: object[] = [];
  const log = keepLog();
  const feedback = {
    noteUnanswered: async (entry: object) => {
      if (fails) throw new Error("disk full");
      noted.push(entry);
    },
  };
  return { noted, log, ...notingUnanswered(abilities, { feedback, log }) };
}

describe("a question", () => {
  it("that is refused is remembered, with the last of what was asked before", async () => {
    const { answer, noted } = noting();
    const history = ["一", "二", "镇江的案例", "它的成效"];
    expect((await answer({ question: "镇江工会主席的手机号是多少？", history })).kind).toBe("not-found");
    expect(noted).toEqual([
      { question: "镇江工会主席的手机号是多少？", history: history.slice(1), reason: expect.any(String) },
    ]);
  });

  it("that is answered, or is none, leaves nothing", async () => {
    const { answer, noted } = noting();
    await answer({ question: "镇江挽回了多少损失？" });
    await answer({ question: "  " });
    await answer({ question: "帮助" });
    expect(noted).toEqual([]);
  });

  it("is answered all the same where it cannot be remembered", async () => {
    const { answer, log } = noting(true);
    expect((await answer({ question: "今天天气怎么样？" })).kind).toBe("not-found");
    expect(log.lines).toEqual(["warn 没能记下未答出的问题：disk full"]);
  });
});
