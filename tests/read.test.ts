import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CorpusError, listFiles, readDocument } from "../src/corpus/read.ts";
import { leftOut } from "../src/readers/kind.ts";
import { createReadings } from "../src/readers/readings.ts";
import { packageOf, paragraphOf, wordOf } from "./readers/package-of.ts";

/** 在12艘母船上设立的驿站是职工的家。 */
const GBK = Buffer.from("d4da3132cbd2c4b8b4acc9cfc9e8c1a2b5c4e6e4d5becac7d6b0b9a4b5c4bcd2a1a3", "hex");
/** 在船上設立的驛站是職工的家。 */
const BIG5 = Buffer.from("a662b2eea457b35da5dfaabac5e6afb8ac4fc2bea475aabaae61a143", "hex");

let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "corpus-"));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(dir, file, ".."), { recursive: true });
  await writeFile(join(dir, file), content);
}

async function problemOf(file: string, content: string | Uint8Array): Promise<string> {
  await write(file, content);
  const error = await readDocument(dir, file).catch((reason: unknown) => reason);
  if (!(error instanceof CorpusError)) throw new Error(`expected a CorpusError, found ${String(error)}`);
  expect(error.file).toBe(file);
  return error.message;
}

function utf16(text: string, order: "LE" | "BE"): Uint8Array {
  const bytes = Buffer.from(text, "utf16le");
  return order === "LE" ? bytes : bytes.swap16();
}

