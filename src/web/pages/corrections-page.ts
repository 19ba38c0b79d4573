/** Documents, one with its cases and lines, and what a correction would change → the pages on which they are corrected. */

import { html } from "hono/html";
import type { CorrectionsDesk, DocumentLine, OpenDocument, Preview, Wish } from "../corrections-desk.ts";
import { CORRECTIONS, KINDS, ROLES } from "./corrections-wording.zh.ts";
import { managingHtml } from "./documents-page.ts";
import { DOCUMENTS } from "./documents-wording.zh.ts";
import { CURATING, type Html, type Page } from "./layout.ts";
import { tableHtml } from "./table.ts";
import { shown } from "./view.ts";

const MOST_DOCUMENTS = 200;
const LINES_A_PAGE = 100;
const MOST_CHANGES = 40;
/** Enough to tell that a line is still the same. */
const LINE_SENT = 200;
const LINE_SHOWN = 300;

type Documents = Awaited<ReturnType<CorrectionsDesk["documents"]>>;

export function documentsPage(documents: Documents, query: string): Page {
  const found = documents.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
  const main = html`<div class="sheet">
<h1>${CORRECTIONS.title}</h1>
<p class="lead">${CORRECTIONS.lead}</p>
<p><a href="documents">${DOCUMENTS.link}</a></p>
<form class="search" method="get" action="corrections" role="search">
<label for="q">${CORRECTIONS.search}</label><input id="q" name="q" value="${query}" maxlength="200">
<button type="submit">${CORRECTIONS.find}</button>
</form>
${found.length === 0 ? html`<p>${CORRECTIONS.none}</p>` : ""}
<ul>${found
    .slice(0, MOST_DOCUMENTS)
    .map(
      ({ of, name, cases }) =>
        html`<li><a href="${hrefOf({ of })}">${shown(name)}</a> <span class="hint">${CORRECTIONS.count(cases)}</span></li>`,
    )}</ul>
${found.length > MOST_DOCUMENTS ? html`<p>${CORRECTIONS.more(MOST_DOCUMENTS, found.length)}</p>` : ""}
</div>`;
  return { ...CURATING, root: "../", title: CORRECTIONS.title, main };
}

export interface DocumentPage {
  readonly of: string;
  readonly document: OpenDocument;
  /** The line to be corrected, by where it begins; null where none is chosen. */
  readonly at: number | null;
  /** The first line shown, an index. */
  readonly from: number;
  readonly query: string;
  /** What came of a wish; empty where there was none. */
  readonly outcome: string;
}

export function documentPage(page: DocumentPage): Page {
  const { of, document, at, outcome } = page;
  const chosen = at === null ? -1 : document.lines.findIndex(({ start }) => start === at);
  const line = document.lines[chosen];
  const main = html`<div class="sheet">
<p><a href="corrections">${CORRECTIONS.title}</a></p>
<h1>${shown(document.file)}</h1>
${outcome === "" ? "" : html`<p class="outcome" role="status">${shown(outcome)}</p>`}
${document.isWritable ? "" : html`<p class="notice" role="status">${CORRECTIONS.notWritable}</p>`}
${line ? lineForm(of, line, document.isWritable) : ""}
<section aria-labelledby="made"><h2 id="made">${CORRECTIONS.made}</h2>
${document.corrections.length === 0 ? html`<p>${CORRECTIONS.noneMade}</p>` : html`<ul>${document.corrections.map((one) => madeItem(of, one, document.isWritable))}</ul>`}
</section>
<section aria-labelledby="cases"><h2 id="cases">${CORRECTIONS.cases}</h2>
<ul>${document.cases.map((one) => caseItem(of, document, one))}</ul>
</section>
${document.isWritable ? managingHtml(of, document.file) : ""}
${linesSection(page, chosen)}
</div>`;
  return { ...CURATING, root: "../", title: `${CORRECTIONS.title} · ${shown(document.file)}`, main };
}

function madeItem(
  of: string,
  { id, said, by, at, lost }: OpenDocument["corrections"][number],
  isWritable: boolean,
): Html {
  return html`<li><p>${shown(said)} <span class="hint">${shown(CORRECTIONS.by(by, at))}</span></p>
${lost === "" ? "" : html`<p class="notice">${shown(lost)}</p>`}
${
  isWritable
    ? html`<form method="post" action="corrections"><input type="hidden" name="of" value="${of}"><input type="hidden" name="id" value="${id}">
<button type="submit" class="second" name="do" value="undo">${CORRECTIONS.undo}</button></form>`
    : ""
}</li>`;
}

function caseItem(of: string, { lines, isWritable }: OpenDocument, one: OpenDocument["cases"][number]): Html {
  const line = lines[one.line];
  const input = (name: "organization" | "title" | "year", label: string, value: string, most: number) =>
    html`<label>${label}<input name="${name}" value="${value}" maxlength="${most}"></label>`;
  return html`<li><p>${shown([one.organization, one.title].filter(Boolean).join(" · "))}
<span class="hint">${one.isDocument ? CORRECTIONS.document : CORRECTIONS.sections(one.sections)}</span></p>
${
  line && !one.isDocument && isWritable
    ? html`<details><summary>${CORRECTIONS.correctNames}</summary><form class="names" method="post" action="corrections">
${hiddenFields(of, line)}<input type="hidden" name="kind" value="names">
${input("organization", CORRECTIONS.organization, one.organization, 120)}
${input("title", CORRECTIONS.caseTitle, one.title, 120)}
${input("year", CORRECTIONS.year, String(one.year ?? ""), 4)}
<p><button type="submit" name="do" value="preview">${CORRECTIONS.preview}</button></p>
</form></details>`
    : ""
}</li>`;
}

