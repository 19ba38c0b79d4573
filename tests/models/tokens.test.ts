import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Tiktoken } from "js-tiktoken/lite";
import vocabulary from "js-tiktoken/ranks/o200k_base";
import { describe, expect, it } from "vitest";
import { loadTokenCounter } from "../../src/models/tokens.ts";

const encoder = new Tiktoken(vocabulary);
const byLibrary = (text: string) => encoder.encode(text, [], []).length;

describe("the token counter", () => {
  it("counts what the encoder of the library counts in the corpus", async () => {
    const count = await loadTokenCounter();
    const file = new URL("../../corpus/2024-top-ten-innovations.md", import.meta.url);
    const text = readFileSync(file, "utf8").slice(0, 6_000);
    expect(count(text)).toBe(byLibrary(text));
    expect(count(text)).toBe(byLibrary(text));
  });

  it("counts the same in any text whose runs are not endless", async () => {
    const count = await loadTokenCounter();
    const unit = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        "工会",
        "职工之家",
        "，",
        "2024年",
        " the ",
        "'ll",
        "\n\n",
        "<|endoftext|>",
        "\u{1F600}",
      ),
    );
    await fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        expect(count(text)).toBe(byLibrary(text));
      }),
      { numRuns: 300 },
    );
  });

  it("counts an endless run in parts, a little too much rather than too little", async () => {
    const count = await loadTokenCounter();
    const run = "工会经费审查".repeat(70);
    const whole = byLibrary(run);
    expect(count(run)).toBeGreaterThanOrEqual(whole);
    expect(count(run)).toBeLessThan(1.1 * whole);
    expect(count("字".repeat(200_000))).toBeGreaterThan(50_000);
  });

  it("counts nothing in nothing", async () => {
    expect((await loadTokenCounter())("")).toBe(0);
  });
});
