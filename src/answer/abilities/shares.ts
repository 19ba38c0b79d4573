/** Figures of the parts of a question → what share each is of its whole, or what is left of a whole. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { undoneIn } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { remaining, shareOf } from "./computed.ts";
import { claimOf, labelsOf, shownValue } from "./show.ts";

/** Each figure as a share of the whole that stands before it: 揭榜62题，完成47题. */
export async function sharesBefore(parts: readonly Fact[], ground: Ground): Promise<Claim[]> {
  const labels = labelsOf(parts);
  const claims: Claim[] = [];
  for (const [i, part] of parts.entries()) {
    const all = factsOf(part.line);
    const whole = all[all.indexOf(part) - 1];
    if (whole && whole.unit === part.unit && whole.value > part.value)
      claims.push(await shareOf(part, whole, `${labels[i]}：`, ground));
  }
  return claims;
}

/** 还剩几件没办结: the whole less what the sentence says is done, or less the parts told before. `after`: 件没办结. */
export async function leftOf(
  after: string,
  [whole]: readonly Fact[],
  before: readonly Fact[],
  ground: Ground,
): Promise<Claim | null> {
  const undone = undoneIn(after);
  if (!whole) return null;
  if (undone === null) {
    const sum = before.reduce((value, fact) => value + fact.value, 0);
    const isWhole = before.length > 1 && whole.unit === before[0]?.unit && whole.value > sum;
    return isWhole ? remaining(before, whole, ground) : null;
  }
  const done = factsOf(whole.line).find(
    (fact) =>
      fact !== whole &&
      fact.unit === whole.unit &&
      fact.value < whole.value &&
      fact.thing.includes(undone.slice(0, 2)),
  );
  if (!done) return null;
  const left = shownValue(whole.value - done.value, [whole, done]);
  return claimOf(`还剩${left}：${whole.quantity.text}－${done.quantity.text}`, [whole, done], ground);
}
