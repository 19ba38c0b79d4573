/** What chat platforms remember, over restarts, duplicates, damage and a full disk. */

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { GivenAnswer } from "../../src/chat/journal.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { openSqliteJournals } from "../../src/stores/open-journals.ts";
import { newDir, openJournals as openInFolder } from "../chat/journal.ts";
import { ENGINES, type Office, stopServerAfterAll } from "./offices.ts";

const ANSWER: Answer = { kind: "help", suggestions: [], carried: null };
const HOUR = 60 * 60 * 1000;

const update = (key: string, lane = "甲") => ({ key, lane, body: `{"n":"${key}"}` });
const delivery = (message: string, content: string | null = "{}", part = 0) => ({
  chat: "-1",
  message,
  part,
  content,
});
const given = (id: string, message: string): GivenAnswer => ({
  id,
  chat: "-1",
  message,
  conversation: "甲",
  question: "问",
  answer: ANSWER,
  head: null,
});

stopServerAfterAll();

describe.each(ENGINES)("in %s:", (_, newOffice) => {
  /** In an office of its own unless told otherwise. */
  async function openJournals(office?: Office, now = Date.now, retentionDays = 90) {
    const { journals } = await (office ?? (await newOffice()))();
    return journals({ warn: expect.unreachable, now, retentionDays });
  }

  describe("the journal's inbox", () => {
    it("takes an update once, in whatever order it comes, and whether it is finished or not", async () => {
      const journal = (await openJournals()).of("bot");
      const first = await journal.receive([update("9"), update("3"), update("9")]);
      expect(first.map(({ key }) => key)).toEqual(["9", "3"]);
      await journal.finish(first[0]?.number ?? 0, {});
      const second = await journal.receive([update("3"), update("9"), update("1")]);
      expect(second.map(({ key }) => key)).toEqual(["1"]);
      expect((await journal.unfinished()).map(({ key }) => key)).toEqual(["3", "1"]);
    });

    it("keeps an update known for two days after it was finished", async () => {
      let time = 100 * HOUR;
      const journal = (await openJournals(undefined, () => time)).of("bot");
      const [item] = await journal.receive([update("1")]);
      await journal.finish(item?.number ?? 0, {});
      time += 47 * HOUR;
      await journal.tidy();
      expect(await journal.receive([update("1")])).toEqual([]);
      time += 2 * HOUR;
      await journal.tidy();
      expect(await journal.receive([update("1")])).toHaveLength(1);
    });

    it("does not finish an update twice", async () => {
      const journal = (await openJournals()).of("bot");
      const [item] = await journal.receive([update("1")]);
      const number = item?.number ?? 0;
      expect(await journal.finish(number, { deliveries: [delivery("1")] })).toHaveLength(1);
      expect(await journal.finish(number, { deliveries: [delivery("1")] })).toEqual([]);
      expect(await journal.unsent()).toHaveLength(1);
    });

    it("keeps bots apart", async () => {
      const journals = await openJournals();
      await journals.of("one").receive([update("1")]);
      expect(await journals.of("two").receive([update("1")])).toHaveLength(1);
      expect(await journals.of("one").unfinished()).toHaveLength(1);
      expect(journals.of("one").pseudonym("7")).not.toBe(journals.of("two").pseudonym("7"));
    });
  });

  describe("the journal's outbox", () => {
    it("knows after a restart what was being sent when the process ended, and what was not", async () => {
      const office = await newOffice();
      const before = await openJournals(office);
      const journal = before.of("bot");
      const [item] = await journal.receive([update("1")]);
      const [first, , third] = await journal.finish(item?.number ?? 0, {
        deliveries: [delivery("1"), delivery("2"), delivery("3")],
      });
      await journal.sending(first?.number ?? 0, false);
      await journal.sending(third?.number ?? 0, false);
      await journal.notSent(third?.number ?? 0);
      await before.close();
      const after = (await openJournals(office)).of("bot");
      expect((await after.unsent()).map(({ message, isAgain }) => [message, isAgain])).toEqual([
        ["1", true],
        ["2", false],
        ["3", false],
      ]);
    });

    it("finds a message of ours by its slot, and the slot by the message", async () => {
      const journal = (await openJournals()).of("bot");
      const item = await journal.post(delivery("5", "{}", 1));
      expect(await journal.partsOf("-1", "5")).toBe(2);
      await journal.settled(item, "77");
      expect(await journal.sentAs(delivery("5", null, 1))).toBe("77");
      expect(await journal.slotOf("-1", "77")).toEqual({ chat: "-1", message: "5", part: 1 });
      expect([await journal.chatOf("77"), await journal.chatOf("78")]).toEqual(["-1", undefined]);
      await journal.lost(delivery("5", null, 1));
      expect(await journal.sentAs(delivery("5", null, 1))).toBeUndefined();
      expect(await journal.unsent()).toEqual([]);
    });

    it("moves what belongs to a chat when the chat gets another id, and drops what waits for one that is gone", async () => {
      const journal = (await openJournals()).of("bot");
      const [item] = await journal.receive([update("1")]);
      await journal.finish(item?.number ?? 0, { deliveries: [delivery("1")], given: given("a", "1") });
      await journal.setStanding("-1", { isOpen: true });
      await journal.moveChat("-1", "-1001");
      expect((await journal.unsent()).map(({ chat }) => chat)).toEqual(["-1001"]);
      expect((await journal.standing("-1001")).isOpen).toBe(true);
      expect((await journal.given("a"))?.chat).toBe("-1001");
      await journal.dropChat("-1001");
      expect(await journal.unsent()).toEqual([]);
    });
  });

  describe("a chat that goes by another id", () => {
    it("keeps what was sent to it where it was sent, and stands there as it stood", async () => {
      const journal = (await openJournals()).of("bot");
      const [item] = await journal.receive([update("1")]);
      const sent = await journal.finish(item?.number ?? 0, {
        deliveries: [delivery("1")],
        given: given("a", "1"),
      });
      for (const one of sent) await journal.settled(one, "2");
      await journal.setStanding("-1", { isOpen: true, isTold: true });
      await journal.moveChat("-1", "-1001");
      await journal.moveChat("-1", "-1001");
      expect(await journal.slotOf("-1001", "2")).toBeUndefined();
      expect(await journal.slotOf("-1", "2")).toEqual({ chat: "-1", message: "1", part: 0 });
      expect((await journal.given("a"))?.chat).toBe("-1");
      for (const chat of ["-1", "-1001"])
        expect(await journal.standing(chat)).toEqual({ isOpen: true, isTold: true });
    });
  });

  describe("how a chat stands", () => {
    it("is new the first time that it is said", async () => {
      const journal = (await openJournals()).of("bot");
      const isTold = true;
      const said = [journal.setStanding("-1", { isTold }), journal.setStanding("-1", { isTold })];
      expect(await Promise.all(said)).toEqual([true, false]);
      expect(await journal.setStanding("-1", { isOpen: true, isTold })).toBe(true);
      expect(await journal.setStanding("-2", { isOpen: false })).toBe(false);
    });
  });

  describe("the journal's memory", () => {
    it("gives back the last turns of a conversation, without those of others, an older day, or the message itself", async () => {
      let time = 1_000;
      const journal = (await openJournals(undefined, () => time)).of("bot");
      const ask = async (conversation: string, message: string) => {
        time += 1_000;
        const [item] = await journal.receive([update(`${conversation}${message}${time}`)]);
        await journal.finish(item?.number ?? 0, {
          turn: { conversation, message, questions: [`${conversation}${message}`] },
        });
      };
      for (const message of ["1", "2", "3", "4"]) await ask("甲", message);
      await ask("乙", "9");
      const turns = async (limits: { since: number; limit: number; except?: string }) =>
        (await journal.turns("甲", limits)).flatMap(({ questions }) => questions);
      expect(await turns({ since: 0, limit: 3 })).toEqual(["甲2", "甲3", "甲4"]);
      expect(await turns({ since: 3_500, limit: 9 })).toEqual(["甲3", "甲4"]);
      expect(await turns({ since: 0, limit: 9, except: "2" })).toEqual(["甲1", "甲3", "甲4"]);
      await ask("甲", "2");
      expect(await turns({ since: 0, limit: 9 })).toEqual(["甲1", "甲3", "甲4", "甲2"]);
      // What was said last is said last, also where the clock was put back.
      time = 0;
      await ask("甲", "5");
      expect(await turns({ since: 0, limit: 2 })).toEqual(["甲2", "甲5"]);
      const [item] = await journal.receive([update("new")]);
      await journal.finish(item?.number ?? 0, { forget: ["甲"] });
      expect(await turns({ since: 0, limit: 9 })).toEqual([]);
      expect(await journal.turns("乙", { since: 0, limit: 9 })).toHaveLength(1);
    });

    it("finds an answer by its id, and the latest answer to a message; a vote may be changed and outlives it", async () => {
      let time = 1_000;
      const journals = await openJournals(undefined, () => time);
      const journal = journals.of("bot");
      const vote = { answerId: "b", person: "p", isGood: true, question: "问", answer: ANSWER };
      const items = await journal.receive(["1", "2", "3", "4"].map((key) => update(key)));
      const outcomes = [
        { given: given("a", "1") },
        { given: given("b", "1") },
        { vote },
        { vote: { ...vote, isGood: false } },
      ];
      for (const [i, outcome] of outcomes.entries()) await journal.finish(items[i]?.number ?? 0, outcome);
      expect(await journal.given("a")).toEqual(given("a", "1"));
      expect((await journal.givenTo("-1", "1"))?.id).toBe("b");
      time += 31 * 24 * HOUR;
      await journal.tidy();
      expect(await journal.given("b")).toBeUndefined();
      expect(await journals.disliked(9)).toMatchObject([{ id: "b", question: "问" }]);
      await journals.close();
    });
  });

  describe("votes in chats", () => {
    it("are kept as long as the settings say, and nothing is kept longer", async () => {
      const office = await newOffice();
      let now = 1_000 * 24 * HOUR;
      const journals = await openJournals(office, () => now, 10);
      const journal = journals.of("bot");
      const [item] = await journal.receive([update("1")]);
      const vote = { answerId: "a", person: "p", isGood: false, question: "问", answer: ANSWER };
      await journal.finish(item?.number ?? 0, { given: given("a", "1"), vote });
      now += 10 * 24 * HOUR;
      await journal.tidy();
      expect(await journals.disliked(10)).toHaveLength(1);
      expect(await journal.given("a")).toBeDefined();
      now += 1;
      await journal.tidy();
      expect(await journals.disliked(10)).toEqual([]);
      expect(await journal.given("a")).toBeUndefined();
      await journals.close();
    });
  });

  describe("what a person wants forgotten", () => {
    it("is deleted: what they asked and got there, and their votes; nothing of others", async () => {
      const journals = await openJournals();
      const journal = journals.of("bot");
      const items = await journal.receive(["1", "2", "3"].map((key) => update(key)));
      const turn = (conversation: string, message: string) => ({ conversation, message, questions: ["问"] });
      const vote = (person: string) => ({
        answerId: person,
        person,
        isGood: false,
        question: "问",
        answer: ANSWER,
      });
      for (const [i, person] of ["甲", "乙"].entries())
        await journal.finish(items[i]?.number ?? 0, {
          turn: turn(person, String(i)),
          given: { ...given(person, String(i)), conversation: person },
          vote: vote(person),
        });
      await journal.finish(items[2]?.number ?? 0, { forget: ["甲"], forgetPerson: "甲" });
      const all = { since: 0, limit: 9 };
      expect(await journal.turns("甲", all)).toEqual([]);
      expect(await journal.given("甲")).toBeUndefined();
      expect(await journal.turns("乙", all)).toHaveLength(1);
      expect(await journal.given("乙")).toBeDefined();
      expect((await journals.disliked(9)).map(({ id }) => id)).toEqual(["乙"]);
      await journals.close();
    });
  });
});

