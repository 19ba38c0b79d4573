import { describe, expect, it } from "vitest";
import { folded, holds } from "../../evaluation/tokens.ts";

describe("words that an answer has to hold", () => {
  it.each([
    ["共 128 个", "128个", true],
    ["共１２８个", "128", true],
    ["共1280个", "128", false],
    ["共0.128个", "128", false],
    ["共128.5个", "128", false],
    ["共128。5个", "128", true],
    ["五成", "50%|五成", true],
    ["六成", "50%|五成", false],
    ["一(二)", "(二)", true],
    ["", "128", false],
    ["128", "", false],
  ])("in “%s”: %s, %s", (text, token, held) => {
    expect(holds(folded(text), token)).toBe(held);
  });

  it("do not run over the cells of a row", () => {
    expect(holds(folded("12\t8"), "128")).toBe(false);
  });
});
