/** The pages for whoever looks after the cases: what went wrong lately, and why a question is answered as it is. */

import { html } from "hono/html";
import type { AttemptExplanation, Explained, HitExplanation } from "../../answer/explain.ts";
import { idOf } from "../../curation/candidates.ts";
import type { Cluster } from "../../curation/clusters.ts";
import type { Disliked, Unanswered } from "../../curation/feedback.ts";
import { visible } from "../../render/text.ts";
import * as why from "../../render/why.zh.ts";
import { turnView } from "./answer-view.ts";
import { CORRECTIONS } from "./corrections-wording.zh.ts";
import { CURATOR, REASONS, STATISTICS } from "./curator-wording.zh.ts";
import { DOCUMENTS } from "./documents-wording.zh.ts";
import type { Html, Page } from "./layout.ts";
import { htmlOf } from "./view.ts";

const FRAME = { root: "", current: "curator", styles: ["ask.css"], kind: "curating" } as const;

export interface CuratorPage {
  readonly unanswered: readonly Cluster<Unanswered>[];
  readonly disliked: readonly Cluster<Disliked>[];
  /** What came of a wish to add a question; empty where there was none. */
  readonly outcome: string;
  readonly candidatesPath: string;
}

export function curatorPage({ unanswered, disliked, outcome, candidatesPath }: CuratorPage): Page {
  const main = html`<div class="sheet">
<h1>${CURATOR.title}</h1>
<p class="lead">${CURATOR.lead}</p>
<p class="hint">${CURATOR.file(candidatesPath)}</p>
<p><a href="curator/statistics">${STATISTICS.link}</a></p>
<p><a href="curator/corrections">${CORRECTIONS.link}</a></p>
<p><a href="curator/documents">${DOCUMENTS.link}</a></p>
${outcome === "" ? "" : html`<p class="outcome" role="status">${shown(outcome)}</p>`}
${searchForm("")}
<section aria-labelledby="unanswered">
<h2 id="unanswered">${CURATOR.unanswered}</h2>
${unanswered.length === 0 ? html`<p>${CURATOR.noUnanswered}</p>` : html`<ul class="clusters">${unanswered.map(unansweredItem)}</ul>`}
</section>
<section aria-labelledby="disliked">
<h2 id="disliked">${CURATOR.disliked}</h2>
${disliked.length === 0 ? html`<p>${CURATOR.noDisliked}</p>` : html`<ul class="clusters">${disliked.map(dislikedItem)}</ul>`}
</section>
</div>`;
  return { ...FRAME, title: CURATOR.title, main };
}

function unansweredItem({ members }: Cluster<Unanswered>): Html {
  return html`<li>
<p class="count">${CURATOR.count(members.length)}</p>
<ul>${distinct(members).map(
    (one) => html`<li>
${asked(one)}
<p class="hint">${REASONS[one.reason]} · ${dayOf(one.at)}</p>
${addForm("unanswered", one)}
</li>`,
  )}</ul>
</li>`;
}

function dislikedItem({ members }: Cluster<Disliked>): Html {
  return html`<li>
<p class="count">${CURATOR.count(members.length)}</p>
<ul>${distinct(members).map(
    (one) => html`<li>
${asked(one)}
<p class="hint">${dayOf(one.at)}</p>
${one.reason === null ? "" : html`<p>${shown(CURATOR.reason(one.reason))}</p>`}
<details><summary>${CURATOR.answer}</summary><p class="pre">${shown(one.answer.text)}</p></details>
${addForm("disliked", one)}
</li>`,
  )}</ul>
</li>`;
}

/** A question that came several times in the same words is shown once. */
function distinct<T extends Pick<Unanswered, "question" | "history">>(members: readonly T[]): T[] {
  return [
    ...new Map(members.toReversed().map((one) => [idOf(one.question, one.history), one])).values(),
  ].toReversed();
}

function asked({ question, history }: Pick<Unanswered, "question" | "history">): Html {
  const search = `curator/search?${new URLSearchParams({ q: question.slice(0, 1_000) })}`;
  return html`<p class="question"><a href="${search}">${shown(question)}</a></p>
${history.length > 0 ? html`<p class="hint">${shown(CURATOR.earlier(history))}</p>` : ""}`;
}

