/** An answer → questions that the corpus does answer, to go on with. */

import type { Case } from "../corpus/case.ts";
import { type Answer, quotesOf } from "./answer.ts";
import type { Knowledge } from "./knowledge.ts";
import { bareName } from "./sections.ts";

const COUNT = 3;

/** Three questions at most: on the case at hand what was not just told, else on the first cases of the catalogue. */
export async function suggest(answer: Answer, knowledge: Knowledge): Promise<string[]> {
  const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  const about = aboutCases(answer);
  const own = cases.filter(({ id }) => about.includes(id));
  const chosen = own.length > 0 ? own : cases.slice(0, COUNT);
  const told = new Set(quotesOf(answer).map(({ citation }) => citation.section));
  const names = await shortNames(knowledge);
  const name = (unionCase: Case) => names.get(unionCase.id) ?? unionCase.organization;
  if (chosen.length === 1 && chosen[0]) {
    const [unionCase] = chosen;
    const sections = unionCase.sections.filter(
      (section) => !told.has(section.name) && section.kind !== "other",
    );
    const questions = sections.map((section) => `${name(unionCase)}的${bareName(section.name)}是什么？`);
    if (answer.kind !== "summary") questions.push(`总结一下${name(unionCase)}的案例`);
    return [...questions, `引用${name(unionCase)}${unionCase.sections[0]?.name ?? ""}原文`].slice(0, COUNT);
  }
  return chosen.slice(0, COUNT).map((unionCase, i) => {
    if (i === 0) return `总结一下${name(unionCase)}的案例`;
    const sections = unionCase.sections.filter(({ kind }) => kind === (i === 1 ? "results" : "measures"));
    return sections[0]
      ? `${name(unionCase)}的${bareName(sections[0].name)}是什么？`
      : `总结一下${name(unionCase)}的案例`;
  });
}

function aboutCases(answer: Answer): string[] {
  if (answer.kind === "ambiguous") return answer.candidates.map(({ id }) => id);
  if (answer.kind === "not-found")
    return "case" in answer.reason && answer.reason.case ? [answer.reason.case.id] : [];
  if (answer.kind === "listing") return answer.entries.map((entry) => entry.case.id);
  return [...new Set(quotesOf(answer).map(({ citation }) => citation.case.id))];
}

/** The shortest name that means one case alone, by case id. */
async function shortNames({ finder, store }: Knowledge): Promise<Map<string, string>> {
  const cases = await store.cases();
  const names = new Map<string, string>();
  for (const [name, { kind, cases: owners }] of await finder.names()) {
    const owner = owners.length === 1 ? cases[owners[0] ?? -1] : undefined;
    if (!owner || kind !== "short") continue;
    const known = names.get(owner.id);
    if (known === undefined) names.set(owner.id, name);
  }
  return names;
}
