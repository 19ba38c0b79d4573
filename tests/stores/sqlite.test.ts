import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { APPLICATION_ID, sealFile } from "../../src/stores/sealed-file.ts";
import { openSqliteStore, type SqliteStoreOptions } from "../../src/stores/sqlite.ts";
import type { Store } from "../../src/stores/store.ts";
import { newDir } from "../chat/journal.ts";
import { found, ROUND, tries } from "../full.ts";
import { describeStore } from "./contract.ts";
import { documentOf, putting, randomFrom } from "./documents.ts";
import { versionIn } from "./version.ts";

/** How often a process is to be killed while it writes. */
const MIDWAY = tries(20, 1_000);

const WRITER = join(import.meta.dirname, "writer.ts");

describeStore("sqlite store", {
  async createPlace() {
    const place = newDir();
    return {
      open: () => openSqliteStore({ dir: place }),
      remove: () => rm(place, { recursive: true }),
    };
  },
});

let dir: string;
let index: string;
let lines: string[];
let opened: Store[];

beforeEach(async () => {
  dir = newDir();
  index = join(dir, "index.sqlite");
  lines = [];
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()));
  await rm(dir, { recursive: true });
});

describe("index file", () => {
  it("is an ordinary database without a journal beside it", async () => {
    await publish("旧文");
    expect((await readdir(dir)).sort()).toEqual(["index.lock", "index.sqlite"]);
    const database = new DatabaseSync(index, { readOnly: true });
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "delete" });
    database.close();
  });

  it("is written beside the old one, with no journal that could outlive a kill", async () => {
    const store = await publish("旧文");
    const names: string[] = [];
    for (const clear of [false, true]) {
      const put = async function* () {
        yield documentOf("a.md", [["新文"]]);
        names.push(...(await readdir(dir)).sort());
      };
      await store.update(putting(put(), { clear }));
    }
    const expected = ["index.lock", "index.sqlite", "index.sqlite.draft"];
    expect(names).toEqual([...expected, ...expected]);
  });

  it("shrinks when most of it is removed", async () => {
    const store = await open();
    const random = randomFrom("shrinks");
    const character = () => String.fromCharCode(0x4e00 + Math.floor(random() * 20_000));
    const texts = Array.from({ length: 300 }, () => Array.from({ length: 200 }, character).join(""));
    await store.update(putting([documentOf("a.md", [texts]), documentOf("b.md", [["短"]])]));
    const { size } = await stat(index);
    await store.update(putting([], { remove: ["a.md"] }));
    expect((await stat(index)).size).toBeLessThan(size / 2);
    expect(await firstText(store)).toBe("短");
  });

  it("gives the very cases of files that stay, however often others change", async () => {
    const store = await open();
    const stays = documentOf("a.md", [["甲"]]);
    await store.update(putting([stays, documentOf("b.md", [["乙"]])]));
    const [before] = await store.cases();
    await store.update(putting([documentOf("b.md", [["丙"]])]));
    await store.update(putting([documentOf("0.md", [["丁"]])]));
    const cases = await store.cases();
    expect(cases.map(({ file }) => file)).toEqual(["0.md", "a.md", "b.md"]);
    expect(cases[1]).toBe(before);
    await store.update(putting([stays]));
    expect((await store.cases())[1]).not.toBe(before);
  });

  it("keeps a file without passages apart from the one that comes after it", async () => {
    const store = await open();
    const empty = { ...documentOf("a.md", [["甲"]]), passages: [], findings: [] };
    await store.update(putting([empty, documentOf("b.md", [["乙"]])]));
    const texts = () => Promise.all(["a.md", "b.md"].map((file) => store.text(file)));
    const before = [await texts(), await store.cases()];
    await store.update(putting([documentOf("c.md", [["丙"]])]));
    expect([await texts(), (await store.cases()).slice(0, -1)]).toEqual(before);
    expect(await texts()).toEqual(["甲", "乙"]);
  });

  it("does not pile up postings of what is gone when one file is put again and again", async () => {
    const store = await open();
    for (let round = 0; round < 12; round += 1)
      await store.update(putting([documentOf("a.md", [[`同文 ${round}`, "同文"]])]));
    const database = new DatabaseSync(index, { readOnly: true });
    const { gone } = JSON.parse(String(database.prepare("SELECT json FROM manifest").get()?.json));
    database.close();
    expect(gone).toBeLessThanOrEqual(1);
    expect((await store.postings(["同"])).map(({ passages }) => [...passages])).toEqual([[0, 1]]);
  });

  it("is made in a folder that does not exist yet", async () => {
    const deep = join(dir, "var", "目录 100% #1?");
    const store = await open({ dir: deep });
    await store.update(putting([documentOf("a.md", [["新文"]])]));
    expect(await readdir(deep)).toContain("index.sqlite");
    expect(await firstText(await open({ dir: deep }))).toBe("新文");
  });

  it("replaces a draft that a killed process left", async () => {
    await writeFile(join(dir, "index.sqlite.draft"), "half");
    const store = await publish("新文");
    expect(await firstText(store)).toBe("新文");
    expect((await readdir(dir)).sort()).toEqual(["index.lock", "index.sqlite"]);
  });

  it("serves on from memory when the file is removed, and refuses a change that would make half an index", async () => {
    const store = await publish("旧文");
    await rm(index);
    expect(await store.refresh()).toBe(false);
    expect(await firstText(store)).toBe("旧文");
    await expect(store.update(putting([documentOf("b.md", [["新文"]])]))).rejects.toThrow(
      `${index}：索引不见了；请重新建立索引`,
    );
    expect(await store.stamp()).toBeUndefined();
    await store.update(putting([documentOf("b.md", [["新文"]])], { clear: true }));
    expect(await firstText(store)).toBe("新文");
  });

  it("is not answered from after closing", async () => {
    const store = await publish("旧文");
    await store.close();
    await store.close();
    await expect(store.stamp()).rejects.toThrow(`${index}: the store is closed`);
    await expect(store.refresh()).rejects.toThrow(`${index}: the store is closed`);
    await expect(store.update(putting([]))).rejects.toThrow(`${index}: the store is closed`);
  });
});

