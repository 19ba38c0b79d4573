/** What was said, kept so that nothing can be taken out of it or changed unseen. */

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import type { AuditRecord } from "../../src/watch/audit.ts";
import { newDir } from "../chat/journal.ts";
import { ENGINES, stopServerAfterAll } from "./offices.ts";

stopServerAfterAll();

const DAY = 24 * 60 * 60 * 1000;
const warn = (line: string) => expect.unreachable(line);
const sent = (content: string): AuditRecord => ({ kind: "sent", bot: "slack", content });

async function withEntries(count: number) {
  const dir = newDir();
  const audit = await sqliteStoresIn(dir).audit({ warn });
  for (let i = 1; i <= count; i += 1) await audit.add(sent(`第 ${i} 条`));
  const head = await audit.head();
  await audit.close();
  return { dir, head };
}

/** As somebody would who can write the file and has read its schema. */
function tamper(dir: string, statements: string): void {
  const database = new DatabaseSync(join(dir, "audit.sqlite"));
  database.exec("DROP TRIGGER entries_stay; DROP TRIGGER entries_are_kept;");
  database.exec(statements);
  database.close();
}

async function verified(dir: string, kept?: { number: number; hash: string }) {
  const audit = await sqliteStoresIn(dir).audit({ warn });
  try {
    return await audit.verify(kept);
  } finally {
    await audit.close();
  }
}

describe.each(ENGINES)("the audit in %s", (_, newOffice) => {
  it("keeps what it is given, in order, over restarts and from several processes", async () => {
    const office = await newOffice();
    const open = async () => (await office()).audit({ warn });
    const [a, b] = [await open(), await open()];
    await a.add(sent("一"));
    await b.add(sent("二"));
    await a.add(sent("三"));
    expect((await Array.fromAsync(b.entries(0))).map(({ number, record }) => [number, record])).toEqual([
      [1, sent("一")],
      [2, sent("二")],
      [3, sent("三")],
    ]);
    await a.close();
    await b.close();
    expect(await (await open()).verify()).toMatchObject({
      kind: "whole",
      first: 1,
      count: 3,
      head: { number: 3 },
    });
  });

  it("finds the latest of a kind, as many as are wanted, back to a time", async () => {
    let time = 1_000;
    const audit = await (await (await newOffice())()).audit({ warn, now: () => time });
    const login = (user: string): AuditRecord => ({ user, role: null, address: "192.0.2.1", kind: "login" });
    for (const user of ["甲", "乙", "丙"]) {
      time += 1_000;
      await audit.add(login(user));
      // Names a log-in in its words.
      await audit.add(sent('{"kind":"login",'));
    }
    const latest = async (since: number, most: number) =>
      (await audit.latest("login", since, most)).map(({ record }) => record.user);
    expect([await latest(0, 9), await latest(0, 2), await latest(3_000, 9), await latest(9_000, 9)]).toEqual([
      ["丙", "乙", "甲"],
      ["丙", "乙"],
      ["丙", "乙"],
      [],
    ]);
  });

  it("is whole when it is empty", async () => {
    expect(await (await (await newOffice())()).audit({ warn }).then((audit) => audit.verify())).toMatchObject(
      { kind: "whole", first: 1, count: 0 },
    );
  });

  it("forgets what is too old, in whatever engine", async () => {
    let now = 1_000 * DAY;
    const audit = await (await (await newOffice())()).audit({ warn, now: () => now, retentionDays: 90 });
    await audit.add(sent("旧"));
    now += 91 * DAY;
    for (let i = 0; i < 201; i += 1) await audit.add(sent("新"));
    expect((await audit.verify()) as object).toMatchObject({ kind: "whole", first: 2, count: 201 });
    await audit.close();
  });
});

// Programs on one SQLite file are processes of their own, which lock it against each other.
describe.each(ENGINES.filter(([engine]) => engine !== "SQLite"))("the audit in %s", (_, newOffice) => {
  it("is added to by many at once, each entry chained to the one before", async () => {
    const office = await newOffice();
    const audits = await Promise.all([1, 2, 3].map(async () => (await office()).audit({ warn })));
    await Promise.all(audits.flatMap((audit) => Array.from({ length: 20 }, () => audit.add(sent("同时")))));
    expect(await audits[0]?.verify()).toMatchObject({ kind: "whole", first: 1, count: 60 });
    for (const audit of audits) await audit.close();
  });
});

