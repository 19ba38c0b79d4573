/** What an app is told of that is neither said to it nor pressed. */

import type {
  AgentSessionStoppedEvent,
  AppHomeOpenedEvent,
  AppUninstalledEvent,
  AssistantThreadStartedEvent,
  LinkSharedEvent,
  MemberJoinedChannelEvent,
  MemberLeftChannelEvent,
  TokensRevokedEvent,
} from "@slack/types";
import { nextTs } from "./message-times.ts";
import { BOT, type Channel, directMessage, type EventOf, event, type Person, WORKSPACE } from "./people.ts";

export function opensHome(by: Person, tab: "home" | "messages" = "home"): EventOf<AppHomeOpenedEvent> {
  return event({
    type: "app_home_opened",
    user: by.id,
    channel: directMessage(by).id,
    tab,
    event_ts: nextTs(),
  });
}

/** Addresses of the app's own domains, in a message that was said before. */
export function sharesLinks(
  by: Person,
  where: Channel,
  messageTs: string,
  ...urls: readonly string[]
): EventOf<LinkSharedEvent> {
  return event({
    type: "link_shared",
    user: by.id,
    channel: where.id,
    message_ts: messageTs,
    is_bot_user_member: true,
    unfurl_id: `${where.id}.${messageTs}.local`,
    source: "conversations_history",
    links: urls.map((url) => ({ url, domain: new URL(url).hostname })),
    event_ts: nextTs(),
  });
}

/** A new conversation beside what its person is looking at; its thread begins with a message of the app. */
export function startsAssistant(by: Person, at?: Channel): EventOf<AssistantThreadStartedEvent> {
  const ts = nextTs();
  return event({
    type: "assistant_thread_started",
    assistant_thread: {
      user_id: by.id,
      context: at ? { channel_id: at.id, team_id: WORKSPACE.id, enterprise_id: null } : {},
      channel_id: directMessage(by).id,
      thread_ts: ts,
    },
    event_ts: nextTs(),
  });
}

/** Somebody has had enough of what is being written. */
export function stopsSession(
  by: Person,
  where: Channel,
  threadTs: string,
  ...streaming: readonly string[]
): EventOf<AgentSessionStoppedEvent> {
  return event({
    type: "agent_session_stopped",
    channel: where.id,
    user: by.id,
    thread_ts: threadTs,
    streaming_message_ts: streaming,
    event_ts: nextTs(),
  });
}

export function addsBot(by: Person, where: Channel): EventOf<MemberJoinedChannelEvent> {
  return event({ ...membership(where), type: "member_joined_channel", inviter: by.id });
}

export function removesBot(where: Channel): EventOf<MemberLeftChannelEvent> {
  return event({ ...membership(where), type: "member_left_channel" });
}

function membership({ id, kind }: Channel) {
  const channel_type = kind === "channel" ? "C" : "G";
  return { user: BOT.id, channel: id, channel_type, team: WORKSPACE.id, event_ts: nextTs() };
}

/** From now on nothing that the app calls is answered. */
export function uninstalls(): EventOf<AppUninstalledEvent> {
  return event({ type: "app_uninstalled" });
}

export function revokesTokens(): EventOf<TokensRevokedEvent> {
  return event({ type: "tokens_revoked", tokens: { oauth: [], bot: [BOT.id] } });
}
