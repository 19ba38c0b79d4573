/** The buttons under an answer in Slack. */

import type { ActionsBlock, Button, ContextActionsBlock, KnownBlock } from "@slack/types";
import type { GivenAnswer } from "../../chat/journal.ts";
import { MOST_IN_ROW, type Offer, offersToGoOn, wordOffers } from "../../chat/offers.ts";
import { pressData } from "../../chat/presses.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { BUTTONS } from "./wording.zh.ts";

/** With which those of what is offered begin. */
export const PRESS = "press";

/** Actions of our own beside these. */
export const ACTIONS = { publish: "publish", expert: "expert", feedback: "feedback" } as const;

export async function buttonBlocks(
  { expert, abilities }: Pick<SlackDesk, "expert" | "abilities">,
  { responseUrl }: SlackPlace,
  { id, answer }: GivenAnswer,
): Promise<KnownBlock[]> {
  const mayWantHelp = answer.kind === "not-found" || answer.kind === "grounded";
  const beside = [
    ...(responseUrl === undefined ? [] : [plainButton(BUTTONS.publish, ACTIONS.publish, id)]),
    ...(expert === null || !mayWantHelp ? [] : [plainButton(BUTTONS.expert, ACTIONS.expert, id)]),
  ];
  const { whole, summary } = await wordOffers(abilities, { id, answer }, BUTTONS);
  const rows = [
    // To be published is what an answer alone is for: that button is not crowded out.
    [...whole.map(pressButton), ...beside, ...summary.map(pressButton)].slice(0, MOST_IN_ROW),
    offersToGoOn(id, answer).map(pressButton),
  ];
  const actions = rows
    .filter((row) => row.length > 0)
    .map((elements): ActionsBlock => ({ type: "actions", elements }));
  return answer.kind === "help" ? actions : [...actions, feedback(id)];
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

export function offerBlocks(offers: readonly Offer[]): KnownBlock[] {
  return offers.length === 0 ? [] : [{ type: "actions", elements: offers.map(pressButton) }];
}

/** Ids of actions have to differ within a message. */
function pressButton({ label, data }: Offer): Button {
  return plainButton(label, `${PRESS} ${data}`, data);
}

function plainButton(text: string, action_id: string, value: string): Button {
  return { type: "button", text: { type: "plain_text", text, emoji: true }, action_id, value };
}
