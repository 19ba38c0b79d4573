import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { cosine, describeEmbedder } from "./contract.ts";

describeEmbedder("offline embedder", createOfflineEmbedder);

describe("offline embedder", () => {
  const { id, dimensions, kind, embed } = createOfflineEmbedder();

  it("says what its vectors are", () => {
    expect({ id, dimensions, kind }).toEqual({ id: "hashed-ngrams-v1-512", dimensions: 512, kind: "hashed" });
  });

  it("keeps its vectors as long as it keeps its id", async () => {
    const [vector] = await embed(["齐河县总工会:\u{20BB7}家的2024年ABC,货车司机货车司机。"]);
    const sha256 = createHash("sha256").update(new Uint8Array(Float32Array.from(vector ?? []).buffer));
    expect(sha256.digest("hex")).toBe("a99a5ac0b5ee579686164a50e68d3e67cd0e4a131906360edfb9c1c08f0e57c5");
  });

  it.each([
    ["full width and half width", "ＡＢＣ１２３（职工）", "ABC123(职工)"],
    ["capitals and small letters", "Party Building", "PARTY BUILDING"],
    ["with and without blanks and marks", "职 工\n之　家", "《职工》,之家。"],
    ["composed and decomposed", "caf\u00e9", "cafe\u0301"],
  ])("gives the same vector: %s", async (_, one, other) => {
    const [a, b] = await embed([one, other]);
    expect(a).toEqual(b);
    expect(cosine(a, b)).toBeCloseTo(1, 6);
  });

  it.each([
    ["empty", ""],
    ["blank", " \n\t　"],
    ["all marks", "。,《》——…!?\u{1F600}\u0000\uD83D"],
  ])("gives a zero vector for a text that is %s", async (_, text) => {
    expect(await embed([text])).toEqual([new Float32Array(512)]);
  });

  it("is a zero vector or of unit length for any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 50 }), async (text) => {
        const [vector] = await embed([text]);
        const length = Math.hypot(...(vector ?? []));
        expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
      }),
      { numRuns: 300, seed: 20_242 },
    );
  });

  it("tells the order of characters apart", async () => {
    const [a, b] = await embed(["工会", "会工"]);
    expect(cosine(a, b)).toBeLessThan(0.9);
  });

  it("does not let a word drown the others by being repeated", async () => {
    const [often, other] = await embed([`${"货车司机".repeat(50)}入会`, "入会"]);
    // Counted in full, fifty repetitions would leave 0.01.
    expect(cosine(often, other)).toBeGreaterThan(0.1);
  });
});
