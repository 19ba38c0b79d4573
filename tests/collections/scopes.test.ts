/** Folders, readers files and indexes that change while the program serves: who may read what, from when on. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../../src/app/open-knowledge.ts";
import { createScopes, type Scopes } from "../../src/app/scopes.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import type { Store } from "../../src/stores/store.ts";
import { type KeptLog, keepLog } from "../chat/journal.ts";
import { documentText } from "../search/folder.ts";

const WILLOW = documentText({
  organization: "柳湾县总工会",
  sections: { 主要内容: ["(一)建成职工书屋12家。"] },
});
const MARSH = documentText({ organization: "苇河县总工会", sections: { 主要内容: ["(一)夜校授课48场。"] } });
const PEAR = documentText({
  organization: "梨坡镇总工会",
  sections: { 主要内容: ["(一)互助社折算工时2.39万个。"] },
});

let root: string;
let log: KeptLog;
let opened: OpenKnowledge[];
/** Milliseconds of the program's clock. */
let time: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "anlitong-scopes-"));
  [log, opened, time] = [keepLog(), [], 0];
});

afterEach(async () => {
  await Promise.all(opened.map((knowledge) => knowledge.close()));
  await rm(root, { recursive: true });
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, "corpus", name)), { recursive: true });
    await writeFile(join(root, "corpus", name), text);
  }
}

/** Reads the folder, as each start of a program does, and so publishes what changed. */
async function open(): Promise<OpenKnowledge> {
  const settings = {
    corpusDir: join(root, "corpus"),
    dataDir: join(root, "var"),
  } as const;
  const knowledge = await openKnowledge({ settings, log, now: () => time });
  opened.push(knowledge);
  return knowledge;
}

const scopesOver = (knowledge: OpenKnowledge): Scopes =>
  createScopes({ knowledge, corpusDir: join(root, "corpus"), log, now: () => time });

const organizationsIn = (answer: Answer) =>
  answer.kind === "listing" ? answer.entries.map(({ case: of }) => of.organization) : [answer.kind];

async function listedFor(scopes: Scopes, ...names: string[]): Promise<string[]> {
  time += 60_000;
  return organizationsIn(await scopes.abilitiesFor(names).catalogue());
}

it("where nothing is closed nothing is made twice, and no answer bears a scope", async () => {
  await put({ "柳湾.md": WILLOW, "卷/苇河.md": MARSH });
  const knowledge = await open();
  const over = () => {
    throw new Error("expected no part to be made, found one");
  };
  const scopes = scopesOver({ ...knowledge, over });
  const answers = await Promise.all(
    [["feishu:ou_1"], [], ["role:curator"]].map((names) => scopes.abilitiesFor(names).catalogue()),
  );
  expect(answers.map(organizationsIn)).toEqual(
    answers.map(() => ["柳湾县总工会", "苇河县总工会"].toSorted().reverse()),
  );
  expect(answers.map(({ scope }) => scope)).toEqual([undefined, undefined, undefined]);
  expect(await scopes.abilitiesFor([]).scope()).toBe("");
});

it("one part is made for all who may read the same", async () => {
  await put({ "柳湾.md": WILLOW, "卷/苇河.md": MARSH, "卷/读者.txt": "飞书：ou_1" });
  const knowledge = await open();
  const parts: Store[] = [];
  const over: OpenKnowledge["over"] = (part) => {
    parts.push(part);
    return knowledge.over(part);
  };
  const scopes = scopesOver({ ...knowledge, over });
  await Promise.all(
    [[], ["feishu:ou_2"], ["slack:U1"], ["feishu:ou_1"]].map((names) =>
      scopes.abilitiesFor(names).catalogue(),
    ),
  );
  for (const name of ["feishu:ou_3", "feishu:ou_1"]) await listedFor(scopes, name);
  expect(parts).toHaveLength(1);
});

