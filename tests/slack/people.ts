/** People and channels of a workspace, and what an app is told when they write, press and ask. */

import type { EnvelopedEvent } from "@slack/bolt";
import type { AppMentionEvent, GenericMessageEvent, SlackEvent } from "@slack/types";
import { nextTs } from "./message-times.ts";
import type { Bot, Channel, Incoming, Person, Team } from "./slack-types.ts";

export type { Bot, Channel, Incoming, Person, Team };

/** The events themselves are one union of a hundred; what a builder makes says which of them it is. */
export interface EventOf<E> {
  readonly type: "events_api";
  readonly payload: EnvelopedEvent<E>;
}

/** The one that the app is installed in. */
export const WORKSPACE: Team = { id: "T000000001", name: "工会", domain: "union" };

/** Another organisation, which shares a channel by Slack Connect. */
export const PARTNER: Team = { id: "T000000002", name: "友邻工会", domain: "partner" };

export const BOT: Bot = {
  id: "U0ANLITONG",
  name: "anlitong",
  realName: "案例通",
  teamId: WORKSPACE.id,
  isBot: true,
  botId: "B0ANLITONG",
  appId: "A0ANLITONG",
};

let lastId = 0;

function newId(prefix: string): string {
  lastId += 1;
  return `${prefix}${lastId.toString(36).toUpperCase().padStart(9, "0")}`;
}

export function person(realName: string, other: Partial<Person> = {}): Person {
  const id = newId("U");
  return { id, name: id.toLowerCase(), realName, teamId: WORKSPACE.id, ...other };
}

export function channel(name = "工会工作"): Channel {
  return { id: newId("C"), name, kind: "channel" };
}

export function privateChannel(name = "工会办公室"): Channel {
  return { id: newId("C"), name, kind: "group" };
}

/** Several people and the bot. */
export function groupMessage(name = "mpdm-1"): Channel {
  return { id: newId("C"), name, kind: "mpim" };
}

/** Where one writes to the bot alone. */
export function directMessage({ id }: Person): Channel {
  return { id: `D${id.slice(1)}`, name: "directmessage", kind: "im", user: id };
}

export interface Saying {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly team?: Team;
  /** Beside or in place of what the builder gives. */
  readonly event?: Readonly<Record<string, unknown>>;
}

type Said = EventOf<GenericMessageEvent & { readonly text: string }>;

/** A message in a channel, a thread or a direct message. */
export function says(by: Person, where: Channel, text: string, options: Saying = {}): Said {
  const ts = options.ts ?? nextTs();
  return event(
    {
      type: "message",
      client_msg_id: crypto.randomUUID(),
      user: by.id,
      text,
      ts,
      team: by.teamId,
      channel: where.id,
      channel_type: where.kind,
      event_ts: ts,
      ...(options.thread_ts ? { thread_ts: options.thread_ts } : {}),
      blocks: [
        { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
      ],
      ...options.event,
    },
    by,
    options.team,
  ) as Said;
}

/**
 * A message that names the bot reaches an app twice that subscribes to both: as a message and as a mention, with
 * different event_id, and in either order.
 */
export function mentions(
  by: Person,
  where: Channel,
  text: string,
  options: Saying = {},
): [message: Said, mention: EventOf<AppMentionEvent>] {
  const named = text.includes(`<@${BOT.id}`) ? text : `<@${BOT.id}> ${text}`;
  const message = says(by, where, named, { ...options, ts: options.ts ?? nextTs() });
  const {
    channel_type: _,
    subtype: __,
    ...rest
  } = message.payload.event as unknown as Record<string, unknown>;
  const mention = event({ ...rest, type: "app_mention" }, by, options.team);
  return [message, mention as EventOf<AppMentionEvent>];
}

/** The same message with another text. */
export function edits({ payload }: Said, text: string, other: Saying = {}): EventOf<SlackEvent> {
  const before = payload.event as unknown as Record<string, unknown>;
  const ts = nextTs();
  const { channel, channel_type, event_ts: _, ...previous } = before;
  const message = { ...previous, text, edited: { user: before.user, ts } };
  return event({
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel,
    channel_type,
    ts,
    event_ts: ts,
    message,
    previous_message: previous,
    ...other.event,
  });
}

export function deletes({ payload }: Said): EventOf<SlackEvent> {
  const {
    channel,
    channel_type,
    event_ts: _,
    ...previous
  } = payload.event as unknown as Record<string, unknown>;
  const ts = nextTs();
  return event({
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    channel,
    channel_type,
    ts,
    event_ts: ts,
    deleted_ts: previous.ts,
    previous_message: previous,
  });
}

/** Another app, or this one. */
export function botSays(
  where: Channel,
  text: string,
  options: Saying & { readonly botId?: string } = {},
): Said {
  const ts = options.ts ?? nextTs();
  return event({
    type: "message",
    subtype: "bot_message",
    bot_id: options.botId ?? "B0OTHER",
    username: "日报机器人",
    text,
    ts,
    channel: where.id,
    channel_type: where.kind,
    event_ts: ts,
    ...(options.thread_ts ? { thread_ts: options.thread_ts } : {}),
    ...options.event,
  }) as Said;
}

/** Files with a few words. */
export function shares(
  by: Person,
  where: Channel,
  text: string,
  options: Saying & { name?: string } = {},
): Said {
  const { name = "案例.docx" } = options;
  const id = newId("F");
  const file = {
    id,
    created: Math.floor(Date.now() / 1000),
    name,
    title: name,
    mimetype: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    filetype: "docx",
    pretty_type: "Word Document",
    user: by.id,
    editable: false,
    size: 20_480,
    mode: "hosted",
    is_external: false,
    url_private: `https://files.slack.com/files-pri/${WORKSPACE.id}-${id}/${encodeURIComponent(name)}`,
    permalink: `https://${WORKSPACE.domain}.slack.com/files/${by.id}/${id}/x`,
  };
  return says(by, where, text, {
    ...options,
    event: { subtype: "file_share", files: [file], upload: true, ...options.event },
  });
}

let lastEvent = 0;

/** An event as the app is told of it; one that `by` of another team says comes by a shared channel. */
export function event<E = SlackEvent>(
  inner: Readonly<Record<string, unknown>>,
  by?: Person,
  team: Team = WORKSPACE,
): EventOf<E> {
  lastEvent += 1;
  const isShared = by !== undefined && by.teamId !== WORKSPACE.id;
  return {
    type: "events_api",
    payload: {
      token: "local",
      team_id: isShared ? by.teamId : team.id,
      ...(isShared ? { context_team_id: team.id, context_enterprise_id: null } : {}),
      api_app_id: BOT.appId,
      event: inner,
      type: "event_callback",
      event_id: `Ev${lastEvent.toString(36).toUpperCase().padStart(9, "0")}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: BOT.id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: isShared,
      event_context: `4-${lastEvent}`,
    },
  } as unknown as EventOf<E>;
}
