/** The shelf, in one of its orders and a page at a time → the catalogue. */

import { html } from "hono/html";
import type { Shelf, ShelvedCase } from "../../answer/library.ts";
import { casePath } from "../../render/reader-url.ts";
import { visible } from "../../render/text.ts";
import { filtersHtml, isOnly, type Only, onlyOf } from "./catalogue-filters.ts";
import type { Html, Page } from "./layout.ts";
import { CATALOGUE, PAGES } from "./wording.zh.ts";

export type Arrangement = "year" | "unit" | "subject";

/** What a reader asked to see; null for everything. */
export interface CatalogueWish {
  readonly by: Arrangement;
  readonly subject: string | null;
  readonly only: Only;
  /** From 1. */
  readonly page: number;
}

interface CatalogueEntry {
  readonly group: string;
  readonly shelved: ShelvedCase;
}

/** Where the pages of the catalogue and the cases lie; an exported folder has other names for them than the server. */
export interface CatalogueLinks {
  readonly pageHref: (wish: CatalogueWish) => string;
  readonly caseHref: (caseId: string) => string;
  /** The scripts that search; where the server does not, the field is for them alone. */
  readonly scripts: readonly string[];
  readonly searches: boolean;
}

export const SERVED_CATALOGUE: CatalogueLinks = {
  pageHref: ({ by, subject, only, page }) => {
    const query = new URLSearchParams(only);
    if (by !== "year") query.set("by", by);
    if (subject !== null) query.set("subject", subject);
    if (page > 1) query.set("page", String(page));
    return query.size === 0 ? "./" : `./?${query}`;
  },
  caseHref: casePath,
  scripts: ["search.js"],
  searches: true,
};

const PER_PAGE = 50;

/** How many pages this takes, at least one. */
export function pageCount(shelf: Shelf, wish: Omit<CatalogueWish, "page">): number {
  return Math.max(1, Math.ceil(arranged(shelf, wish).length / PER_PAGE));
}

