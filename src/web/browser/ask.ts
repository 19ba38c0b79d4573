/** The chat page: questions go out, answers come in, and what was said stays in this browser. */

import { build } from "./ask-build.ts";
import { ask, type Given } from "./ask-events.ts";
import { watchField } from "./ask-field.ts";
import * as memory from "./ask-memory.ts";
import { watchCitations } from "./ask-passage.ts";
import { watchTalks } from "./ask-talks.ts";
import { shownTurn, type Words } from "./ask-turn.ts";
import { buttonOf, element } from "./element.ts";

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;

const form = byId<HTMLFormElement>("ask");
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
  readonly busy: string;
  readonly tooLong: string;
  readonly again: string;
  readonly deleteTalk: string;
  readonly noTalks: string;
  readonly stages: Readonly<Record<string, string>>;
};

let { id: talk, turns } = memory.newTalk();
let running: AbortController | undefined;
let isLeaving = false;
const passage = watchCitations(words.failed);
const talks = watchTalks({
  words,
  open: (kept) => {
    clear();
    takeUp(kept);
  },
  forget: (id) => {
    if (id === null || id === talk) clear();
  },
});
const field = watchField(form, words.tooLong, say);

/** `isQuiet`: only to who does not see the page. */
function say(text: string, isQuiet = false): void {
  status.textContent = text;
  status.classList.toggle("unseen", isQuiet);
}

function show(turn: memory.Turn): HTMLElement {
  const article = shownTurn(turn, words);
  shown.append(article);
  starters.hidden = true;
  tools.hidden = false;
  return article;
}

function setRunning(isRunning: boolean): void {
  stop.hidden = !isRunning;
  send.hidden = isRunning;
  form.toggleAttribute("aria-busy", isRunning);
}

async function put(text: string, mode: string): Promise<void> {
  if (text.trim() === "") return;
  if (running) return say(words.busy);
  const own = new AbortController();
  running = own;
  setRunning(true);
  const stage = element("p", "stage", words.stages.retrieving ?? "");
  const waiting = element("article", "pending", element("h2", "asked", text), stage);
  shown.append(waiting);
  starters.hidden = true;
  waiting.scrollIntoView({ block: "start" });
  say(stage.textContent, true);
  memory.keepQuestion({ text, mode });
  const history = turns.map(({ question }) => question);
  let early: Given | undefined;
  try {
    const onEarly = (given: Given) => {
      early = given;
      waiting.replaceChildren(build(given.view), stage);
      say(words.given, true);
    };
    const onStage = (reached: string) => {
      stage.textContent = words.stages[reached] ?? "";
      say(stage.textContent, true);
    };
    const given = await ask({ mode, text, history }, { signal: own.signal, onStage, onEarly });
    waiting.remove();
    accept(given, history);
    say(words.given, true);
  } catch (error) {
    // The page that comes next asks it.
    if (isLeaving) return;
    if (early) {
      waiting.remove();
      accept(early, history);
      return;
    }
    const message = error instanceof Error && error.name === "Error" ? error.message : "";
    giveUp(waiting, { text, mode }, own.signal.aborted ? words.stopped : message || words.failed);
  } finally {
    if (!isLeaving) memory.keepQuestion(null);
    running = undefined;
    const wasStop = document.activeElement === stop;
    setRunning(false);
    if (wasStop) field.focus();
  }
}

/** The question goes back to where it was typed, or waits where it stands when something else has been typed by now. */
function giveUp(waiting: HTMLElement, { text, mode }: { text: string; mode: string }, message: string): void {
  if (!waiting.isConnected) return;
  say(message);
  if (field.offer(text)) {
    waiting.remove();
    starters.hidden = shown.childElementCount > 0;
    return;
  }
  const again = buttonOf(words.again, "again");
  again.addEventListener("click", () => {
    if (running) return say(words.busy);
    waiting.remove();
    void put(text, mode);
  });
  waiting.lastElementChild?.replaceWith(element("p", "stage", message, again));
}

function accept({ view, id, question, answer, copy, forget }: Given, history: readonly string[]): void {
  if (forget) takeUp(memory.newTalk());
  let article: Node;
  if (id !== undefined && question !== undefined && answer !== undefined) {
    const turn: memory.Turn = { id, question, history, view, answer, copy: copy ?? "" };
    turns = [...turns, turn];
    article = show(turn);
    void talks.save({ id: talk, turns });
  } else {
    article = build(view);
    shown.append(article);
  }
  memory.keep({ id: talk, turns });
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

function takeUp(kept: memory.Talk): void {
  talk = kept.id;
  // A page that was answered without scripts shows its own answer; the conversation goes on from there.
  turns = kept.turns.filter((turn) => {
    try {
      return show(turn);
    } catch {
      return false;
    }
  });
  memory.keep({ id: talk, turns });
}

/** All but the one that was clicked into; false where none was open. */
function closedMenus(clicked: Element | null): boolean {
  const open = [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")].filter(
    // What is not on the page any more was in a menu that made its entries anew.
    (menu) => clicked?.isConnected !== false && !menu.contains(clicked),
  );
  for (const menu of open) menu.open = false;
  return open.length > 0;
}

/** What was said stays in the list of conversations. */
function clear(): void {
  running?.abort();
  shown.replaceChildren();
  takeUp(memory.newTalk());
  passage.close();
  starters.hidden = false;
  tools.hidden = true;
  say("");
  field.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) return say(words.busy);
  const typed = field.take();
  if (typed) void put(typed.text, typed.mode);
});
stop.addEventListener("click", () => running?.abort());
addEventListener("pagehide", () => {
  isLeaving = true;
});
addEventListener("pageshow", () => {
  isLeaving = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || closedMenus(null)) return;
  if (running) running.abort();
  else passage.close();
});
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  closedMenus(target);
  const link = target?.closest<HTMLAnchorElement>("a.ask");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void put(new URL(link.href).searchParams.get("q") ?? "", "ask");
});
document.querySelector(".head")?.addEventListener("click", (event) => {
  const { tool } = (event.target as HTMLElement).dataset;
  if (tool === "clear") clear();
  else if (tool === "markdown" || tool === "docx") {
    closedMenus(null);
    exportAs(tool);
  }
});

byId("talks").hidden = false;
takeUp(memory.recalled());
const unanswered = memory.recalledQuestion();
if (unanswered) void put(unanswered.text, unanswered.mode);
