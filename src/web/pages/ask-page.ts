/** The chat page: the conversation, the form below it, and the passage beside it. */

import { html } from "hono/html";
import { MAX_QUESTION, MAX_VERIFIED } from "../../chat/limits.ts";
import { STAGE_NAMES, underWay } from "../../render/stages.zh.ts";
import { suggestionsView } from "./answer-view.ts";
import { ASK, CHAT_MODES, type ChatMode } from "./ask-wording.zh.ts";
import type { Html, Page } from "./layout.ts";
import { htmlOf, type View } from "./view.ts";

/** What the script says. */
const WORDS = {
  ...ASK.script,
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
}

export function askPage({ history, turn, mode, typed, suggestions }: AskPage): Page {
  const earlier = turn === null ? history : history.slice(0, -1);
  const main = html`<div class="ask" data-words="${JSON.stringify(WORDS)}">
<div class="talk">
<header class="head">
<h1 class="unseen">${ASK.title}</h1>
<details id="talks" class="menu" hidden><summary>${ASK.talks}</summary><div><ul></ul><button type="button" data-tool="forget">${ASK.forget}</button></div></details>
<div id="tools" role="group" aria-label="${ASK.tools}" hidden>
<details class="menu"><summary>${ASK.export}</summary><div>
<button type="button" data-tool="markdown">${ASK.exportMarkdown}</button>
<button type="button" data-tool="docx">${ASK.exportDocx}</button>
</div></details>
<button type="button" data-tool="clear">${ASK.clear}</button>
</div>
</header>
<noscript><p class="hint">${ASK.noScript}</p></noscript>
<section id="turns" aria-label="${ASK.talk}">
${earlier.length > 0 ? html`<details class="earlier"><summary>${ASK.earlier}</summary><ol>${earlier.map((one) => html`<li>${one}</li>`)}</ol></details>` : ""}
${turn === null ? "" : htmlOf([turn])}
</section>
<div id="starters">${turn === null ? startersHtml(suggestions) : ""}</div>
<form id="ask" method="post" action="ask">
${history.map((question) => html`<input type="hidden" name="history" value="${question}">`)}
<div class="composer">
${modesHtml(mode)}
<label class="unseen" for="question">${ASK.label}</label>
<textarea id="question" name="question" rows="1" required aria-describedby="status" placeholder="${ASK.hint[mode]}">${typed}</textarea>
<button id="stop" type="button" hidden>${ASK.stop}</button>
<button id="send" type="submit">${ASK.send}</button>
</div>
<p id="status" role="status"></p>
<details class="privacy"><summary>${ASK.kept}</summary><p>${ASK.privacy}</p></details>
</form>
<form id="export" method="post" action="ask/export" hidden><input type="hidden" name="format"><input type="hidden" name="turns"></form>
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

function startersHtml(suggestions: readonly string[]): Html {
  return html`<p class="welcome">${ASK.welcome}</p>
<p class="lead">${ASK.lead}</p>
${suggestions.length > 0 ? htmlOf([suggestionsView(suggestions, "", ASK.starters)]) : ""}`;
}

/** Behind one button, which says what is chosen. */
function modesHtml(mode: ChatMode): Html {
  return html`<details class="menu modes"><summary><span class="unseen">${ASK.modes}：</span><span>${ASK.mode[mode]}</span></summary><fieldset><legend class="unseen">${ASK.modes}</legend>
${CHAT_MODES.map(
  (name) =>
    html`<label><input type="radio" name="mode" value="${name}" data-hint="${ASK.hint[name]}" data-most="${name === "verify" ? MAX_VERIFIED : MAX_QUESTION}"${name === mode ? html` checked` : ""}><span>${ASK.mode[name]}</span></label>`,
)}
</fieldset></details>`;
}
