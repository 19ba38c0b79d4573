import { describe, expect, it, test } from "vitest";
import { readOriginal } from "../../src/readers/read.ts";
import type { Reading } from "../../src/readers/reader.ts";
import { packageOf, relationsOf } from "./package-of.ts";

const read = (text: string | Uint8Array, name: string): Promise<Reading> =>
  readOriginal(typeof text === "string" ? Buffer.from(text) : text, name);

const PAGE = `<html><head><title>岚石县总工会办夜校 - 岚石新闻网</title><script src="a.js"></script></head><body>
  <div class="nav"><a href="/">首页</a><a href="/a">要闻</a><a href="/b">评论</a></div>
  <div class="main"><h1>岚石县总工会办夜校</h1><div>2025年3月8日 来源：岚石日报</div>
  <div class="text"><h2>背景</h2><p>岚石县有职工三万余人，其中一线工人占七成，大家盼着下班后有地方学技术、学法律、学手艺。</p>
  <p>县总工会在六个园区办起夜校，开设焊接、电工、法律、剪纸等课程二十四门，学费全免，教材由工会配发。</p>
  <p>两年来累计开班一百零六期，培训职工四千二百人次，其中七百三十人拿到职业资格证书，人均月工资提高四百元。</p></div></div>
  <div class="footer"><p>版权所有 岚石新闻网</p></div></body></html>`;
const ARTICLE =
  "岚石县总工会办夜校\n背景\n岚石县有职工三万余人，其中一线工人占七成，大家盼着下班后有地方学技术、学法律、学手艺。\n县总工会在六个园区办起夜校，开设焊接、电工、法律、剪纸等课程二十四门，学费全免，教材由工会配发。\n两年来累计开班一百零六期，培训职工四千二百人次，其中七百三十人拿到职业资格证书，人均月工资提高四百元。\n";

describe("a web page", () => {
  it("is read without the site around it, where no container tells the article", async () => {
    const { text, about } = await read(PAGE, "a.html");
    expect(text).toBe(ARTICLE);
    expect(about).toEqual({ title: "岚石县总工会办夜校", date: "2025-03-08", source: "岚石日报" });
  });

  it("is named by the paper that it shows, where its own title greets", async () => {
    const { text } = await read(
      "<html><head><title>欢迎访问岚石县办公平台</title></head><body><h3>信息详情</h3><div>关于开展夜校检查的通知<p>各园区：</p></div><p>请于周五前自查。</p></body></html>",
      "a.html",
    );
    expect(text).toBe("关于开展夜校检查的通知\n信息详情\n各园区：\n请于周五前自查。\n");
  });

  it("is seen through another extension", async () => {
    expect((await read(PAGE, "a.md")).text).toBe(ARTICLE);
  });

  it("has its rows though a cell ends in a full stop, below the head rather than the form's first line", async () => {
    const row = (what: string, points: number) =>
      `<tr><td colspan="2">${what}</td><td></td><td>${points}</td></tr>`;
    const { text, tables } = await read(
      `<html><body><table><tr><td>部门</td><td>后勤</td><td>姓名</td><td>甲</td></tr><tr><td colspan="2">评价内容</td><td>自评</td><td>满分</td></tr>${row("按时到岗，不早退。", 5)}${row("账目清楚。月底交表。", 8)}${row("爱护公物。", 3)}</table></body></html>`,
      "a.html",
    );
    expect(text).toBe(
      "部门 后勤 姓名 甲\n评价内容\t\t自评\t满分\n按时到岗，不早退。\t\t\t5\n账目清楚。月底交表。\t\t\t8\n爱护公物。\t\t\t3\n",
    );
    expect(tables.map(({ columns }) => columns)).toEqual([["评价内容", "评价内容", "自评", "满分"]]);
  });

  it("is taken out of a page saved as one file", async () => {
    const quoted = [...Buffer.from(PAGE)]
      .map((byte) =>
        byte < 32 || byte > 126 || byte === 61
          ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}`
          : String.fromCharCode(byte),
      )
      .join("");
    const message = `From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--B"\r\n\r\n----B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quoted}\r\n----B--\r\n`;
    expect((await read(message, "a.mht")).text).toBe(ARTICLE);
  });

  it("joins words that stand in several elements, and skips what is hidden", async () => {
    const { text } = await read(
      '<html><body><p>服务<b>3.6</b><span>万</span>人<span style="display: none">次</span>次。<br>满意率<em>98%</em>。</p></body></html>',
      "a.htm",
    );
    expect(text).toBe("服务3.6万人次。\n满意率98%。\n");
  });
});

