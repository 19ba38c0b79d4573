/** How the cases were used → a page with charts, and the same as a table; it names cases and channels, never persons. */

import { html } from "hono/html";
import { CSV_HEAD, csvRow } from "../../render/csv.ts";
import type { Named, Statistics } from "../../watch/statistics.ts";
import { STATISTICS } from "./curator-wording.zh.ts";
import type { Html, Page } from "./layout.ts";

/** Cases beyond these are in the table that is handed out. */
const MOST_CASES = 20;

export function statisticsPage(statistics: Statistics): Page {
  const { weeks, channels, cases, total, votes } = statistics;
  const main = html`<div class="sheet">
<h1>${STATISTICS.title}</h1>
<p class="lead">${STATISTICS.lead(total.asked, total.refused, votes.good, votes.bad)}</p>
<p class="hint"><a href="statistics.csv">${STATISTICS.csv}</a></p>
${section(STATISTICS.byWeek, weeks, weekName)}
${section(STATISTICS.byChannel, channels, channelName)}
<section><h2>${STATISTICS.byCase}</h2>
${
  cases.length === 0
    ? html`<p>${STATISTICS.none}</p>`
    : html`<table><thead><tr><th>${STATISTICS.unit}</th><th>${STATISTICS.cited}</th><th aria-hidden="true"></th></tr></thead><tbody>${cases
        .slice(0, MOST_CASES)
        .map(
          ({ name, cited }) =>
            html`<tr><td>${name}</td><td>${cited}</td><td>${bar(cited, 0, cases[0]?.cited ?? 1)}</td></tr>`,
        )}</tbody></table>`
}
</section>
</div>`;
  return {
    title: STATISTICS.title,
    root: "../",
    current: "curator",
    styles: ["ask.css"],
    kind: "curating",
    main,
  };
}

export function statisticsCsv({ weeks, channels, cases }: Statistics): string {
  const counts = (kind: string, named: readonly Named[], nameOf: (name: string) => string) =>
    named.map(({ name, asked, refused }) => csvRow([kind, nameOf(name), asked, asked - refused, refused]));
  return [
    CSV_HEAD,
    csvRow(STATISTICS.columns),
    ...counts(STATISTICS.byWeek, weeks, weekName),
    ...counts(STATISTICS.byChannel, channels, channelName),
    ...cases.map(({ name, cited }) => csvRow([STATISTICS.byCase, name, cited, cited, null])),
  ].join("");
}

function section(title: string, named: readonly Named[], nameOf: (name: string) => string): Html {
  const most = Math.max(1, ...named.map(({ asked }) => asked));
  const row = ({ name, asked, refused }: Named) =>
    html`<tr><td>${nameOf(name)}</td><td>${asked}</td><td>${asked - refused}</td><td>${refused}</td><td>${bar(asked, refused, most)}</td></tr>`;
  const [, , ...heads] = STATISTICS.columns;
  return html`<section><h2>${title}</h2>
${
  named.length === 0
    ? html`<p>${STATISTICS.none}</p>`
    : html`<table><thead><tr><th></th>${[STATISTICS.asked, ...heads.slice(1)].map((head) => html`<th>${head}</th>`)}<th aria-hidden="true"></th></tr></thead><tbody>${named.map(row)}</tbody></table>`
}
</section>`;
}

const WIDTH = 200;

/** The part that was refused is paler; the numbers beside it say the same to who does not see it. */
function bar(all: number, refused: number, most: number): Html {
  const width = (count: number) => Math.round((count / most) * WIDTH);
  return html`<svg width="${WIDTH}" height="12" aria-hidden="true"><rect width="${width(all)}" height="12" fill="currentColor" fill-opacity="0.25"></rect><rect width="${width(all - refused)}" height="12" fill="currentColor" fill-opacity="0.6"></rect></svg>`;
}

const weekName = (monday: string) => STATISTICS.week(monday);
const channelName = (channel: string) => STATISTICS.channels[channel] ?? channel;
