/** The chat page: questions go out, answers come in, and what was said stays on the page until the tab is closed. */

import { build } from "./ask-build.ts";
import { ask, type Given } from "./ask-events.ts";
import { keep, recalled, type Turn } from "./ask-memory.ts";
import { watchCitations } from "./ask-passage.ts";
import { shownTurn, type Words } from "./ask-turn.ts";

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;

const form = byId<HTMLFormElement>("ask");
const field = byId<HTMLTextAreaElement>("question");
const shown = byId("turns");
const starters = byId("starters");
const status = byId("status");
const stop = byId<HTMLButtonElement>("stop");
const send = byId<HTMLButtonElement>("send");
const tools = byId("tools");
const words = JSON.parse(document.querySelector<HTMLElement>(".ask")?.dataset.words ?? "{}") as Words & {
  readonly stopped: string;
  readonly given: string;
  readonly failed: string;
  readonly stages: Readonly<Record<string, string>>;
};

let turns = recalled();
let running: AbortController | undefined;
const passage = watchCitations(words.failed);

const historyOf = (all: readonly Turn[]) => all.map(({ question }) => question);
const modeChosen = () => form.querySelector<HTMLInputElement>("input[name=mode]:checked");

function show(turn: Turn): HTMLElement {
  const article = shownTurn(turn, words);
  shown.append(article);
  starters.replaceChildren();
  tools.hidden = false;
  return article;
}

function setRunning(isRunning: boolean): void {
  stop.hidden = !isRunning;
  send.hidden = isRunning;
  form.toggleAttribute("aria-busy", isRunning);
}

async function put(text: string, mode: string): Promise<void> {
  if (running || text.trim() === "") return;
  const own = new AbortController();
  running = own;
  setRunning(true);
  status.textContent = words.stages.retrieving ?? "";
  const history = historyOf(turns);
  try {
    const onStage = (stage: string) => {
      status.textContent = words.stages[stage] ?? "";
    };
    accept(await ask({ mode, text, history }, { signal: own.signal, onStage }), history);
    field.value = "";
    status.textContent = words.given;
  } catch (error) {
    const message = error instanceof Error && error.name === "Error" ? error.message : "";
    status.textContent = own.signal.aborted ? words.stopped : message || words.failed;
    if (field.value === "") field.value = text;
  } finally {
    running = undefined;
    const wasStop = document.activeElement === stop;
    setRunning(false);
    if (wasStop) field.focus();
  }
}

function accept({ view, id, question, answer, copy, forget }: Given, history: readonly string[]): void {
  if (forget) turns = [];
  let article: Node;
  if (id !== undefined && question !== undefined && answer !== undefined) {
    const turn: Turn = { id, question, history, view, answer, copy: copy ?? "" };
    turns.push(turn);
    article = show(turn);
  } else {
    article = build(view);
    shown.append(article);
  }
  keep(turns);
  (article as HTMLElement).scrollIntoView({ block: "start" });
}

function exportAs(format: string): void {
  const target = byId<HTMLFormElement>("export");
  const set = (name: string, value: string) => {
    (target.elements.namedItem(name) as HTMLInputElement).value = value;
  };
  set("format", format);
  set("turns", JSON.stringify(turns.map(({ question, answer }) => ({ question, answer }))));
  target.submit();
}

function clear(): void {
  running?.abort();
  turns = [];
  keep(turns);
  shown.replaceChildren();
  passage.close();
  tools.hidden = true;
  status.textContent = "";
  field.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void put(field.value, modeChosen()?.value ?? "ask");
});
form.addEventListener("change", () => {
  const hint = document.getElementById("hint");
  if (hint) hint.textContent = modeChosen()?.dataset.hint ?? "";
});
field.addEventListener("keydown", (event) => {
  // Enter that chooses a word in an input method sends nothing.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
stop.addEventListener("click", () => running?.abort());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (running) running.abort();
  else passage.close();
});
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest<HTMLAnchorElement>("a.ask");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void put(new URL(link.href).searchParams.get("q") ?? "", "ask");
});
tools.addEventListener("click", (event) => {
  const tool = (event.target as HTMLElement).dataset.tool;
  if (tool === "clear") clear();
  else if (tool !== undefined) exportAs(tool);
});

// A page that was answered without scripts shows its own answer; the conversation of the tab goes on from there.
for (const turn of turns) {
  try {
    show(turn);
  } catch {
    turns = turns.filter((one) => one !== turn);
  }
}
