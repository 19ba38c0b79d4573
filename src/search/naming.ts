/** Cases → how each is called; of one that another index had as well it is made anew only where it may have changed. */

import type { Case } from "../corpus/case.ts";
import { foldTight } from "../language/fold.ts";
import { divisionsIn, isGeneric } from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import { type Name, namesOf } from "./names.ts";
import { linesOf, type NamingLines } from "./naming-lines.ts";

/** How a case is called, and what that was made with. */
export interface Naming {
  readonly lines: NamingLines;
  readonly names: readonly Name[];
  readonly alone: boolean;
  readonly places: Places;
  readonly coined: ReadonlySet<string>;
}

const known = new WeakMap<Case, Naming>();

/** By ordinal. Of a case that another index had as well it is made anew only where it may have changed. */
export function namingOf(
  cases: readonly Case[],
  places: Places,
  perFile: ReadonlyMap<string, number>,
): Naming[] {
  const coined = coinedPlaces(cases);
  const differences = new Map<ReadonlySet<string>, readonly string[]>();
  return cases.map((unionCase) => {
    const alone = perFile.get(unionCase.file) === 1;
    const before = known.get(unionCase);
    const isOfToday = before?.alone === alone && before.places === places;
    const lines = isOfToday ? before.lines : linesOf(unionCase, alone);
    const changed = isOfToday ? (differences.get(before.coined) ?? difference(before.coined, coined)) : [];
    if (before) differences.set(before.coined, changed);
    const texts = [unionCase.organization, ...lines.headings, ...lines.organizations].map(foldTight);
    const isNamed = changed.some((name) => texts.some((text) => text.includes(name)));
    const names = isOfToday && !isNamed ? before.names : namesOf(unionCase, places, { coined, lines });
    const naming = { lines, names, alone, places, coined };
    known.set(unionCase, naming);
    return naming;
  });
}

function difference(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...before.symmetricDifference(after)];
}

/** The places that headings name with their level, so that other names may begin with them without it. */
function coinedPlaces(cases: readonly Case[]): Set<string> {
  const coined = new Set<string>();
  for (const { organization, title } of cases)
    for (const line of [organization, title])
      for (const { name, level } of divisionsIn(foldTight(line)))
        if (name.length <= 4 && !isGeneric(name + level)) coined.add(name);
  return coined;
}
