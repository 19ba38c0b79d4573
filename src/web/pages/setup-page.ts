/** The first set-up → its page: a form for each step, and what is to be written; no secret is in it. */

import { html } from "hono/html";
import type { SetupField, SetupStep } from "../setup-desk.ts";
import type { Html, Page } from "./layout.ts";
import { SETUP } from "./setup-wording.zh.ts";

export interface SetupPage {
  readonly code: string;
  readonly steps: readonly SetupStep[];
  /** A line for each value that was entered. */
  readonly changes: readonly string[];
  /** The step that was entered just now; null where none was. */
  readonly at: string | null;
  /** What was entered there and cannot be taken, to be put right; secrets are not shown again. */
  readonly entered?: Readonly<Record<string, string>>;
  /** What came of it. */
  readonly lines: readonly { readonly right: boolean; readonly text: string }[];
}

const FRAME = { root: "", current: null, styles: ["setup.css"], title: SETUP.title } as const;

export function setupPage(page: SetupPage): Page {
  const { code, steps, changes, at, lines } = page;
  const main = html`<div class="sheet">
<h1>${SETUP.title}</h1>
<p>${SETUP.lead}</p>
<p class="hint">${SETUP.only}</p>
${at === null ? outcome(lines) : ""}
${steps.map((step) => stepForm(step, page))}
<section aria-labelledby="changes">
<h2 id="changes">${SETUP.changes}</h2>
${
  changes.length === 0
    ? html`<p>${SETUP.nothing}</p>`
    : html`<ul>${changes.map((line) => html`<li><code>${line}</code></li>`)}</ul>
<form method="post" action="setup">
<input type="hidden" name="code" value="${code}">
<button type="submit" name="do" value="save">${SETUP.save}</button>
</form>`
}
</section>
</div>`;
  return { ...FRAME, main };
}

function stepForm(
  { id, title, lead, fields }: SetupStep,
  { code, at, lines, entered = {} }: SetupPage,
): Html {
  const isGiven = fields.some(({ given }) => given !== null);
  return html`<details class="step" id="${id}"${id === at ? html` open` : ""}>
<summary><h2>${title}</h2><span class="state">${isGiven ? SETUP.isGiven : SETUP.isNotGiven}</span></summary>
<p>${lead}</p>
${id === at ? outcome(lines) : ""}
<form method="post" action="setup#${id}">
<input type="hidden" name="code" value="${code}"><input type="hidden" name="step" value="${id}">
${fields.map((field) => fieldInput(id === at ? { ...field, given: entered[field.name] ?? field.given } : field))}
<p class="row"><button type="submit" name="do" value="enter">${SETUP.enter}</button>
<button type="submit" name="do" value="forget" class="second">${SETUP.forget}</button></p>
</form>
</details>`;
}

function fieldInput({ name, label, isSecret, given }: SetupField): Html {
  return html`<label for="${name}">${label}</label>
${
  isSecret
    ? html`<input id="${name}" name="${name}" type="password" autocomplete="new-password" maxlength="2000" placeholder="${given === null ? "" : SETUP.kept}">`
    : html`<input id="${name}" name="${name}" value="${given ?? ""}" autocomplete="off" spellcheck="false" maxlength="2000">`
}`;
}

function outcome(lines: SetupPage["lines"]): Html | "" {
  if (lines.length === 0) return "";
  return html`<div class="outcome" role="status">${lines.map(
    ({ right, text }) => html`<p class="${right ? "right" : "wrong"}">${right ? "" : SETUP.wrong}${text}</p>`,
  )}</div>`;
}

export function savedPage(notes: readonly string[]): Page {
  const main = html`<div class="sheet">
<h1>${SETUP.saved}</h1>
<p>${SETUP.restart}</p>
${notes.map((note) => html`<p class="notice">${note}</p>`)}
</div>`;
  return { ...FRAME, main };
}
