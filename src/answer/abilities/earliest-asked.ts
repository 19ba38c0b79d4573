/** 哪个起步最早 → the earliest years that cases tell, of what is asked where something is; null where nothing tells one from another. */

import type { Grounded } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { withoutAsking } from "../../language/stop-words.ts";
import { onlyBegins, withoutOperations, yearsToldIn } from "../../question/conditions.ts";
import type { CaseLines, Line } from "../../search/lines.ts";
import { shareIn, termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { BY_YEARS_TOLD, TOLD_ONCE } from "../replies.ts";
import { claimOfLine, grounded, quoteLine, sayingAll } from "./show.ts";

/** A line that says less of what is asked tells of something else. */
const TOLD = 0.5;

/** Cases that are shown. */
const MOST = 3;

export async function earliestAsked(
  text: string,
  all: readonly CaseLines[],
  { retriever }: Pick<Knowledge, "retriever">,
  ground: Ground,
): Promise<Grounded | null> {
  const words = withoutAsking(withoutOperations(text)).trim();
  const terms = onlyBegins(words) ? null : termsOf(words, await retriever.concepts(words));
  const dated = all.flatMap(({ case: of, lines }) => {
    const own = lines.filter(
      ({ passage, said }) =>
        passage.sectionKind !== "heading" && (terms === null || shareIn(terms, said) >= TOLD),
    );
    const told = of.role === "case" ? own.flatMap(yearsOf).sort((a, b) => a.year - b.year) : [];
    return told.slice(0, 1);
  });
  const [first, second, ...others] = dated.sort((a, b) => a.year - b.year);
  // The one case that tells of it is quoted, and called nothing.
  if (first && !second && terms)
    return { ...grounded([sayingAll([await quoteLine(first.line, ground)])]), says: TOLD_ONCE };
  if (!first || !second || first.year === second.year) return null;
  const claims = [first, second, ...others].slice(0, MOST).map(({ year, line }, i) => {
    const label = `${i === 0 ? "最早的是" : ""}${line.case.organization}（${year}年）`;
    return claimOfLine(`${label}：${line.sentence.text}`, line, ground);
  });
  return { ...grounded(await Promise.all(claims)), says: BY_YEARS_TOLD };
}

function yearsOf(line: Line): { year: number; line: Line }[] {
  return yearsToldIn(line.said).map((year) => ({ year, line }));
}
