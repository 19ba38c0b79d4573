/** A conversation as a file: what was asked, the answers with their sources' words, and nothing taken for mark-up. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { contractOf } from "../../src/render/contract.ts";
import { inQuotationMarks } from "../../src/render/text.ts";
import { type ExportedTurn, partsOf } from "../../src/render/transcript/conversation.ts";
import { docxOf } from "../../src/render/transcript/docx.ts";
import { markdownOf } from "../../src/render/transcript/markdown.ts";
import { openKnowledge } from "../knowledge.ts";

const abilities = createAbilities(await openKnowledge());
const URL = "https://cases.example.org";
const MADE = "2026年12月1日导出。";

async function turn(question: string): Promise<ExportedTurn> {
  return { question, answer: contractOf(await abilities.answer({ question }), URL) };
}

/** The parts of a Word document as text; read by Python, which knows nothing of the program. */
async function opened(turns: readonly ExportedTurn[]) {
  const path = join(mkdtempSync(join(tmpdir(), "anlitong-docx-")), "file.docx");
  writeFileSync(path, await docxOf(partsOf(turns, MADE)));
  const read = `
import sys, zipfile, json, xml.dom.minidom as dom
with zipfile.ZipFile(sys.argv[1]) as file:
    names = file.namelist()
    for name in names:
        if name.endswith((".xml", ".rels")): dom.parseString(file.read(name))
    print(json.dumps({"names": names, "xml": file.read("word/document.xml").decode(), "styles": file.read("word/styles.xml").decode(), "rels": file.read("word/_rels/document.xml.rels").decode()}))
`;
  const out = execFileSync("python3", ["-c", read, path], { encoding: "utf8", maxBuffer: 1e8 });
  const { names, xml, styles, rels } = JSON.parse(out) as Record<"xml" | "styles" | "rels", string> & {
    names: string[];
  };
  const text = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
    .map(([, words = ""]) => words)
    .join("\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
  return { names, xml, styles, rels, text };
}

const QUESTIONS = [
  "镇江挽回了多少损失？",
  "总结镇江的案例",
  "比较圆通和齐河的应用成效",
  "核实“为120名劳动者挽回经济损失181.9万元。”",
  "哪些案例提到欠薪？",
  "引用圆通的应用成效",
  "镇江工会主席的手机号是多少？",
];

describe.each(QUESTIONS)("the answer to %s", (question) => {
  it("is exported with every word that it quotes, once, and every reference", async () => {
    const one = await turn(question);
    const { text } = await opened([one]);
    const squeezed = text.replace(/\s/g, "");
    expect(squeezed).toContain(question);
    for (const { quote, case: of, source } of one.answer.citations) {
      const words = inQuotationMarks(quote).replace(/\s/g, "");
      expect(squeezed.split(words).length - 1, quote).toBeGreaterThan(0);
      expect(text).toContain(of.organization);
      expect(text).toContain(`（${source.file}，第${source.line}行）`);
    }
    expect(text).not.toContain("您还可以这样问");
    const markdown = markdownOf(partsOf([one], MADE))
      .replaceAll("\\", "")
      .replace(/\s/g, "");
    for (const { quote } of one.answer.citations)
      expect(markdown).toContain(inQuotationMarks(quote).replace(/\s/g, ""));
  });
});

describe("a Word document", () => {
  it("has the typefaces of official papers, Chinese and Latin", async () => {
    const { names, xml, styles } = await opened([await turn(QUESTIONS[0] ?? "")]);
    expect(names).toContain("word/document.xml");
    expect(styles).toContain('w:eastAsia="宋体"');
    expect(xml).toMatch(/<w:rFonts[^>]*w:eastAsia="仿宋"[^>]*\/>(?:(?!<\/w:r>).)*为110名劳动者/);
    expect(xml).toContain('w:eastAsia="黑体"');
  });

  it("compares in a real table", async () => {
    const { xml } = await opened([await turn("比较圆通和齐河的应用成效")]);
    expect(xml.match(/<w:tbl>/g)).toHaveLength(1);
    expect(xml.match(/<w:tc>/g)).toHaveLength(6);
    // The names of sections need less room than what is told in them.
    const [first = 0, second = 0, third = 0] = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect([second, third]).toEqual([third, second]);
    expect(first).toBeLessThan(second / 2);
  });

  it("leads to where readers find the words", async () => {
    const { rels } = await opened([await turn(QUESTIONS[0] ?? "")]);
    expect(rels).toContain(`Target="${URL}/cases/`);
  });
});

describe("Markdown", () => {
  it("says what was asked and answered, with quotes and references", async () => {
    expect(markdownOf(partsOf([await turn("镇江挽回了多少损失？")], MADE))).toMatch(
      /^# 案例通问答记录\n\n2026年12月1日导出。\n\n## 镇江挽回了多少损失？\n\n> “[^”\n]*为110名劳动者挽回经济损失181\.9万元。”\n>\n> \\\[1\\\] 江苏镇江市总工会《.*》，应用成效，第1句（2024\\-top\\-ten\\-innovations\.md，第231行） <https:\/\/cases\.example\.org\/cases\/.*>\n$/,
    );
  });

  it("compares in a real table", async () => {
    const markdown = markdownOf(partsOf([await turn("比较圆通和齐河的应用成效")], MADE));
    expect(markdown).toContain(
      "| 章节 | 圆通速递有限公司工会 | 山东德州齐河县总工会 |\n| --- | --- | --- |\n| 应用成效 | “",
    );
  });
});

const HOSTILE = [
  "<script>alert(1)</script>",
  "[x](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "# heading\n- list\n> quote\n1. one",
  "a | b | c\n--- | ---",
  "`code` *bold* _it_ ~~gone~~ <b>",
  "</w:t></w:r><w:r><w:t>x",
  "]]><!ENTITY x>&xxe;",
  "\u0000\u0007\u202e\ud800\uffff",
  "=cmd|'/c calc'!A0",
];

describe.each(HOSTILE)("the words %j", (words) => {
  it("are words, in the question and in the answer", async () => {
    const { answer } = await turn("镇江挽回了多少损失？");
    const hostile = { question: words, answer: { ...answer, text: words, citations: [] } };
    const { text, xml } = await opened([hostile]);
    const plain = words.replace(/[\p{Cc}\u202e\uffff]/gu, "").toWellFormed();
    expect(text.replace(/\s/g, "")).toContain(plain.replace(/\s/g, ""));
    expect(xml).not.toContain("<script");
    const markdown = markdownOf(partsOf([hostile], MADE));
    expect(markdown).not.toMatch(/(?<!\\)<(?!https?:)/);
    expect(markdown).not.toMatch(/(?<!\\)\]\(/);
    expect(markdown.split("\n").filter((line) => /^\s*(?:#|[-+*>] |\d+\. )/.test(line))).toEqual([
      "# 案例通问答记录",
      expect.stringMatching(/^## /),
    ]);
  });
});
