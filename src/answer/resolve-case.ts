/** A name or description of a case → the cases it means. */

import type { Case } from "../corpus/case.ts";
import { readable } from "../language/templates.ts";
import type { Mention } from "../search/mention.ts";
import { clearlyFitting, fittingCases, matterOf, nearlyFitting } from "./described.ts";
import type { Knowledge } from "./knowledge.ts";

/** One case, several that the name fits equally, or none. Organisations and places that no case has mean none. */
export async function resolveCase(name: string, knowledge: Knowledge): Promise<Case[]> {
  const cases = await knowledge.store.cases();
  const { mentions, unknown } = await knowledge.finder.find(name);
  if (unknown.length > 0) return [];
  // Words of a title say which of the cases named is meant; they add none to them.
  const isOfTitle = ({ kind }: Mention) => kind === "programme" || kind === "heading";
  const owners = mentions.filter((mention) => !isOfTitle(mention));
  let meant: ReadonlySet<number> | undefined;
  for (const mention of [...owners, ...mentions.filter(isOfTitle)]) {
    const both = mention.cases.filter((ordinal) => meant?.has(ordinal) ?? true);
    if (both.length > 0) meant = new Set(both);
    else if (owners.length === 0 || !isOfTitle(mention))
      meant = new Set([...(meant ?? []), ...mention.cases]);
  }
  if (meant) return [...meant].flatMap((ordinal) => cases[ordinal] ?? []);
  const fittings = fittingCases(matterOf(readable(name)), cases);
  const clear = clearlyFitting(fittings);
  return clear ? [clear] : nearlyFitting(fittings);
}
