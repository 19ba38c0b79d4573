/** What is asked beside a pasted page. */

import { describe, expect, it } from "vitest";
import { dividedQuestion } from "../../src/chat/long.ts";

const PAGE = "工会组织职工开展活动，取得了实效。".repeat(70);

describe("a pasted page", () => {
  it("is what the question behind or before it is about", () => {
    for (const question of ["这段话是原文吗？", "哪个案例讲了同样的做法？"]) {
      expect(dividedQuestion(`${PAGE}\n${question}`)).toEqual({ question, above: PAGE });
      expect(dividedQuestion(`${question}\n${PAGE}`)).toEqual({ question, above: PAGE });
    }
    expect(dividedQuestion(`${PAGE}\n核实一下`)).toEqual({ question: "核实一下", above: PAGE });
  });

  it("asks nothing by itself; what is short is a question as it stands", () => {
    expect(dividedQuestion(PAGE)).toBeUndefined();
    expect(dividedQuestion("镇江挽回了多少损失？")).toBeUndefined();
    expect(dividedQuestion(`${PAGE.repeat(4)}这是原文吗？`)).toBeUndefined();
  });
});
