/** The name of an organisation → its level and kind, its name as people say it, the places in it. */

import { foldTight } from "./fold.ts";
import { openTemplates } from "./templates.ts";

export type Level = "national" | "province" | "city" | "district" | "county" | "town" | "street" | "village";

/**
 * - `place`: the union, government or committee of a place; `zone`: of a development zone or industrial park
 * - `trade`: a union or association of a trade or system (市教育工会)
 * - `agency`: an office of government
 */
export type Kind = "place" | "zone" | "trade" | "enterprise" | "school" | "hospital" | "agency";

export interface OrganizationKind {
  /** Of the place that it serves; null where the name does not tell. */
  readonly level: Level | null;
  readonly kind: Kind;
  readonly isUnion: boolean;
  /** It is in a city that is a province. */
  readonly municipality: boolean;
}

const NAMES = openTemplates("organizations");
const KINDS = openTemplates("organization-kinds");

/** Undefined for what is no organisation by the form of its name. */
export function organizationKindOf(name: string): OrganizationKind | undefined {
  const folded = foldTight(name);
  const kind = KIND_ORDER.find((each) => KINDS.says(each, folded));
  if (!kind) return undefined;
  const level =
    kind === "place" || kind === "zone"
      ? LEVEL_ORDER.find((each) => KINDS.says(`${each}-of`, folded))
      : LEVEL_ORDER.find((each) => KINDS.says(`${each}-before`, folded));
  return {
    level: level ?? (kind === "zone" ? "district" : null),
    kind,
    isUnion: KINDS.says("union", folded),
    municipality: KINDS.says("municipality", folded),
  };
}

/** The order in which a name is tried: 深圳大学工会 is a school before it is a trade. */
const KIND_ORDER: readonly Kind[] = ["school", "hospital", "enterprise", "zone", "place", "trade", "agency"];
const LEVEL_ORDER = [
  "national",
  "village",
  "street",
  "town",
  "county",
  "district",
  "city",
  "province",
] as const;

interface Named {
  /** How many there are. */
  readonly count: number;
  readonly names: readonly string[];
}

/**
 * 市总, 企业工会, 区里的那个案例, 这10个案例: a message that names a kind of organisation and nothing else → the places
 * among `names` of those that are of it; undefined for any other message.
 */
export function kindAsked(tight: string): ((all: Named) => number[]) | undefined {
  const every = KINDS.match("all-asked", tight);
  if (every)
    return ({ count, names }) =>
      every[1] === undefined || Number(every[1]) === count ? names.map((_, index) => index) : [];
  const asked = ASKED_ORDER.find((each) => KINDS.says(`${each}-asked`, tight));
  if (!asked) return undefined;
  return ({ names }) =>
    names.flatMap((name, index) => {
      const of = organizationKindOf(name);
      return of !== undefined && ASKED[asked](of) ? [index] : [];
    });
}

type Asked = Exclude<Level, "national" | "street" | "village"> | "district-or-county" | "union" | Kind;

const unionOf =
  (...levels: readonly Level[]) =>
  ({ level, isUnion, kind }: OrganizationKind) =>
    isUnion && (kind === "place" || kind === "zone") && level !== null && levels.includes(level);

const ASKED: Readonly<
  Record<Exclude<Asked, "place" | "trade" | "agency">, (of: OrganizationKind) => boolean>
> = {
  province: unionOf("province"),
  city: unionOf("city"),
  "district-or-county": unionOf("district", "county"),
  district: unionOf("district"),
  county: unionOf("county"),
  union: ({ isUnion, kind }) => isUnion && (kind === "place" || kind === "zone"),
  town: ({ level }) => level === "town" || level === "street",
  enterprise: ({ kind }) => kind === "enterprise",
  zone: ({ kind }) => kind === "zone",
  school: ({ kind }) => kind === "school",
  hospital: ({ kind }) => kind === "hospital",
};
const ASKED_ORDER = Object.keys(ASKED) as readonly (keyof typeof ASKED)[];

/** Without what it is by law: 圆通速递有限公司工会 → 圆通速递. */
export function bareName(folded: string): string {
  return NAMES.without("legal", folded).trim();
}

/** A word for kinds of organisations, which names none. */
export function isGeneric(folded: string): boolean {
  return NAMES.says("generic", folded);
}

/** 第二人民医院 → 二院; each once. */
export function shortForms(folded: string): string[] {
  const forms = patternsOf("short").flatMap((pattern) => {
    pattern.lastIndex = 0;
    const match = pattern.exec(folded);
    return match ? [match.slice(1).join("")] : [];
  });
  return [...new Set(forms)].filter((form) => form.length >= 2 && form !== folded && !isGeneric(form));
}

export interface Division {
  /** 桃源 */
  readonly name: string;
  /** 村 */
  readonly level: string;
  readonly start: number;
  readonly end: number;
}

/** The places in a name by their form alone: 清平县石廊镇桃源村 → 清平, 石廊, 桃源. */
export function divisionsIn(folded: string): Division[] {
  return allIn("division", folded).map(({ 0: whole, 1: name = "", 2: level = "", index }) => ({
    name,
    level,
    start: index,
    end: index + whole.length,
  }));
}

/** The organisation that a folded line begins with. */
export function organizationAtStart(folded: string): string | undefined {
  return NAMES.match("begins", folded)?.[0];
}

/** Nothing but places, one in the other: 清平县石廊镇桃源村. */
export function isPlaced(folded: string): boolean {
  // Of a sentence nothing after its first place is looked for.
  if (firstIn("division", folded)?.index !== 0) return false;
  let end = 0;
  for (const division of divisionsIn(folded)) {
    if (division.start !== end) return false;
    end = division.end;
  }
  return end === folded.length && end > 2 && !isGeneric(folded);
}

/** The organisation that a line says the text is from. */
export function labelledOrganization(folded: string): string | undefined {
  return NAMES.match("label", folded)?.[1];
}

/** Whether one of the named groups of the table fires; `first` gives its match. */
export const namesSay = NAMES.says;
export const firstIn = NAMES.match;

/** All matches of a group, in the order of its patterns and of the text. */
export function allIn(group: string, text: string): RegExpExecArray[] {
  return patternsOf(group).flatMap((pattern) => {
    // A test of the same pattern leaves it in the middle of its text.
    pattern.lastIndex = 0;
    return [...text.matchAll(pattern)];
  });
}

const TEMPLATES = Map.groupBy(NAMES.all, ({ group }) => group);

function patternsOf(group: string): readonly RegExp[] {
  return (TEMPLATES.get(group) ?? []).map(({ pattern }) => pattern);
}
