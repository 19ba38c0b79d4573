/** A name or description of a case → the cases it means. */

import type { Case } from "../corpus/case.ts";
import type { Knowledge } from "./knowledge.ts";

/** A description has to be spoken of by the best case to this share of its weight. */
const MIN_DESCRIPTION = 0.5;

/** Cases that fit a description nearly as well as the best are all meant. */
const NEAR_BEST = 0.95;

/** One case, several that the name fits equally, or none. Organisations and places that no case has mean none. */
export async function resolveCase(name: string, knowledge: Knowledge): Promise<Case[]> {
  const cases = await knowledge.store.cases();
  const { mentions, unknown } = await knowledge.finder.find(name);
  if (unknown.length > 0) return [];
  // Words of a title say which of the cases named is meant; they add none to them.
  const owners = mentions.filter(({ kind }) => kind !== "programme");
  let meant: ReadonlySet<number> | undefined;
  for (const mention of [...owners, ...mentions.filter(({ kind }) => kind === "programme")]) {
    const both = mention.cases.filter((ordinal) => meant?.has(ordinal) ?? true);
    if (both.length > 0) meant = new Set(both);
    else if (owners.length === 0 || mention.kind !== "programme")
      meant = new Set([...(meant ?? []), ...mention.cases]);
  }
  if (meant) return [...meant].flatMap((ordinal) => cases[ordinal] ?? []);
  return describedCases(name, knowledge);
}

/** The case that a description fits; several where it fits them about as well; none where it fits no case. */
export async function describedCases(description: string, { retriever }: Knowledge): Promise<Case[]> {
  const hits = await retriever.retrieve(description, { limit: 12 });
  const worth = new Map<Case, number>();
  for (const hit of hits) {
    const weight = hit.passage.sectionKind === "heading" ? 1.5 : 1;
    worth.set(hit.case, Math.max(worth.get(hit.case) ?? 0, weight * hit.coverage));
  }
  const ranked = [...worth].sort(([, a], [, b]) => b - a);
  const best = ranked[0]?.[1] ?? 0;
  if (best < MIN_DESCRIPTION) return [];
  return ranked.filter(([, value]) => value >= NEAR_BEST * best).map(([unionCase]) => unionCase);
}
