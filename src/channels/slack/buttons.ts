/** The buttons under an answer in Slack. */

import type { ActionsBlock, Button, ContextActionsBlock, KnownBlock } from "@slack/types";
import type { GivenAnswer } from "../../chat/journal.ts";
import { offersToGoOn, wordRow } from "../../chat/offers.ts";
import { pressData } from "../../chat/presses.ts";
import { type Answer, quotesOf } from "../../grounding/answer.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { BUTTONS } from "./wording.zh.ts";

/** Actions of our own beside those of answers. */
export const ACTIONS = {
  press: /^press/,
  publish: "publish",
  expert: "expert",
  feedback: "feedback",
} as const;

export async function buttonBlocks(
  { expert, abilities }: Pick<SlackDesk, "expert" | "abilities">,
  { responseUrl }: SlackPlace,
  { id, answer }: GivenAnswer,
): Promise<KnownBlock[]> {
  const rows = [
    await wordButtons(
      abilities,
      { id, answer },
      {
        isAlone: responseUrl !== null,
        mayAsk: expert !== null && asksForHelp(answer),
      },
    ),
    offersToGoOn(id, answer).map(({ label, data }) => pressButton(label, data)),
  ];
  const actions = rows
    .filter((row) => row.length > 0)
    .map((elements): ActionsBlock => ({ type: "actions", elements }));
  return answer.kind === "help" ? actions : [...actions, feedback(id)];
}

/** To be published is what an answer alone is for: that button is not crowded out. */
async function wordButtons(
  abilities: SlackDesk["abilities"],
  { id, answer }: Pick<GivenAnswer, "id" | "answer">,
  { isAlone, mayAsk }: { readonly isAlone: boolean; readonly mayAsk: boolean },
): Promise<Button[]> {
  const publish = plainButton(BUTTONS.publish, ACTIONS.publish, id);
  const expert = plainButton(BUTTONS.expert, ACTIONS.expert, id);
  const beside = [...(isAlone ? [publish] : []), ...(mayAsk ? [expert] : [])];
  const citations = quotesOf(answer).map(({ citation }) => citation);
  if (citations.length === 0) return beside;
  return wordRow(abilities, answer, citations, {
    whole: ({ number }, isOnly) =>
      pressButton(isOnly ? BUTTONS.whole : BUTTONS.wholeOf(number), pressData("whole", id, number)),
    beside,
    summary: pressButton(BUTTONS.summary, pressData("summary", id)),
  });
}

export function feedback(id: string): ContextActionsBlock {
  const button = (text: string, isGood: boolean) => ({
    text: { type: "plain_text" as const, text },
    value: pressData("vote", id, isGood ? 1 : 0),
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
