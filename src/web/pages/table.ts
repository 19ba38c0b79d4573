/** Heads and rows → a table, moved sideways by finger or keys where it is too wide. */

import { html } from "hono/html";
import type { Html } from "./layout.ts";

export function tableHtml(
  label: string,
  head: readonly string[],
  rows: readonly Html[],
  more: Html | "" = "",
): Html {
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}${more}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

/** The first cell says what the row is about. */
export function rowHtml([name = "", ...cells]: readonly (string | number)[], more: Html | "" = ""): Html {
  return html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}${more}</tr>`;
}
