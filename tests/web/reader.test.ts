/** The reader over HTTP: what each address shows, and what it says of links that no longer hold. */

import { expect, test } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { readerPath, readerUrl } from "../../src/render/reader-url.ts";
import { openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";
import { page, served } from "./site.ts";

const HARBOUR: CaseSketch = {
  organization: "海港市总工会",
  title: "建好渔工驿站",
  sections: {
    主要内容: ["设立驿站12个。配备急救箱。", "(一)上门服务。走访渔船86艘。"],
    应用成效: ["会员增加860人。"],
  },
};
const MOUNTAIN: CaseSketch = {
  organization: "远山县总工会",
  title: "开通背篓专线",
  sections: { 主要内容: ["开通专线3条。"], 应用成效: ["惠及菜农400人。"] },
};

const marked = (text: string) =>
  [...text.matchAll(/<mark class="s"[^>]*>(.*?)<\/mark>/gs)].map(([, inner = ""]) =>
    (/<span class="w">(.*?)<\/span>/s.exec(inner)?.[1] ?? "").trim(),
  );

/** The path that a citation of these words leads to, as a channel would have given it out. */
async function linkTo(words: string, ...sketches: readonly CaseSketch[]): Promise<string> {
  const dir = await folderOf({ "选编.md": documentText(...sketches) });
  const verification = await createAbilities(await openKnowledge(dir)).verify(words);
  const [quote] = quotesOf(verification);
  if (!quote) throw new Error(`not in the documents: ${words}`);
  return readerPath(quote.citation);
}

async function site(...sketches: readonly CaseSketch[]) {
  return served(await folderOf({ "选编.md": documentText(...sketches) }));
}

test("every citation of an answer leads to a page on which its words are marked", async () => {
  const { address, abilities } = await served();
  const answer = await abilities.answer({ question: "圆通全网为员工提供的免费宿舍有多少间？", history: [] });
  const quotes = quotesOf(answer);
  expect(quotes.length).toBeGreaterThan(0);
  for (const { citation, text } of quotes) {
    const { status, text: html } = await page(readerUrl(address, citation));
    expect(status).toBe(200);
    expect(marked(html).join("")).toContain(text.slice(0, 20));
    expect(html).not.toContain('class="notice"');
  }
});

test("a sentence shows its formal reference, file, line, version and neighbours", async () => {
  const { address } = await site(HARBOUR, MOUNTAIN);
  const { text } = await page(`${address}/cases/选编%231/主要内容/2`);
  expect(marked(text)).toEqual(["配备急救箱。"]);
  expect(text).toContain("海港市总工会. 建好渔工驿站[Z]//选编.md. 主要内容, 第2句.");
  expect(text).toMatch(/来源文件 选编\.md，第 \d+ 行<br>文本版本 [0-9a-f]{8}/);
  expect(text).toMatch(/rel="prev" href="[^"]*\/1\?v=[0-9a-f]{8}#here">上一句/);
  expect(text).toMatch(/rel="next" href="[^"]*\(%E4%B8%80\)\/1\?v=[0-9a-f]{8}#here">下一句/);
});

test("several sentences after one another are marked together", async () => {
  const { address } = await site(HARBOUR);
  const { text } = await page(`${address}/cases/选编%231/主要内容/1-2`);
  expect(marked(text)).toEqual(["设立驿站12个。", "配备急救箱。"]);
  expect(text).toContain("第1至2句.");
  expect(text.match(/id="here"/g)).toHaveLength(1);
});

test("a link to words that moved within the file leads to where they are now, and says so", async () => {
  const link = await linkTo("惠及菜农400人。", MOUNTAIN);
  const { address } = await site(HARBOUR, MOUNTAIN);
  const { status, text } = await page(`${address}/${link}`);
  expect(status).toBe(200);
  expect(marked(text)).toEqual(["惠及菜农400人。"]);
  expect(text).toContain("原话没有改动，现在位于此处");
  expect(text).toContain("远山县总工会");
});

test("a link to words that were changed says so, and shows what stands there now", async () => {
  const link = await linkTo("惠及菜农400人。", MOUNTAIN);
  const { address } = await site({ ...MOUNTAIN, sections: { 应用成效: ["惠及菜农500人。"] } });
  const { status, text } = await page(`${address}/${link}`);
  expect(status).toBe(200);
  expect(marked(text)).toEqual(["惠及菜农500人。"]);
  expect(text).toContain("所引的原话已不在收录的文本中");
});

test("a link to words that are gone with their place says so, and leads to the case", async () => {
  const link = await linkTo("惠及菜农400人。", MOUNTAIN);
  const { address } = await site({ ...MOUNTAIN, sections: { 主要内容: ["开通专线3条。"] } });
  const { status, text } = await page(`${address}/${link}`);
  expect(status).toBe(404);
  expect(text).toContain("没有找到这句话");
  expect(text).toContain('href="../../../cases/%E9%80%89%E7%BC%96%231"');
});

test("of sections with one name the mark tells which is meant", async () => {
  const dir = await folderOf({
    "选编.md": "### 海港市总工会\n#### 题目\n##### 做法\n甲事。\n##### 成效\n丙事。\n##### 做法\n乙事。\n",
  });
  const { address, abilities } = await served(dir);
  const open = await abilities.reader.open("选编#1");
  const names = open?.case.sections.map(({ name }) => name);
  expect(names).toEqual(["做法", "成效", "做法"]);
  const { text } = await page(`${address}/cases/选编%231`);
  const [first, , second] = [...text.matchAll(/class="n" href="([^"]+做?[^"]*)"/g)]
    .map(([, href = ""]) => href.replaceAll("&amp;", "&"))
    .filter((href) => !href.includes(encodeURIComponent("标题")));
  expect(marked((await page(`${address}/${first}`)).text)).toEqual(["甲事。"]);
  expect(marked((await page(`${address}/${second}`)).text)).toEqual(["乙事。"]);
});

test("page breaks are joined, and a place where the source breaks off is marked", async () => {
  const { address } = await served();
  const qihe = await page(`${address}/cases/2024-top-ten-innovations%231`);
  expect(qihe.text).toContain("入脑入心,筑牢新就业形态劳动者思想根基。");
  const broken = await page(
    `${address}/cases/2024-top-ten-innovations%234/${encodeURIComponent("主要内容")}/${encodeURIComponent("(五)")}/1`,
  );
  expect(broken.text).toContain("〔原文此处不完整〕");
});

test("an address that ends with a section leads to its heading", async () => {
  const { address } = await site(HARBOUR);
  const { status, headers } = await page(`${address}/cases/选编%231/应用成效`);
  expect([status, headers.get("location")]).toEqual([303, "../../cases/%E9%80%89%E7%BC%96%231#part-1"]);
});

test("ids with a slash in them have addresses too", async () => {
  const dir = await folderOf({});
  const { mkdir, writeFile } = await import("node:fs/promises");
  await mkdir(`${dir}/2024`);
  await writeFile(`${dir}/2024/甲 乙.md`, documentText(HARBOUR));
  const { address } = await served(dir);
  const id = encodeURIComponent("2024/甲 乙#1");
  expect((await page(`${address}/cases/${id}`)).text).toContain("建好渔工驿站");
  const { text } = await page(`${address}/cases/${id}/应用成效/1`);
  expect(marked(text)).toEqual(["会员增加860人。"]);
  expect(text).toContain('href="../../../"');
});

test.each([
  "/cases/%",
  "/cases/nothing%231",
  "/cases/nothing%231/a/1",
  "/cases/选编%231/应用成效/0",
  "/cases/选编%231/应用成效/9",
  "/cases/选编%231/应用成效/2-1",
  "/cases/选编%231/应用成效/(一)/1/1",
  "/cases/选编%231/应用成效/1e3",
  "/cases/选编%231?part=2",
])("%s leads nowhere, and the page says so", async (path) => {
  const { address } = await site(HARBOUR);
  const { status, text } = await page(address + path);
  expect(status).toBe(404);
  expect(text).toMatch(/没有找到这(?:句话|个案例)/);
});

test("a mark that is none is no mark", async () => {
  const { address } = await site(HARBOUR);
  for (const mark of ["", "undefined", "<b>", "0123ABCD", "0".repeat(300)])
    expect(
      (await page(`${address}/cases/选编%231/应用成效/1?v=${encodeURIComponent(mark)}`)).text,
    ).not.toContain('class="notice"');
});

test("a very long case is shown in parts, and a sentence in the part that holds it", async () => {
  const paragraphs = Array.from({ length: 1_000 }, (_, i) => `第${i + 1}件事办成了。`);
  const { address } = await site({ ...HARBOUR, sections: { 主要内容: paragraphs } });
  const first = await page(`${address}/cases/选编%231`);
  expect(first.text).toContain("第 1 部分，共 3 部分");
  expect(first.text).not.toContain("第900件事");
  const third = await page(`${address}/cases/选编%231?part=3`);
  expect(third.text).toContain("主要内容（续）");
  expect(third.text).toContain("第900件事");
  const { text } = await page(`${address}/cases/选编%231/主要内容/900`);
  expect(marked(text)).toEqual(["第900件事办成了。"]);
});

test("the catalogue pages through many cases, in three orders", async () => {
  const cases = Array.from({ length: 60 }, (_, i) => ({
    ...HARBOUR,
    organization: `第${i + 1}街道总工会`,
  }));
  const { address } = await site(...cases);
  const { text } = await page(`${address}/`);
  expect(text).toContain("收录案例 60 个");
  expect(text.match(/class="entry"/g)).toHaveLength(50);
  expect(text).toContain('href="./?page=2"');
  expect((await page(`${address}/?page=2`)).text.match(/class="entry"/g)).toHaveLength(10);
  expect((await page(`${address}/?by=unit&page=999`)).text).toContain("第 2 页，共 2 页");
  expect((await page(`${address}/?by=subject`)).status).toBe(200);
});

test("the catalogue tells what each case is about, with its figures, and is narrowed down by what cases are", async () => {
  const { address } = await served();
  const filtered = async (query: Record<string, string>) => {
    const { text } = await page(`${address}/?${new URLSearchParams(query)}`);
    return [...text.matchAll(/<a class="name"[^>]*>[^<]*<\/a>\n<p class="by"><span>([^<]*)/g)].map(
      ([, by]) => by,
    );
  };
  const { text } = await page(`${address}/`);
  expect(text).toMatch(/<p class="about">[^<]*监督预核查[^<]*<\/p><p class="about">[^<]*181\.9万元。<\/p>/);
  // All are of one year.
  expect([...text.matchAll(/<select name="(\w+)">/g)].map(([, name]) => name)).toEqual([
    "level",
    "region",
    "kind",
    "subject",
  ]);
  expect(text).toContain('<option value="市级">市级（3）</option>');
  expect(await filtered({ kind: "企业" })).toEqual(["圆通速递有限公司工会", "中车株洲电力机车有限公司"]);
  expect(await filtered({ kind: "企业", region: "湖南" })).toEqual(["中车株洲电力机车有限公司"]);
  expect(await filtered({ by: "unit", level: "市级", region: "江苏" })).toEqual(["江苏镇江市总工会"]);
  expect(await filtered({ kind: "没有", region: "", by: "year" })).toHaveLength(10);
  const none = await page(`${address}/?${new URLSearchParams({ kind: "企业", region: "江苏" })}`);
  expect(none.text).toContain("没有符合这些条件的案例。");
});

test("subjects are what several cases share", async () => {
  const { address } = await served();
  const { text } = await page(`${address}/?by=subject`);
  const [, href = "", name = ""] = /<li><a href="([^"]+)">([^<]+)<span class="count">/.exec(text) ?? [];
  const about = await page(address + href.replaceAll("&amp;", "&").slice(1));
  expect(about.text).toContain(`主题：${name}`);
  expect((about.text.match(/class="entry"/g) ?? []).length).toBeGreaterThan(1);
});

