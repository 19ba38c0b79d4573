/** A button that was pressed in Slack → what it promises. */

import type { BlockAction, BlockElementAction, ButtonAction } from "@slack/bolt";
import { type Post, SILENCE } from "../../chat/desk.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { respondToPress } from "../../chat/presses.ts";
import { ACTIONS } from "./buttons.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { askExpert, publish } from "./passing-on.ts";
import { askReason } from "./reason.ts";

type Pressed = Partial<Pick<ButtonAction, "value" | "action_id">>;

export async function onAction(
  desk: SlackDesk,
  body: BlockAction<BlockElementAction>,
  post: Post,
): Promise<Outcome> {
  const action = body.actions[0] as Pressed | undefined;
  const place = placeOfPress(body);
  if (!action?.value || !place) return SILENCE;
  const person = body.user.id;
  if (action.action_id === ACTIONS.publish) return publish(desk, place, person, action.value);
  if (action.action_id === ACTIONS.expert) return askExpert(desk, place, person, action.value);
  const { outcome, note } = await respondToPress(
    desk,
    desk.stage,
    { place, person, data: action.value, turnPage: async (_: GivenAnswer) => SILENCE },
    post,
  );
  const { vote } = outcome;
  if (vote && !vote.isGood) await askReason(desk, body.trigger_id, vote.answerId);
  if (note !== "") await whisper(desk, place, person, note);
  return outcome;
}

/** In the thread in which the button stands; what was shown to one person alone is gone on with in the same way. */
export function placeOfPress({
  channel,
  message,
  container,
  response_url,
  trigger_id,
}: BlockAction): SlackPlace | undefined {
  const chat = channel?.id;
  if (chat === undefined) return undefined;
  const isPrivate = chat.startsWith("D");
  const isEphemeral = container.is_ephemeral === true;
  const thread = isEphemeral ? null : (message?.thread_ts ?? message?.ts ?? null);
  return {
    chat,
    room: isPrivate || thread === null ? "" : String(thread),
    isPrivate,
    message: `press ${trigger_id}`,
    thread: thread === null ? null : String(thread),
    responseUrl: isEphemeral ? (response_url ?? null) : null,
  };
}

/** To one person alone; not kept, and no loss where it cannot be said. */
export async function whisper(
  { client, log }: SlackDesk,
  { chat, thread }: Pick<SlackPlace, "chat" | "thread">,
  person: string,
  text: string,
): Promise<void> {
  await client.chat
    .postEphemeral({ channel: chat, user: person, text, ...(thread === null ? {} : { thread_ts: thread }) })
    .catch((error: unknown) => log.debug(String(error)));
}