describe("values parted by commas", () => {
  it("are a table, whatever their encoding", async () => {
    const gbk = Buffer.from("b5d8c7f82cd6b0b9a40ab6abcfaa2c33360a", "hex");
    const { text, tables, notes } = await read(gbk, "a.csv");
    expect(text).toBe("地区\t职工\n东溪\t36\n");
    expect(tables).toEqual([{ first: 0, end: 2, headerRows: 1, columns: ["地区", "职工"] }]);
    expect(notes.map(({ message }) => message)).toEqual(["文字按 GB18030 编码读入"]);
  });

  it("may be quoted, with commas, quotes and line breaks in them", async () => {
    const { text } = await read('单位,做法\r\n"甲县, 工会","办""夜校""\n设驿站"\r\n,无\r\n', "a.csv");
    expect(text).toBe('单位\t做法\n甲县, 工会\t办"夜校" 设驿站\n无\n');
  });
});

describe("a table whose cells hold whole texts", () => {
  const told = "工会走访了职工，办起了夜校。".repeat(40);
  const row = (place: string, title: string) =>
    `${place},2025,${title},"各位代表：\n一、去年\n${told}\n二、今年\n${told}"\n`;

  it("is read as the text, below its title and what else its row says", async () => {
    const { text, lines, tables } = await read(
      `place,year,title,full_text\n${row("东溪", "东溪报告")}`,
      "a.csv",
    );
    expect(text).toBe(
      `东溪报告\nplace\tyear\n东溪\t2025\n各位代表：\n一、去年\n${told}\n二、今年\n${told}\n`,
    );
    expect(lines[0]).toMatchObject({ level: 1 });
    expect(tables).toEqual([{ first: 1, end: 3, headerRows: 1, columns: ["place", "year"] }]);
  });

  it("is a case a row, with a heading for each text", async () => {
    const csv = `题目,做法,成效\n甲,"${told}",无\n乙,无,"${told}"\n`;
    const { text, lines } = await read(csv, "a.csv");
    expect(text).toBe(`甲\n做法\n${told}\n成效\n无\n乙\n做法\n无\n成效\n${told}\n`);
    const opening = lines.filter(({ opens }) => opens).map(({ start, end }) => text.slice(start, end));
    expect(opening).toEqual(["甲", "乙"]);
  });
});

test("a presentation gives its slides in order, without footers and hidden slides", async () => {
  const shape = (type: string, words: string) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:txBody></p:sp>`;
  const slide = (inner: string, more = "") =>
    `<p:sld xmlns:p="p" xmlns:a="a"${more}><p:cSld><p:spTree>${inner}</p:spTree></p:cSld></p:sld>`;
  const cell = (words: string) =>
    `<a:tc><a:txBody><a:p><a:r><a:t>${words}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const table = `<p:graphicFrame><a:tbl><a:tr>${cell("年份")}${cell("人次")}</a:tr><a:tr>${cell("2024")}${cell("36")}</a:tr></a:tbl></p:graphicFrame>`;
  const reading = await read(
    packageOf({
      "ppt/presentation.xml": `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="1" r:id="a"/><p:sldId id="2" r:id="b"/><p:sldId id="3" r:id="c"/></p:sldIdLst></p:presentation>`,
      "ppt/_rels/presentation.xml.rels": relationsOf(
        ["a", "slide", "slides/slide2.xml"],
        ["b", "slide", "slides/slide1.xml"],
        ["c", "slide", "slides/slide3.xml"],
      ),
      "ppt/slides/slide1.xml": slide(shape("body", "设驿站三处。") + shape("title", "主要做法") + table),
      "ppt/slides/slide2.xml": slide(shape("ctrTitle", "岚石县总工会") + shape("sldNum", "1")),
      "ppt/slides/slide3.xml": slide(shape("body", "内部"), ' show="0"'),
    }),
    "a.pptx",
  );
  expect(reading.text).toBe("岚石县总工会\n主要做法\n设驿站三处。\n年份\t人次\n2024\t36\n");
  expect(reading.places.map(({ at }) => at)).toEqual([
    { kind: "slide", slide: 1 },
    { kind: "slide", slide: 2 },
    { kind: "slide", slide: 2 },
    { kind: "row", table: 1, row: 1, page: 2 },
    { kind: "row", table: 1, row: 2, page: 2 },
  ]);
  expect(reading.notes.map(({ message }) => message)).toEqual(["隐藏的幻灯片没有读入：第3张"]);
});
