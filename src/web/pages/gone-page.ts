/** An address that leads nowhere → a page that says so and where one may go on. */

import { html } from "hono/html";
import type { OpenCase } from "../../answer/library.ts";
import { casePath } from "../../render/reader-url.ts";
import { headingOf } from "../../render/render.ts";
import { visible } from "../../render/text.ts";
import type { Page } from "./layout.ts";
import { SENTENCE } from "./wording.zh.ts";

/** `open`: the case, where only the place in it is gone. */
export function gonePage(root: string, open: OpenCase | undefined): Page {
  const title = open ? SENTENCE.gone : SENTENCE.goneCase;
  const main = html`<div class="sheet">
<h1>${title}</h1>
<p>${open ? SENTENCE.goneLead : SENTENCE.goneCaseLead}</p>
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