function addForm(
  list: "unanswered" | "disliked",
  { question, history }: Pick<Unanswered, "question" | "history">,
): Html {
  return html`<form method="post" action="curator">
<input type="hidden" name="list" value="${list}"><input type="hidden" name="id" value="${idOf(question, history)}">
<button type="submit" class="second">${CURATOR.add}</button>
</form>`;
}

/** `root`: the way back to the root of the site. */
function searchForm(query: string, root = ""): Html {
  return html`<form class="search" method="get" action="${root}curator/search" role="search" aria-label="${CURATOR.search}">
<label for="q">${CURATOR.query}</label>
<input id="q" name="q" value="${query}" maxlength="1000" required>
<button type="submit">${CURATOR.analyse}</button>
</form>`;
}

export interface SearchPage {
  readonly query: string;
  /** Null where nothing was asked yet. */
  readonly explained: Explained | null;
}

export function searchPage({ query, explained }: SearchPage): Page {
  const main = html`<div class="sheet">
<h1>${CURATOR.search}</h1>
<p class="lead">${CURATOR.searchLead}</p>
${searchForm(query, "../")}
${explained === null ? "" : explainedHtml(query, explained)}
</div>`;
  return { ...FRAME, root: "../", title: CURATOR.search, main };
}

function explainedHtml(query: string, { answer, explanation }: Explained): Html {
  const { read, attempts } = explanation ?? { read: null, attempts: [] };
  return html`<section aria-labelledby="understood"><h2 id="understood">${CURATOR.understood}</h2>
${read === null ? html`<p>${CURATOR.none}</p>` : why.readLines(read).map((line) => html`<p>${shown(line)}</p>`)}
</section>
<section aria-labelledby="attempts"><h2 id="attempts">${CURATOR.attempts}</h2>
${attempts.length === 0 ? html`<p>${CURATOR.noSearch}</p>` : attemptsTable(attempts)}
</section>
${attempts.map(attemptHtml)}
<section class="result" aria-labelledby="result"><h2 id="result">${CURATOR.result}</h2>
${htmlOf([turnView(query, answer, "../")])}
</section>`;
}

function attemptsTable(attempts: readonly AttemptExplanation[]): Html {
  return html`<div class="wide" role="region" aria-label="${CURATOR.attemptsTable}" tabindex="0"><table>
<thead><tr>${why.ATTEMPT_HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${attempts.map((attempt, i) => {
    const [name, ...cells] = why.attemptCells(attempt, i);
    return html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  })}</tbody>
</table></div>`;
}

function attemptHtml({ text, search, spans, verdict }: AttemptExplanation, i: number): Html {
  const id = `attempt-${i + 1}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${CURATOR.attempt(i + 1)}</h2>
<p>${CURATOR.searched}：${shown(text)}</p>
<p>${CURATOR.words}：${shown(search.concepts.map(why.conceptText).join(" ") || CURATOR.none)}</p>
${search.hits.length === 0 ? html`<p>${CURATOR.notFound}</p>` : hitsTable(search.hits)}
${spans.length === 0 ? "" : html`<ol>${spans.map((span) => html`<li>${shown(why.spanLine(span))}</li>`)}</ol>`}
${verdict === null ? "" : html`<p>${why.verdictLine(verdict)}</p>`}
</section>`;
}

function hitsTable(hits: readonly HitExplanation[]): Html {
  const { rank, place, score, coverage, terms, vectors, matched } = CURATOR;
  return html`<div class="wide" role="region" aria-label="${CURATOR.hitsTable}" tabindex="0"><table>
<thead><tr>${[rank, place, score, coverage, terms, vectors, matched].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${hits.map(
    (
      hit,
    ) => html`<tr><th scope="row">${hit.rank}</th><td>${shown(`${hit.organization} · ${hit.section}${hit.item ?? ""}`)}</td>
<td>${hit.score.toFixed(2)}</td><td>${hit.coverage.toFixed(2)}</td><td>${why.standingText(hit.lanes.terms)}</td><td>${why.standingText(hit.lanes.vectors)}</td>
<td>${shown(why.matchedText(hit.matched))}</td></tr>`,
  )}</tbody>
</table></div>`;
}

function shown(text: string): string {
  return visible(text).toWellFormed();
}

function dayOf(at: number): string {
  return new Date(at).toLocaleDateString("zh-CN", { timeZone: "Asia/Shanghai" });
}
