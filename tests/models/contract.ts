/** What every embedder keeps to. */

import { describe, expect, it } from "vitest";
import type { Embedder } from "../../src/models/model.ts";

export function describeEmbedder(name: string, createEmbedder: () => Embedder | Promise<Embedder>): void {
  describe(name, () => {
    it("names itself and gives vectors of the size and number it says", async () => {
      const embedder = await createEmbedder();
      expect(embedder.id).toMatch(/\S/);
      const vectors = await embedder.embed(["工会", "职工之家", "会员"]);
      expect(vectors.map((vector) => vector.length)).toEqual(Array(3).fill(embedder.dimensions));
      expect(await embedder.embed([])).toEqual([]);
    });

    it("gives vectors of unit length and finite numbers", async () => {
      const texts = ["工", "工会会员服务", "a", "2024年", "长".repeat(20_000), "\u{1F600}é工\uD83D"];
      for (const vector of await (await createEmbedder()).embed(texts)) {
        expect(vector.every(Number.isFinite)).toBe(true);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }
    });

    it("gives a text the same vector every time, whatever it is embedded with", async () => {
      const embedder = await createEmbedder();
      const [alone] = await embedder.embed(["职工之家"]);
      const [, together] = await embedder.embed(["会员", "职工之家"]);
      const [another] = await (await createEmbedder()).embed(["职工之家"]);
      expect(together).toEqual(alone);
      expect(another).toEqual(alone);
    });

    it("puts a text nearer to one that shares its words than to one that shares none", async () => {
      const [question, near, far] = await (await createEmbedder()).embed([
        "货车司机工会怎么建会入会?",
        "组织货车司机建会入会,建立货车司机工会联合会。",
        "开展读书活动,建设书香企业。",
      ]);
      expect(cosine(question, near)).toBeGreaterThan(cosine(question, far));
    });
  });
}

export function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) throw new Error("expected two vectors");
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);
}
