/** How the cases were used → a page with charts; it names cases, subjects and channels, never persons. */

import { html } from "hono/html";
import type { Statistics } from "../../watch/statistics.ts";
import { STATISTICS } from "./curator-wording.zh.ts";
import { CURATING, type Html, type Page } from "./layout.ts";
import { leadOf, type StatisticsTable, tablesOf } from "./statistics-tables.ts";
import { rowHtml, tableHtml } from "./table.ts";

/** Cases and subjects beyond these are in the files that are handed out. */
const MOST_ROWS = 20;

export function statisticsPage(statistics: Statistics): Page {
  const { byWeek, byChannel, byCase, bySubject } = tablesOf(statistics);
  const main = html`<div class="sheet statistics">
<h1>${STATISTICS.title}</h1>
<p class="lead">${leadOf(statistics)}</p>
<p class="hint"><a href="statistics.csv">${STATISTICS.csv}</a> · <a href="statistics.docx">${STATISTICS.word}</a></p>
${section(byWeek, weekChart(statistics))}
${[byChannel, byCase, bySubject].map((table) => section(table))}
</div>`;
  return { ...CURATING, root: "../", title: STATISTICS.title, main };
}

/** Where no chart stands above it, each row has a bar. */
function section({ title, head, rows }: StatisticsTable, chart?: Html): Html {
  const most = Math.max(1, ...rows.map(({ counts: [first = 0] }) => first));
  const barHead = chart ? "" : html`<th class="bar" aria-hidden="true"></th>`;
  const barOf = (all: number, pale: number) =>
    chart ? "" : html`<td class="bar">${bar(all, pale, most)}</td>`;
  return html`<section><h2>${title}</h2>
${chart ?? ""}
${
  rows.length === 0
    ? html`<p>${STATISTICS.none}</p>`
    : tableHtml(
        title,
        head,
        rows
          .slice(0, MOST_ROWS)
          .map(({ name, counts, pale }) => rowHtml([name, ...counts], barOf(counts[0] ?? 0, pale))),
        barHead,
      )
}
</section>`;
}

const BAR = { width: 160, height: 12 } as const;

/** The numbers beside it say the same to who does not see it. */
function bar(all: number, pale: number, most: number): Html {
  const width = (count: number) => Math.round((count / most) * BAR.width);
  return html`<svg width="${BAR.width}" height="${BAR.height}" aria-hidden="true"><rect class="pale" width="${width(all)}" height="${BAR.height}"></rect><rect width="${width(all - pale)}" height="${BAR.height}"></rect></svg>`;
}

/** In the units of the drawing, which is as wide as there is room for. */
const CHART = { step: 48, bar: 32, height: 140, head: 22, foot: 24 } as const;

/** A column a week; what could not be answered is the paler part, on top. */
function weekChart({ weeks }: Statistics): Html {
  const { step, bar: width, height, head, foot } = CHART;
  const most = Math.max(1, ...weeks.map(({ asked }) => asked));
  const base = head + height;
  const column = ({ name, asked, refused }: Statistics["weeks"][number], i: number) => {
    const tall = (count: number) => Math.round((count / most) * height);
    const [left, all, told] = [i * step + (step - width) / 2, tall(asked), tall(asked - refused)];
    const middle = i * step + step / 2;
    return html`<rect class="pale" x="${left}" y="${base - all}" width="${width}" height="${all}"></rect><rect x="${left}" y="${base - told}" width="${width}" height="${told}"></rect>
<text x="${middle}" y="${base - all - 6}">${asked === 0 ? "" : asked}</text><text class="day" x="${middle}" y="${base + 17}">${STATISTICS.day(name)}</text>`;
  };
  return html`<figure class="chart">
<svg viewBox="0 0 ${weeks.length * step} ${base + foot}" role="img" aria-label="${STATISTICS.chart}">${weeks.map(column)}<line x1="0" x2="${weeks.length * step}" y1="${base}" y2="${base}"></line></svg>
<figcaption class="hint">${STATISTICS.legend}</figcaption>
</figure>`;
}
