/** Words for kinds of organisations and parts of the country → which organisations meet them, and the question without these words. */

import type { Case } from "../../corpus/case.ts";
import { foldTight } from "../../language/fold.ts";
import { type OrganizationKind, organizationKindOf } from "../../language/organizations.ts";
import { ownPlaces } from "../../language/places.ts";
import { openTemplates } from "../../language/templates.ts";
import { wordsOfList } from "../../question/lists.ts";

const templates = openTemplates("organization-conditions");

export interface OrganizationAsked {
  /** By its name, whose kind is undefined for what is none by its form. */
  readonly meets: Test;
  readonly rest: string;
  /** The words that ask for them. */
  readonly words: string;
  /** It says nothing else. */
  readonly alone: boolean;
}

type Test = (name: string, kind: OrganizationKind | undefined) => boolean;

const TESTS: Readonly<Record<string, (organization: OrganizationKind) => boolean>> = {
  "district-or-county": ({ kind, level }) =>
    (kind === "place" && (level === "district" || level === "county")) || kind === "zone",
  municipality: ({ municipality }) => municipality,
  enterprise: ({ kind }) => kind === "enterprise",
  school: ({ kind }) => kind === "school",
  hospital: ({ kind }) => kind === "hospital",
  trade: ({ kind }) => kind === "trade",
  province: ({ kind, level }) => kind === "place" && level === "province",
  city: ({ kind, level }) => kind === "place" && level === "city",
  district: ({ kind, level }) => (kind === "place" && level === "district") || kind === "zone",
  county: ({ kind, level }) => kind === "place" && level === "county",
  town: ({ kind, level }) => kind === "place" && (level === "town" || level === "street"),
  place: ({ kind }) => kind === "place" || kind === "zone",
  union: ({ kind, isUnion }) => isUnion && (kind === "place" || kind === "zone"),
};

interface Word {
  readonly start: number;
  readonly end: number;
  readonly test: Test;
  readonly negative: boolean;
  /** What stands beside it makes it a condition. */
  readonly firm: boolean;
}

/** Null where the question asks for no kind of organisation. */
export function organizationAsked(text: string): OrganizationAsked | null {
  const plain = templates.without("placeholder", templates.without("aside", text));
  const words = wordsIn(plain);
  if (words.length === 0) return null;
  // 区级总工会的案例有哪些 says nothing else; 企业的案例 may be about companies.
  const alone = saysNothing(without(plain, words));
  const meant = alone ? words : words.filter(({ firm, negative }) => firm || negative);
  if (meant.length === 0) return null;
  const wanted = meant.filter(({ negative }) => !negative);
  const unwanted = meant.filter(({ negative }) => negative);
  const meets: Test = (name, kind) =>
    (wanted.length === 0 ? kind !== undefined : wanted.some(({ test }) => test(name, kind))) &&
    !unwanted.some(({ test }) => test(name, kind));
  const said = wanted.map(({ start, end }) => plain.slice(start, end)).join("、");
  return { meets, rest: without(plain, meant), words: said, alone };
}

/** Whether the organisation of a case, or one that its title names, is of the kind asked for. */
export function isByKind({ role, organization, title }: Case, meets: Test): boolean {
  return role === "case" && [organization, title].some((name) => meets(name, organizationKindOf(name)));
}

/** What organisations a message asks for that says nothing else: 企业工会有哪几家, 北方的都挑出来; null for any other. */
export function onlyOfKind(text: string): OrganizationAsked | null {
  if (!templates.says("asks", text)) return null;
  const asked = organizationAsked(text);
  return asked?.alone ? asked : null;
}

function saysNothing(rest: string): boolean {
  return wordsOfList(templates.without("idle", rest)).every((words) => !/[\p{L}\p{N}]/u.test(words));
}

function wordsIn(text: string): Word[] {
  const found = Object.entries(TESTS).flatMap(([group, test]) =>
    templates.spans(group, text).map(({ start, end }): Word => {
      const before = text.slice(0, start);
      const beside = templates.says("before", before) && templates.says("ends", text.slice(end));
      const firm = beside || templates.says("after", text.slice(end));
      return {
        start,
        end,
        test: (_, kind) => kind !== undefined && test(kind),
        negative: isDenied(text, start, end),
        firm,
      };
    }),
  );
  found.push(...regionsIn(text));
  const kept: Word[] = [];
  for (const word of found.sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (!kept.some(({ start, end }) => start < word.end && word.start < end)) kept.push(word);
  return kept.sort((a, b) => a.start - b.start);
}

function isDenied(text: string, start: number, end: number): boolean {
  return templates.says("not", text.slice(0, start)) || templates.says("not-after", text.slice(end));
}

/** Parts of the country, and provinces, which are conditions only where nothing else is said. */
function regionsIn(text: string): Word[] {
  const { partsIn, placesIn, provinceOf } = ownPlaces();
  return partsIn(text).map(({ start, end, provinces }) => {
    const test: Test = (name) =>
      placesIn(foldTight(name)).some((place) => provinces.includes(provinceOf(place.name) ?? ""));
    return { start, end, test, negative: isDenied(text, start, end), firm: false };
  });
}

/** The words, with what denies or joins them. */
function without(text: string, words: readonly Word[]): string {
  let rest = text;
  for (const { start, end } of [...words].reverse()) {
    const before = templates.without("not", rest.slice(0, start));
    const behind = templates.without("not-after", rest.slice(end));
    rest = `${before} ${behind.replace(templates.match("after", behind)?.[0] ?? "", " ")}`;
  }
  return rest;
}
