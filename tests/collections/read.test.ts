/** Folders with what stands in them about their readers → collections: whatever cannot be told closes them. */

import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";
import { expect, it, onTestFinished } from "vitest";
import { type Collections, readCollections } from "../../src/corpus/collections.ts";
import { listFiles } from "../../src/corpus/read.ts";
import { isAmong, parseReaders } from "../../src/corpus/readers-file.ts";

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "anlitong-collections-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(dir, dirname(name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return dir;
}

/** As the index has them. */
async function read(dir: string, before?: Collections): Promise<Collections> {
  return readCollections(
    dir,
    (await listFiles(dir)).files.map(({ file }) => file),
    before,
  );
}

/** Who may read a file: everybody, or the readers of each closed folder on its way. */
function readersOf({ all, foldersOf }: Collections, file: string): string {
  const closed = foldersOf(file).flatMap((folder) => {
    const { readers } = all.get(folder) ?? { readers: new Set<string>() };
    return readers ? [`${folder}[${[...readers]}]`] : [];
  });
  return closed.length === 0 ? "everybody" : [...new Set(closed)].join(" ");
}

it("a folder is closed by a readers file, with all that is below it; the folders within may close more", async () => {
  const dir = await folderOf({
    "甲.md": "甲",
    "省/乙.md": "乙",
    "省/读者.txt": "飞书：ou_1，ou_2\n",
    "省/市/丙.md": "丙",
    "省/市/READERS.TXT": "\ufeffTelegram: -100123\r\nslack：U1 C2 # 办公室\r\n",
    "省/市/名称.txt": "\n市卷\n",
    "年度/丁.md": "丁",
  });
  const collections = await read(dir);
  expect([...collections.all.values()].map(({ folder, name }) => [folder, name])).toEqual([
    ["", ""],
    ["年度", "年度"],
    ["省", "省"],
    ["省/市", "市卷"],
  ]);
  expect(
    ["甲.md", "省/乙.md", "省/市/丙.md", "年度/丁.md"].map((file) => readersOf(collections, file)),
  ).toEqual([
    "everybody",
    "省[feishu:ou_1,feishu:ou_2]",
    "省[feishu:ou_1,feishu:ou_2] 省/市[telegram:-100123,slack:U1,slack:C2]",
    "everybody",
  ]);
  const { omitted } = await listFiles(dir);
  expect(omitted.map(({ file }) => file)).toEqual(["省/市/READERS.TXT", "省/市/名称.txt", "省/读者.txt"]);
});

it.each([
  ["读者.docx", "PK", "不是纯文本文件"],
  ["读者.txt.docx", "PK", "不是纯文本文件"],
  ["读者.txt", "", "无法读取"],
  ["读者.txt", "\0\u0001\u0002\u0003".repeat(50), "无法读取"],
])("a readers file %s that cannot be read closes its folder, in one line", async (name, content, why) => {
  const collections = await read(await folderOf({ "卷/甲.md": "甲", [`卷/${name}`]: content }));
  expect(readersOf(collections, "卷/甲.md")).toBe("卷[]");
  expect([...collections.all.values()].flatMap(({ problems }) => problems)).toEqual([
    `卷/${name}：${why}，暂时谁也不能查阅这个文件夹；请另存为纯文本文件“读者.txt”`,
  ]);
});

it("a readers file whose ending Windows hides, and one without any, are read; of two neither is", async () => {
  const at = async (files: Record<string, string>) => {
    const named = Object.fromEntries(Object.entries(files).map(([name, text]) => [`卷/${name}`, text]));
    return readersOf(await read(await folderOf({ "卷/甲.md": "甲", ...named })), "卷/甲.md");
  };
  expect(await at({ "读者.txt.txt": "飞书：ou_1" })).toBe("卷[feishu:ou_1]");
  expect(await at({ 读者: "飞书：ou_1" })).toBe("卷[feishu:ou_1]");
  expect(await at({ "读者.txt": "飞书：ou_1", "readers.txt": "飞书：ou_2" })).toBe("卷[]");
});

it("a readers file that is a folder, or a link that leads nowhere, closes the folder", async () => {
  const dir = await folderOf({ "一/甲.md": "甲", "一/读者.txt/空.md": "空", "二/乙.md": "乙" });
  await symlink(join(dir, "没有"), join(dir, "二/读者.txt"));
  const collections = await read(dir);
  expect(["一/甲.md", "二/乙.md"].map((file) => readersOf(collections, file))).toEqual(["一[]", "二[]"]);
});

