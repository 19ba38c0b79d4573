/** A question for cases → those that have or lack a section, or that say what is asked for. */

import type { Operations } from "../../question/conditions.ts";
import type { CaseLines, Line } from "../../search/lines.ts";
import { saidForm } from "../../search/lines.ts";
import type { Terms } from "../../search/speak.ts";
import type { Answer, Claim } from "../answer.ts";
import { caseRef, type Ground } from "../ground.ts";
import { bareName } from "../sections.ts";
import { claimOfLine } from "./show.ts";

/** Null where the question is not for cases by their sections. */
export async function listedCases(
  text: string,
  operations: Operations,
  asked: Terms,
  all: readonly CaseLines[],
  ground: Ground,
): Promise<Answer | null> {
  const cases = all.filter(({ case: { role } }) => role === "case");
  if (!operations.which) return null;
  const section = sectionAsked(saidForm(text), cases);
  if (!section || (!operations.negative && asked.total > 0.6 && !onlySection(asked, section))) return null;
  const has = (one: CaseLines) =>
    sectionsOf(one).some((name) => name.includes(section) || section.includes(name));
  const wanted = cases.filter((one) => has(one) !== operations.negative);
  if (wanted.length === 0 || wanted.length === cases.length) return null;
  const entries: { case: ReturnType<typeof caseRef>; claim: Claim }[] = [];
  for (const one of wanted) {
    const line = operations.negative ? one.lines[0] : lineOf(one, section);
    if (line)
      entries.push({ case: caseRef(one.case), claim: await claimOfLine(line.sentence.text, line, ground) });
  }
  return {
    kind: "listing",
    asks: "which",
    condition: operations.negative
      ? `没有“${section}”一节（看了${cases.length}个案例的标题）`
      : `有“${section}”一节`,
    entries,
    suggestions: [],
    carried: null,
  };
}

const onlySection = ({ terms }: Terms, section: string) =>
  terms.every(({ surface, weight }) => section.includes(surface) || weight < 0.3);

const sectionsOf = ({ case: { sections } }: CaseLines) =>
  sections.map(({ name }) => saidForm(bareName(name))).filter((name) => name.length >= 2 && name !== "正文");

/** The longest heading of the corpus that the question names. */
function sectionAsked(question: string, cases: readonly CaseLines[]): string | null {
  const names = new Set(cases.flatMap(sectionsOf));
  return [...names].filter((name) => question.includes(name)).sort((a, b) => b.length - a.length)[0] ?? null;
}

const lineOf = ({ lines }: CaseLines, section: string): Line | undefined =>
  lines.find(({ passage }) => saidForm(bareName(passage.section)).includes(section));
