/** Cases → how each is called, as it was worked out when it was indexed; anew only where other cases change it. */

import type { Case } from "../corpus/case.ts";
import { digitize, foldTight } from "../language/fold.ts";
import { allIn, divisionsIn, isGeneric } from "../language/organizations.ts";
import { ownPlaces, type Places } from "../language/places.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { type Name, namesOf } from "./names.ts";
import { linesOf } from "./naming-lines.ts";

/** Plain data, kept with the case in the index. */
export interface Naming {
  /** All lines of its heading, digitized, with blanks between them and for words that only ask. */
  readonly heading: string;
  /** The last two digits of those it speaks of, in the heading first. */
  readonly years: readonly string[];
  readonly names: readonly KeyedName[];
  /** Places that its heading names with their level, so that other names may begin with them without it. */
  readonly coins: readonly string[];
  /** Beginnings of its names of which it was asked whether any case coins them, and what the answer was. */
  readonly asked: readonly (readonly [beginning: string, isCoined: boolean])[];
}

/** What is not said is false. */
export interface KeyedName extends Pick<Name, "text" | "kind">, Partial<Omit<Name, "text" | "kind">> {
  /** The form in which it is looked for. */
  readonly key: string;
}

/** The form in which titles are compared. */
export function titleKey(text: string): string {
  return digitize(foldTight(text)).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Those worked out since the index was opened, and the places that they were worked out with. */
const known = new WeakMap<Case, { readonly naming: Naming; readonly places: Places }>();

/** By ordinal. `indexed`: as the index has them; null for a case that it has none of. */
export function namingsOf(
  cases: readonly Case[],
  places: Places,
  indexed: readonly (Naming | null)[],
): Naming[] {
  const alone = aloneIn(cases);
  const before = cases.map((unionCase, ordinal) => {
    const last = known.get(unionCase);
    if (last?.places === places) return last.naming;
    return places === ownPlaces() ? indexed[ordinal] : null;
  });
  const coins = cases.map((unionCase, ordinal) => before[ordinal]?.coins ?? coinedBy(unionCase));
  const coined = new Set(coins.flat());
  return cases.map((unionCase, ordinal) => {
    const last = before[ordinal];
    if (last?.asked.every(([beginning, isCoined]) => coined.has(beginning) === isCoined)) return last;
    const naming = namingOf(unionCase, { places, coined, coins: coins[ordinal] ?? [], alone });
    known.set(unionCase, { naming, places });
    return naming;
  });
}

/** Whether it is the only case of its file. */
function aloneIn(cases: readonly Case[]): (unionCase: Case) => boolean {
  const perFile = new Map<string, number>();
  for (const { role, file } of cases) if (role === "case") perFile.set(file, (perFile.get(file) ?? 0) + 1);
  return ({ file }) => perFile.get(file) === 1;
}

interface Among {
  readonly places: Places;
  readonly coined: ReadonlySet<string>;
  readonly coins: readonly string[];
  readonly alone: (unionCase: Case) => boolean;
}

function namingOf(unionCase: Case, { places, coined, coins, alone }: Among): Naming {
  if (unionCase.role === "document") return { heading: "", years: [], names: [], coins, asked: [] };
  const lines = linesOf(unionCase, alone(unionCase));
  const asked = new Map<string, boolean>();
  const isCoined = (beginning: string) => {
    asked.set(beginning, coined.has(beginning));
    return coined.has(beginning);
  };
  const names = namesOf(unionCase, places, { isCoined, lines }).map(keyed);
  const heading = withoutAsking(lines.headings.map(digitize).join(" "));
  const said = allIn("year", heading).map((match) => match[1] ?? "");
  const own = unionCase.year === null ? [] : [String(unionCase.year).slice(-2)];
  return { heading, years: [...new Set([...said, ...own])], names, coins, asked: [...asked] };
}

function keyed({ text, kind, common, exact, minor }: Name): KeyedName {
  const key = kind === "title" ? titleKey(text) : digitize(text);
  return { key, text, kind, ...(common && { common }), ...(exact && { exact }), ...(minor && { minor }) };
}

function coinedBy({ organization, title }: Case): string[] {
  return [organization, title].flatMap((line) =>
    divisionsIn(foldTight(line)).flatMap(({ name, level }) =>
      name.length <= 4 && !isGeneric(name + level) ? [name] : [],
    ),
  );
}
