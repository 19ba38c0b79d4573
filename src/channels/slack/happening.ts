/** A body of Slack → who said or did what where; nothing where it does not concern the bot. */

import type { BlockAction, MessageShortcut, SlashCommand, ViewSubmitAction } from "@slack/bolt";
import type {
  AgentSessionStoppedEvent,
  AppHomeOpenedEvent,
  AssistantThreadStartedEvent,
  LinkSharedEvent,
  ReactionAddedEvent,
} from "@slack/types";
import { onBehalfOf } from "../../chat/asker.ts";
import { type Job, placeIn, SILENCE, type Waiting } from "../../chat/desk.ts";
import { respondTo } from "../../chat/dialogue.ts";
import { type Known, laneIn } from "../../chat/happening.ts";
import type { Outcome } from "../../chat/journal.ts";
import { isGoodSign, onReaction } from "../../chat/reactions.ts";
import { deskFor, type SlackDesk, type SlackPlace } from "./desk.ts";
import { areTexts, type SlackBody } from "./intake.ts";
import { isOurs, onAction, onReason, placeOfPress, REASON_VIEW } from "./on-action.ts";
import { offerPrompts, onHome } from "./on-home.ts";
import { onLink } from "./on-link.ts";
import { onCommand, onMessage } from "./on-message.ts";
import { type MessageHappening, wordsIn } from "./said.ts";
import { session } from "./streams.ts";
import { SHORTCUT_EMPTY } from "./wording.zh.ts";

/**
 * Undefined also for what lacks a part without which it would be worked in vain, again and again. A mention comes as two
 * events, of which either may be the one that is for us.
 */
export function happeningIn(all: SlackDesk, body: SlackBody): Known {
  const desk = deskFor(all, teamOf(body));
  if (body.type === "event_callback") {
    const event = body.event as MessageHappening | undefined;
    if (typeof event !== "object" || event === null) return undefined;
    if (event.type === "message" || event.type === "app_mention")
      return onMessage(desk, event, String(body.team_id));
    return eventIn(desk, event, String(body.event_id));
  }
  if (body.command === undefined) return interactionIn(desk, body);
  const { command, trigger_id, channel_id, user_id, response_url, text } = body;
  const isWhole = areTexts(command, trigger_id, channel_id, user_id, response_url, text);
  return isWhole ? onCommand(desk, body as unknown as SlashCommand) : undefined;
}

/** Events other than messages, each of which is worked once. */
function eventIn(
  desk: SlackDesk,
  event: object & Pick<MessageHappening, "type" | "user">,
  key: string,
): Known {
  const other = (work: () => Promise<Outcome>): Known => ({ key, lane: `event ${event.user ?? ""}`, work });
  switch (event.type) {
    case "app_home_opened": {
      const { tab, user, channel } = event as AppHomeOpenedEvent;
      return other(() =>
        tab === "messages" ? offerPrompts(desk, user, { channel_id: channel }) : onHome(desk, user, channel),
      );
    }
    case "link_shared": {
      const shared = event as LinkSharedEvent;
      // Whoever reads along sees the card, and nobody knows where a message goes that is still being written.
      return other(() => onBehalfOf([shared.channel], () => onLink(desk, shared)));
    }
    // Of an app that is an assistant, as those were that came before agents.
    case "assistant_thread_started": {
      const { user_id, channel_id, thread_ts } = (event as AssistantThreadStartedEvent).assistant_thread;
      return other(() => offerPrompts(desk, user_id, { channel_id, thread_ts }));
    }
    case "reaction_added": {
      // Of people, under messages of ours, where it says whether the answer is of use.
      const { user, item_user, reaction, item } = event as ReactionAddedEvent;
      const isOfOthers = user !== desk.botUserId && item_user === desk.botUserId;
      if (!isOfOthers || isGoodSign(String(reaction)) === undefined) return undefined;
      const { channel: chat, ts: message } = item;
      return other(() => onReaction(desk, { chat, person: user, message, sign: reaction }));
    }
    case "agent_session_stopped":
      return stopIn(desk, event as AgentSessionStoppedEvent, key);
    default:
      return undefined;
  }
}

/** The stop button, after what it stops and before what is asked next. */
function stopIn(desk: SlackDesk, event: AgentSessionStoppedEvent, key: string): Known {
  const { channel, user, thread_ts } = event;
  if (!areTexts(channel, user, thread_ts)) return undefined;
  return {
    key,
    lane: laneIn({ chat: channel, room: channel.startsWith("D") ? "" : thread_ts }, String(user)),
    ends: (number) => ({
      number,
      reason: "pressed",
      ends: ({ place, person }: Waiting<SlackPlace>) =>
        person === user && place.chat === channel && place.thread === thread_ts,
    }),
    async work() {
      await session(desk.client, desk.log, { channel, thread: thread_ts }, "active");
      return SILENCE;
    },
  };
}

/** What comes of buttons, shortcuts and views. */
function interactionIn(desk: SlackDesk, body: SlackBody): Known {
  const { id } = (body.user ?? {}) as { readonly id?: string };
  if (!areTexts(id)) return undefined;
  const { id: view, hash, callback_id } = (body.view ?? {}) as Readonly<Record<string, unknown>>;
  const as = (work: (job: Job) => Promise<Outcome>, place?: SlackPlace): Known => ({
    key: `${body.type} ${body.trigger_id ?? `${view} ${hash}`}`,
    lane: `press ${id}`,
    place,
    work,
  });
  switch (body.type) {
    case "block_actions": {
      const press = body as unknown as BlockAction;
      return isOurs(press) ? as((job) => onAction(desk, press, job), placeOfPress(press)) : undefined;
    }
    case "message_action": {
      const shortcut = body as unknown as MessageShortcut;
      if (shortcut.callback_id !== VERIFY_SHORTCUT) return undefined;
      const { channel, user, response_url: responseUrl, trigger_id } = shortcut;
      const own = { ...placeIn(channel.id, false, `shortcut ${trigger_id}`), responseUrl, person: user.id };
      return as((job) => onShortcut(desk, own, shortcut, job), own);
    }
    case "view_submission":
      return callback_id === REASON_VIEW
        ? as(() => onReason(desk, body as unknown as ViewSubmitAction))
        : undefined;
    default:
      return undefined;
  }
}

/** The workspace of whoever is behind a body. */
function teamOf(body: SlackBody): string | undefined {
  const event = (body.event ?? {}) as Partial<MessageHappening>;
  const { team, user_team = team } = event.subtype === "message_changed" ? (event.message ?? {}) : event;
  const { team_id = user_team } = (body.user ?? {}) as { readonly team_id?: string };
  return team_id ?? (typeof body.team_id === "string" ? body.team_id : undefined);
}

export const VERIFY_SHORTCUT = "verify";

async function onShortcut(
  desk: SlackDesk,
  place: SlackPlace,
  { user, message }: MessageShortcut,
  job: Job,
): Promise<Outcome> {
  const text = wordsIn(message as Parameters<typeof wordsIn>[0], desk.botUserId);
  if (text === "") return desk.stage.note(place, SHORTCUT_EMPTY);
  const said = { place, person: user.id, at: desk.now(), request: { kind: "verify", text } as const };
  return respondTo(desk, said, job);
}
