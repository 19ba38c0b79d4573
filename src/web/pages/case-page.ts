/** A case, a sentence in its case, or an address that leads to neither → the page on which it is read, or that says so. */

import { html } from "hono/html";
import type { OpenCase, OpenSentence, Step } from "../../answer/library.ts";
import { fingerprintOf } from "../../corpus/fingerprint.ts";
import type { CaseRef } from "../../grounding/answer.ts";
import { casePath, type ReaderTarget, readerPath } from "../../render/reader-url.ts";
import { formalReferenceOf } from "../../render/reference.ts";
import { headingOf } from "../../render/render.ts";
import { visible } from "../../render/text.ts";
import { casePartsOf, type PartSection, partAt } from "./case-parts.ts";
import { headingHtml, sectionHtml, type TextView } from "./case-text.ts";
import { CORRECTIONS } from "./corrections-wording.zh.ts";
import type { Html, Page, Site } from "./layout.ts";
import { CASE, CATALOGUE, PAGES, SENTENCE } from "./wording.zh.ts";

/** Where the pages lie; an exported folder has other names for them than the server. */
export interface Links {
  readonly catalogue: string;
  readonly caseHref: (caseId: string, part: number) => string;
  readonly sentenceHref: (target: ReaderTarget) => string;
}

/** The served site's, from a page that is `root` away from its root. */
function servedLinks(root: string): Links {
  return {
    catalogue: root || "./",
    caseHref: (caseId, part) => `${root}${casePath(caseId)}${part === 0 ? "" : `?part=${part + 1}`}`,
    sentenceHref: (target) => `${root}${readerPath(target)}`,
  };
}

export interface CaseView {
  readonly root: string;
  readonly links: Links;
  readonly text: Pick<TextView, "hrefOf" | "idOf" | "referenceOf">;
  readonly scripts: readonly string[];
  /** Where the document is corrected, for whoever may do so. */
  readonly correctHref?: string;
}

/** Undefined where the case has no such part; parts count from 0. */
export function casePage(open: OpenCase, part: number, view: CaseView): Page | undefined {
  const parts = casePartsOf(open.case);
  if (!parts[part]) return undefined;
  return page(
    open,
    { parts, part, notice: null, marked: null, card: null, title: headingOf(open.case) },
    view,
  );
}

/** The case with the sentence marked, its reference under it. */
export function sentencePage(opened: OpenSentence, view: CaseView): Page {
  const { open, quote, kind } = opened;
  const { citation } = quote;
  const parts = casePartsOf(open.case);
  const place = `${citation.section}${citation.item ?? ""}`;
  return page(
    open,
    {
      parts,
      part: partAt(parts, citation.source.start),
      notice: kind === "here" ? null : html`<p class="notice" role="status">${SENTENCE[kind]}</p>`,
      marked: citation.source,
      card: cardHtml(opened, view),
      title: `${place}第${rangeOf(citation.sentences)}句 · ${headingOf(open.case)}`,
    },
    view,
  );
}

interface Shown extends Pick<TextView, "marked" | "card"> {
  readonly parts: readonly (readonly PartSection[])[];
  readonly part: number;
  readonly notice: Html | null;
  readonly title: string;
}

function page(open: OpenCase, { parts, part, notice, marked, card, title }: Shown, view: CaseView): Page {
  const { case: of, version } = open;
  const { links } = view;
  const text: TextView = { ...view.text, marked, card };
  const main = html`<article class="case">
${notice ?? ""}
<nav class="crumbs" aria-label="${CASE.crumbs}"><a href="${links.catalogue}">${CATALOGUE.title}</a>${
    open.documentId === null
      ? ""
      : html`<span aria-hidden="true"> › </span><a href="${links.caseHref(open.documentId, 0)}">${visible(open.document || CASE.front)}</a>`
  }</nav>
${part === 0 ? headingHtml(of, text) : html`<h1>${visible(headingOf(of))}</h1>`}
<p class="meta">${of.year === null ? "" : html`<span>${CASE.year(of.year)}</span>`}<span>${visible(CASE.place(of.file, of.line))}</span><span>${SENTENCE.version(version.id)}</span>${view.correctHref ? html`<a href="${view.correctHref}">${CORRECTIONS.correct}</a>` : ""}</p>
${correctedHtml(of.corrections)}
${contentsHtml(open, parts, part, links)}
${(parts[part] ?? []).map((section) => sectionHtml(section, text))}
${pagerHtml(of.id, part, parts.length, links)}
${neighboursHtml(open, links)}
</article>`;
  return {
    title: visible(title),
    root: view.root,
    current: "reader",
    kind: "reading",
    main,
    styles: ["reader.css"],
    scripts: view.scripts,
    foot: PAGES.foot(version.id),
  };
}

/** Said, and what it was: what a case is called is then not what its document calls it. */
function correctedHtml(corrections: readonly string[] | undefined): Html | string {
  if (!corrections) return "";
  return html`<details class="corrected"><summary>${CORRECTIONS.corrected}</summary><p>${CORRECTIONS.isVerbatim}</p>
<ul>${corrections.map((line) => html`<li>${visible(line)}</li>`)}</ul></details>`;
}

