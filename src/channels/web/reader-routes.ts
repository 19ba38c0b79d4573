/** The reader's pages as routes: the catalogue, a case, a sentence in its case. */

import { html } from "hono/html";
import type { Abilities } from "../../answer/abilities.ts";
import { pageText, type Site } from "../../pages/layout.ts";
import { htmlResponse } from "./responses.ts";
import type { WebRoute } from "./routes.ts";

export interface ReaderParts {
  readonly abilities: Abilities;
  readonly site: Site;
}

export function readerRoutes({ abilities, site }: ReaderParts): WebRoute[] {
  return [
    {
      method: "GET",
      path: "/",
      access: "page",
      async handle({ url }) {
        const { entries } = await abilities.find(url.searchParams.get("q") ?? "", { offset: 0, limit: 50 });
        const main = html`<h1>案例目录</h1><ul>${entries.map(({ quote }) => html`<li>${quote.citation.case.organization} ${quote.text}</li>`)}</ul>`;
        return htmlResponse(await pageText(site, { title: "", root: "", current: "reader", main }));
      },
    },
  ];
}
