/** Documents added, replaced, withdrawn and put back on the page of curators: seen first, whole or not at all, answered by. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fingerprintOf } from "../../src/corpus/fingerprint.ts";
import { contractOf } from "../../src/render/contract.ts";
import { type Office, openOffice } from "../channels/office.ts";
import { paragraphOf, wordOf } from "../readers/package-of.ts";
import { type ServedSite, startSite } from "./site.ts";

const TOKEN = "token-of-readers";
const CURATOR = "token-of-curators";
const FILE = "渔工驿站.docx";
const LINES = [
  "海港市总工会关于渔工驿站的材料",
  "一、主要做法",
  "在码头设立渔工驿站12个，为远洋职工提供热水热饭。",
  "二、应用成效",
  "服务远洋职工3.5万人次，评为先进。",
];
const QUESTION = "渔工驿站设立了几个？";

let office: Office;
let site: ServedSite;

beforeAll(async () => {
  office = await openOffice("web");
  site = await startSite(undefined, {
    ...{ token: TOKEN, curatorToken: CURATOR, userHeader: "X-User", curators: ["zhang"], perPerson: 10_000 },
    abilities: office.setup.abilities,
    ...{ corrections: office.curation.corrections, documents: office.curation.documents },
  });
});

afterAll(async () => {
  await site.stop();
  await office.close();
});

const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  "x-user": token === CURATOR ? "zhang" : "li",
});

async function page(path: string, token = CURATOR): Promise<string> {
  const response = await fetch(`${site.address}/${path}`, { headers: headersOf(token), redirect: "manual" });
  return `${response.status} ${await response.text()}`;
}

async function post(body: FormData | URLSearchParams, own: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${site.address}/curator/documents`, {
    method: "POST",
    redirect: "manual",
    headers: { ...headersOf(CURATOR), ...own },
    body,
  });
  return `${response.status} ${await response.text()}`;
}

function form(fields: Readonly<Record<string, string>>, name?: string, bytes?: Uint8Array): FormData {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.set(field, value);
  if (name !== undefined) data.set("file", new File([new Uint8Array(bytes ?? [])], name));
  return data;
}

const word = (lines: readonly string[]) => wordOf(lines.map((line) => paragraphOf(line)).join(""));
const BYTES = word(LINES);
/** Its preview, which on a slow machine is to be looked for among those that wait. */
async function send(bytes = BYTES, name = FILE, fields = {}): Promise<string> {
  const { drafts } = office.curation.documents;
  const before = new Set((await drafts()).map(({ id }) => id));
  const shown = await post(form(fields, name, bytes));
  if (!shown.includes("文件还在读入")) return shown;
  const made = async () => (await drafts()).find(({ id }) => !before.has(id))?.id ?? "";
  await expect.poll(made).not.toBe("");
  return page(`curator/documents?draft=${await made()}`);
}
const decide = (fields: Record<string, string>) => post(new URLSearchParams(fields));
/** Of the draft, or change, that a page offers to decide on. */
const idIn = (shown: string) => /name="id" value="([^"]+)"/.exec(shown)?.[1] ?? "";
const ask = async (question = QUESTION) => contractOf(await site.abilities.answer({ question }));
/** What is answered in the end: indexing may go on. */
const told = (question = QUESTION) => expect.poll(async () => (await ask(question)).text);
const path = (file: string) => join(office.corpusDir, file);
const changes = () => office.curation.documents.changes();

it("is for curators alone, and not for other sites", async () => {
  expect(await page("curator")).toContain('href="curator/documents"');
  expect(await page("curator/documents")).toContain("还没有在这里收录、替换或撤下过文档。");
  for (const token of [TOKEN, "wrong"])
    expect(await page("curator/documents", token)).toMatch(/^(?:401|403) /);
  const sent = () => form({}, FILE, BYTES);
  expect(await post(sent(), headersOf(TOKEN))).toMatch(/^(?:401|403) /);
  expect(await post(sent(), { origin: "https://elsewhere.example" })).toMatch(/^403 /);
  expect(await post(sent(), { "sec-fetch-site": "cross-site" })).toMatch(/^403 /);
  expect(await office.curation.documents.drafts()).toEqual([]);
});

it("shows what a document would become, and nothing counts yet; what is given up is gone", async () => {
  const shown = await send();
  expect(shown).toMatch(/^200 /);
  expect(shown).toContain(`将收录为：${FILE}`);
  expect(shown).toContain("读出案例 1 个，章节 2 个");
  expect(shown).toContain("案例：海港市总工会");
  expect(shown).toContain("的主要做法是什么？");
  expect(shown).toContain("在码头设立渔工驿站12个");
  expect(existsSync(path(FILE))).toBe(false);
  expect((await ask()).text).not.toContain("渔工驿站12个");
  const id = idIn(shown);
  expect(await page(`curator/documents?draft=${id}`)).toContain("读出案例 1 个");
  expect(await decide({ do: "discard", id })).toContain("已放弃，没有收录。");
  expect(await decide({ do: "keep", id })).toContain("已经处理过，或已过期");
  expect(readdirSync(join(office.dataDir, "drafts"))).toEqual([]);
});