function contentsHtml(
  { case: of }: OpenCase,
  parts: Shown["parts"],
  shown: number,
  links: Links,
): Html | string {
  if (of.sections.length < 2) return "";
  const entries = parts.flatMap((sections, part) =>
    sections
      .filter(({ continued }) => !continued)
      .map(({ section, ordinal }) => ({ section, ordinal, part })),
  );
  return html`<nav class="contents" aria-label="${CASE.contents}"><ul>
${entries.map(
  ({ section, ordinal, part }) =>
    html`<li><a href="${part === shown ? "" : links.caseHref(of.id, part)}#part-${ordinal}">${visible(section.name)}</a></li>`,
)}
</ul></nav>`;
}

function pagerHtml(caseId: string, part: number, count: number, links: Links): Html | string {
  if (count < 2) return "";
  return html`<nav class="pager" aria-label="${CASE.parts}">
${part > 0 ? html`<a rel="prev" href="${links.caseHref(caseId, part - 1)}">${CASE.previousPart}</a>` : html`<span></span>`}
<span>${CASE.part(part + 1, count)}</span>
${part < count - 1 ? html`<a rel="next" href="${links.caseHref(caseId, part + 1)}">${CASE.nextPart}</a>` : html`<span></span>`}
</nav>`;
}

function neighboursHtml({ before, after }: OpenCase, links: Links): Html | string {
  if (!before && !after) return "";
  const link = (of: CaseRef | null, label: string, rel: string) =>
    of
      ? html`<a rel="${rel}" href="${links.caseHref(of.id, 0)}"><span>${label}</span>${visible(headingOf(of))}</a>`
      : html`<span></span>`;
  return html`<nav class="neighbours" aria-label="${CASE.neighbours}">${link(before, CASE.previousCase, "prev")}${link(after, CASE.nextCase, "next")}</nav>`;
}

/** What is copied stands in the page as text, for whoever has no scripts. */
function cardHtml({ open, quote, previous, next }: OpenSentence, { links }: CaseView): Html {
  const { citation, text } = quote;
  const { id } = open.case;
  const step = (to: Step | null, label: string, rel: string) =>
    to
      ? html`<a rel="${rel}" href="${links.sentenceHref(targetOf(id, to))}">${label}</a>`
      : html`<span class="off">${label}</span>`;
  return html`<aside class="cite" aria-labelledby="cite-title">
<p class="title" id="cite-title">${SENTENCE.source}</p>
<p class="quoted" id="quoted" hidden>“${visible(text)}”</p>
<p class="reference" id="reference">${visible(formalReferenceOf(citation, { document: open.document, year: open.case.year }))}</p>
<p class="origin">${visible(SENTENCE.file(citation.source.file, citation.source.line))}<br>${SENTENCE.version(open.version.id)}</p>
<p class="tools"><button type="button" data-copy="reference" hidden>${SENTENCE.copyReference}</button><button type="button" data-copy="both" hidden>${SENTENCE.copyBoth}</button><button type="button" data-copy="link" hidden>${SENTENCE.copyLink}</button><span class="said" role="status" data-done="${SENTENCE.copied}" data-failed="${SENTENCE.notCopied}"></span></p>
<nav class="steps" aria-label="${SENTENCE.around}">${step(previous, SENTENCE.previous, "prev")}${step(next, SENTENCE.next, "next")}<a href="${links.caseHref(id, 0)}">${SENTENCE.whole}</a></nav>
</aside>`;
}

function targetOf(caseId: string, { section, item, number, fingerprint }: Step): ReaderTarget {
  return { case: { id: caseId }, section, item, sentences: [number, number], fingerprint };
}

/** The server marks the sentence itself; nothing is left to fragments and scripts. */
export function servedView(root: string, caseId: string, { nav }: Pick<Site, "nav">): CaseView {
  const links = servedLinks(root);
  const isCurator = nav.some(({ role }) => role === "curator");
  return {
    root,
    ...(isCurator && { correctHref: `${root}curator/corrections?${new URLSearchParams({ of: caseId })}` }),
    links,
    scripts: ["copy.js"],
    text: {
      hrefOf: (section, item, sentence) =>
        links.sentenceHref(
          targetOf(caseId, {
            section,
            item,
            number: sentence.number,
            fingerprint: fingerprintOf([sentence]),
          }),
        ),
      idOf: () => "",
      referenceOf: () => "",
    },
  };
}

function rangeOf([first, last]: readonly [number, number]): string {
  return first === last ? String(first) : `${first}至${last}`;
}

/** `open`: the case, where only the place in it is gone. */
/** `withdrawnAt`: when its document was withdrawn, where that is so. */
export function gonePage(root: string, open: OpenCase | undefined, withdrawnAt?: string): Page {
  const title = open ? SENTENCE.gone : SENTENCE.goneCase;
  const main = html`<div class="sheet">
<h1>${title}</h1>
<p>${open ? SENTENCE.goneLead : withdrawnAt ? SENTENCE.withdrawn(withdrawnAt.slice(0, 10)) : SENTENCE.goneCaseLead}</p>
${
  open
    ? html`<p>${visible(headingOf(open.case))}</p>
<p><a class="button" href="${root}${casePath(open.case.id)}">${SENTENCE.toCase}</a></p>`
    : ""
}
<p><a href="${root || "./"}">${SENTENCE.toCatalogue}</a></p>
</div>`;
  return { title, root, current: "reader", main, styles: ["reader.css"] };
}
