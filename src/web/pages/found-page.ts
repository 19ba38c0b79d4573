/** What was found for words typed into the search → the page that lists it. */

import { html } from "hono/html";
import type { Found, FoundEntry } from "../../answer/find-words.ts";
import type { Shelf } from "../../answer/library.ts";
import { casePath, readerPath } from "../../render/reader-url.ts";
import { citationLabel } from "../../render/render.ts";
import { visible } from "../../render/text.ts";
import { TRUNCATED } from "../../render/wording.zh.ts";
import { catalogueFrame, mastHtml, SERVED_CATALOGUE } from "./catalogue-page.ts";
import type { Html, Page } from "./layout.ts";
import { CATALOGUE } from "./wording.zh.ts";

export const FOUND_PER_PAGE = 20;

export function foundPage(shelf: Shelf, words: string, page: number, found: Found): Page {
  const { entries, literalCount, more } = found;
  const shown = visible(words);
  const hrefOf = (to: number) =>
    `./?${new URLSearchParams({ q: words, ...(to > 1 ? { page: String(to) } : {}) })}`;
  /** Of those on this page. */
  const literal = Math.max(0, literalCount - (page - 1) * FOUND_PER_PAGE);
  const main = html`<div class="catalogue">
${mastHtml(shelf, words, SERVED_CATALOGUE)}
<div id="results">
<h2 class="group">${literalCount === 0 ? CATALOGUE.none(shown) : CATALOGUE.foundSo(shown, literalCount)}</h2>
${listHtml(entries.slice(0, literal), words)}
${literal < entries.length ? html`<h2 class="group">${CATALOGUE.alike}</h2>` : ""}
${listHtml(entries.slice(literal), words)}
<nav class="pager" aria-label="${CATALOGUE.pages}">
${page > 1 ? html`<a rel="prev" href="${hrefOf(page - 1)}">${CATALOGUE.previous}</a>` : html`<a href="./">${CATALOGUE.all}</a>`}
${more ? html`<a rel="next" href="${hrefOf(page + 1)}">${CATALOGUE.next}</a>` : html`<span></span>`}
</nav>
</div>
</div>`;
  return catalogueFrame(shelf, main, CATALOGUE.found(shown), SERVED_CATALOGUE);
}

function listHtml(entries: readonly FoundEntry[], words: string): Html | string {
  if (entries.length === 0) return "";
  return html`<ol class="cases found">${entries.map((entry) => entryHtml(entry, words))}</ol>`;
}

function entryHtml({ kind, quote }: FoundEntry, words: string): Html {
  const { citation, text } = quote;
  if (kind === "case")
    return html`<li class="entry"><a class="name" href="${casePath(citation.case.id)}">${highlighted(text, words)}</a>
<p class="by"><span>${visible(citation.case.organization)}</span><span class="kind">${CATALOGUE.caseKind}</span></p></li>`;
  return html`<li class="entry words"><a class="quote" href="${readerPath(citation)}">${highlighted(text, words)}${citation.truncated ? TRUNCATED : ""}</a>
<p class="by"><span>${visible(citationLabel(citation))}</span></p></li>`;
}

/** The words as they were typed, where they stand so. */
function highlighted(text: string, words: string): Html[] {
  const typed = [...new Set(words.split(/[^\p{L}\p{N}.%]+/u).filter(Boolean))].sort(
    (a, b) => b.length - a.length,
  );
  if (typed.length === 0) return [html`${visible(text)}`];
  const pattern = new RegExp(`(${typed.map((word) => word.replaceAll(".", "\\.")).join("|")})`, "giu");
  return visible(text)
    .split(pattern)
    .map((piece, i) => (i % 2 === 1 ? html`<mark>${piece}</mark>` : html`${piece}`));
}
