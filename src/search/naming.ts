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
  function changedSince(before: ReadonlySet<string>): readonly string[] {
    const changed = differences.get(before) ?? [...before.symmetricDifference(coined)];
    differences.set(before, changed);
    return changed;
  }
  return cases.map((unionCase) => {
    const alone = perFile.get(unionCase.file) === 1;
    const last = known.get(unionCase);
    const before = last?.alone === alone && last.places === places ? last : undefined;
    const lines = before?.lines ?? linesOf(unionCase, alone);
    const stays = before && !bears(unionCase, lines, changedSince(before.coined));
    const names = stays ? before.names : namesOf(unionCase, places, { coined, lines });
    const naming = { lines, names, alone, places, coined };
    known.set(unionCase, naming);
    return naming;
  });
}

function bears({ organization }: Case, lines: NamingLines, places: readonly string[]): boolean {
  if (places.length === 0) return false;
  const texts = [organization, ...lines.headings, ...lines.organizations].map(foldTight);
  return places.some((place) => texts.some((text) => text.includes(place)));
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
