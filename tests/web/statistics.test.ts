/** How the cases were used, as whoever looks after them sees it. */

import { describe, expect, it } from "vitest";
import { readDocx } from "../../src/readers/docx.ts";
import type { AuditEntry } from "../../src/watch/audit.ts";
import { page, served } from "./site.ts";

const answered = (organization: string): AuditEntry => ({
  ...{ number: 1, at: Date.now(), hash: "" },
  record: {
    ...{
      kind: "answer",
      trace: "t",
      channel: "telegram",
      ability: "answer",
      question: "某人问的话",
      isEarly: false,
    },
    ...{ answer: "grounded", by: "extractive", text: "答", made: { corpus: "", program: "", prompts: [] } },
    citations: [{ case: { organization, title: "=一个主题" } } as never],
  },
});

describe("the statistics for curators", () => {
  it("are a page with numbers and bars, and hold no word of a question", async () => {
    const { address } = await served(undefined, { entries: [answered("<b>甲单位</b>"), answered("乙单位")] });
    const { status, text } = await page(`${address}/curator/statistics`);
    expect(status).toBe(200);
    expect(text).toContain(
      "以来的 13 周共答复 2 次，其中未能答出 0 次；评为有帮助 2 次，没有帮助 1 次。统计不含任何个人信息。",
    );
    expect(text).toContain('<th scope="row">&lt;b&gt;甲单位&lt;/b&gt;</th><td>1</td>');
    expect(text).toContain('<th scope="row">=一个主题</th><td>2</td>');
    expect(text).toContain('<th scope="row">Telegram</th><td>2</td><td>2</td><td>0</td><td>2</td><td>1</td>');
    expect(text).toMatch(/<svg [^>]*aria-hidden="true"><rect /);
    expect(text).toMatch(/<svg viewBox="[\d ]+" role="img" aria-label="最近各周的答复次数，数字见下表">/);
    expect(text).not.toMatch(/ style="|https?:/);
    expect(text).not.toContain("某人问的话");
  });

  it("are a table without formulas", async () => {
    const { address } = await served(undefined, { entries: [answered("=甲单位")] });
    const { text, headers } = await page(`${address}/curator/statistics.csv`);
    expect(headers.get("content-type")).toBe("text/csv; charset=UTF-8");
    const lines = text.split("\r\n");
    expect(lines[0]).toBe('"类别","名称","答复","答出","未答出","有帮助","没有帮助","引用"');
    expect(lines).toContain('"按渠道","Telegram",1,1,0,2,1,');
    expect(lines).toContain(`"按案例（引用该单位案例的答复数）","'=甲单位",,,,,,1`);
    expect(lines).toContain(`"按主题（引用该主题案例的答复数）","'=一个主题",,,,,,1`);
  });

  it("are a Word document with the same tables", async () => {
    const { address } = await served(undefined, { entries: [answered("甲单位")] });
    const response = await fetch(`${address}/curator/statistics.docx`);
    expect(response.headers.get("content-type")).toBe(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    );
    const { text: reading } = await readDocx(new Uint8Array(await response.arrayBuffer()));
    expect(reading).toMatch(/^使用统计\n/);
    expect(reading).toContain("以来的 13 周共答复 1 次，其中未能答出 0 次；评为有帮助 2 次，没有帮助 1 次。");
    expect(reading).toMatch(/Telegram[^\n]*1[^\n]*1[^\n]*0[^\n]*2[^\n]*1/);
    expect(reading).toContain("甲单位");
    expect(reading).not.toContain("某人问的话");
  });

  it("are for curators alone", async () => {
    const { address } = await served(undefined, { token: "reader-token-1", curatorToken: "curator-token-1" });
    const headers = { Authorization: "Bearer reader-token-1" };
    for (const path of ["statistics", "statistics.csv", "statistics.docx"])
      expect((await fetch(`${address}/curator/${path}`, { headers })).status).toBe(401);
  });
});
