import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openTemplates, parseTemplates, readable } from "../../src/language/templates.ts";

const FILES = readdirSync(new URL("../../src/language/templates", import.meta.url))
  .filter((file) => file.endsWith(".zh.txt"))
  .map((file) => file.replace(".zh.txt", ""));

describe.each(FILES)("templates of %s", (name) => {
  const { all } = openTemplates(name);

  it("fire on their examples, and not on those they are to leave alone", () => {
    const fires = (pattern: RegExp, text: string) => new RegExp(pattern.source, "u").test(readable(text));
    const wrong = all.flatMap(({ pattern, fires: on, quiet, line }) => [
      ...on.filter((text) => !fires(pattern, text)).map((text) => `${line}: silent on ${text}`),
      ...quiet.filter((text) => fires(pattern, text)).map((text) => `${line}: fires on ${text}`),
    ]);
    expect(wrong).toEqual([]);
  });
});

describe("parseTemplates", () => {
  it("refuses a pattern that nobody ever says", () => {
    expect(() => parseTemplates("a.zh.txt", "== greets\n你好\n")).toThrow(
      'a.zh.txt:2: expected a "+ example" below the pattern, found none',
    );
  });

  it("says where a pattern stands that is none, once it is looked at", () => {
    const { all, says } = parseTemplates("a.zh.txt", "== greets\n你好\n  + 你好\n== asks\n(谁\n  + 谁\n");
    expect(says("greets", "你好")).toBe(true);
    expect(() => all[1]?.pattern).toThrow(/a\.zh\.txt:5: expected a regular expression/);
  });

  it("reads a file once for all who open it", () => {
    expect(openTemplates("acts")).toBe(openTemplates("acts"));
  });

  it("puts lists of words into patterns, and knows the first group that fires", () => {
    const templates = parseTemplates("a.zh.txt", "@day = 早上|晚上\n== greets\n^{day}好\n  + 早上好\n");
    expect(templates.first("晚上好")).toBe("greets");
    expect(templates.first("晚饭好")).toBeUndefined();
    expect(templates.without("greets", "早上好,问一下")).toBe(" ,问一下");
  });
});