it("a link leads into a closed folder as little as its path does", async () => {
  const dir = await folderOf({ "密/读者.txt": "飞书：ou_1", "密/里/甲.md": "甲", "明/乙.md": "乙" });
  await symlink("../密/里", join(dir, "明/捷径"));
  await symlink("../密/里/甲.md", join(dir, "明/副本.md"));
  const files = ["明/捷径/甲.md", "明/副本.md", "明/乙.md"];
  const collections = await readCollections(dir, files);
  for (const file of files.slice(0, 2))
    expect([file, readersOf(collections, file)]).toEqual([file, "密[feishu:ou_1]"]);
  expect(readersOf(collections, "明/乙.md")).toBe("everybody");
});

it("an archive is read by whoever reads its folder, and a readers file in it closes what it lies beside", async () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const archive = zipSync({
    "open/a.md": bytes("甲"),
    "closed/b.md": bytes("乙"),
    "closed/readers.txt": bytes("x"),
  });
  const collections = await read(await folderOf({ "卷/年报.zip": archive }));
  expect(readersOf(collections, "卷/年报.zip/open/a.md")).toBe("everybody");
  expect(readersOf(collections, "卷/年报.zip/closed/b.md")).toBe("卷/年报.zip/closed[]");
});

it("a folder that is gone is closed; one that was read before stays as it was", async () => {
  const dir = await folderOf({ "密/甲.md": "甲", "密/读者.txt": "飞书：ou_1", "明/乙.md": "乙" });
  const files = (await listFiles(dir)).files.map(({ file }) => file);
  const before = await read(dir);
  for (const folder of ["密", "明"]) await rename(join(dir, folder), join(dir, `${folder}移走`));
  expect(await before.isStale()).toBe(true);
  const after = await readCollections(dir, files, before);
  const anew = await readCollections(dir, files);
  expect(files.map((file) => readersOf(after, file))).toEqual(
    ["everybody", "密[feishu:ou_1]"].toSorted().reverse(),
  );
  expect(files.map((file) => readersOf(anew, file))).toEqual(files.map((file) => `${dirname(file)}[]`));
});

it("notices a reader let in, and nothing where nothing was changed", async () => {
  const dir = await folderOf({ "密/甲.md": "甲", "密/读者.txt": "飞书：ou_1" });
  const before = await read(dir);
  expect(await before.isStale()).toBe(false);
  await writeFile(join(dir, "密/读者.txt"), "飞书：ou_1、ou_22");
  expect(await before.isStale()).toBe(true);
  expect((await read(dir, before)).key).not.toBe(before.key);
});

it("names people, chats, roles and programs as access to each platform has them", () => {
  const { readers, problems } = parseReaders(
    [
      "# 领导小组",
      "企业微信： zhangsan，wrGroup1　企微2",
      "钉钉：cidX/+==",
      "网页用户：张 三、li.si",
      "网页角色：管理员",
      "程序：年报 系统",
      "Telegram：所有人",
      "张三",
      "网页角色：领导",
      "飞书：",
    ].join("\n"),
  );
  expect(readers).toEqual([
    ...["wecom:zhangsan", "wecom:wrGroup1", "wecom:企微2", "dingtalk:cidX/+=="],
    ...["user:张 三", "user:li.si", "role:curator", "program:年报 系统", "telegram:*"],
  ]);
  expect(problems.map((problem) => problem.slice(0, 18))).toEqual([
    expect.stringMatching(/^第 8 行“张三”应为/),
    expect.stringMatching(/^第 9 行“网页角色:领导”/),
    expect.stringMatching(/^第 10 行“飞书:”应为/),
  ]);
});

it("everybody of a platform is nobody of another", () => {
  const readers = new Set(["telegram:*", "user:zhang"]);
  const among = (...names: string[]) => isAmong(readers, names);
  expect([among("telegram:5"), among("user:zhang"), among("slack:5", "user:zhang")]).toEqual([
    true,
    true,
    true,
  ]);
  expect([among("slack:5"), among("program:zhang"), among("user:telegram:5"), among()]).toEqual([
    ...[false, false, false, false],
  ]);
});