it("takes it, answers by it at once with a citation, and notes who did so", async () => {
  expect(await decide({ do: "keep", id: idIn(await send()) })).toContain(`已收录“${FILE}”`);
  await told().toContain("在码头设立渔工驿站12个，为远洋职工提供热水热饭。");
  expect((await ask()).citations[0]).toMatchObject({ source: { file: FILE } });
  expect(readFileSync(path(FILE)).equals(BYTES)).toBe(true);
  expect((await changes())[0]).toMatchObject({ file: FILE, by: "zhang", done: "added", mayUndo: true });
  const noted = (await Array.fromAsync(office.watch.audit.entries(0))).map(({ record }) => record);
  expect(noted).toContainEqual({ kind: "document", file: FILE, by: "zhang", done: "added" });
});

it("names a document of the same words, and is never written over another unless that was chosen", async () => {
  const other = await send(BYTES, "另一份.docx");
  expect(other).toContain(`与“${FILE}”的文字相同`);
  await decide({ do: "discard", id: idIn(other) });
  const again = await send(word(["甲市总工会材料", "一、做法", "改写了全文，一字不同。"]));
  expect(again).toContain(`案例库里已有“${FILE}”`);
  const id = idIn(again);
  expect(await decide({ do: "keep", id, isInstead: "" })).toContain("已有同名的文档");
  expect(readFileSync(path(FILE)).equals(BYTES)).toBe(true);
  await decide({ do: "discard", id });
});

it("replaces a document, keeps the former one, leads old links to the words that stay, and undoes it", async () => {
  const of = `${FILE}#1`;
  const [first, second] = (await site.abilities.reader.open(of))?.case.sections ?? [];
  const links = [first, second].map((section) => {
    const [sentence] = section?.blocks[0]?.sentences ?? [];
    const address = [of, section?.name ?? "", "1"].map(encodeURIComponent).join("/");
    return `cases/${address}?v=${sentence ? fingerprintOf([sentence]) : ""}`;
  });
  expect(await page(`curator/corrections?of=${encodeURIComponent(of)}`)).toContain("替换或撤下这份文档");
  const newer = word(LINES.map((line) => line.replace("12个", "15个")));
  const shown = await send(newer, "随便什么名字.docx", { replaces: of });
  expect(shown).toContain(">替换</button>");
  expect(await decide({ do: "keep", id: idIn(shown), isInstead: "1" })).toContain(`已替换“${FILE}”`);
  await told().toContain("渔工驿站15个");
  const gone = "您打开的链接所引的原话已不在收录的文本中";
  expect(await page(links[0] ?? "", TOKEN)).toContain(gone);
  expect(await page(links[1] ?? "", TOKEN)).not.toContain(gone);
  const [last] = await changes();
  expect(last).toMatchObject({ done: "replaced", mayUndo: true });
  expect(await decide({ do: "undo", id: last?.id ?? "" })).toContain(`已恢复“${FILE}”`);
  await told().toContain("渔工驿站12个");
  expect(await decide({ do: "undo", id: last?.id ?? "" })).toContain("这次改动已经撤销");
  expect(await send(newer, "新版.pdf", { replaces: of })).toContain("替换须用同一格式的文件（.docx）");
});

it("withdraws a document with its corrections, says so to who follows an old link, and puts both back", async () => {
  const of = `${FILE}#1`;
  const fixes = { version: 1, fixes: [{ kind: "drop", words: "评为先进" }] };
  writeFileSync(path(`${FILE}.fix.json`), JSON.stringify(fixes));
  expect(await decide({ do: "withdraw", of })).toContain(`已撤下“${FILE}”`);
  expect(existsSync(path(FILE)) || existsSync(path(`${FILE}.fix.json`))).toBe(false);
  await told().not.toContain("渔工驿站12个");
  expect(await page(`cases/${encodeURIComponent(of)}`, TOKEN)).toMatch(/^404 [\s\S]*已由维护人员于 \d{4}-/);
  expect(await page(`cases/${encodeURIComponent("没有.docx#1")}`, TOKEN)).not.toContain("已由维护人员于");
  expect(await decide({ do: "undo", id: (await changes())[0]?.id ?? "" })).toContain(`已恢复“${FILE}”`);
  expect(JSON.parse(readFileSync(path(`${FILE}.fix.json`), "utf8"))).toEqual(fixes);
  await told().toContain("渔工驿站12个");
  for (const name of ["没有.docx#1", "../../etc/passwd#1"])
    expect(await decide({ do: "withdraw", of: name })).toContain("没有这份文档");
});

