/** The shelf and what a reader wants of it → the form that narrows the catalogue down, and the cases that are left. */

import { html } from "hono/html";
import type { Shelf, ShelvedCase } from "../../answer/library.ts";
import { visible } from "../../render/text.ts";
import type { Html } from "./layout.ts";
import { CATALOGUE } from "./wording.zh.ts";

const FACETS = ["year", "level", "region", "kind"] as const;

type Facet = (typeof FACETS)[number];

/** As the form names them; without those that do not matter. */
export type Only = Readonly<Partial<Record<Facet, string>>>;

/** Null where nothing tells. */
function facetOf({ year, level, region, kind }: ShelvedCase, facet: Facet): string | null {
  switch (facet) {
    case "year":
      return year === null ? null : String(year);
    case "level":
      return level && CATALOGUE.level[level];
    case "region":
      return region;
    case "kind":
      return kind && CATALOGUE.kind[kind];
  }
}

/** What no case is, is not asked for. */
export function onlyOf(query: URLSearchParams, cases: readonly ShelvedCase[]): Only {
  const asked = FACETS.map((facet) => [facet, query.get(facet)] as const);
  return Object.fromEntries(
    asked.filter(([facet, value]) => value && cases.some((shelved) => facetOf(shelved, facet) === value)),
  );
}

export function isOnly(shelved: ShelvedCase, only: Only): boolean {
  return FACETS.every((facet) => only[facet] === undefined || facetOf(shelved, facet) === only[facet]);
}

interface FiltersWish {
  readonly by: string;
  readonly subject: string | null;
  readonly only: Only;
}

/** Nothing where there is nothing to choose. */
export function filtersHtml({ cases, subjects }: Shelf, { by, subject, only }: FiltersWish): Html | string {
  const fields = [
    ...FACETS.map((facet) => [facet, countsOf(cases, facet), only[facet]] as const),
    ["subject", subjects.map(({ name, count }) => [name, count] as const), subject] as const,
  ].filter(([, values, chosen]) => values.length > 1 || chosen);
  if (fields.length === 0) return "";
  return html`<form class="filters" method="get" action="./" aria-label="${CATALOGUE.filters}">
${by === "year" ? "" : html`<input type="hidden" name="by" value="${by}">`}
${fields.map(
  ([name, values, chosen]) => html`<label>${CATALOGUE.facet[name]}<select name="${name}">
<option value="">${CATALOGUE.any}</option>
${values.map(
  ([value, count]) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ""}>${visible(value)}（${count}）</option>`,
)}
</select></label>`,
)}
<button type="submit" class="second">${CATALOGUE.filters}</button>
</form>`;
}

/** The latest year first; else what most are. */
function countsOf(cases: readonly ShelvedCase[], facet: Facet): (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const shelved of cases) {
    const value = facetOf(shelved, facet);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => (facet === "year" ? Number(b) - Number(a) : n - m));
}
