/** What can be done with an answer: copy it with its references, say whether it was of help. */

import { build } from "./ask-build.ts";
import type { Turn } from "./ask-memory.ts";
import { copied } from "./copying.ts";
import { buttonOf, element } from "./element.ts";

export interface Words {
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly good: string;
  readonly bad: string;
  readonly voted: string;
  readonly notVoted: string;
  readonly reason: string;
  readonly sendReason: string;
}

export function shownTurn(turn: Turn, words: Words): HTMLElement {
  const article = build(turn.view) as HTMLElement;
  article.append(actionsOf(turn, words));
  return article;
}

function actionsOf(turn: Turn, words: Words): HTMLElement {
  const row = element("div", "actions");
  const said = element("span", "hint");
  said.setAttribute("role", "status");
  const good = buttonOf(words.good, "good");
  const bad = buttonOf(words.bad, "bad");
  const copy = buttonOf(words.copy, "copy");

  async function vote(isGood: boolean, reason: string | null): Promise<void> {
    good.setAttribute("aria-pressed", String(isGood));
    bad.setAttribute("aria-pressed", String(!isGood));
    const { id, question, history, answer } = turn;
    const response = await fetch("ask/vote", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id, question, history, answer, isGood, reason }),
    }).catch(() => undefined);
    said.textContent = response?.ok ? words.voted : words.notVoted;
  }

  copy.addEventListener("click", async () => {
    said.textContent = (await copied(turn.copy, row.parentElement)) ? words.copied : words.notCopied;
  });
  good.addEventListener("click", () => {
    row.querySelector("form")?.remove();
    void vote(true, null);
  });
  bad.addEventListener("click", () => {
    void vote(false, null);
    if (row.querySelector("form")) return;
    row.append(reasonForm(words, (reason) => void vote(false, reason)));
    row.querySelector("input")?.focus();
  });
  // What is said of the program itself, or to who is in distress, is no answer to be judged.
  row.append(copy, ...(turn.answer.kind === "help" ? [] : [good, bad]), said);
  return row;
}

function reasonForm(words: Words, send: (reason: string) => void): HTMLFormElement {
  const input = element("input", "");
  input.maxLength = 500;
  const submit = element("button", "", words.sendReason);
  const form = element("form", "", element("label", "", words.reason, input), submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.value);
    form.remove();
  });
  return form;
}