describe("damaged index file", () => {
  const cases: [string, string, () => Promise<void>][] = [
    ["is empty", "不是索引", () => writeFile(index, "")],
    ["is text", "不是索引", () => writeFile(index, "案例".repeat(500))],
    ["is zeros", "不是索引", () => writeFile(index, Buffer.alloc(65_536))],
    ["is cut to a part", "索引已损坏，校验值不符", () => truncate(index, 40_000)],
    [
      "lacks its last byte",
      "索引已损坏，校验值不符",
      async () => truncate(index, (await stat(index)).size - 1),
    ],
    [
      "has something appended",
      "索引已损坏，校验值不符",
      () => rewrite((bytes) => Buffer.concat([bytes, Buffer.alloc(16_384)])),
    ],
    [
      "has a page of zeros",
      "索引已损坏，校验值不符",
      () => rewrite((bytes) => bytes.fill(0, 16_384, 32_768)),
    ],
    [
      "was written to by another program",
      "索引已损坏，校验值不符",
      async () => {
        const database = new DatabaseSync(index);
        database.exec("UPDATE files SET first = 5");
        database.close();
      },
    ],
    [
      "is another program's database",
      "索引已损坏，校验值不符",
      async () => {
        await rm(index);
        const database = new DatabaseSync(index);
        database.exec("CREATE TABLE a (b)");
        database.close();
      },
    ],
  ];

  it.each(cases)("that %s is reported, kept under another name and built again", async (_, flaw, damage) => {
    await (await publish("旧文")).close();
    await damage();
    const bytes = await readFile(index);
    const store = await open();
    expect(lines).toEqual([`${index}：${flaw}；将重新建立索引`]);
    expect(await store.stamp()).toBeUndefined();
    expect(await store.files()).toEqual([]);
    expect(await store.refresh()).toBe(false);
    await store.update(putting([documentOf("a.md", [["新文"]])]));
    expect(await firstText(store)).toBe("新文");
    expect(await readFile(`${index}.damaged`)).toEqual(bytes);
    expect(lines.length).toBe(1);
  });

  it("of another version is reported and replaced", async () => {
    await (await publish("旧文")).close();
    const database = new DatabaseSync(index);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID - 1}`);
    database.close();
    await sealFile(index);
    const store = await open();
    expect(lines).toEqual([`${index}：由另一个版本的程序写成；将重新建立索引`]);
    await store.update(putting([documentOf("a.md", [["新文"]])]));
    expect((await readdir(dir)).sort()).toEqual(["index.lock", "index.sqlite"]);
  });

  it("is found for each flipped bit", async () => {
    await (await publish("旧文")).close();
    const whole = await readFile(index);
    const random = randomFrom("bits");
    const header = Array.from({ length: tries(100) }, (_, byte) => byte * 8 + (byte % 8));
    const anywhere = Array.from({ length: tries(200) }, () => Math.floor(random() * whole.length * 8));
    for (const bit of [...header, ...anywhere]) {
      await writeFile(index, flip(Buffer.from(whole), bit));
      const store = await open();
      expect(await store.stamp(), `bit ${bit}`).toBeUndefined();
      await store.close();
    }
    expect(lines.length).toBe(tries(300));
    await writeFile(index, whole);
    expect(await firstText(await open())).toBe("旧文");
  });

  it.each([
    ["source text", Buffer.from("此处原文"), 3],
    ["parsed form", Buffer.from('"number"'), 8 * 3],
  ])("rejects a passage whose %s is damaged while the index is open", async (_, words, bit) => {
    await (await publish("此处原文")).close();
    const store = await open();
    await rewrite((bytes) => flip(bytes, bytes.lastIndexOf(words) * 8 + bit));
    await expect(store.passages([0])).rejects.toThrow(
      new Error(`${index}：a.md 的第 0 段与建立索引时不同；请运行 index 重新建立索引`),
    );
  });

  it("says so when it can be read no more", async () => {
    const texts = Array.from({ length: 300 }, (_, number) => `${"长".repeat(200)}${number}`);
    const store = await open();
    await store.update(putting([documentOf("a.md", [texts])]));
    await truncate(index, 20_000);
    await expect(store.postings(["长"])).rejects.toThrow(
      /^\S+index\.sqlite：无法读取（.+）；请运行 index 重新建立索引$/,
    );
  });

  it("does not take the place of the index in use when it is put there", async () => {
    const store = await publish("旧文");
    await rm(index);
    await writeFile(index, "案例");
    expect(await store.refresh()).toBe(false);
    expect(await store.refresh()).toBe(false);
    expect(lines).toEqual([`${index}：不是索引；将重新建立索引`]);
    expect(await firstText(store)).toBe("旧文");
    const change = putting([documentOf("b.md", [["新文"]])]);
    await expect(store.update(change)).rejects.toThrow(`${index}：不是索引；请重新建立索引`);
    expect(await store.stamp()).toBeUndefined();
    await store.update(change);
    expect(await firstText(store)).toBe("新文");
    expect(await readFile(`${index}.damaged`, "utf8")).toBe("案例");
  });

  it("stops being answered from when it is damaged in its place", async () => {
    const store = await publish("旧文");
    await truncate(index, 20_000);
    expect(await store.refresh()).toBe(true);
    expect(await store.stamp()).toBeUndefined();
    expect(lines).toEqual([`${index}：索引已损坏，校验值不符；将重新建立索引`]);
  });

  it("is not the base of a change", async () => {
    const store = await publish("旧文");
    await truncate(index, 20_000);
    await expect(store.update(putting([documentOf("b.md", [["新文"]])]))).rejects.toThrow(
      `${index}：索引已损坏，校验值不符；请重新建立索引`,
    );
    expect(await store.stamp()).toBeUndefined();
  });
});

describe("folder that cannot be used", () => {
  it("is refused when it is a file", async () => {
    const file = join(dir, "file");
    await writeFile(file, "");
    await expect(openSqliteStore({ dir: file })).rejects.toThrow(
      new Error(`${file}：应为存放索引的文件夹，却是文件；请另选一处`),
    );
    const below = join(file, "below");
    await expect(openSqliteStore({ dir: below })).rejects.toThrow(
      new Error(`${below}：应为存放索引的文件夹，却是文件；请另选一处`),
    );
  });

  it("is refused when a folder has the name of the index", async () => {
    await mkdir(index);
    await expect(openSqliteStore({ dir })).rejects.toThrow(
      new Error(`${index}：无法读取（EISDIR）；请修改它的权限，或将它移走`),
    );
  });

  it("is read from, and refuses changes in one line, when it may not be written", async () => {
    await (await publish("旧文")).close();
    await chmod(dir, 0o555);
    try {
      expect(await runWriter("unprivileged")).toEqual([
        { first: "旧文", lines: [] },
        {
          failure: expect.stringMatching(`^${dir}：应为可以写入的文件夹（.+）；请修改它的权限，或另选一处$`),
        },
      ]);
    } finally {
      await chmod(dir, 0o755);
    }
  });

  it("keeps the old index when there is no room for the new one", async () => {
    await (await publish("旧文")).close();
    const failure = `${dir}：索引没能写入，没有改动（disk I/O error）；请检查磁盘是否已满或有故障`;
    // The system refuses to let any file grow beyond 400 KiB.
    expect(await runWriter("too-much", { limitKb: 400 })).toEqual([
      { failure },
      { failure },
      { first: "旧文" },
    ]);
    expect((await readdir(dir)).sort()).toEqual(["index.lock", "index.sqlite"]);
    const store = await open();
    expect(await firstText(store)).toBe("旧文");
    await store.update(putting([documentOf("a.md", [["新文"]])]));
    expect(await firstText(store)).toBe("新文");
    expect(lines).toEqual([]);
  });
});

describe("several processes", () => {
  it("leave the old index or the new one when they are killed at any instant", async () => {
    const random = randomFrom(`kills ${ROUND}`);
    let acknowledged = 0;
    let midway = 0;
    let kills = 0;
    // Most kills come while a version is being written.
    while (midway < MIDWAY) {
      const child = startWriter("versions");
      const said = readLines(child);
      const { begins } = (await said.next()).value as { begins: number };
      expect(begins).toBeGreaterThan(acknowledged);
      setTimeout(() => child.kill("SIGKILL"), random() * 60);
      let begun = begins;
      for await (const line of said) {
        if ("published" in line) acknowledged = Number(line.published);
        else begun = Number(line.begins);
      }
      kills += 1;
      if (begun > acknowledged) midway += 1;
      const version = await versionIn(dir, (line) => lines.push(line));
      expect([acknowledged, begun]).toContain(version);
      acknowledged = version;
    }
    expect(lines).toEqual([]);
    found({ kills, midway, unreadable: lines.length, mixed: 0 });
    const store = await open();
    await store.update(putting([documentOf("9.md", [["新文"]])]));
    expect((await readdir(dir)).sort()).toEqual(["index.lock", "index.sqlite"]);
  });

  it("both publish when they write at once", async () => {
    await Promise.all([runWriter("files", { name: "甲" }), runWriter("files", { name: "乙" })]);
    const store = await open();
    expect((await store.files()).map(({ file }) => file)).toEqual(
      ["乙", "甲"].flatMap((name) => Array.from({ length: 10 }, (_, file) => `${name}${file}.md`)),
    );
    const [passage] = await store.passages([13]);
    expect(passage?.sentences[0]?.text).toBe("甲的第3篇");
  });

  it("wait for each other, and say so when it takes too long", async () => {
    await (await publish("旧文")).close();
    const holder = new DatabaseSync(join(dir, "index.lock"));
    holder.exec("BEGIN IMMEDIATE");
    const store = await open({ waitMs: 200 });
    await expect(store.update(putting([documentOf("a.md", [["新文"]])]))).rejects.toThrow(
      new Error(`${join(dir, "index.lock")}：另一个程序正在写入，等了 0.2 秒；请待它写完后再试`),
    );
    expect(await firstText(store)).toBe("旧文");
    const patient = await open();
    const update = patient.update(putting([documentOf("a.md", [["新文"]])]));
    setTimeout(() => holder.close(), 100);
    await update;
    expect(await firstText(patient)).toBe("新文");
  });

  it("say what to do about a lock that is none", async () => {
    const lock = join(dir, "index.lock");
    await writeFile(lock, "这不是一个空文件".repeat(100));
    await expect(publish("新文")).rejects.toThrow(new Error(`${lock}：应为空文件，却有内容；请删除它`));
  });

  it("take a file copied over the index for a publication", async () => {
    const store = await publish("旧文");
    const elsewhere = join(dir, "elsewhere");
    const other = await open({ dir: elsewhere });
    await other.update(putting([documentOf("a.md", [["新文"]])]));
    await rm(index);
    await copyFile(join(elsewhere, "index.sqlite"), index);
    expect(await store.refresh()).toBe(true);
    expect(await firstText(store)).toBe("新文");
  });
});

async function open(options: Partial<SqliteStoreOptions> = {}): Promise<Store> {
  const store = await openSqliteStore({ dir, log: (line) => lines.push(line), ...options });
  opened.push(store);
  return store;
}

async function publish(text: string): Promise<Store> {
  const store = await open();
  await store.update(putting([documentOf("a.md", [[text]])]));
  return store;
}

async function firstText(store: Store): Promise<string | undefined> {
  return (await store.passages([0]))[0]?.sentences[0]?.text;
}

function startWriter(
  what: string,
  { name = "", limitKb }: { name?: string; limitKb?: number } = {},
): ChildProcess {
  const command = [process.execPath, WRITER, what, dir, name];
  const [file = "", ...args] =
    limitKb === undefined ? command : ["sh", "-c", `ulimit -f ${limitKb * 2}; exec "$@"`, "sh", ...command];
  return spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
}

/** Everything that a writer says until it ends by itself. */
async function runWriter(
  what: string,
  options: { name?: string; limitKb?: number } = {},
): Promise<unknown[]> {
  const child = startWriter(what, options);
  const ended = once(child, "close");
  const said: unknown[] = [];
  for await (const line of readLines(child)) said.push(line);
  expect(await ended).toEqual([0, null]);
  return said;
}

async function* readLines(child: ChildProcess): AsyncGenerator<Record<string, unknown>> {
  if (!child.stdout) throw new Error("expected a child process with output");
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}

async function rewrite(change: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(index, change(await readFile(index)));
}

function flip(bytes: Buffer, bit: number): Buffer {
  bytes[bit >> 3] = Number(bytes[bit >> 3]) ^ (1 << (bit & 7));
  return bytes;
}
