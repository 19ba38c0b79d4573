/** A question for cases → the cases to look through, and the words to look for in them. */

import { isMentioned, type ListConditions, withoutExcept } from "../../question/lists.ts";
import type { CaseFinder } from "../../search/find-case.ts";
import type { CaseLines } from "../../search/lines.ts";
import type { Mention } from "../../search/mention.ts";
import { type OrganizationAsked, organizationAsked } from "./organization-asked.ts";

export interface Scope {
  readonly cases: readonly CaseLines[];
  readonly ofKind: OrganizationAsked | null;
  /** Without the names of cases, unless cases are to mention them. */
  readonly rest: string;
  /** Names that cases are to mention. */
  readonly mentioned: readonly string[];
}

/** Names that are content as well, as those of programmes are, narrow nothing. */
const NARROWS: ReadonlySet<Mention["kind"]> = new Set(["organization", "short", "place", "level"]);

/** Null for a question about one case. `text`: folded and digitized. */
export async function scopeOf(
  text: string,
  { except, ofCases }: ListConditions,
  cases: readonly CaseLines[],
  finder: Pick<CaseFinder, "find">,
): Promise<Scope | null> {
  const said = except ? withoutExcept(text) : text;
  const names = (await finder.find(said)).mentions.filter(({ kind }) => NARROWS.has(kind));
  const mentioned = names.filter(({ start }) => isMentioned(said.slice(0, start)));
  const others = names.filter((name) => !mentioned.includes(name));
  const bare = without(said, others);
  // 属于市总工会的有几家 names no case, though cases go by that name.
  const ofBare = organizationAsked(bare);
  const shared = others.length > 0 && others.every(({ cases: of }) => of.length > 1);
  const ofName = !ofBare && shared ? organizationAsked(said) : null;
  const ofKind = ofBare ?? ofName;
  const narrowing = ofName ? others.filter(({ words }) => ofName.rest.includes(words)) : others;
  const rest = ofKind?.rest ?? bare;
  const scope = { ofKind, rest, mentioned: mentioned.map(({ words }) => words) };
  const left = except ? (await finder.find(except)).mentions : narrowing;
  if (except !== null) {
    const out = new Set(left.flatMap(({ cases: of }) => of));
    return { ...scope, cases: cases.filter(({ ordinal }) => !out.has(ordinal)) };
  }
  const named = new Set(narrowing.flatMap(({ cases: of }) => of));
  if (named.size === 0) return { ...scope, cases };
  const own = cases.filter(({ ordinal }) => named.has(ordinal));
  if (own.length > 1 && !ofCases) return { ...scope, cases: own };
  if (!ofCases && own.length === 1) return null;
  // A document is named, or by one of its cases: 禾川选登的案例里.
  const files = new Set(own.map(({ case: { file } }) => file));
  return { ...scope, cases: files.size > 0 ? cases.filter(({ case: { file } }) => files.has(file)) : cases };
}

function without(text: string, names: readonly Mention[]): string {
  let rest = text;
  for (const { start, end } of names.toSorted((a, b) => b.start - a.start))
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return rest;
}
