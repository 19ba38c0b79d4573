/** A figure that the question itself gives → what it is, wherever it stands, or the parts that it is made of. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { type Quantity, quantitiesIn } from "../../language/quantities.ts";
import { unitAsked } from "../../language/units-asked.ts";
import type { Operations } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { partsBeside } from "../../search/side-by-side.ts";
import { computed } from "./computed.ts";
import { claimOf } from "./show.ts";

/** A figure that stands in more places than these tells nothing. */
const MOST_PLACES = 6;

/** Null where the question gives none alone, or asks for another number. */
export async function givenAsked(
  text: string,
  operations: Operations,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const [figure, ...others] = quantitiesIn(text).filter(
    ({ kind, value }) => (kind === "share" || kind === "money" || kind === "count") && value >= 10,
  );
  if (!figure || others.length > 0 || unitAsked(text).length > 0) return null;
  const facts = cases.flatMap(({ lines }) => lines.flatMap(factsOf)).filter((fact) => isOf(figure, fact));
  if (operations.most || operations.least || operations.add) return partsOf(facts, operations, ground);
  if (!operations.each && !operations.which) return null;
  if (facts.length < 2 || facts.length > MOST_PLACES) return null;
  const claims: Claim[] = [];
  for (const fact of facts) {
    const { case: unionCase } = fact.line;
    claims.push(await claimOf(`${unionCase.organization || unionCase.title}：${upTo(fact)}`, [fact], ground));
  }
  return claims;
}

const isOf = ({ value, unit }: Quantity, fact: Fact) =>
  fact.value === value && (unit === "" || fact.unit === unit);

/** 那42.3万里哪项最多: the parts that its sentence counts up behind it. */
async function partsOf(
  facts: readonly Fact[],
  operations: Operations,
  ground: Ground,
): Promise<Claim[] | null> {
  for (const whole of facts) {
    const result = partsBeside(whole).whole === whole ? await computed([whole], operations, ground) : null;
    if (result) return result;
  }
  return null;
}

/** The words of the sentence up to the figure. */
function upTo({ line, start, clause }: Fact): string {
  const { text } = line.sentence;
  return text.slice(Math.max(text.lastIndexOf("。", start), text.lastIndexOf("；", start)) + 1, clause.to);
}