describe("the journal's file", () => {
  it("is served by one program at a time", async () => {
    const dir = newDir();
    const journals = await openInFolder(dir);
    await journals.of("bot").receive([update("1")]);
    await journals.close();
    await journals.close();
    const again = await openInFolder(dir);
    expect(await again.of("bot").unfinished()).toHaveLength(1);
    await again.close();
  });

  it("keeps a second program waiting, which says so, until the first has ended", async () => {
    const dir = newDir();
    const first = await openInFolder(dir);
    await first.of("bot").receive([update("1")]);
    const warned = Promise.withResolvers<string>();
    const second = openSqliteJournals({ dir, warn: warned.resolve });
    expect(await Promise.race([warned.promise, second])).toBe(
      "另一个程序正在用这个文件夹接待聊天群，等它结束……",
    );
    await first.close();
    const journals = await second;
    expect(await journals.of("bot").unfinished()).toHaveLength(1);
    await journals.close();
  });

  it("is set aside when it is damaged, and said to be", async () => {
    const dir = newDir();
    writeFileSync(join(dir, "chats.sqlite"), "这不是数据库。".repeat(1_000));
    const warnings: string[] = [];
    const journals = await openSqliteJournals({ dir, warn: (line) => warnings.push(line), now: () => 5 });
    expect(await journals.of("bot").receive([update("1")])).toHaveLength(1);
    expect(readdirSync(dir)).toContain("chats.sqlite.damaged-5");
    expect(warnings).toEqual([
      `${join(dir, "chats.sqlite")} 已损坏，移到 ${join(dir, "chats.sqlite.damaged-5")}；对话、按钮和已开通的会话须重新建立`,
    ]);
    await journals.close();
  });

  it("is refused when a later version of the program wrote it", async () => {
    const dir = newDir();
    const database = new DatabaseSync(join(dir, "chats.sqlite"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(openInFolder(dir)).rejects.toThrow(
      /由更新版本的程序写成（第 99 版格式），本程序只认得第 1 版/,
    );
  });

  it("forgets what was said in an update that is finished", async () => {
    const dir = newDir();
    const journals = await openInFolder(dir);
    const journal = journals.of("bot");
    const [item] = await journal.receive([{ key: "1", lane: "甲", body: "秘密的话" }]);
    await journal.finish(item?.number ?? 0, {});
    await journals.close();
    const database = new DatabaseSync(join(dir, "chats.sqlite"));
    expect(database.prepare("SELECT count(*) AS n FROM inbox WHERE body IS NOT NULL").get()?.n).toBe(0);
    database.close();
  });

  it("sends no message that a failing disk changed, and says so", async () => {
    const dir = newDir();
    const before = await openInFolder(dir);
    for (const message of ["1", "2", "3"])
      await before.of("bot").post(delivery(message, '{"text":"挽回900万元"}'));
    await before.close();
    const database = new DatabaseSync(join(dir, "chats.sqlite"));
    database.exec("UPDATE outbox SET content = replace(content, '900', '800') WHERE message = '2'");
    // As programs wrote it that knew no sums.
    database.exec(`UPDATE outbox SET content = '{"text":"旧"}' WHERE message = '3'`);
    database.close();
    const warnings: string[] = [];
    const journals = await openSqliteJournals({ dir, warn: (line) => warnings.push(line) });
    const unsent = await journals.of("bot").unsent();
    expect(unsent.map(({ content }) => content)).toEqual(['{"text":"挽回900万元"}', '{"text":"旧"}']);
    expect(warnings).toEqual(["聊天 -1 里对消息 2 的回答在磁盘上已损坏，没有发送；请检查磁盘"]);
    expect(await journals.queues()).toEqual({ inbox: 0, outbox: 2 });
    await journals.close();
  });
});
