/** A parsed document → a readable sketch of it, so that a test can state the whole reading. */

import { readFileSync } from "node:fs";
import type { Block, ParsedDocument } from "../src/corpus/case.ts";
import { parseDocument } from "../src/corpus/parse.ts";

export const FIXTURES = new URL("fixtures/corpus/", import.meta.url);

export function parseFixture(file: string): ParsedDocument {
  return parseDocument(file, readFileSync(new URL(file, FIXTURES), "utf8"));
}

/** `role organization | title | year`, below it `§ section (kind)`, below that `label sentence / sentence`. */
export function sketch({ cases, findings }: ParsedDocument): string {
  const lines = cases.flatMap(({ role, organization, title, year, heading, sections }) => [
    `${role} ${organization} | ${title} | ${year ?? "-"}`,
    `  标题 ${heading.blocks.map(sentencesOf).join(" / ")}`.trimEnd(),
    ...sections.flatMap(({ name, kind, blocks }) => [
      `  § ${name} (${kind})`,
      ...blocks.map(
        (block) => `    ${block.label ?? "-"}${block.truncated ? " 中断" : ""} ${sentencesOf(block)}`,
      ),
    ]),
  ]);
  const notes = findings.map(({ kind, line, message }) => `! ${kind} ${line} ${message}`);
  return `\n${[...lines, ...notes].join("\n")}\n`;
}

function sentencesOf({ sentences }: Block): string {
  return sentences.map(({ text }) => text).join(" / ");
}