describe("the audit", () => {
  it("lets whoever waits be served while it reads a long one", async () => {
    const { dir } = await withEntries(1);
    tamper(
      dir,
      `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
       INSERT INTO entries SELECT i, at, record, hash FROM entries, n;
       UPDATE ends SET number = 1500 WHERE name = 'head';`,
    );
    const audit = await sqliteStoresIn(dir).audit({ warn });
    const servedDuring = async (reading: () => Promise<unknown>) => {
      let isServed = false;
      const waiting = setImmediate(() => {
        isServed = true;
      });
      await reading();
      clearImmediate(waiting);
      return isServed;
    };
    expect([
      await servedDuring(() => Array.fromAsync(audit.entries(0))),
      await servedDuring(() => audit.latest("login", 0, 9)),
      await servedDuring(() => audit.head()),
    ]).toEqual([true, true, false]);
    await audit.close();
  });

  it("lets no entry be changed or deleted by a slip", async () => {
    const { dir } = await withEntries(2);
    const database = new DatabaseSync(join(dir, "audit.sqlite"));
    for (const statement of ["UPDATE entries SET record = '{}'", "DELETE FROM entries WHERE number = 1"])
      expect(() => database.exec(statement)).toThrow("entries are only added");
    database.close();
    expect(await verified(dir)).toMatchObject({ kind: "whole", count: 2 });
  });

  const tampered: [what: string, statements: string, flaw: object][] = [
    [
      "a word",
      "UPDATE entries SET record = replace(record, '第', '弟') WHERE number = 3",
      { number: 3, why: "changed" },
    ],
    ["a time", "UPDATE entries SET at = at - 1 WHERE number = 1", { number: 1, why: "changed" }],
    [
      "a hash",
      "UPDATE entries SET hash = lower(hex(zeroblob(32))) WHERE number = 2",
      { number: 2, why: "changed" },
    ],
    ["an entry in the middle", "DELETE FROM entries WHERE number = 3", { number: 3, why: "missing" }],
    ["the first entry", "DELETE FROM entries WHERE number = 1", { number: 1, why: "missing" }],
    ["the last entry", "DELETE FROM entries WHERE number = 5", { number: 5, why: "cut" }],
    ["all entries", "DELETE FROM entries", { number: 1, why: "cut" }],
    [
      "the order of two",
      "UPDATE entries SET number = 99 WHERE number = 2; UPDATE entries SET number = 2 WHERE number = 3; UPDATE entries SET number = 3 WHERE number = 99",
      { number: 2, why: "changed" },
    ],
  ];
  it.each(tampered)("shows that somebody took or changed %s", async (_what, statements, flaw) => {
    const { dir } = await withEntries(5);
    tamper(dir, statements);
    expect(await verified(dir)).toEqual({ kind: "broken", ...flaw });
  });

  it("shows by a head kept elsewhere that all of it was written anew", async () => {
    const { head } = await withEntries(3);
    const other = await withEntries(4);
    expect(await verified(other.dir)).toMatchObject({ kind: "whole" });
    expect(await verified(other.dir, head)).toEqual({ kind: "broken", number: 3, why: "other" });
    const shorter = await withEntries(2);
    expect(await verified(shorter.dir, head)).toEqual({ kind: "broken", number: 3, why: "cut" });
    expect(await verified(other.dir, other.head)).toMatchObject({ kind: "whole", head: other.head });
  });

  it("forgets what is too old, and is whole without it", async () => {
    const dir = newDir();
    let now = 1_000 * DAY;
    const audit = await sqliteStoresIn(dir).audit({ warn, now: () => now, retentionDays: 90 });
    await audit.add(sent("旧"));
    await audit.add(sent("旧"));
    now += 91 * DAY;
    // So many that it looks for what is old.
    for (let i = 0; i < 201; i += 1) await audit.add(sent("新"));
    expect((await Array.fromAsync(audit.entries(0))).map(({ record }) => record)).not.toContainEqual(
      sent("旧"),
    );
    expect(await audit.verify()).toMatchObject({
      kind: "whole",
      first: 3,
      count: 201,
      head: { number: 203 },
    });
    await audit.close();
    tamper(dir, "DELETE FROM entries WHERE number = 3");
    expect(await verified(dir)).toEqual({ kind: "broken", number: 3, why: "missing" });
  });
});
