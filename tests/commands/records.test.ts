import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { newFolder, run } from "./run-in-process.ts";

const warn = (line: string) => expect.unreachable(line);
const AT = Date.parse("2026-11-29T01:02:03Z");

async function recorded() {
  const data = join(newFolder(), "var");
  mkdirSync(data);
  const audit = await sqliteStoresIn(data).audit({ warn, now: () => AT });
  await audit.add({ kind: "sent", bot: "slack", content: "=1+1" });
  await audit.add({
    ...{ kind: "answer", trace: "t", channel: "web", ability: "answer", question: "镇江？", isEarly: false },
    ...{ answer: "not-found", by: "extractive", text: "没有找到。", citations: [] },
    made: { corpus: "0a", program: "0.1.0", prompts: [] },
  });
  await audit.add({ kind: "login", user: "张三", role: null, address: "192.0.2.1" });
  const head = await audit.head();
  await audit.close();
  return { data, head: `${head.number}:${head.hash}`, where: ["--data", data] };
}

describe("audit", () => {
  it("verifies what was kept, with the head by which it can be verified again", async () => {
    const { head, where } = await recorded();
    expect(await run(["audit", "verify", ...where])).toEqual({
      code: 0,
      out: `审计记录完整：第 1 条起共 3 条，最后一条的校验值为 ${head}\n`,
      err: "",
    });
    expect(await run(["audit", "verify", "--head", head, ...where])).toMatchObject({ code: 0 });
  });

  it("says in one line what was done to it, and exits with 1", async () => {
    const { data, where } = await recorded();
    const database = new DatabaseSync(join(data, "audit.sqlite"));
    database.exec("DROP TRIGGER entries_stay; UPDATE entries SET record = '{}' WHERE number = 2");
    database.close();
    expect(await run(["audit", "verify", ...where])).toEqual({
      code: 1,
      out: "",
      err: "错误：审计记录不完整：第 2 条或它之前的内容被改动过\n",
    });
    writeFileSync(join(data, "audit.sqlite"), "spoiled".repeat(1_000));
    const { code, err } = await run(["audit", "verify", ...where]);
    expect(code).toBe(1);
    expect(err).toContain("audit.sqlite 已损坏");
  });

  it("exports all of it as lines of JSON and as a table without formulas", async () => {
    const { where } = await recorded();
    const lines = (await run(["audit", "export", ...where])).out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).record.kind)).toEqual(["sent", "answer", "login"]);
    const { out } = await run(["audit", "export", "--csv", ...where]);
    expect(out).toMatch(/^\ufeff"序号","时间","类别"/);
    expect(out).toContain('1,"2026-11-29 09:02:03","已发送",');
    expect(out).toMatch(/3,"2026-11-29 09:02:03","登录被拒",[^\n]*"张三","192\.0\.2\.1"/);
    expect(out).toContain(`,"'=1+1",`);
    expect(out).toContain('"回答","t","web","answer","镇江？","not-found","extractive","没有找到。"');
    const later = await run(["audit", "export", "--since", "2026-11-30", ...where]);
    expect(later).toEqual({ code: 0, out: "", err: "" });
  });

  it.each([
    [["audit", "burn"], "应为 audit verify 或 audit export，不是“burn”"],
    [["audit", "verify", "--head", "3"], "应为“序号:校验值”，校验值是 64 个十六进制字符"],
    [["audit", "export", "--since", "yesterday"], "应为日期，例如 2026-11-01"],
  ])("is told how it is used: %j", async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("feedback", () => {
  it("is handed out as a table that holds no formula", async () => {
    const { data, where } = await recorded();
    const feedback = await sqliteStoresIn(data).feedback({ warn, now: () => Date.now() });
    await feedback.noteUnanswered({ question: "=cmd|'/c calc'!A1", history: ["先前"], reason: "not-told" });
    await feedback.close();
    const { code, out } = await run(["feedback", "--csv", ...where]);
    expect(code).toBe(0);
    expect(out).toContain(`"'=cmd|'/c calc'!A1","先前","not-told",\r\n`);
    expect(JSON.parse((await run(["feedback", ...where])).out)).toMatchObject({ kind: "unanswered" });
  });
});
