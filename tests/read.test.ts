import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CorpusError, listFiles, readCorpus, readDocument } from "../src/corpus/read.ts";

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

test("lists .md and .txt files below the folder by code unit, with size and times", async () => {
  for (const file of ["b.md", "B.TXT", "a/2.md", "a/10.md", "案例.txt", "a.md", "a/深/c.md"])
    await write(file, file);
  const files = await listFiles(dir);
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

test("leaves out READMEs, dotfiles and files of other kinds", async () => {
  for (const file of ["README.md", "a/readme.MD", ".hidden.md", ".git/a.md", "a.docx", "a.md.bak", "md"])
    await write(file, "x");
  await write("readme.txt", "x");
  expect((await listFiles(dir)).map(({ file }) => file)).toEqual(["readme.txt"]);
});

test("follows links within the folder once, and none that lead out of it", async () => {
  await write("a/1.md", "x");
  const outside = await mkdtemp(join(tmpdir(), "outside-"));
  await writeFile(join(outside, "secret.md"), "x");
  await symlink(outside, join(dir, "out"));
  await symlink(join(outside, "secret.md"), join(dir, "out.md"));
  await symlink(dir, join(dir, "a", "loop"));
  expect((await listFiles(dir)).map(({ file }) => file)).toEqual(["a/1.md"]);
  await rm(outside, { recursive: true });
});

test("refuses a folder that is none", async () => {
  const missing = join(dir, "none");
  await expect(listFiles(missing)).rejects.toThrow(
    new CorpusError(
      missing,
      "expected a folder of case documents, found nothing at that path; check CORPUS_DIR or --corpus",
    ),
  );
  await write("file.md", "x");
  const file = join(dir, "file.md");
  await expect(listFiles(file)).rejects.toThrow(
    new CorpusError(file, "expected a readable folder, found a file; check its path and permissions"),
  );
});

test("reads UTF-8 as received: byte order mark, CRLF and all", async () => {
  const text = "\ufeff# 海港市总工会\r\n\r\n😀\r\n";
  await write("a/bom.md", text);
  const read = await readDocument(dir, "a/bom.md");
  expect(read).toEqual({
    file: "a/bom.md",
    text,
    sha256: "b3243fa7cc272145b9256f3745c35fc7c7bfb74f870855b84ac4481313e56b42",
    size: Buffer.byteLength(text),
  });
});

test("says of a file that holds no text what it is and what to do", async () => {
  const text = "# 海港市总工会\n\n在12艘母船上设立的驿站是职工的家。\n";
  const EMPTY = "expected text, found an empty file; add the document's text or remove the file";
  expect(await problemOf("empty.md", "")).toBe(`empty.md: ${EMPTY}`);
  expect(await problemOf("blank.md", "\ufeff \r\n　")).toBe(`blank.md: ${EMPTY}`);
  expect(await problemOf("2025/image.md", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]))).toBe(
    "2025/image.md: expected text, found binary data (NUL bytes); export the document as UTF-8 text",
  );
  expect(await problemOf("gbk.md", GBK)).toBe(
    "gbk.md: expected UTF-8, found what seems to be GBK; save the file as UTF-8",
  );
  expect(await problemOf("big5.md", BIG5)).toBe(
    "big5.md: expected UTF-8, found what seems to be Big5; save the file as UTF-8",
  );
  expect(await problemOf("latin.md", new Uint8Array([0x63, 0x61, 0x66, 0xe9]))).toBe(
    "latin.md: expected UTF-8, found bytes that are not UTF-8; save the file as UTF-8",
  );
  expect(await problemOf("bom16.md", utf16(`\ufeff${text}`, "LE"))).toBe(
    "bom16.md: expected UTF-8, found what seems to be UTF-16LE; save the file as UTF-8",
  );
  expect(await problemOf("bare16le.md", utf16(text, "LE"))).toBe(
    "bare16le.md: expected UTF-8, found what seems to be UTF-16LE; save the file as UTF-8",
  );
  expect(await problemOf("bare16be.md", utf16(text, "BE"))).toBe(
    "bare16be.md: expected UTF-8, found what seems to be UTF-16BE; save the file as UTF-8",
  );
  expect(await problemOf("large.md", new Uint8Array(20 * 1024 * 1024 + 1).fill(97))).toBe(
    "large.md: expected at most 20 MB, found 20.1 MB; split the document or move it out of the corpus",
  );
});

test("says of a file that cannot be read why", async () => {
  await expect(readDocument(dir, "gone.md")).rejects.toThrow(
    new CorpusError(
      "gone.md",
      "expected a readable file, found nothing at that path; check the path and its permissions",
    ),
  );
  await mkdir(join(dir, "folder.md"));
  await expect(readDocument(dir, "folder.md")).rejects.toThrow(
    new CorpusError(
      "folder.md",
      "expected a readable file, found a folder; check the path and its permissions",
    ),
  );
});

test("reads the other files of a corpus in which some are broken", async () => {
  await write("1.md", "# 海港市总工会\n\n服务职工。\n");
  await write("2.md", "");
  await write("3.txt", "服务渔工。");
  await symlink(join(dir, "none.md"), join(dir, "4.md"));
  const { documents, failures } = await readCorpus(dir);
  expect(documents.map(({ file, cases }) => [file, cases[0]?.organization])).toEqual([
    ["1.md", "海港市总工会"],
    ["3.txt", "3"],
  ]);
  expect(failures.map(({ message }) => message)).toEqual([
    "2.md: expected text, found an empty file; add the document's text or remove the file",
    "4.md: expected a readable file, found nothing at that path; check the path and its permissions",
  ]);
});