test("lists documents below the folder by code unit, with size and times", async () => {
  for (const file of ["b.md", "B.TXT", "a/2.md", "a/10.md", "案例.txt", "a.md", "a/深/c.md"])
    await write(file, file);
  const { files } = await listFiles(dir);
  expect(files.map(({ file }) => file)).toEqual([
    "B.TXT",
    "a.md",
    "a/10.md",
    "a/2.md",
    "a/深/c.md",
    "b.md",
    "案例.txt",
  ]);
  const [first] = files;
  expect(first?.size).toBe(5);
  expect(Math.abs((first?.mtimeMs ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(first?.ctimeMs).toBeGreaterThan(0);
});

test("names what is left out, and why", async () => {
  const reasons = {
    ".git": "隐藏文件，不作文档",
    ".hidden.md": "隐藏文件，不作文档",
    "README.md": "文件夹的说明，不作案例",
    "Thumbs.db": "系统文件，不是文档",
    "a.md.bak": "不读 .bak 格式，没有读入；如是文档，请另存为 .docx、.pdf 或 .txt",
    "a/readme.MD": "文件夹的说明，不作案例",
    "a/~$报告.docx": "Word 等程序打开文档时留下的锁定文件，不是文档",
    md: "没有扩展名，没有读入；如是文档，请补上 .docx、.pdf、.txt 等扩展名",
    "站点.heic": "不读 .heic 图片，没有读入；请另存为 .jpg、.png 或 PDF",
    "~1.tmp": "临时文件，不是文档",
  };
  for (const file of Object.keys(reasons)) await write(file === ".git" ? ".git/a.md" : file, "x");
  for (const file of ["readme.txt", "b.markdown", "c.docx", "d.wps"]) await write(file, "x");
  const { files, omitted, failures } = await listFiles(dir);
  expect(files.map(({ file }) => file)).toEqual(["b.markdown", "c.docx", "d.wps", "readme.txt"]);
  expect(Object.fromEntries(omitted.map(({ file, reason }) => [file, reason]))).toEqual(reasons);
  expect(failures).toEqual([]);
});

test("takes pictures for documents where text recognition is installed", () => {
  expect(leftOut("站点.jpg", true)).toBeUndefined();
  expect(leftOut("站点.jpg", false)).toBe(
    "图片，未装文字识别，没有读入；请安装（见 docs/documents.md），或把其中的文字存为 Word 或文本文件",
  );
});

test("follows links within the folder once, and none that lead out of it", async () => {
  await write("a/1.md", "x");
  const outside = await mkdtemp(join(tmpdir(), "outside-"));
  await writeFile(join(outside, "secret.md"), "x");
  await symlink(outside, join(dir, "out"));
  await symlink(join(outside, "secret.md"), join(dir, "out.md"));
  await symlink(dir, join(dir, "a", "loop"));
  const { files, omitted } = await listFiles(dir);
  expect(files.map(({ file }) => file)).toEqual(["a/1.md"]);
  expect(omitted).toEqual(
    ["out", "out.md"].map((file) => ({ file, reason: "链接指向文件夹以外，没有读入；请把文件本身放进来" })),
  );
  await rm(outside, { recursive: true });
});

test("refuses a folder that is none", async () => {
  const missing = join(dir, "none");
  await expect(listFiles(missing)).rejects.toThrow(
    new CorpusError(missing, "应为存放案例文档的文件夹，此处没有东西；请检查 CORPUS_DIR 或 --corpus"),
  );
  await write("file.md", "x");
  const file = join(dir, "file.md");
  await expect(listFiles(file)).rejects.toThrow(
    new CorpusError(file, "文件夹无法读取，此处是文件；请检查路径和权限"),
  );
});

test("reads UTF-8 as received: byte order mark, CRLF and all", async () => {
  const text = "\ufeff# 海港市总工会\r\n\r\n😀\r\n";
  await write("a/bom.md", text);
  const read = await readDocument(dir, "a/bom.md");
  expect(read).toEqual({
    file: "a/bom.md",
    reading: { text, lines: [], tables: [], places: [], about: {}, notes: [] },
    sha256: "b3243fa7cc272145b9256f3745c35fc7c7bfb74f870855b84ac4481313e56b42",
    size: Buffer.byteLength(text),
  });
});

test("reads text in the usual encodings, and says which it was", async () => {
  const text = "# 海港市总工会\n\n在12艘母船上设立的驿站是职工的家。\n";
  const read = async (file: string, content: Uint8Array) => {
    await write(file, content);
    const { reading } = await readDocument(dir, file);
    return [reading.text, reading.notes.map(({ message }) => message).join()];
  };
  expect(await read("gbk.md", GBK)).toEqual([
    "在12艘母船上设立的驿站是职工的家。",
    "文字按 GB18030 编码读入",
  ]);
  expect(await read("big5.md", BIG5)).toEqual(["在船上設立的驛站是職工的家。", "文字按 BIG5 编码读入"]);
  for (const order of ["LE", "BE"] as const) {
    const read16 = [text, `文字按 UTF-16${order} 编码读入`];
    expect(await read(`bom16${order}.md`, utf16(`\ufeff${text}`, order))).toEqual(read16);
    expect(await read(`bare16${order}.md`, utf16(text, order))).toEqual(read16);
  }
});

test("says of a file that holds no text what it is and what to do", async () => {
  const EMPTY = "是空文件，没有读入；请补上文字，或移走此文件";
  expect(await problemOf("empty.md", "")).toBe(`empty.md：${EMPTY}`);
  expect(await problemOf("blank.md", "\ufeff \r\n　")).toBe(`blank.md：${EMPTY}`);
  expect(await problemOf("2025/image.md", Buffer.from("GIF89a\0"))).toBe(
    "2025/image.md：是不读的图片格式，没有读入；请另存为 .jpg、.png 或 PDF",
  );
  expect(await problemOf("binary.md", new Uint8Array([1, 0x50, 0x4e, 0x47, 0, 0, 1]))).toBe(
    "binary.md：不是文本，也不是认识的文档格式，没有读入；请另存为 .docx、.pdf 或 UTF-8 文本",
  );
  expect(await problemOf("latin.md", new Uint8Array([0x63, 0x61, 0x66, 0xe9]))).toBe(
    "latin.md：文字编码无法识别，没有读入；请另存为 UTF-8 文本",
  );
  expect(await problemOf("large.md", new Uint8Array(20 * 1024 * 1024 + 1).fill(97))).toBe(
    "large.md：文件有 20.1 MB，超过 20 MB 的上限，没有读入；请拆分后再放入",
  );
});

test("says of a file that cannot be read why", async () => {
  await expect(readDocument(dir, "gone.md")).rejects.toThrow(
    new CorpusError("gone.md", "文件无法读取，此处没有东西；请检查路径和权限"),
  );
  await mkdir(join(dir, "folder.md"));
  await expect(readDocument(dir, "folder.md")).rejects.toThrow(
    new CorpusError("folder.md", "文件无法读取，此处是文件夹；请检查路径和权限"),
  );
});

test("reads the documents in an archive as if it were a folder", async () => {
  const zip = Buffer.from(
    packageOf({
      "材料/a.md": "# 海港市总工会",
      "~$b.docx": "x",
      "XX.txt": "服务渔工。",
      "c/inner.zip": packageOf({ d: "x" }),
    }),
  );
  // Windows writes 甲 in GBK.
  for (let at = zip.indexOf("XX.txt"); at >= 0; at = zip.indexOf("XX.txt", at)) zip.set([0xbc, 0xd7], at);
  await write("年报.zip", zip);
  await write("broken.zip", "PK\u0003\u0004");
  const { files, omitted, failures } = await listFiles(dir);
  expect(files.map(({ file }) => file)).toEqual([
    "年报.zip/c/inner.zip",
    "年报.zip/材料/a.md",
    "年报.zip/甲.txt",
  ]);
  expect(omitted).toEqual([
    { file: "年报.zip/~$b.docx", reason: "Word 等程序打开文档时留下的锁定文件，不是文档" },
  ]);
  expect(failures.map(({ message }) => message)).toEqual([
    "broken.zip：压缩包不完整或已损坏，没有读入；请重新压缩后放入",
  ]);
  expect((await readDocument(dir, "年报.zip/甲.txt")).reading.text).toBe("服务渔工。");
  await expect(readDocument(dir, "年报.zip/c/inner.zip")).rejects.toThrow(
    new CorpusError("年报.zip/c/inner.zip", "是压缩包里的压缩包，没有读入；请解压后放入"),
  );
});

test("keeps what it read of a foreign format beside the index, by the hash of the file", async () => {
  await write("a.docx", wordOf(paragraphOf("服务渔工。")));
  const readings = createReadings(join(dir, "data"));
  const { reading, sha256 } = await readDocument(dir, "a.docx", readings);
  expect(reading.text).toBe("服务渔工。\n");
  expect(await readings.find(sha256)).toEqual(reading);
  const kept = { ...reading, notes: [{ kind: "oddity", start: 0, message: "kept" }] } as const;
  await readings.keep(sha256, kept);
  expect((await readDocument(dir, "a.docx", readings)).reading).toEqual(kept);
});

const FIXES = '{"version":1,"fixes":[{"kind":"title","words":"甲","to":"乙"}]}';

test("reads the corrections beside a document, and lists no file of them as a document", async () => {
  await write("甲.md", "甲");
  const before = (await listFiles(dir)).files[0];
  await write("甲.md.fix.json", FIXES);
  const { files, omitted } = await listFiles(dir);
  expect(files.map(({ file }) => file)).toEqual(["甲.md"]);
  expect(omitted).toEqual([]);
  expect(before?.fixes).toBeUndefined();
  expect(files[0]?.fixes).toMatch(new RegExp(`^${Buffer.byteLength(FIXES)} `));
  const { corrections, fixesSha256, sha256 } = await readDocument(dir, "甲.md");
  expect(corrections?.fixes).toEqual([{ kind: "title", words: "甲", to: "乙" }]);
  expect(fixesSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(fixesSha256).not.toBe(sha256);
});

test("says of corrections beside no document that they are of no use", async () => {
  await write("甲.md", "甲");
  await write("a/乙.docx.fix.json", FIXES);
  const { omitted } = await listFiles(dir);
  expect(omitted).toEqual([{ file: "a/乙.docx.fix.json", reason: "所更正的文档不在旁边，没有用上" }]);
});

test.each([
  ["half of them", FIXES.slice(0, 30), "不是 JSON，或没有写完整"],
  ["too many", " ".repeat(300_000), "超过 256 KB 的上限"],
  [
    "of another shape",
    '{"version":1,"fixes":[{"kind":"title","words":["甲"],"to":"乙"}]}',
    "第 1 条写法不对",
  ],
])("refuses a document whose corrections cannot be used, in one line: %s", async (_, content, why) => {
  await write("甲.md", "甲");
  await write("甲.md.fix.json", content);
  const error = await readDocument(dir, "甲.md").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CorpusError);
  expect(String(error)).toBe(`CorpusError: 甲.md.fix.json：更正文件无法使用：${why}；请改正，或把它移走`);
});

test("reads no corrections through a link that leads out of the folder", async () => {
  await write("in/甲.md", "甲");
  await write("out.json", FIXES);
  await symlink(join(dir, "out.json"), join(dir, "in/甲.md.fix.json"));
  const { omitted } = await listFiles(join(dir, "in"));
  expect(omitted[0]?.reason).toContain("链接指向文件夹以外");
  await expect(readDocument(join(dir, "in"), "甲.md")).rejects.toThrow("链接指向文件夹以外");
});
