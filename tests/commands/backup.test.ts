import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { settingsText } from "../../src/app/commands/backup.ts";
import { readEnvFile } from "../../src/app/settings.ts";
import { lockServing } from "../../src/stores/locks.ts";
import { openSqliteJournals } from "../../src/stores/open-journals.ts";
import { openVectorMemory } from "../../src/stores/sqlite-vector-memory.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const FILE = "2024-top-ten-innovations.md";
const warn = (line: string) => expect.unreachable(line);
const refusal = (question: string) => ({ question, history: [], reason: "off-topic" as const });

/** A folder of documents and one of data, with a place for backups. */
function newOffice() {
  const root = newFolder();
  const corpus = join(root, "corpus");
  const data = join(root, "var");
  mkdirSync(corpus);
  mkdirSync(data);
  cpSync(join(CORPUS, FILE), join(corpus, FILE));
  return { corpus, data, backup: join(root, "backup"), where: ["--corpus", corpus, "--data", data] };
}

const unansweredIn = async (dir: string) => {
  const feedback = await sqliteStoresIn(dir).feedback({ warn });
  const questions = (await feedback.unanswered(10)).map(({ question }) => question);
  await feedback.close();
  return questions;
};

async function backedUp(questions: readonly string[]) {
  const office = newOffice();
  const feedback = await sqliteStoresIn(office.data).feedback({ warn });
  for (const question of questions) await feedback.noteUnanswered(refusal(question));
  await feedback.close();
  expect(await run(["backup", office.backup, ...office.where])).toMatchObject({ code: 0, err: "" });
  return office;
}

/** What lies in a folder, whatever is in it. */
const listing = (dir: string) =>
  (existsSync(dir) ? readdirSync(dir, { recursive: true }).map(String) : []).sort();

