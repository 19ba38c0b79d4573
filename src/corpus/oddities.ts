/** Drafted sections → what is odd about them, for the person who keeps the corpus. */

import type { DraftCase, DraftSection } from "./drafts.ts";
import { type Notes, quoted } from "./findings.ts";
import { sectionKey } from "./section-names.ts";

/** What was inferred about the file as a whole. */
export function reportShape(
  drafts: readonly DraftCase[],
  byRepetition: boolean,
  stem: string,
  notes: Notes,
): void {
  const cases = drafts.filter(({ role }) => role === "case");
  if (byRepetition) {
    notes.inference(1, `文中没有标明案例层级，已按重复出现的章节名称分为 ${cases.length} 个案例`);
  }
  for (const { naming, line } of cases) {
    if (naming.organization === "")
      notes.inference(line, `文中没有标题，已以文件名${quoted(stem)}作为案例名称`);
  }
}

export function reportOddities({ role, sections, line: caseLine }: DraftCase, notes: Notes): void {
  if (role === "document") return;
  if (sections.length === 0) notes.oddity(caseLine, "该案例只有标题，没有正文");
  for (const { name, line } of repeatedNames(sections)) {
    notes.oddity(line, `同一案例中${quoted(name)}一节出现不止一次，按名称查找时以第一次出现的为准`);
  }
  // A chapter holds its articles.
  const above = new Set(sections.map(({ under }) => under));
  for (const section of sections) {
    if (section.blocks.length === 0 && !above.has(section.name))
      notes.oddity(section.line, `${quoted(section.name)}一节没有内容`);
    reportNumbering(section, notes);
  }
}

function reportNumbering(section: DraftSection, notes: Notes): void {
  let expected = 1;
  for (const { label, value, line, paragraphs } of section.blocks) {
    if (label === null) continue;
    if (paragraphs.length === 0) notes.oddity(line, `“${label}”之后没有内容`);
    if (value !== expected) {
      notes.oddity(line, `${quoted(section.name)}一节的序号不连续：“${label}”出现在第 ${expected} 项的位置`);
    }
    expected = value + 1;
  }
}

/** Sections whose name has come before in the case. */
function repeatedNames(sections: readonly DraftSection[]): DraftSection[] {
  const seen = new Set<string>();
  return sections.filter(({ name }) => {
    const key = sectionKey(name) || name;
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}
