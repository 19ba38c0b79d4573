/** Messages that grow while they are written, and what an assistant shows meanwhile. */

import { post, rewrite, shownAs, threadOf } from "./slack-messages.ts";
import { type Payload, refuse } from "./slack-types.ts";
import {
  findMessage,
  findRoom,
  type Room,
  type StoredMessage,
  type Stream,
  type World,
} from "./slack-world.ts";

const LONGEST_MARKDOWN = 12_000;
/** What stands in a message whose stream has brought nothing yet. */
const NOTHING_YET = "…";

export async function startStream(world: World, payload: Payload): Promise<Payload> {
  const room = findRoom(world, payload.channel, true);
  const threadTs = threadOf(world, room, payload.thread_ts);
  if (room.channel.kind !== "im") {
    if (!payload.recipient_user_id) refuse("missing_recipient_user_id");
    if (!payload.recipient_team_id) refuse("missing_recipient_team_id");
  }
  const stream: Stream = {
    startedAt: Date.now(),
    isOpen: true,
    markdown: "",
    tasks: new Map(),
    blocks: [],
    chunks: [],
  };
  take(stream, payload);
  const message = await post(
    world,
    room,
    { text: stream.markdown || NOTHING_YET },
    { stream, ...(threadTs ? { threadTs } : {}) },
  );
  // What grows is a session at work, until it is stopped or told to be at rest.
  if (threadTs) room.sessions.set(threadTs, { ...room.sessions.get(threadTs), status: "processing" });
  return { channel: room.channel.id, ts: message.ts };
}

export function appendStream(world: World, payload: Payload): Payload {
  const { room, message, stream } = openStream(world, payload);
  take(stream, payload);
  message.text = stream.markdown || NOTHING_YET;
  return { channel: room.channel.id, ts: message.ts };
}

export async function stopStream(world: World, payload: Payload): Promise<Payload> {
  const { room, message, stream } = openStream(world, payload);
  take(stream, payload);
  stream.blocks.push(...((payload.blocks as Payload[] | undefined) ?? []));
  if (payload.metadata) message.metadata = payload.metadata as Payload;
  const blocks = [
    ...(stream.markdown ? [{ type: "markdown", text: stream.markdown }] : []),
    ...stream.blocks,
  ];
  stream.isOpen = false;
  const text = stream.markdown || NOTHING_YET;
  await rewrite(world, room, message, { text, ...(blocks.length > 0 ? { blocks } : {}) });
  if (message.threadTs) {
    const { session_status: status = "active" } = payload;
    room.sessions.set(message.threadTs, {
      ...room.sessions.get(message.threadTs),
      status: String(status),
    });
  }
  return { channel: room.channel.id, ts: message.ts, message: shownAs(world, message) };
}

/** Slack ends a stream by itself when it has gone on for too long. */
function openStream(
  world: World,
  payload: Payload,
): { readonly room: Room; readonly message: StoredMessage; readonly stream: Stream } {
  const room = findRoom(world, payload.channel, true);
  const message = findMessage(room, payload.ts);
  if (!message.isOwn) refuse("message_not_owned_by_app");
  const { stream } = message;
  if (stream && Date.now() - stream.startedAt >= world.lives.stream) stream.isOpen = false;
  if (!stream?.isOpen) return refuse("message_not_in_streaming_state");
  return { room, message, stream };
}

function take(stream: Stream, { markdown_text, chunks = [] }: Payload): void {
  const given: Payload[] = [
    ...(markdown_text === undefined ? [] : [{ type: "markdown_text", text: markdown_text }]),
    ...(chunks as Payload[]),
  ];
  const more = given.reduce(
    (sum, { type, text }) => (type === "markdown_text" ? sum + String(text) : sum),
    "",
  );
  if (stream.markdown.length + more.length > LONGEST_MARKDOWN) refuse("msg_too_long");
  stream.markdown += more;
  stream.chunks.push(...given);
  for (const chunk of given) {
    if (chunk.type === "task_update")
      stream.tasks.set(String(chunk.id), { ...stream.tasks.get(String(chunk.id)), ...chunk });
    if (chunk.type === "plan_update") stream.planTitle = String(chunk.title);
    if (chunk.type === "blocks") stream.blocks.push(...(chunk.blocks as Payload[]));
  }
}

/** An empty status takes it away; so does a message of the app in the thread. */
export function setStatus(
  world: World,
  { channel_id, thread_ts, status, loading_messages = [] }: Payload,
): Payload {
  const room = findRoom(world, channel_id);
  const threadTs = threadOf(world, room, thread_ts) ?? "";
  room.statuses.push({
    at: Date.now(),
    threadTs,
    status: String(status),
    loadingMessages: loading_messages as readonly string[],
  });
  if (status === "") room.shown.delete(threadTs);
  else room.shown.set(threadTs, String(status));
  return {};
}

export function setTitle(world: World, { channel_id, thread_ts, title }: Payload): Payload {
  const room = findRoom(world, channel_id);
  room.titles.set(threadOf(world, room, thread_ts) ?? "", String(title));
  return {};
}

export function setSuggestedPrompts(world: World, { channel_id, ...rest }: Payload): Payload {
  const room = findRoom(world, channel_id);
  if (rest.thread_ts !== undefined) threadOf(world, room, rest.thread_ts);
  room.prompts.push(rest);
  return {};
}

/** "Required for thread-based sessions in regular channels and DMs", which are all that there are here. */
export function setSessionStatus(world: World, { channel_id, thread_ts, status, title }: Payload): Payload {
  const room = findRoom(world, channel_id);
  if (thread_ts === undefined)
    refuse("invalid_arguments", { response_metadata: { messages: ["thread_ts"] } });
  const threadTs = threadOf(world, room, thread_ts) ?? "";
  const known = room.sessions.get(threadTs);
  const kept = known?.title ?? title;
  room.sessions.set(threadTs, { status: String(status), ...(kept ? { title: String(kept) } : {}) });
  return {};
}

export function renameSession(world: World, { channel_id, thread_ts, title }: Payload): Payload {
  const room = findRoom(world, channel_id);
  const session = room.sessions.get(String(thread_ts));
  if (!session) return refuse("session_not_found");
  session.title = String(title);
  return {};
}
