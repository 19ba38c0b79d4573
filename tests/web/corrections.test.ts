/** A document corrected on the page of curators: shown, tried, saved, indexed, answered by, kept over a new version, undone. */

import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { canWriteFixes } from "../../src/corpus/fix-file.ts";
import { contractOf } from "../../src/render/contract.ts";
import { documentPage } from "../../src/web/pages/corrections-page.ts";
import { type Office, openOffice } from "../channels/office.ts";
import { paragraphOf, wordOf } from "../readers/package-of.ts";
import { type ServedSite, startSite } from "./site.ts";

const TOKEN = "token-of-readers";
const CURATOR = "token-of-curators";
const FILE = "经验.docx";
const OF = `${FILE}#1`;
const LINES = [
  "海港市总工会关于渔工驿站的材料",
  "一、主要做法",
  "在码头设立渔工驿站12个，为远洋",
  "职工提供热水热饭。",
  "扫一扫，关注海港发布",
  "二、应用成效",
  "服务远洋职工3.5万人次，评为先进。",
];

let office: Office;
let site: ServedSite;

beforeAll(async () => {
  office = await openOffice("web");
  site = await startSite(undefined, {
    ...{ token: TOKEN, curatorToken: CURATOR, userHeader: "X-User", curators: ["zhang"], perPerson: 10_000 },
    abilities: office.setup.abilities,
    corrections: office.curation.corrections,
  });
});

afterAll(async () => {
  await site.stop();
  await office.close();
});

async function put(lines: readonly string[]): Promise<void> {
  writeFileSync(join(office.corpusDir, FILE), wordOf(lines.map((line) => paragraphOf(line)).join("")));
  expect(await office.curation.curatingOn("web").reindex()).toMatchObject({ failures: [] });
}

const headers = (token: string) => ({
  authorization: `Bearer ${token}`,
  "x-user": token === CURATOR ? "zhang" : "li",
});

async function page(query: string, token = CURATOR): Promise<string> {
  const response = await fetch(`${site.address}/curator/corrections?${query}`, {
    headers: headers(token),
    redirect: "manual",
  });
  return `${response.status} ${await response.text()}`;
}

