/** The chat page: the conversation, the form below it, and the passage beside it. */

import { html } from "hono/html";
import { STAGE_NAMES, underWay } from "../../render/stages.zh.ts";
import { suggestionsView } from "./answer-view.ts";
import { ASK, CHAT_MODES, type ChatMode } from "./ask-wording.zh.ts";
import type { Page } from "./layout.ts";
import { htmlOf, type View } from "./view.ts";

/** What the script says. */
const { stopped, given, failed, copy, copied, notCopied, good, bad, voted, notVoted, reason, sendReason } =
  ASK;
const WORDS = {
  ...{ stopped, given, failed, copy, copied, notCopied, good, bad, voted, notVoted, reason, sendReason },
  stages: Object.fromEntries(STAGE_NAMES.map((stage) => [stage, underWay(stage)])),
};

export interface AskPage {
  /** Questions of the conversation so far, oldest first. */
  readonly history: readonly string[];
  /** What was asked last, with its answer; null on a page that was just opened. */
  readonly turn: View | null;
  readonly mode: ChatMode;
  /** What stands in the form. */
  readonly typed: string;
  readonly suggestions: readonly string[];
  readonly maxLength: number;
}

export function askPage({ history, turn, mode, typed, suggestions, maxLength }: AskPage): Page {
  const earlier = turn === null ? history : history.slice(0, -1);
  const main = html`<div class="ask" data-words="${JSON.stringify(WORDS)}">
<div class="talk">
<h1>${ASK.title}</h1>
<p class="lead">${ASK.lead}</p>
<noscript><p class="hint">${ASK.noScript}</p></noscript>
<section id="turns" aria-label="${ASK.talk}">
${earlier.length > 0 ? html`<details class="earlier"><summary>${ASK.earlier}</summary><ol>${earlier.map((one) => html`<li>${one}</li>`)}</ol></details>` : ""}
${turn === null ? "" : htmlOf([turn])}
</section>
<div id="starters">${turn === null && suggestions.length > 0 ? htmlOf([suggestionsView(suggestions)]) : ""}</div>
<form id="ask" method="post" action="ask">
${history.map((question) => html`<input type="hidden" name="history" value="${question}">`)}
<fieldset class="modes">
<legend>${ASK.modes}</legend>
${CHAT_MODES.map(
  (name) =>
    html`<label><input type="radio" name="mode" value="${name}" data-hint="${ASK.hint[name]}"${name === mode ? html` checked` : ""}><span>${ASK.mode[name]}</span></label>`,
)}
</fieldset>
<label class="unseen" for="question">${ASK.label}</label>
<textarea id="question" name="question" rows="3" maxlength="${maxLength}" required aria-describedby="hint">${typed}</textarea>
<div class="below">
<p id="hint" class="hint">${ASK.hint[mode]}</p>
<button id="stop" type="button" hidden>${ASK.stop}</button>
<button id="send" type="submit">${ASK.send}</button>
</div>
<p id="status" role="status"></p>
</form>
<div id="tools" role="group" aria-label="${ASK.tools}" hidden>
<button type="button" data-tool="markdown">${ASK.exportMarkdown}</button>
<button type="button" data-tool="docx">${ASK.exportDocx}</button>
<button type="button" data-tool="clear">${ASK.clear}</button>
</div>
<form id="export" method="post" action="ask/export" hidden><input type="hidden" name="format"><input type="hidden" name="turns"></form>
<p class="privacy">${ASK.privacy}</p>
</div>
<aside id="passage" aria-labelledby="passage-title" hidden>
<header><h2 id="passage-title" tabindex="-1">${ASK.passage}</h2><button id="close" type="button">${ASK.close}</button></header>
<div id="passage-text"></div>
</aside>
</div>`;
  return {
    title: ASK.title,
    root: "",
    current: "ask",
    main,
    scripts: ["ask.js"],
    styles: ["ask.css"],
    kind: "asking",
  };
}