describe("backup and restore", () => {
  it("copy what a program is serving, as of one instant, and bring it back elsewhere", async () => {
    const { data, backup, where } = newOffice();
    const serving = lockServing(data);
    const feedback = await sqliteStoresIn(data).feedback({ warn });
    const journals = await openSqliteJournals({ dir: data, warn });
    const journal = journals.of("telegram 1");
    await feedback.noteUnanswered(refusal("以前的问题"));
    await journal.receive([{ key: "1", lane: "a", body: "收到而未答" }]);
    await journal.setStanding("-100", { isOpen: true });
    writeFileSync(join(data, "lexicon.txt"), "食堂 饭堂\n");

    expect(await run(["backup", backup, ...where])).toMatchObject({ code: 0, err: "" });
    await feedback.noteUnanswered(refusal("以后的问题"));
    const pseudonym = journal.pseudonym("7");
    await journals.close();
    await feedback.close();
    serving.end();

    const other = newOffice();
    const again = await run(["restore", backup, "--json", ...other.where]);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(again.out)).toMatchObject({ dir: backup, setAside: null });
    expect(await unansweredIn(other.data)).toEqual(["以前的问题"]);
    const restored = await openSqliteJournals({ dir: other.data, warn });
    const restoredJournal = restored.of("telegram 1");
    expect(await restoredJournal.unfinished()).toEqual([
      { number: 1, key: "1", lane: "a", body: "收到而未答" },
    ]);
    expect(await restoredJournal.standing("-100")).toEqual({ isOpen: true, isTold: false });
    expect(restoredJournal.pseudonym("7")).toBe(pseudonym);
    await restored.close();
    expect(readFileSync(join(other.data, "lexicon.txt"), "utf8")).toBe("食堂 饭堂\n");
    expect(readFileSync(join(other.corpus, FILE))).toEqual(readFileSync(join(CORPUS, FILE)));
    expect((await run(["ask", "一共有几个案例？", ...other.where])).code).toBe(0);
  });

  it("set aside what stands there, and delete nothing", async () => {
    const { backup } = await backedUp(["旧"]);
    const { data, corpus, where } = await backedUp(["新"]);
    writeFileSync(join(corpus, "later.md"), "后来的文件\n");
    const { code, out } = await run(["restore", backup, "--json", ...where]);
    expect(code).toBe(0);
    const { setAside } = JSON.parse(out) as { setAside: string };
    expect(await unansweredIn(data)).toEqual(["旧"]);
    expect(await unansweredIn(setAside)).toEqual(["新"]);
    expect(readdirSync(corpus)).toEqual([FILE]);
    expect(readFileSync(join(setAside, "corpus/later.md"), "utf8")).toBe("后来的文件\n");
  });

  it("hold who may log in only where secrets are wished, and otherwise leave them in use", async () => {
    const { data, backup, where } = newOffice();
    const names = ["users.txt", "login.key"];
    for (const name of names) writeFileSync(join(data, name), "以前");
    const held = () => listing(join(backup, "data")).filter((name) => names.includes(name));
    await run(["backup", backup, ...where]);
    expect(held()).toEqual([]);
    expect((await run(["restore", backup, ...where])).code).toBe(0);
    expect(names.map((name) => readFileSync(join(data, name), "utf8"))).toEqual(["以前", "以前"]);
    rmSync(backup, { recursive: true });
    await run(["backup", backup, "--secrets", ...where]);
    expect(held()).toEqual(["login.key", "users.txt"]);
    writeFileSync(join(data, "users.txt"), "后来");
    expect((await run(["restore", backup, ...where])).code).toBe(0);
    expect(readFileSync(join(data, "users.txt"), "utf8")).toBe("以前");
  });

  it("do not touch the folder of a program that runs", async () => {
    const { backup, data, where } = await backedUp(["一"]);
    const serving = lockServing(data);
    const before = listing(data);
    expect(await run(["restore", backup, ...where])).toEqual({
      code: 1,
      out: "",
      err: `错误：${data}：有程序正在使用这个文件夹，请先停掉它\n`,
    });
    expect(listing(data)).toEqual(before);
    expect(lockServing(data).isSecond).toBe(true);
    serving.end();
  });

  it("leave a backup where it is that lies in the folder of data itself", async () => {
    const { data, where } = await backedUp(["一"]);
    const own = join(data, "backups", "today");
    expect(await run(["backup", own, ...where])).toMatchObject({ code: 0, err: "" });
    expect(await run(["restore", own, ...where])).toMatchObject({ code: 0, err: "" });
    expect(await unansweredIn(data)).toEqual(["一"]);
    expect(await run(["restore", own, ...where])).toMatchObject({ code: 0, err: "" });
  });

  it("are not made among the documents", async () => {
    const { corpus, where } = newOffice();
    const own = join(corpus, "backup");
    expect(await run(["backup", own, ...where])).toEqual({
      code: 1,
      out: "",
      err: `错误：${own}：备份不应放在案例文档的文件夹（${corpus}）里，请另选一处\n`,
    });
    expect(readdirSync(corpus)).toEqual([FILE]);
  });

  it("find out what happened to a backup before anything is touched", async () => {
    const { backup } = await backedUp(["一"]);
    const manifest = join(backup, "manifest.json");
    const whole = readFileSync(manifest, "utf8");
    const document = join(backup, "corpus", FILE);
    const bytes = readFileSync(document);
    const { data, corpus, where } = newOffice();
    writeFileSync(join(corpus, "own.md"), "本单位\n");
    const refuses = async (why: string) => {
      const { code, err } = await run(["restore", backup, ...where]);
      expect({ code, err }).toEqual({ code: 1, err: `错误：${why}\n` });
      expect({ data: listing(data), corpus: listing(corpus) }).toEqual({
        data: [],
        corpus: [FILE, "own.md"],
      });
    };
    writeFileSync(document, Buffer.from(bytes).fill(0x20, 100, 101));
    await refuses(`${document}：与备份清单不符，备份已损坏；没有改动任何文件`);
    writeFileSync(document, bytes);
    writeFileSync(manifest, whole.replace(`"corpus/${FILE}"`, '"corpus/../../out.md"'));
    await refuses(`${manifest}：备份清单已损坏，没有改动任何文件`);
    writeFileSync(manifest, whole.replace('"format": 1', '"format": 2'));
    await refuses(`${manifest}：由更新版本的程序（0.1.0）写成，本程序读不懂；请先升级，没有改动任何文件`);
  });

  it("leave nothing behind where a database cannot be read", async () => {
    const { data, backup, where } = newOffice();
    writeFileSync(
      join(data, "feedback.sqlite"),
      "no database, but long enough to be taken for one".repeat(20),
    );
    const { code, err } = await run(["backup", backup, ...where]);
    expect(code).toBe(1);
    expect(err).toBe(`错误：${join(data, "feedback.sqlite")}：不能备份（file is not a database）\n`);
    expect(readdirSync(join(backup, ".."))).not.toContainEqual(expect.stringContaining("backup"));
  });
});

describe("the settings in a backup", () => {
  const environment = {
    HOME: "/root",
    PORT: "3100",
    CHAT_MODEL: 'a "quoted" #name',
    WEB_TOKEN: "canary-web-token",
    ALIBABA_API_KEY: "canary-key",
    HTTPS_PROXY: "http://user:canary@proxy.example:1",
  };

  it("name what is secret, and nothing more of it", () => {
    const text = settingsText(environment, false);
    expect(text).not.toContain("canary");
    expect(text.split("\n")).toEqual([
      "# ALIBABA_API_KEY=（未备份，请重新填写）",
      "CHAT_MODEL='a \"quoted\" #name'",
      "# HTTPS_PROXY=（未备份，请重新填写）",
      "PORT=3100",
      "# WEB_TOKEN=（未备份，请重新填写）",
      "",
    ]);
  });

  it("are the same again when they are read, secrets included where that is wished", async () => {
    const { where, backup } = newOffice();
    await run(["backup", backup, "--secrets", ...where], { environment });
    const path = join(backup, "settings.env");
    const { HOME: _, ...settings } = environment;
    expect(readEnvFile(path)).toEqual(settings);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe("a store that a newer program wrote", () => {
  it("is refused in one line, and left as it is", async () => {
    const { data } = newOffice();
    (await openVectorMemory(data, warn)).close();
    const path = join(data, "vectors.sqlite");
    const database = new DatabaseSync(path);
    database.exec("PRAGMA user_version = 9");
    database.close();
    await expect(openVectorMemory(data, warn)).rejects.toThrow(
      `${path}：由更新版本的程序写成（第 9 版格式），本程序只认得第 1 版；请升级程序，或用备份恢复`,
    );
  });
});
