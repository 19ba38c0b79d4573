import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRow } from "../../src/render/csv.ts";

describe("a row of CSV", () => {
  it("keeps text as it is, quotation marks doubled, and numbers as numbers", () => {
    expect(csvRow(["镇江“一函两书”", 'a "b", c', 3, null, "两\n行"])).toBe(
      '"镇江“一函两书”","a ""b"", c",3,,"两\n行"\r\n',
    );
  });

  it.each([
    "=1+1",
    "+86",
    "-2",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\u200b=1",
    "＝１",
    "|cmd",
    "%0a",
    '=HYPERLINK("http://x")',
  ])("has no formula in it: %j", (text) => {
    expect(csvRow([text])).toMatch(/^"'/);
  });

  it("has none whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const row = csvRow([text]);
        expect(row).toMatch(/^"(?:[^"]|"")*"\r\n$/u);
        expect(row).not.toMatch(/^"[\s\p{Cf}]*[=+@＝＋－＠-]/u);
      }),
    );
  });
});