it("a reader let in or out is so within seconds, and what was answered before goes by it too", async () => {
  await put({ "柳湾.md": WILLOW, "卷/苇河.md": MARSH, "卷/读者.txt": "飞书：ou_1" });
  const scopes = scopesOver(await open());
  expect(await listedFor(scopes, "feishu:ou_1")).toHaveLength(2);
  const given = await scopes.abilitiesFor(["feishu:ou_1"]).catalogue();
  await put({ "卷/读者.txt": "飞书：ou_2，ou_3" });
  expect(await listedFor(scopes, "feishu:ou_1")).toEqual(["柳湾县总工会"]);
  expect(await listedFor(scopes, "feishu:ou_3")).toHaveLength(2);
  const holds = (name: string) => scopes.abilitiesFor([name]).stillHolds(given);
  expect([await holds("feishu:ou_1"), await holds("feishu:ou_2")]).toEqual([false, true]);
});

it("answers from before a folder was closed are for who may read it", async () => {
  await put({ "柳湾.md": WILLOW, "卷/苇河.md": MARSH });
  const scopes = scopesOver(await open());
  const given = await scopes.abilitiesFor(["feishu:ou_1"]).answer({ question: "帮助" });
  await put({ "卷/读者.txt": "飞书：ou_2" });
  time += 60_000;
  const holds = (name: string) => scopes.abilitiesFor([name]).stillHolds(given);
  expect([await holds("feishu:ou_1"), await holds("feishu:ou_2")]).toEqual([false, true]);
});

it("a closed folder that another process publishes is closed from its first moment on", async () => {
  await put({ "柳湾.md": WILLOW });
  const scopes = scopesOver(await open());
  expect(await listedFor(scopes)).toEqual(["柳湾县总工会"]);
  await put({ "卷/苇河.md": MARSH, "卷/读者.txt": "飞书：ou_1", "梨坡.md": PEAR });
  await open();
  expect((await listedFor(scopes)).toSorted()).toEqual(["柳湾县总工会", "梨坡镇总工会"].toSorted());
  expect(await listedFor(scopes, "feishu:ou_1")).toHaveLength(3);
});

it("an index that is taken up while an answer is made shows nothing new that is closed", async () => {
  await put({ "柳湾.md": WILLOW });
  const knowledge = await open();
  let published = false;
  /** Others publish, and somebody else has it taken up, in the middle of an answer. */
  const store: Store = {
    ...knowledge.store,
    async text(file) {
      if (!published) {
        published = true;
        await put({ "卷/苇河.md": MARSH, "卷/读者.txt": "飞书：ou_1" });
        await open();
        await knowledge.store.refresh();
      }
      return knowledge.store.text(file);
    },
  };
  const scopes = scopesOver({ ...knowledge, store });
  expect(await listedFor(scopes)).toEqual(["柳湾县总工会"]);
  expect(published).toBe(true);
});

it("who may read nothing at all is answered, and told nothing", async () => {
  await put({ "柳湾.md": WILLOW, "读者.txt": "飞书：ou_1" });
  const abilities = scopesOver(await open()).abilitiesFor(["feishu:ou_2"]);
  const kinds = ["有哪些案例？", "帮助", "书屋有几家？", "总结柳湾县总工会的案例", "哪些案例提到书屋？"].map(
    async (question) => (await abilities.answer({ question })).kind,
  );
  expect(await Promise.all(kinds)).toEqual(["listing", "help", "not-found", "not-found", "not-found"]);
  expect(await abilities.version()).toMatchObject({ fileCount: 0, caseCount: 0 });
  expect((await abilities.reader.shelf()).cases).toEqual([]);
});

it("what is wrong with readers files is said in one line, once, until it is mended", async () => {
  await put({ "柳湾.md": WILLOW, "卷/苇河.md": MARSH, "卷/读者.docx": "PK" });
  const scopes = scopesOver(await open());
  for (const _ of [1, 2, 3]) expect(await listedFor(scopes, "feishu:ou_1")).toEqual(["柳湾县总工会"]);
  expect(log.lines).toEqual([
    "warn 卷/读者.docx：不是纯文本文件，暂时谁也不能查阅这个文件夹；请另存为纯文本文件“读者.txt”",
  ]);
  await rm(join(root, "corpus/卷/读者.docx"));
  await put({ "卷/读者.txt": "飞书：ou_1" });
  expect(await listedFor(scopes, "feishu:ou_1")).toHaveLength(2);
  expect(log.lines).toHaveLength(1);
});