/** What no case is, is not asked for. */
export function wishOf(query: URLSearchParams, { subjects, cases }: Shelf): CatalogueWish {
  const by = query.get("by");
  const page = query.get("page") ?? "";
  return {
    by: by === "unit" || by === "subject" ? by : "year",
    subject: subjects.find(({ name }) => name === query.get("subject"))?.name ?? null,
    only: onlyOf(query, cases),
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** Every case, under a subject once for each that it is about; groups stand together, in order. */
function arranged(shelf: Shelf, { by, subject, only }: Omit<CatalogueWish, "page">): CatalogueEntry[] {
  const cases = shelf.cases.filter(
    (shelved) => (subject === null || shelved.subjects.includes(subject)) && isOnly(shelved, only),
  );
  switch (by) {
    case "year":
      return cases
        .map((shelved) => ({ group: yearLabel(shelved.year), shelved }))
        .sort((a, b) => (b.shelved.year ?? 0) - (a.shelved.year ?? 0));
    case "unit":
      return cases
        .map((shelved) => ({ group: "", shelved }))
        .sort((a, b) => chinese.compare(a.shelved.of.organization, b.shelved.of.organization));
    case "subject": {
      if (subject !== null) return cases.map((shelved) => ({ group: "", shelved }));
      const groups = shelf.subjects.flatMap(({ name }) =>
        cases.filter(({ subjects }) => subjects.includes(name)).map((shelved) => ({ group: name, shelved })),
      );
      const others = cases.filter(({ subjects }) => subjects.length === 0);
      return [...groups, ...others.map((shelved) => ({ group: CATALOGUE.noSubject, shelved }))];
    }
  }
}

const chinese = new Intl.Collator("zh-Hans-CN");

function yearLabel(year: number | null): string {
  return year === null ? CATALOGUE.noYear : CATALOGUE.inYear(String(year));
}

export function cataloguePage(shelf: Shelf, wish: CatalogueWish, links = SERVED_CATALOGUE): Page {
  const main = html`<div class="catalogue">
${mastHtml(shelf, "", links)}
<div id="results">
${browseHtml(shelf, wish, links)}
</div>
</div>`;
  return catalogueFrame(shelf, main, wish.subject ?? "", links);
}

export function catalogueFrame(shelf: Shelf, main: Html, title: string, { scripts }: CatalogueLinks): Page {
  return {
    title: visible(title),
    root: "",
    current: "reader",
    kind: "browsing",
    main,
    styles: ["reader.css"],
    scripts,
    foot: PAGES.foot(shelf.version.id),
  };
}

/** Title and search field, above the catalogue and above what is found in it. */
export function mastHtml({ version }: Shelf, words: string, { searches }: CatalogueLinks): Html {
  return html`<div class="mast">
<h1>${CATALOGUE.title}</h1>
<p class="lead">${CATALOGUE.lead(version.caseCount, version.fileCount)}</p>
<form class="search" role="search" method="get" action="./"${searches ? "" : html` hidden`}>
<label for="q">${CATALOGUE.search}</label>
<div class="row"><input id="q" name="q" type="search" value="${words}" maxlength="200" placeholder="${CATALOGUE.hint}" autocomplete="off" spellcheck="false"><button type="submit">${CATALOGUE.submit}</button></div>
</form>
<p class="unseen" id="said" role="status"></p>
</div>`;
}

function browseHtml(shelf: Shelf, wish: CatalogueWish, links: CatalogueLinks): Html {
  const all = arranged(shelf, wish);
  const count = pageCount(shelf, wish);
  const page = Math.min(wish.page, count);
  const shown = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const hrefOf = (change: Partial<CatalogueWish>) => links.pageHref({ ...wish, page: 1, ...change });
  return html`${links.searches ? filtersHtml(shelf, wish) : ""}
<nav class="tabs" aria-label="${CATALOGUE.arrangement}">
${(["year", "unit", "subject"] as const).map(
  (by) =>
    html`<a href="${hrefOf({ by, subject: null })}"${by === wish.by && (by !== "subject" || wish.subject === null) ? html` aria-current="true"` : ""}>${CATALOGUE.by[by]}</a>`,
)}
</nav>
${shelf.subjects.length === 0 || wish.by !== "subject" ? "" : subjectsHtml(shelf, wish, links)}
${wish.subject === null ? "" : html`<h2 class="group">${CATALOGUE.about(wish.subject)}</h2>`}
${all.length === 0 ? html`<p>${CATALOGUE.noneSuch} <a href="./">${CATALOGUE.all}</a></p>` : ""}
${groupsOf(shown).map(
  ({ name, entries }) =>
    html`${name === "" ? "" : html`<h2 class="group">${visible(name)}</h2>`}
<ol class="cases">${entries.map(({ shelved }) => caseHtml(shelved, links))}</ol>`,
)}
${count < 2 ? "" : pagerHtml(page, count, (to) => hrefOf({ page: to }))}`;
}

function subjectsHtml({ subjects }: Shelf, wish: CatalogueWish, { pageHref }: CatalogueLinks): Html {
  return html`<ul class="subjects" aria-label="${CATALOGUE.subjects}">
${subjects.map(
  ({ name, count }) =>
    html`<li><a href="${pageHref({ ...wish, subject: name, page: 1 })}"${name === wish.subject ? html` aria-current="true"` : ""}>${name}<span class="count">${count}</span></a></li>`,
)}
</ul>`;
}

function groupsOf(entries: readonly CatalogueEntry[]): { name: string; entries: CatalogueEntry[] }[] {
  const groups: { name: string; entries: CatalogueEntry[] }[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.name === entry.group) last.entries.push(entry);
    else groups.push({ name: entry.group, entries: [entry] });
  }
  return groups;
}

function caseHtml({ of, subjects, about, figures }: ShelvedCase, { caseHref }: CatalogueLinks): Html {
  const named = of.title === "" ? of.organization : of.title;
  return html`<li class="entry"><a class="name" href="${caseHref(of.id)}">${visible(named)}</a>
<p class="by">${of.title === "" ? "" : html`<span>${visible(of.organization)}</span>`}${subjects.slice(0, 4).map((name) => html`<span class="subject">${name}</span>`)}</p>
${[about, figures].map((line) => (line === null ? "" : html`<p class="about">${visible(line)}</p>`))}</li>`;
}

function pagerHtml(page: number, count: number, hrefOf: (page: number) => string): Html {
  return html`<nav class="pager" aria-label="${CATALOGUE.pages}">
${page > 1 ? html`<a rel="prev" href="${hrefOf(page - 1)}">${CATALOGUE.previous}</a>` : html`<span></span>`}
<span>${CATALOGUE.page(page, count)}</span>
${page < count ? html`<a rel="next" href="${hrefOf(page + 1)}">${CATALOGUE.next}</a>` : html`<span></span>`}
</nav>`;
}
