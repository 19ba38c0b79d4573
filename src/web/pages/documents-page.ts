/** What may be added, what waits and what was changed, and what a document would become → the pages on which that is decided. */

import { html } from "hono/html";
import type { DocumentChange, Draft } from "../../curation/documents.ts";
import { CORRECTIONS } from "./corrections-wording.zh.ts";
import { DOCUMENTS, DONE } from "./documents-wording.zh.ts";
import { CURATING, type Html, type Page } from "./layout.ts";
import { shown } from "./view.ts";

const MOST_CHANGES = 50;

export interface DocumentsPage {
  readonly folders: readonly string[];
  readonly drafts: readonly Draft[];
  readonly changes: readonly DocumentChange[];
  /** What came of a wish; empty where there was none. */
  readonly outcome: string;
}

export function documentsPage({ folders, drafts, changes, outcome }: DocumentsPage): Page {
  const main = html`<div class="sheet">
<p><a href="corrections">${CORRECTIONS.title}</a></p>
<h1>${DOCUMENTS.title}</h1>
<p class="lead">${DOCUMENTS.lead}</p>
${outcome === "" ? "" : html`<p class="outcome" role="status">${shown(outcome)}</p>`}
${drafts.length === 0 ? "" : section("waiting", DOCUMENTS.waiting, html`<p>${DOCUMENTS.waitingLead}</p><ul>${drafts.map(draftItem)}</ul>`)}
${section("file-form", DOCUMENTS.fileTitle, sendForm(html`${fileInput(DOCUMENTS.file)}${folderSelect(folders)}`))}
${section(
  "text-form",
  DOCUMENTS.textTitle,
  sendForm(html`<label>${DOCUMENTS.heading}<input name="title" maxlength="100" required></label>
<label>${DOCUMENTS.text}<textarea name="text" rows="8" required></textarea></label>${folderSelect(folders)}`),
)}
${section(
  "changes",
  DOCUMENTS.changes,
  changes.length === 0
    ? html`<p>${DOCUMENTS.noChanges}</p>`
    : html`<ul>${changes.slice(0, MOST_CHANGES).map(changeItem)}</ul>`,
)}
</div>`;
  return { ...CURATING, root: "../", title: DOCUMENTS.title, main };
}

/** Beside what is corrected in a document. */
export function managingHtml(of: string, file: string): Html {
  const ending = /\.[^.]+$/.exec(file)?.[0] ?? "";
  return html`<section aria-labelledby="manage"><h2 id="manage">${DOCUMENTS.manage}</h2>
${sendForm(html`<input type="hidden" name="replaces" value="${of}">${fileInput(DOCUMENTS.newVersion(ending), ending)}`)}
<details><summary>${DOCUMENTS.withdraw}</summary><p>${DOCUMENTS.withdrawLead}</p>
${decide({ of }, [["withdraw", DOCUMENTS.confirm, true]])}</details></section>`;
}

export function draftPage(draft: Draft): Page {
  const { id, file, isInstead, counts, same, cases, questions, findings } = draft;
  const main = html`<div class="sheet">
<p><a href="documents">${DOCUMENTS.title}</a></p>
<h1>${DOCUMENTS.previewTitle}</h1>
<p>${shown(isInstead ? DOCUMENTS.instead(file) : DOCUMENTS.target(file))}</p>
<p>${DOCUMENTS.counts(counts)}</p>
${same.length === 0 ? "" : section("same", DOCUMENTS.same, lines(same))}
${section("cases", DOCUMENTS.cases, lines(cases))}
${section("questions", DOCUMENTS.questions, questions.length === 0 ? html`<p>${DOCUMENTS.noQuestions}</p>` : html`<ul>${questions.map(({ question, quote }) => html`<li>${shown(question)}<blockquote>${shown(quote)}</blockquote></li>`)}</ul>`)}
${section("findings", DOCUMENTS.findings, findings.length === 0 ? html`<p>${DOCUMENTS.noFindings}</p>` : lines(findings))}
${decide({ id, isInstead: isInstead ? "1" : "" }, [
  ["keep", isInstead ? DOCUMENTS.replace : DOCUMENTS.keep, false],
  ["discard", DOCUMENTS.discard, true],
])}
</div>`;
  return { ...CURATING, root: "../", title: DOCUMENTS.previewTitle, main };
}

function section(id: string, title: string, inner: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${inner}</section>`;
}

/** Browsers let files be dropped onto such a field. */
function fileInput(label: string, accept = ""): Html {
  return html`<label>${label}<input class="drop" type="file" name="file" required${accept === "" ? "" : html` accept="${accept}"`}></label>`;
}

function folderSelect(folders: readonly string[]): Html | "" {
  if (folders.length === 1) return html`<input type="hidden" name="folder" value="${folders[0] ?? ""}">`;
  return html`<label>${DOCUMENTS.folder}<select name="folder">${folders.map((folder) => html`<option value="${folder}">${folder === "" ? DOCUMENTS.root : shown(folder)}</option>`)}</select></label>`;
}

function sendForm(fields: Html): Html {
  return html`<form class="names" method="post" action="documents" enctype="multipart/form-data">${fields}
<p><button type="submit">${DOCUMENTS.preview}</button></p></form>`;
}

function decide(
  fields: Readonly<Record<string, string>>,
  buttons: readonly (readonly [value: string, label: string, isSecond: boolean])[],
): Html {
  return html`<form method="post" action="documents">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${buttons.map(
    ([value, label, isSecond]) =>
      html`<button type="submit"${isSecond ? html` class="second"` : ""} name="do" value="${value}">${label}</button> `,
  )}</form>`;
}

function draftItem({ id, file, by, at }: Draft): Html {
  return html`<li><a href="documents?${new URLSearchParams({ draft: id })}">${shown(file)}</a> <span class="hint">${shown(DOCUMENTS.by(by, at))}</span></li>`;
}

function changeItem({ id, file, by, at, done, mayUndo }: DocumentChange): Html {
  return html`<li><p>${DONE[done]} ${shown(file)} <span class="hint">${shown(DOCUMENTS.by(by, at))}</span></p>
${mayUndo ? decide({ id }, [["undo", DOCUMENTS.undo, true]]) : ""}</li>`;
}

function lines(all: readonly string[]): Html {
  return html`<ul>${all.map((line) => html`<li>${shown(line)}</li>`)}</ul>`;
}