function hiddenFields(of: string, { start, text }: Pick<DocumentLine, "start" | "text">): Html {
  return html`<input type="hidden" name="of" value="${of}"><input type="hidden" name="start" value="${start}"><input type="hidden" name="line" value="${text.slice(0, LINE_SENT).replace(/[\ud800-\udbff]$/, "")}">`;
}

function lineForm(of: string, line: DocumentLine, isWritable: boolean): Html {
  const isOffered = (kind: string) =>
    line.role === "left" ? kind === "keep" : kind !== "keep" && (kind !== "replace" || line.isRecognised);
  const kinds = Object.entries(KINDS).filter(([kind]) => isOffered(kind));
  return html`<section id="chosen" aria-labelledby="chosen-title"><h2 id="chosen-title">${CORRECTIONS.chosen(line.number)}</h2>
<p class="pre">${shown(line.text)}</p>
${
  isWritable
    ? html`<form class="names" method="post" action="corrections">
${hiddenFields(of, line)}
<label>${CORRECTIONS.kind}<select name="kind" required>${kinds.map(([kind, label]) => html`<option value="${kind}">${label}</option>`)}</select></label>
<label>${CORRECTIONS.wordsHint}<input name="words" maxlength="400"></label>
<label>${CORRECTIONS.level}<input name="level" inputmode="numeric" pattern="[1-6]?" maxlength="1"></label>
${line.isRecognised ? html`<label>${CORRECTIONS.to}<input name="to" maxlength="120"></label>` : ""}
<p><button type="submit" name="do" value="preview">${CORRECTIONS.preview}</button></p>
</form>`
    : ""
}</section>`;
}

function linesSection({ of, document: { lines }, from, query }: DocumentPage, chosen: number): Html {
  const link = (to: number, label: string, rel: string) =>
    html`<a rel="${rel}" href="${hrefOf({ of, from: String(to) })}#lines">${label}</a>`;
  const rowOf = ({ number, start, text, role }: DocumentLine, i: number) => {
    const words = text.length > LINE_SHOWN ? `${[...text.slice(0, LINE_SHOWN)].join("")}……` : text;
    return html`<tr${from + i === chosen ? html` aria-current="true"` : ""}><th scope="row">${number}</th><td>${ROLES[role]}</td><td>${shown(words)}</td>
<td><a href="${hrefOf({ of, from: String(from), at: String(start) })}#chosen">${CORRECTIONS.correct}</a></td></tr>`;
  };
  return html`<section aria-labelledby="lines"><h2 id="lines">${CORRECTIONS.lines}</h2>
<p>${CORRECTIONS.linesLead}</p>
<form class="search" method="get" action="corrections#lines"><input type="hidden" name="of" value="${of}">
<label for="w">${CORRECTIONS.words}</label><input id="w" name="w" value="${query}" maxlength="200"><button type="submit">${CORRECTIONS.find}</button></form>
${tableHtml(CORRECTIONS.table, CORRECTIONS.heads, lines.slice(from, from + LINES_A_PAGE).map(rowOf))}
<nav class="pager" aria-label="${CORRECTIONS.pager}">
${from > 0 ? link(Math.max(0, from - LINES_A_PAGE), CORRECTIONS.previous, "prev") : html`<span></span>`}
${from + LINES_A_PAGE < lines.length ? link(from + LINES_A_PAGE, CORRECTIONS.next, "next") : html`<span></span>`}
</nav></section>`;
}

/** The form is sent on as it came, so that what is saved is what was shown. */
export function previewPage(wish: Wish, preview: Preview): Page {
  const back = html`<p><a href="${hrefOf({ of: wish.of })}">${CORRECTIONS.back}</a></p>`;
  const main = html`<div class="sheet">
<h1>${CORRECTIONS.previewTitle}</h1>
${"problem" in preview ? html`<p class="outcome" role="status">${shown(preview.problem)}</p>` : changesHtml(wish, preview)}
${back}
</div>`;
  return { ...CURATING, root: "../", title: CORRECTIONS.previewTitle, main };
}

function changesHtml(
  wish: Wish,
  { said, cases, sections, gone, come }: Exclude<Preview, { problem: string }>,
): Html {
  const isChanged = gone.length + come.length > 0;
  return html`<ul>${said.map((line) => html`<li>${shown(line)}</li>`)}</ul>
<p>${isChanged ? CORRECTIONS.counts(cases, sections) : CORRECTIONS.noChange}</p>
${linesList(CORRECTIONS.before, gone)}
${linesList(CORRECTIONS.after, come)}
${
  isChanged
    ? html`<form method="post" action="corrections">${Object.entries(wish).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ""}">`,
      )}
<button type="submit" name="do" value="save">${CORRECTIONS.save}</button></form>`
    : ""
}`;
}

function linesList(title: string, lines: readonly string[]): Html | "" {
  if (lines.length === 0) return "";
  return html`<h2>${title}</h2><ul>${lines.slice(0, MOST_CHANGES).map((line) => html`<li>${shown(line)}</li>`)}</ul>
${lines.length > MOST_CHANGES ? html`<p>${CORRECTIONS.moreLines(lines.length - MOST_CHANGES)}</p>` : ""}`;
}

function hrefOf(parameters: Readonly<Record<string, string>>): string {
  return `corrections?${new URLSearchParams(parameters)}`;
}
