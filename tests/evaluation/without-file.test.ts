import { describe, expect, it } from "vitest";
import { blank, dataFileNamed } from "../../evaluation/without-file.ts";
import { parseTemplates } from "../../src/language/templates.ts";

const TEXT = [
  "# a remark",
  "@polite = 请问",
  "== asks",
  "{polite}谁",
  "  + 请问谁",
  "== ends",
  "再见",
  "  + 再见",
].join("\n");
const path = "/src/language/templates/some.zh.txt";

describe("a data file that says nothing", () => {
  it("keeps its groups, which match nothing", () => {
    const templates = parseTemplates("some.zh.txt", blank(TEXT, { path, group: null }));
    expect([templates.says("asks", "请问谁"), templates.says("ends", "再见")]).toEqual([false, false]);
  });

  it("may lose one group alone", () => {
    const templates = parseTemplates("some.zh.txt", blank(TEXT, { path, group: "ends" }));
    expect([templates.says("asks", "请问谁"), templates.says("ends", "再见")]).toEqual([true, false]);
  });

  it("keeps the names of lists that patterns elsewhere are made of", () => {
    const words = blank("@polite = 请问", { path, group: null });
    const templates = parseTemplates("other.zh.txt", "== asks\n{polite}谁\n  + 请问谁", words);
    expect(templates.says("asks", "请问谁")).toBe(false);
  });

  it("is empty where it is no file of templates", () => {
    expect(blank("欠薪 = 拖欠", { path: "/src/language/lexicon.zh.txt", group: null })).toBe("");
  });

  it.each([
    ["lexicon", /\/src\/language\/lexicon\.zh\.txt$/, null],
    ["lexicon.zh.txt", /\/src\/language\/lexicon\.zh\.txt$/, null],
    ["acts", /\/src\/language\/templates\/acts\.zh\.txt$/, null],
    ["templates/acts#greets", /\/src\/language\/templates\/acts\.zh\.txt$/, "greets"],
  ])("is found by name: %s", (name, file, group) => {
    expect(dataFileNamed(name)).toEqual({ path: expect.stringMatching(file), group });
  });

  it("is none that goes by the name of a feature", () => {
    expect(dataFileNamed("otherYear")).toBeUndefined();
  });
});
