/** The words of a closed case, asked for on every chat platform: told to its readers where they may read them, and nowhere else. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClosedCorpus, closedCorpus, leaked } from "../collections/closed-corpus.ts";
import { sampleOf } from "../full.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

const QUESTIONS = sampleOf([
  "苇河县总工会的讲堂授课多少场？",
  "总结一下鹭汀港务集团工会",
  "引用梨坡镇总工会的应用成效",
  "核实：“理货员抢卸争执频发”",
  "有哪些案例？",
  "在机要里，有哪些案例？",
  "哪些案例提到潮汐？",
  "帮助",
]);

describe.each(PLATFORMS)("on %s", (channel, start) => {
  let corpus: ClosedCorpus;
  let platform: Platform;
  let time = 0;
  /** Chosen before the readers file is written. */
  let [reader, stranger, open, closed] = ["", "", "", ""];

  beforeAll(async () => {
    corpus = await closedCorpus({ readers: "# 随后写入", now: () => time });
    platform = await start({ abilities: corpus.scopes.abilitiesOf(channel) });
    const { person, group, name } = platform;
    [reader, stranger, open, closed] = [person(), person(), group(), group()];
    letIn(`${name}：${reader}、${closed}`);
  });

  afterAll(async () => {
    await platform.stop();
    await corpus.close();
  });

  /** Writes the readers file, and lets as much time pass as it takes to be noticed. */
  function letIn(readers: string) {
    writeFileSync(join(corpus.dir, "内部/读者.txt"), readers);
    time += 60_000;
  }

  it("a reader alone, and a group that is one, are told", async () => {
    for (const [by, where] of [[reader], [stranger, closed]] as const)
      expect(await platform.ask(by, "苇河县总工会的讲堂授课多少场？", where)).toContain("讲堂授课48场");
    expect(await platform.ask(reader, "在机要里，有哪些案例？")).toContain("鹭汀港务集团工会");
  });

  it.each([
    ["somebody else alone", () => [stranger]],
    ["a reader in a group that is none", () => [reader, open]],
    ["somebody else in such a group", () => [stranger, open]],
  ])("%s is told nothing of it", async (_, who) => {
    const [by = "", where] = who();
    for (const question of QUESTIONS) {
      const answer = await platform.ask(by, question, where);
      expect([question, leaked(answer, question)]).toEqual([question, []]);
    }
  });

  it("what a reader was told alone is not gone on with in a group", async () => {
    expect(await platform.ask(reader, "那成效呢？")).toContain("六成");
    const next = await platform.ask(reader, "那成效呢？", open);
    expect(leaked(next)).toEqual([]);
  });

  it("who is no reader any more goes on from nothing that they were told", async () => {
    letIn("# 谁也不能");
    for (const question of [...QUESTIONS, "那成效呢？", "引用全文", "第一条呢？"]) {
      const answer = await platform.ask(reader, question);
      expect([question, leaked(answer, question)]).toEqual([question, []]);
    }
    for (const question of QUESTIONS)
      expect(leaked(await platform.ask(reader, question, closed), question)).toEqual([]);
  });
});
