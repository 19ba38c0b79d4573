/** The buttons under an answer in Slack. */

import type { ActionsBlock, Button, ContextActionsBlock, KnownBlock } from "@slack/types";
import type { GivenAnswer } from "../../chat/journal.ts";
import { offersSummary, offersToGoOn, partsCited } from "../../chat/offers.ts";
import { pressData } from "../../chat/presses.ts";
import { type Answer, quotesOf } from "../../grounding/answer.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { BUTTONS } from "./wording.zh.ts";

const MOST_WHOLE = 3;

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
    offersToGoOn(id, answer).map(({ label, data }) => pressButton(label, data)),
  ];
  const actions = rows
    .filter((row) => row.length > 0)
    .map((elements): ActionsBlock => ({ type: "actions", elements }));
  return answer.kind === "help" ? actions : [...actions, feedback(id)];
}

function wordButtons(id: string, answer: Answer): Button[] {
  const parts = partsCited(quotesOf(answer).map(({ citation }) => citation));
  // Words that were asked for as a whole have no more whole to be shown.
  const shown = answer.kind === "listing" || answer.kind === "excerpt" ? [] : parts.slice(0, MOST_WHOLE);
  return [
    ...shown.map(({ number }) =>
      pressButton(
        parts.length === 1 ? BUTTONS.whole : BUTTONS.wholeOf(number),
        pressData({ kind: "whole", id, citation: number }),
      ),
    ),
    ...(offersSummary(answer) ? [pressButton(BUTTONS.summary, pressData({ kind: "summary", id }))] : []),
  ];
}

export function feedback(id: string): ContextActionsBlock {
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

export function isButtons({ type }: Pick<KnownBlock, "type">): boolean {
  return type === "actions" || type === "context_actions";
}

function asksForHelp({ kind }: Answer): boolean {
  return kind === "not-found" || kind === "grounded";
}

/** Ids of actions have to differ within a message. */
function pressButton(text: string, data: string): Button {
  return plainButton(text, `press ${data}`, data);
}

function plainButton(text: string, action_id: string, value: string): Button {
  return { type: "button", text: { type: "plain_text", text, emoji: true }, action_id, value };
}
