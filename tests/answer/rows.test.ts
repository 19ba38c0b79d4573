/** Rows of tables in answers: never without what heads their columns. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";

test("says a row with the heads of its columns, and quotes it as it stands", async () => {
  const dir = mkdtempSync(join(tmpdir(), "anlitong-rows-"));
  try {
    const lines = [
      "海港渔区家用物品",
      "",
      "品名\t城镇\t渔村",
      "彩色电视机\t110\t107",
      "家用汽车\t33\t17",
      "洗衣机\t100\t86",
    ];
    writeFileSync(join(dir, "a.txt"), `${lines.join("\n")}\n`);
    const { askContract } = await openKnowledge(dir);
    const { claims, citations } = await askContract("海港渔区每百户有多少辆家用汽车？");
    expect(claims[0]?.text).toContain("家用汽车，城镇 33，渔村 17");
    expect(citations[0]?.quote).toBe("家用汽车\t33\t17");
  } finally {
    rmSync(dir, { recursive: true });
  }
});
