/** The pages for whoever looks after the cases: what went wrong lately, and why a question is answered as it is. */

import { html } from "hono/html";
import type { AttemptExplanation, Explained, HitExplanation } from "../../answer/explain.ts";
import { idOf } from "../../curation/candidates.ts";
import type { Cluster } from "../../curation/clusters.ts";
import type { Disliked, Unanswered } from "../../curation/feedback.ts";
import * as why from "../../render/why.zh.ts";
import { turnView } from "./answer-view.ts";
import { CORRECTIONS } from "./corrections-wording.zh.ts";
import { CURATOR, REASONS, STATISTICS } from "./curator-wording.zh.ts";
import { DOCUMENTS } from "./documents-wording.zh.ts";
import { CURATING, type Html, type Page } from "./layout.ts";
import { rowHtml, tableHtml } from "./table.ts";
import { htmlOf, shown } from "./view.ts";

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
${listHtml("unanswered", CURATOR.noUnanswered, unanswered, (one) => html`<p class="hint">${REASONS[one.reason]} · ${dayOf(one.at)}</p>`)}
${listHtml(
  "disliked",
  CURATOR.noDisliked,
  disliked,
  (one) => html`<p class="hint">${dayOf(one.at)}</p>
${one.reason === null ? "" : html`<p>${shown(CURATOR.reason(one.reason))}</p>`}
<details><summary>${CURATOR.answer}</summary><p class="pre">${shown(one.answer.text)}</p></details>`,
)}
</div>`;
  return { ...CURATING, root: "", title: CURATOR.title, main };
}

type Asked = Pick<Unanswered, "question" | "history">;

/** Questions that are alike stand together; `more` is what is known of one. */
function listHtml<T extends Asked>(
  list: "unanswered" | "disliked",
  none: string,
  all: readonly Cluster<T>[],
  more: (one: T) => Html,
): Html {
  const questionItem = (one: T) => html`<li>
${askedHtml(one)}
${more(one)}
<form method="post" action="curator">
<input type="hidden" name="list" value="${list}"><input type="hidden" name="id" value="${idOf(one.question, one.history)}">
<button type="submit" class="second">${CURATOR.add}</button>
</form>
</li>`;
  const clusterItem = ({ members }: Cluster<T>) => html`<li>
<p class="count">${CURATOR.count(members.length)}</p>
<ul>${distinct(members).map(questionItem)}</ul>
</li>`;
  return html`<section aria-labelledby="${list}"><h2 id="${list}">${CURATOR[list]}</h2>
${all.length === 0 ? html`<p>${none}</p>` : html`<ul class="clusters">${all.map(clusterItem)}</ul>`}
</section>`;
}

/** A question that came several times in the same words is shown once. */
function distinct<T extends Asked>(members: readonly T[]): T[] {
  return [
    ...new Map(members.toReversed().map((one) => [idOf(one.question, one.history), one])).values(),
  ].toReversed();
}

function askedHtml({ question, history }: Asked): Html {
  const search = `curator/search?${new URLSearchParams({ q: question.slice(0, 1_000) })}`;
  return html`<p class="question"><a href="${search}">${shown(question)}</a></p>
${history.length > 0 ? html`<p class="hint">${shown(CURATOR.earlier(history))}</p>` : ""}`;
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
  return { ...CURATING, root: "../", title: CURATOR.search, main };
}

function explainedHtml(query: string, { answer, explanation }: Explained): Html {
  const { read, attempts } = explanation ?? { read: null, attempts: [] };
  return html`<section aria-labelledby="understood"><h2 id="understood">${CURATOR.understood}</h2>
${read === null ? html`<p>${CURATOR.none}</p>` : why.readLines(read).map((line) => html`<p>${shown(line)}</p>`)}
</section>
<section aria-labelledby="attempts"><h2 id="attempts">${CURATOR.attempts}</h2>
${
  attempts.length === 0
    ? html`<p>${CURATOR.noSearch}</p>`
    : tableHtml(
        CURATOR.attemptsTable,
        why.ATTEMPT_HEADS,
        attempts.map((one, i) => rowHtml(why.attemptCells(one, i))),
      )
}
</section>
${attempts.map(attemptHtml)}
<section class="result" aria-labelledby="result"><h2 id="result">${CURATOR.result}</h2>
${htmlOf([turnView(query, answer, "../")])}
</section>`;
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
  const rowOf = (hit: HitExplanation) =>
    rowHtml([
      hit.rank,
      shown(`${hit.organization} · ${hit.section}${hit.item ?? ""}`),
      ...[hit.score.toFixed(2), hit.coverage.toFixed(2)],
      ...[why.standingText(hit.lanes.terms), why.standingText(hit.lanes.vectors)],
      shown(why.matchedText(hit.matched)),
    ]);
  const heads = [rank, place, score, coverage, terms, vectors, matched];
  return tableHtml(CURATOR.hitsTable, heads, hits.map(rowOf));
}

function dayOf(at: number): string {
  return new Date(at).toLocaleDateString("zh-CN", { timeZone: "Asia/Shanghai" });
}