async function post(fields: Record<string, string>, own: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${site.address}/curator/corrections`, {
    method: "POST",
    redirect: "manual",
    headers: { ...headers(CURATOR), "content-type": "application/x-www-form-urlencoded", ...own },
    body: new URLSearchParams(fields),
  });
  return `${response.status} ${await response.text()}`;
}

async function documentNow() {
  const document = await office.curation.corrections.open(OF);
  if ("problem" in document) throw new Error(document.problem);
  return document;
}

/** As the page sends them. */
async function lineOf(words: string): Promise<{ of: string; start: string; line: string }> {
  const line = (await documentNow()).lines.find(({ text }) => text.startsWith(words));
  if (!line) throw new Error(`${words}: expected a line that begins so`);
  return { of: OF, start: String(line.start), line: line.text };
}

const ask = async (question: string) => contractOf(await site.abilities.answer({ question }));
const kept = () => JSON.parse(readFileSync(join(office.corpusDir, `${FILE}.fix.json`), "utf8"));

it("lists the documents, shows one line by line, and is for curators alone", async () => {
  await put(LINES);
  expect(await page("")).toContain(`corrections?of=${encodeURIComponent(OF)}`);
  const shown = await page(`of=${encodeURIComponent(OF)}`);
  expect(shown).toContain("扫一扫，关注海港发布");
  expect(shown).toContain("这份文档还没有更正。");
  for (const token of [TOKEN, "wrong"]) expect(await page("", token)).toMatch(/^(?:401|403) /);
  const line = await lineOf("扫一扫");
  expect(
    await post({ ...line, kind: "drop", do: "save" }, { authorization: `Bearer ${TOKEN}`, "x-user": "li" }),
  ).toMatch(/^(?:401|403) /);
  expect(await post({ ...line, kind: "drop", do: "save" }, { origin: "https://elsewhere.example" })).toMatch(
    /^403 /,
  );
  expect(existsSync(join(office.corpusDir, `${FILE}.fix.json`))).toBe(false);
});

it("numbers lines as notes on the document do, blank ones counted", async () => {
  const path = join(office.corpusDir, "空行.md");
  writeFileSync(path, "# 海港县总工会\n\n\n职工学校开班12期。\n");
  await office.curation.curatingOn("web").reindex();
  expect(await page(`of=${encodeURIComponent("空行#1")}`)).toContain(
    '<th scope="row">4</th><td>正文</td><td>职工学校开班12期。</td>',
  );
  rmSync(path);
  await office.curation.curatingOn("web").reindex();
});

it("shows what a correction would change, and writes nothing", async () => {
  const preview = await post({ ...(await lineOf("职工提供")), kind: "join", do: "preview" });
  expect(preview).toContain("段落：在码头设立渔工驿站12个，为远洋职工提供热水热饭。");
  expect(preview).toContain('value="save"');
  expect(existsSync(join(office.corpusDir, `${FILE}.fix.json`))).toBe(false);
  expect(await post({ ...(await lineOf("一、主要做法")), kind: "section", do: "preview" })).not.toContain(
    'value="save"',
  );
});

it("cites by the corrected names, quotes the text, tells the reader, and notes who did so", async () => {
  const names = { kind: "names", organization: "海港市渔业工会", title: "渔工驿站暖人心", year: "2023" };
  const line = await lineOf("海港市总工会关于");
  expect(await post({ ...line, ...names, do: "save" })).toContain("更正已保存");
  await post({ ...(await lineOf("职工提供")), kind: "join", do: "save" });
  await post({ ...(await lineOf("扫一扫")), kind: "drop", do: "save" });
  const answer = await ask("渔工驿站设立了几个？");
  expect(answer.citations[0]?.case).toMatchObject({
    organization: "海港市渔业工会",
    title: "渔工驿站暖人心",
  });
  expect(answer.text).toContain("在码头设立渔工驿站12个，为远洋职工提供热水热饭。");
  expect((await ask("关注海港发布怎么扫一扫？")).text).not.toContain("扫一扫，关注");
  expect(kept().fixes.map(({ kind, by, words }: Record<string, string>) => [kind, by, words])).toEqual([
    ["organization", "zhang", LINES[0]],
    ["title", "zhang", LINES[0]],
    ["year", "zhang", LINES[0]],
    ["join", "zhang", LINES[3]],
    ["drop", "zhang", LINES[4]],
  ]);
  const read = await fetch(`${site.address}/cases/${encodeURIComponent(OF)}`, { headers: headers(TOKEN) });
  const reader = await read.text();
  expect(reader).toContain("已更正");
  expect(reader).toContain("单位更正为“海港市渔业工会”，原为“海港市总工会”");
  expect(reader).toContain("略去了不是正文的文字");
  expect(reader).not.toContain("扫一扫");
  expect(reader).not.toContain("zhang");
  expect(reader).not.toContain("curator/corrections");
  const own = await fetch(`${site.address}/cases/${encodeURIComponent(OF)}`, { headers: headers(CURATOR) });
  expect(await own.text()).toContain(`../curator/corrections?of=${encodeURIComponent(OF)}`);
  const said = (await Array.fromAsync(office.watch.audit.entries(0))).flatMap(({ record }) =>
    record.kind === "correction" ? [record] : [],
  );
  expect(said[0]).toMatchObject({ file: FILE, by: "zhang", done: "added" });
  expect(said).toHaveLength(3);
});

it("keeps them over a new version where the words still fit, and says where they do not", async () => {
  const [heading = "", ...rest] = LINES;
  await put([heading, "导语：这是新的一段。", ...rest.filter((line) => !line.startsWith("扫一扫"))]);
  const answer = await ask("渔工驿站设立了几个？");
  expect(answer.citations[0]?.case).toMatchObject({
    organization: "海港市渔业工会",
    title: "渔工驿站暖人心",
  });
  expect(answer.text).toContain("为远洋职工提供热水热饭。");
  const outdated = (await office.knowledge.store.findings()).filter(({ kind }) => kind === "outdated");
  expect(outdated.map(({ file, message }) => `${file} ${message}`)).toEqual([
    `${FILE} 更正不再适用（文中已没有这些字）：略去“扫一扫，关注海港发布”`,
  ]);
  expect(await page(`of=${encodeURIComponent(OF)}`)).toContain("更正不再适用（文中已没有这些字）");
});

it("counts an edit by hand at the next indexing, and goes on with the last good one where it is no use", async () => {
  const path = join(office.corpusDir, `${FILE}.fix.json`);
  const good = readFileSync(path, "utf8");
  const { reindex } = office.curation.curatingOn("web");
  writeFileSync(path, good.replace("海港市渔业工会", "海港市渔工联合会"));
  expect(await reindex()).toMatchObject({ changed: 1 });
  expect((await ask("渔工驿站设立了几个？")).citations[0]?.case.organization).toBe("海港市渔工联合会");
  writeFileSync(path, good.slice(0, 100));
  expect(await reindex()).toMatchObject({
    changed: 0,
    failures: [`${FILE}.fix.json：更正文件无法使用：不是 JSON，或没有写完整；请改正，或把它移走`],
  });
  expect((await ask("渔工驿站设立了几个？")).citations[0]?.case.organization).toBe("海港市渔工联合会");
  expect(await page(`of=${encodeURIComponent(OF)}`)).toContain("更正文件无法使用");
  writeFileSync(path, good);
  expect(await reindex()).toMatchObject({ changed: 1, failures: [] });
});

it("undoes them one by one, and leaves no file behind", async () => {
  const ids = (await documentNow()).corrections.map(({ id }) => id);
  expect(ids).toHaveLength(5);
  for (const id of ids) expect(await post({ of: OF, id, do: "undo" })).toContain("更正已撤销");
  expect(existsSync(join(office.corpusDir, `${FILE}.fix.json`))).toBe(false);
  expect((await ask("渔工驿站设立了几个？")).citations[0]?.case.organization).toBe("海港市总工会");
  expect(await post({ of: OF, id: ids[0] ?? "", do: "undo" })).toContain("这条更正已经撤销");
});

it.each([
  ["words of another line", { kind: "part", words: "服务远洋职工" }, "不在这一行里"],
  ["a line that is not there any more", { kind: "part", line: "从前的一行" }, "文档在此期间有了变化"],
  [
    "other words for what a file says itself",
    { kind: "replace", to: "驿站13个" },
    "只有扫描识别的文字可以校正",
  ],
  [
    "a title of nothing",
    { kind: "names", organization: "海港市总工会", title: "", year: "二三年" },
    "不能用",
  ],
  ["a document that is not there", { kind: "part", of: "没有.docx#1" }, "没有这份文档"],
  ["a document outside the folder", { kind: "part", of: "../../etc/passwd#1" }, "没有这份文档"],
])("refuses %s", async (_, fields, message) => {
  const line = await lineOf("在码头设立");
  expect(await post({ ...line, ...fields, do: "preview" })).toContain(message);
  expect(await post({ ...line, ...fields, do: "save" })).not.toContain("更正已保存");
});

it("says what is amiss where the folder cannot be written, and has changed nothing", async () => {
  const draft = join(office.corpusDir, `${FILE}.fix.json.tmp`);
  mkdirSync(draft);
  const line = await lineOf("在码头设立");
  expect(await post({ ...line, kind: "section", do: "save" })).toContain(
    "更正没有保存：案例文件夹不能写入（EISDIR）",
  );
  rmdirSync(draft);
  expect((await documentNow()).corrections).toEqual([]);
});

it("does not save what would be refused when read, and leaves what was there", async () => {
  const path = join(office.corpusDir, `${FILE}.fix.json`);
  const words = "案".repeat(900);
  const many = Array.from({ length: 95 }, (_, i) => ({ kind: "drop", words: `${i}${words}` }));
  // Close to the most that is read, without a blank; it is written with some.
  const filled = [...many, { kind: "drop", words: "a".repeat(900) }];
  const before = JSON.stringify({ version: 1, fixes: filled });
  expect(Buffer.byteLength(before)).toBeLessThan(256 * 1024);
  writeFileSync(path, before);
  const line = await lineOf("在码头设立");
  expect(await post({ ...line, kind: "section", do: "save" })).toContain(
    "更正没有保存：这份文档的更正文件会不能用（超过 256 KB 的上限）",
  );
  expect(readFileSync(path, "utf8")).toBe(before);
  rmSync(path);
});

it("waits for no indexing that goes on, and answers with the correction after it", async () => {
  const running = office.curation.curatingOn("web").reindex();
  const names = { kind: "names", organization: "海港市渔业工会", title: "渔工驿站", year: "" };
  const saved = await post({ ...(await lineOf("海港市总工会关于")), ...names, do: "save" });
  expect(saved).toContain("更正已保存，正在更新索引");
  await running;
  const answered = async () => (await ask("渔工驿站设立了几个？")).citations[0]?.case.organization;
  await expect.poll(answered, { timeout: 30_000 }).toBe("海港市渔业工会");
  for (const { id } of (await documentNow()).corrections)
    expect(await post({ of: OF, id, do: "undo" })).toContain("更正已撤销");
});

it("says before any form where nothing can be written", async () => {
  const open = await documentNow();
  expect(open.isWritable).toBe(true);
  expect(await page(`of=${encodeURIComponent(OF)}`)).not.toContain("程序不能写入案例文件夹");
  expect(await canWriteFixes(office.corpusDir, `没有/${FILE}`)).toBe(false);
  const made = { id: "1", said: "略去", by: "", at: "", lost: "" };
  const document = { ...open, isWritable: false, corrections: [made] };
  const at = open.lines[1]?.start ?? null;
  const { main } = documentPage({ of: OF, document, at, from: 0, query: "", outcome: "" });
  expect(`${await main}`).toContain("现在不能更正：程序不能写入案例文件夹");
  expect(`${await main}`).not.toContain('method="post"');
});

it("refuses a form that no page of the site sends", async () => {
  const line = await lineOf("在码头设立");
  expect(await post({ ...line, kind: "rewrite", do: "save" })).toMatch(/^422 /);
  expect(await post({ ...line, kind: "drop", start: "-1", do: "save" })).toMatch(/^422 /);
  expect(await post({ ...line, kind: "drop", line: "长".repeat(3_000), do: "save" })).toMatch(/^422 /);
  expect(await post({ ...line, kind: "drop", words: "长".repeat(20_000), do: "save" })).toMatch(/^413 /);
});