it("takes pasted text with its title", async () => {
  const text = "一、主要做法\r\n开办夜校30期，培训职工900人。";
  const bytes = new TextEncoder().encode("");
  const shown = await send(bytes, "", { title: "山城区总工会夜校材料", text, folder: "" });
  expect(shown).toContain("将收录为：山城区总工会夜校材料.txt");
  expect(await decide({ do: "keep", id: idIn(shown) })).toContain("已收录");
  expect(readFileSync(path("山城区总工会夜校材料.txt"), "utf8")).toBe(
    "山城区总工会夜校材料\n\n一、主要做法\n开办夜校30期，培训职工900人。\n",
  );
  expect(await post(form({ title: "只有标题", text: " " }))).toContain("没有选择文件");
  const marked = { title: "远山区总工会茶座材料", text: `《远山区总工会茶座材料》\n\n${text}`, folder: "" };
  expect(await decide({ do: "keep", id: idIn(await send(bytes, "", marked)) })).toContain("已收录");
  expect(readFileSync(path("远山区总工会茶座材料.txt"), "utf8")).toMatch(/^《远山区总工会茶座材料》\n\n一、/);
});

it("says of a document with hardly a word that it may be another than was meant", async () => {
  const shown = await send(word(["通知"]), "通知.docx");
  expect(shown).toContain("只读到 2 个字，请核对是不是要收录的那份文件。");
  await decide({ do: "discard", id: idIn(shown) });
});

it.each([
  ["a broken file", "坏.docx", new Uint8Array([80, 75, 3, 4, 1, 2]), "没有读入"],
  ["a file of no bytes", "空.docx", new Uint8Array(), "空.docx：是空文件，没有读入"],
  ["an empty text", "空.txt", new Uint8Array([32, 10]), "是空文件，没有读入"],
  ["a readers file", "读者.txt", new Uint8Array([65]), "“读者.txt”不能收录：写明谁可以查阅"],
  ["corrections", "x.docx.fix.json", new Uint8Array([123]), "不能收录"],
  ["a program", "x.exe", new Uint8Array([77, 90]), "不读 .exe 格式"],
])("refuses %s in one line, and leaves nothing of it", async (_, name, bytes, message) => {
  const before = readdirSync(office.corpusDir);
  const drafts = readdirSync(join(office.dataDir, "drafts"));
  expect(await post(form({}, name, bytes))).toContain(message);
  expect(readdirSync(office.corpusDir)).toEqual(before);
  expect(readdirSync(join(office.dataDir, "drafts"))).toEqual(drafts);
});

it("keeps to the folder whatever a name says", async () => {
  for (const name of ["../../逃逸.docx", "..\\..\\逃逸.docx", "/etc/逃逸.docx", "逃\u202e逸\u0000.docx"]) {
    const shown = await send(BYTES, name);
    expect(shown).toContain("将收录为：逃逸.docx");
    await decide({ do: "discard", id: idIn(shown) });
  }
  for (const folder of ["..", "../..", "没有这个文件夹"])
    expect(await send(BYTES, FILE, { folder })).toContain("没有这个文件夹");
  expect(await decide({ do: "keep", id: "../../../../etc" })).toContain("已经处理过，或已过期");
  expect(readdirSync(join(office.corpusDir, ".."))).not.toContain("逃逸.docx");
});

it("says what is amiss where the folder cannot be written, and has changed nothing", async () => {
  const shown = await send(BYTES, "写不进.docx");
  const folder = join(office.dataDir, "history");
  const before = readdirSync(folder);
  // In its place stands what no file can take the place of.
  mkdirSync(path("写不进.docx"));
  const said = await decide({ do: "keep", id: idIn(shown), isInstead: "1" });
  expect(said).toContain("原来的文档没有变化");
  expect(readdirSync(folder)).toEqual(before);
  expect(readdirSync(office.corpusDir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

it("does not add where its curator may not read, and shows nothing of what lies there", async () => {
  const waiting = idIn(await send(BYTES, "别人的.docx"));
  expect((await changes()).length).toBeGreaterThan(0);
  writeFileSync(path("读者.txt"), "飞书：ou_1\n");
  try {
    expect(await send(BYTES, "别人的.docx")).toContain("没有这个文件夹，或者您不能查阅");
    expect(await decide({ do: "keep", id: waiting })).toContain("已经处理过，或已过期");
    const shown = await page("curator/documents");
    for (const name of [FILE, "别人的.docx"]) expect(shown).not.toContain(name);
    expect(await page(`cases/${encodeURIComponent("没有了.docx#1")}`, TOKEN)).not.toContain("已由维护人员于");
  } finally {
    rmSync(path("读者.txt"));
  }
  expect(await decide({ do: "discard", id: waiting })).toContain("已放弃");
});

it("leaves the last document where it is", async () => {
  const own = await openOffice("web");
  expect(await own.curation.documents.withdraw("2024#1", "zhang")).toEqual({
    problem: "案例库至少要有一份文档，不能撤下最后一份。",
  });
  expect(existsSync(join(own.corpusDir, "2024.md"))).toBe(true);
  await own.close();
});

it("refuses forms that no page of the site sends", async () => {
  expect(await decide({ do: "erase", id: "x" })).toMatch(/^422 /);
  expect(await post(form({ title: "长".repeat(101), text: "字" }))).toMatch(/^422 /);
  expect(await decide({ do: "keep", id: "x".repeat(5_000) })).toMatch(/^413 /);
});