test("search needs no script: the form's address answers, a page at a time", async () => {
  const { address } = await served();
  const { text } = await page(`${address}/?q=${encodeURIComponent("欠薪")}`);
  expect(text).toContain("“欠薪”的查找结果");
  expect(text).toContain("<mark>欠薪</mark>");
  expect((await page(`${address}/?q=qqqqqq`)).text).toContain("没有找到含有“qqqqqq”的");
});

test("what has the very words stands first, with its number, and what is only like it under a heading of its own", async () => {
  const { address } = await served();
  const found = async (words: string) => {
    const { text } = await page(`${address}/?q=${encodeURIComponent(words)}`);
    const [literal = "", alike = ""] = text.split("没有这些字、内容相近的原文");
    const entriesOf = (html: string) => html.split('<li class="entry').slice(1);
    return { head: /<h2 class="group">(.*?)<\/h2>/.exec(text)?.[1], literal, alike, entriesOf };
  };
  const { head, literal, alike, entriesOf } = await found("欠薪");
  expect(head).toBe("“欠薪”的查找结果：6 处");
  expect(entriesOf(literal).map((entry) => entry.includes("欠薪"))).toEqual(Array(6).fill(true));
  // What only stands below a heading with these words is not like them.
  expect(alike).toBe("");
  const other = await found("拖欠工资");
  expect(other.head).toBe("没有找到含有“拖欠工资”的案例或原文。");
  expect(entriesOf(other.alike).length).toBeGreaterThan(0);
  expect(other.alike).not.toContain("体系完善阶段。");
  const none = await found("火星基地");
  expect(none.head).toBe("没有找到含有“火星基地”的案例或原文。");
  expect(entriesOf(none.literal)).toEqual([]);
});

test("a page weighs less than 100 kB with all that it loads", async () => {
  const { address } = await served();
  for (const path of ["/", "/cases/2024-top-ten-innovations%235", `/?q=${encodeURIComponent("职工")}`]) {
    const { text } = await page(address + path);
    const loaded = [...text.matchAll(/(?:src|href)="([^"]*assets\/[^"]+)"/g)].map(
      ([, href = ""]) => new URL(href, address + path).href,
    );
    expect(loaded.length).toBeGreaterThan(2);
    const sizes = await Promise.all(
      loaded.map(async (href) => (await (await fetch(href)).arrayBuffer()).byteLength),
    );
    expect(Buffer.byteLength(text) + sizes.reduce((a, b) => a + b, 0)).toBeLessThan(100_000);
  }
});
