import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Line, linesOf } from "../../src/console/lines.ts";

async function linesFrom(chunks: readonly (Uint8Array | string)[], maxBytes = 1_000): Promise<Line[]> {
  async function* stream() {
    yield* chunks;
  }
  const lines: Line[] = [];
  for await (const line of linesOf(stream(), maxBytes)) lines.push(line);
  return lines;
}

describe("lines of a stream", () => {
  it("are the same however the bytes are cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n\ufeff]/g, ""))),
        fc.integer({ min: 1, max: 7 }),
        async (texts, size) => {
          const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
          const lines = await linesFrom(chunks);
          expect(lines).toEqual(texts.map((text, i) => ({ number: i + 1, text })));
        },
      ),
    );
  });

  it("end without a line break, begin with a byte order mark, and may break as on Windows", async () => {
    expect(await linesFrom(["\ufeff一\r\n\r\n二"])).toEqual([
      { number: 1, text: "一" },
      { number: 2, text: "" },
      { number: 3, text: "二" },
    ]);
  });

  it("are none where there is nothing", async () => {
    expect(await linesFrom([])).toEqual([]);
  });

  it("are left out where they are too long, and the next one is read", async () => {
    const lines = await linesFrom(["x".repeat(600), "x".repeat(600), "\n好\n"]);
    expect(lines).toEqual([
      { number: 1, text: undefined, flaw: "too-long" },
      { number: 2, text: "好" },
    ]);
  });

  it("are left out where they are not UTF-8", async () => {
    const gbk = Uint8Array.from([0xc4, 0xe3, 0xba, 0xc3, 0x0a]);
    expect(await linesFrom([gbk, "好\n"])).toEqual([
      { number: 1, text: undefined, flaw: "not-utf-8" },
      { number: 2, text: "好" },
    ]);
  });
});
