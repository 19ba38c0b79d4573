import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenVectorMemory, openVectorMemory } from "../../src/stores/sqlite-vector-memory.ts";

let dir: string;
let lines: string[];
let opened: OpenVectorMemory[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "anlitong-vectors-"));
  [lines, opened] = [[], []];
});

afterEach(async () => {
  for (const memory of opened) memory.close();
  await rm(dir, { recursive: true });
});

async function open(): Promise<OpenVectorMemory> {
  const memory = await openVectorMemory(dir, (line) => lines.push(line));
  opened.push(memory);
  return memory;
}

const ONE = Float32Array.of(0.6, 0.8);

describe("the memory of vectors", () => {
  it("gives back what was put, in order, to another process too, and to no other embedder", async () => {
    (await open()).put("bge:2", ["工会", "职工"], [ONE, Float32Array.of(1, 0)]);
    const other = await open();
    expect(other.get("bge:2", ["职工", "会员", "工会"])).toEqual([Float32Array.of(1, 0), undefined, ONE]);
    expect(other.get("gte:2", ["工会"])).toEqual([undefined]);
    expect(lines).toEqual([]);
  });

  it("deletes a damaged file and begins anew", async () => {
    await writeFile(
      join(dir, "vectors.sqlite"),
      "no database at all, but long enough to be taken for one".repeat(50),
    );
    const memory = await open();
    expect(lines).toEqual([`${join(dir, "vectors.sqlite")} 已损坏，已删除；其中的向量须重新计算`]);
    memory.put("bge:2", ["工会"], [ONE]);
    expect(memory.get("bge:2", ["工会"])).toEqual([ONE]);
  });

  it("says once that nothing can be kept, and goes on", async () => {
    const memory = await open();
    const other = new DatabaseSync(join(dir, "vectors.sqlite"));
    other.exec("DROP TABLE vectors");
    other.close();
    memory.put("bge:2", ["工会"], [ONE]);
    memory.put("bge:2", ["工会"], [ONE]);
    expect(lines).toEqual([
      `${join(dir, "vectors.sqlite")}：算好的向量存不下来，下次须重新计算（no such table: vectors）`,
    ]);
  });

  it("takes bytes that are no vector for none", async () => {
    const memory = await open();
    memory.put("bge:2", ["工会"], [ONE]);
    const other = new DatabaseSync(join(dir, "vectors.sqlite"));
    other.exec("UPDATE vectors SET vector = x'0102'");
    other.close();
    expect(memory.get("bge:2", ["工会"])).toEqual([undefined]);
  });
});
