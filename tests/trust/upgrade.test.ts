/**
 * What a program of before there were backups, audits, scopes and sums left in its data folder (`tests/fixtures/upgrade`, as it
 * wrote it) → all of it is there for the program of today.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { openSqliteJournals } from "../../src/stores/open-journals.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { newDir } from "../chat/journal.ts";
import { run } from "../commands/run-in-process.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/upgrade");
const warn = (line: string) => expect.unreachable(line);
const now = () => Date.parse("2026-11-29T09:00:00Z");
/** The salt of pseudonyms is kept, too: who opened a chat is known by the same name. */
const PSEUDONYM = "YjVzX055FIris1wub7Uog1";

function folderOfBefore(): string {
  const dir = newDir();
  for (const name of readdirSync(FIXTURES)) {
    const database = new DatabaseSync(join(dir, name.replace(/sql$/, "sqlite")));
    database.exec(readFileSync(join(FIXTURES, name), "utf8"));
    database.close();
  }
  return dir;
}

/** Everything that is looked for in a folder, by the name of what it is. */
async function heldIn(dir: string) {
  const journals = await openSqliteJournals({ dir, warn, now });
  const feedback = await sqliteStoresIn(dir).feedback({ warn, now });
  const ledger = await sqliteStoresIn(dir).ledger({ warn, now });
  const journal = journals.of("telegram 1");
  try {
    return {
      pseudonym: journal.pseudonym("7"),
      waiting: (await journal.unfinished()).map(({ key, body }) => [key, body]),
      again: (await journal.receive([{ key: "1", lane: "甲", body: "{}" }])).length,
      unsent: (await journal.unsent()).map(({ content, isAgain }) => [content, isAgain]),
      sentAs: await journal.sentAs({ chat: "-1001", message: "7", part: 0 }),
      question: (await journal.given("0123456789ab"))?.question,
      turns: await journal.turns("甲", { since: 0, limit: 9 }),
      standing: await journal.standing("-1001"),
      disliked: (await journals.disliked(9)).map(({ question, reason }) => [question, reason]),
      unanswered: (await feedback.unanswered(9)).map(({ question }) => question),
      spent: await ledger.spent("2026-11-29", ["甲"]),
    };
  } finally {
    await journals.close();
    await feedback.close();
    ledger.close();
  }
}

const HELD = {
  pseudonym: PSEUDONYM,
  waiting: [["4", '{"update_id":4}']],
  again: 0,
  unsent: [
    ['{"text":"待发的第1页"}', true],
    ['{"text":"待发的第2页"}', false],
  ],
  sentAs: "77",
  question: "帮助",
  turns: [expect.objectContaining({ message: "7", questions: ["帮助"] })],
  standing: { isOpen: true, isTold: true },
  disliked: [["帮助", "太笼统"]],
  unanswered: ["食堂怎么办？"],
  spent: [1_234],
};

it("keeps all that a program of before kept", async () => {
  const dir = folderOfBefore();
  expect(await heldIn(dir)).toEqual(HELD);
  // And again, now that the program of today has written there.
  expect(await heldIn(dir)).toEqual(HELD);
});

it("keeps it in a backup that is restored elsewhere", async () => {
  const [dir, backup, elsewhere] = [folderOfBefore(), join(newDir(), "backup"), join(newDir(), "var")];
  expect(await run(["backup", backup, "--data", dir])).toMatchObject({ code: 0 });
  expect(await run(["restore", backup, "--data", elsewhere])).toMatchObject({ code: 0 });
  expect(await heldIn(elsewhere)).toEqual(HELD);
});
