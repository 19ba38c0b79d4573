/** Names by which people send files → names that can lie among the documents, or why not. */

import { expect, it } from "vitest";
import { documentName } from "../src/app/document-name.ts";
import { DOCUMENTS } from "../src/app/wording.zh.ts";

it.each([
  ["2024年经验 汇编.docx", "2024年经验 汇编.docx"],
  ["../../../etc/passwd.txt", "passwd.txt"],
  ["C:\\资料\\经验.pdf", "经验.pdf"],
  ["~/经验.md", "经验.md"],
  [" . 经验 .docx. ", "经验.docx"],
  ["经\u202efdp\u200b验\u0000\n.docx", "经fdp验.docx"],
  ['经<验>:"|?*.docx', "经_验______.docx"],
  ["CON.txt", "_CON.txt"],
  ["com1.年报.docx", "_com1.年报.docx"],
  ["\ud800经验.docx", "\ufffd经验.docx"],
  ["年报.ZIP", "年报.ZIP"],
])("%j becomes %j", (sent, name) => {
  expect(documentName(sent)).toEqual({ name });
});

it("cuts a long name between characters, and leaves room for what stands behind it", () => {
  const made = documentName(`${"案𠮷".repeat(200)}.docx`);
  const name = "name" in made ? made.name : "";
  expect(name).toMatch(/^(?:案𠮷)+案?\.docx$/u);
  expect(Buffer.byteLength(`.${name}.fix.json.tmp`)).toBeLessThan(255);
});

it.each([
  ["", DOCUMENTS.noName],
  ["/", DOCUMENTS.noName],
  ["...", DOCUMENTS.noName],
])("%j has no name", (sent, problem) => {
  expect(documentName(sent)).toEqual({ problem });
});

/** They would say who may read what is there, or correct it, or be left out. */
it.each([
  "读者.txt",
  "读者．txt.txt",
  "READERS.txt",
  "名称.txt",
  "README.md",
  "a.docx.fix.json",
  "a.exe",
  "..docx",
  "~$a.docx",
  "a.tmp",
])("%s is not taken", (sent) => {
  const made = documentName(sent);
  if ("name" in made) throw new Error(`expected a refusal, found ${made.name}`);
  expect(made.problem).toContain("不能收录");
});
