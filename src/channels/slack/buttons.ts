/** The buttons under an answer in Slack. */

import type { ActionsBlock, Button, ContextActionsBlock, KnownBlock } from "@slack/types";
import { type Answer, isCase, quotesOf } from "../../answer/answer.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { nameAmong, pressData } from "../../chat/presses.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { BUTTONS } from "./wording.zh.ts";

/** A button's label may be 75 characters; longer ones are cut by phones. */
const MAX_LABEL = 40;

const MOST_WHOLE = 3;
const MOST_CANDIDATES = 8;

/** Actions of our own beside those of answers. */
export const ACTIONS = {
  press: /^press/,
  publish: "publish",
  expert: "expert",
  feedback: "feedback",
} as const;

export function buttonBlocks(
  { expert }: Pick<SlackDesk, "expert">,
  { responseUrl }: SlackPlace,
  { id, answer }: GivenAnswer,
): KnownBlock[] {
  const rows = [
    [
      ...wordButtons(id, answer),
      ...(responseUrl === null ? [] : [plainButton(BUTTONS.publish, ACTIONS.publish, id)]),
      ...(expert !== null && asksForHelp(answer) ? [plainButton(BUTTONS.expert, ACTIONS.expert, id)] : []),
    ],
    followUps(id, answer),
  ];
  const actions = rows
    .filter((row) => row.length > 0)
    .map((elements): ActionsBlock => ({ type: "actions", elements }));
  return answer.kind === "help" ? actions : [...actions, feedback(id)];
}

function wordButtons(id: string, answer: Answer): Button[] {
  const quotes = quotesOf(answer);
  const places = new Map(
    quotes
      .toReversed()
      .map(({ citation }) => [`${citation.case.id}\n${citation.section}\n${citation.item ?? ""}`, citation]),
  );
  const parts = [...places.values()].sort((a, b) => a.number - b.number);
  // Words that were asked for as a whole have no more whole to be shown.
  const shown = answer.kind === "listing" || answer.kind === "excerpt" ? [] : parts.slice(0, MOST_WHOLE);
  const cases = new Map(quotes.map(({ citation }) => [citation.case.id, citation.case]));
  return [
    ...shown.map(({ number }) =>
      pressButton(
        parts.length === 1 ? BUTTONS.whole : BUTTONS.wholeOf(number),
        pressData({ kind: "whole", id, citation: number }),
      ),
    ),
    ...(cases.size === 1 && [...cases.values()].every(isCase) && answer.kind !== "summary"
      ? [pressButton(BUTTONS.summary, pressData({ kind: "summary", id }))]
      : []),
  ];
}

function followUps(id: string, answer: Answer): Button[] {
  if (answer.kind === "ambiguous")
    return answer.candidates
      .slice(0, MOST_CANDIDATES)
      .map((candidate, index) =>
        pressButton(nameAmong(answer.candidates, candidate), pressData({ kind: "candidate", id, index })),
      );
  return answer.suggestions
    .slice(0, answer.kind === "not-found" || answer.kind === "help" ? 3 : 2)
    .map((question, index) => pressButton(question, pressData({ kind: "suggestion", id, index })));
}

function feedback(id: string): ContextActionsBlock {
  const button = (text: string, isGood: boolean) => ({
    text: { type: "plain_text" as const, text },
    value: pressData({ kind: "vote", id, isGood }),
  });
  return {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: ACTIONS.feedback,
        positive_button: button(BUTTONS.good, true),
        negative_button: button(BUTTONS.bad, false),
      },
    ],
  };
}

function asksForHelp({ kind }: Answer): boolean {
  return kind === "not-found" || kind === "grounded";
}

/** Ids of actions have to differ within a message. */
function pressButton(text: string, data: string): Button {
  return plainButton(text, `press ${data}`, data);
}

function plainButton(text: string, action_id: string, value: string): Button {
  const label = text.length <= MAX_LABEL ? text : `${text.slice(0, MAX_LABEL - 1).toWellFormed()}…`;
  return { type: "button", text: { type: "plain_text", text: label, emoji: true }, action_id, value };
}
