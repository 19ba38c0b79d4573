/** A claim and the cases that it cites → whether it names another case, or an organisation or place that no case has. */

import { foldTight } from "../../language/fold.ts";
import type { CaseFinder } from "../../search/find-case.ts";
import type { Carrying } from "./support.ts";

/** `cited`: ordinals of the cases whose sentences carry the claim. A name that their words hold is no stranger. */
export async function namesStranger(
  claim: string,
  cited: ReadonlySet<number>,
  { sentences, headings }: Carrying,
  finder: Pick<CaseFinder, "find">,
): Promise<boolean> {
  const known = foldTight([...sentences, ...headings].join("\n"));
  const { mentions, unknown } = await finder.find(claim);
  const others = mentions.filter(
    ({ kind, how, cases }) =>
      how === "name" && kind !== "programme" && !cases.some((ordinal) => cited.has(ordinal)),
  );
  return [...others.map(({ words }) => words), ...unknown].some((name) => !known.includes(name));
}
