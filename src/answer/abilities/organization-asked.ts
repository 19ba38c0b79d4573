/** Words for kinds of organisations in a question → which organisations meet them, and the question without these words. */

import type { OrganizationKind } from "../../language/organizations.ts";
import { openTemplates } from "../../language/templates.ts";

const templates = openTemplates("organization-conditions");

export interface OrganizationAsked {
  readonly meets: (organization: OrganizationKind) => boolean;
  readonly rest: string;
}

type Test = (organization: OrganizationKind) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
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
};

/** Null where the question asks for no kind of organisation. */
export function organizationAsked(text: string): OrganizationAsked | null {
  let rest = templates.without("aside", text);
  const unwanted = testsIn(rest, "not");
  for (const { words } of unwanted) rest = rest.replace(words, " ");
  const wanted = testsIn(rest, "is");
  for (const { words } of wanted) rest = rest.replace(words, " ");
  if (wanted.length === 0 && unwanted.length === 0) return null;
  const meets = (organization: OrganizationKind) =>
    (wanted.length === 0 || wanted.some(({ test }) => test(organization))) &&
    !unwanted.some(({ test }) => test(organization));
  return { meets, rest };
}

function testsIn(text: string, sign: "is" | "not"): { readonly words: string; readonly test: Test }[] {
  return Object.entries(TESTS).flatMap(([name, test]) => {
    const match = templates.match(`${name}-${sign}`, text);
    return match ? [{ words: match[0], test }] : [];
  });
}
