/** What could not be answered and what people thought of answers, kept on disk for whoever looks after the cases. */

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { Vote } from "../../src/curation/feedback.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { newDir } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { ENGINES, type Office, stopServerAfterAll } from "./offices.ts";

const DAY = 24 * 60 * 60 * 1000;

stopServerAfterAll();

function openInFolder(dir: string) {
  const warnings: string[] = [];
  const warn = (line: string) => warnings.push(line);
  return sqliteStoresIn(dir)
    .feedback({ warn })
    .then((feedback) => ({ feedback, warnings }));
}

const { askContract } = await openKnowledge();
const vote = async (id: string, isGood: boolean, reason: string | null = null): Promise<Vote> => ({
  id,
  isGood,
  question: "镇江挽回了多少损失？",
  history: ["介绍一下镇江的案例"],
  answer: await askContract("镇江挽回了多少损失？"),
  reason,
});

describe.each(ENGINES)("in %s:", (_, newOffice) => {
  async function open(office: Office, now = Date.now) {
    const stores = await office();
    return { feedback: await stores.feedback({ warn: expect.unreachable, now, retentionDays: 90 }) };
  }

  describe("unanswered questions", () => {
    it("outlive the process, the latest first", async () => {
      const office = await newOffice();
      let now = 1_000;
      const before = await open(office, () => now);
      await before.feedback.noteUnanswered({ question: "甲", history: [], reason: "not-told" });
      now = 2_000;
      await before.feedback.noteUnanswered({ question: "乙", history: ["甲"], reason: "premise" });
      await before.feedback.close();
      const { feedback } = await open(office, () => now);
      expect(await feedback.unanswered(10)).toEqual([
        { question: "乙", history: ["甲"], reason: "premise", at: 2_000 },
        { question: "甲", history: [], reason: "not-told", at: 1_000 },
      ]);
      expect(await feedback.unanswered(1)).toHaveLength(1);
      await feedback.close();
    });

    it("are forgotten after thirty days, on disk too", async () => {
      const office = await newOffice();
      let now = 0;
      const { feedback } = await open(office, () => now);
      await feedback.noteUnanswered({ question: "旧", history: [], reason: "not-told" });
      now = 31 * DAY;
      expect(await feedback.unanswered(10)).toEqual([]);
      await feedback.noteUnanswered({ question: "新", history: [], reason: "not-told" });
      now = 0;
      expect((await feedback.unanswered(10)).map(({ question }) => question)).toEqual(["新"]);
      await feedback.close();
    });

    it("do not grow without end", async () => {
      const { feedback } = await open(await newOffice());
      for (let i = 0; i < 5_010; i += 1)
        await feedback.noteUnanswered({ question: `问${i}`, history: [], reason: "off-topic" });
      const kept = await feedback.unanswered(10_000);
      expect(kept).toHaveLength(5_000);
      expect(kept[0]?.question).toBe("问5009");
      await feedback.close();
    });

    it("are kept for several processes at once", async () => {
      const office = await newOffice();
      const all = await Promise.all([open(office), open(office)]);
      for (const { feedback } of all)
        await feedback.noteUnanswered({ question: "甲", history: [], reason: "not-told" });
      expect(await all[0].feedback.unanswered(10)).toHaveLength(2);
      for (const { feedback } of all) await feedback.close();
    });
  });

  describe("votes", () => {
    it("are replaced by a second vote on the same answer, and only the bad ones are listed", async () => {
      const { feedback } = await open(await newOffice());
      await feedback.vote(await vote("aaaaaaaaaaaa", true));
      expect(await feedback.disliked(10)).toEqual([]);
      await feedback.vote(await vote("aaaaaaaaaaaa", false, "数字不对"));
      await feedback.vote(await vote("bbbbbbbbbbbb", false));
      const disliked = await feedback.disliked(10);
      expect(disliked.map(({ id, reason }) => [id, reason])).toEqual([
        ["bbbbbbbbbbbb", null],
        ["aaaaaaaaaaaa", "数字不对"],
      ]);
      const { isGood, ...kept } = await vote("aaaaaaaaaaaa", false, "数字不对");
      expect(disliked[1]).toEqual({ ...kept, at: expect.any(Number) });
      await feedback.close();
    });
  });

  describe("votes on the web page", () => {
    it("are kept as long as the settings say", async () => {
      const office = await newOffice();
      const opened = async (day: number) => (await open(office, () => day * DAY)).feedback;
      const first = await opened(1_000);
      await first.vote(await vote("aaaaaaaaaaaa", false));
      await first.close();
      const day90 = await opened(1_090);
      expect(await day90.disliked(10)).toHaveLength(1);
      await day90.close();
      const day91 = await opened(1_091);
      expect(await day91.disliked(10)).toEqual([]);
      await day91.close();
    });
  });
});

describe("the file", () => {
  it("is set aside where it is damaged, and the operator is told", async () => {
    const dir = newDir();
    writeFileSync(join(dir, "feedback.sqlite"), "no database".repeat(1_000));
    const { feedback, warnings } = await openInFolder(dir);
    expect(warnings).toEqual([expect.stringContaining("已损坏，移到")]);
    expect(readdirSync(dir).filter((name) => name.includes("damaged"))).toHaveLength(1);
    expect(await feedback.unanswered(1)).toEqual([]);
    await feedback.close();
  });

  it("that cannot be opened is named", async () => {
    const dir = newDir();
    mkdirSync(join(dir, "feedback.sqlite"));
    await expect(openInFolder(dir)).rejects.toThrow(
      `${join(dir, "feedback.sqlite")}：无法打开（unable to open database file）；请检查它是不是文件、能否读写`,
    );
  });

  it("of another version is refused in one line", async () => {
    const dir = newDir();
    new DatabaseSync(join(dir, "feedback.sqlite")).exec("PRAGMA user_version = 9");
    await expect(openInFolder(dir)).rejects.toThrow(
      "由更新版本的程序写成（第 9 版格式），本程序只认得第 1 版；请升级程序，或用备份恢复",
    );
  });
});
