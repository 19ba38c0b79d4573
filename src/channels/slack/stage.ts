/** What is to be said → messages of Slack in a thread, with buttons under the last. */

import type { KnownBlock } from "@slack/types";
import type { Post, Stage } from "../../chat/desk.ts";
import type { Delivery, GivenAnswer } from "../../chat/journal.ts";
import { withSigns } from "../../chat/signs.ts";
import { WORKING } from "../../chat/wording.zh.ts";
import { buttonBlocks } from "./buttons.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { slackMessages } from "./messages.ts";
import type { Content } from "./send.ts";
import { STATUS } from "./wording.zh.ts";

type StageDesk = Pick<SlackDesk, "client" | "journal" | "publicUrl" | "expert" | "log">;

/** Longer ones are cut in the list. */
const MAX_TITLE = 60;

/** Slack forgets a status after two minutes. */
const RENEW_MS = 60_000;

export function createStage(desk: StageDesk): Stage<SlackPlace> {
  return {
    note: (place, text) => inPlace(desk, place, [note(text)]),
    answer(place, given) {
      entitle(desk, place, given.question);
      return inPlace(desk, place, messagesOf(desk, place, given));
    },
    working: (place, post, task) => withStatus(desk, place, post, task),
  };
}

/** A conversation alone with the bot goes by its first question in the list of conversations. */
function entitle(
  { client, log }: StageDesk,
  { chat, thread, message, isPrivate }: SlackPlace,
  question: string,
) {
  if (!isPrivate || thread !== message) return;
  client.assistant.threads
    .setTitle({ channel_id: chat, thread_ts: thread, title: question.slice(0, MAX_TITLE).toWellFormed() })
    // Messages outside of the agent's tab have no title.
    .catch((error: unknown) => log.debug(String(error)));
}

/** A line of the program's own, in which nothing is a mention or markup. */
export function note(text: string): Pick<Content, "text" | "blocks"> {
  const blocks: KnownBlock[] = [
    {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  ];
  return { text: text.replace(/[&<>]/g, (sign) => ESCAPED[sign] ?? sign), blocks };
}

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function messagesOf(
  desk: StageDesk,
  place: SlackPlace,
  given: GivenAnswer,
): Pick<Content, "text" | "blocks">[] {
  const { answer, head } = given;
  const messages = slackMessages(answer, {
    publicUrl: desk.publicUrl,
    ...(head === null ? {} : { head }),
  });
  return messages.map(({ text, blocks }, i) => ({
    text,
    blocks: i === messages.length - 1 ? [...blocks, ...buttonBlocks(desk, place, given)] : blocks,
  }));
}

/** In the slots of the message answered; what stood in further ones, of a longer answer before, goes away. */
async function inPlace(
  { journal }: StageDesk,
  { chat, message, thread, responseUrl }: SlackPlace,
  contents: readonly Pick<Content, "text" | "blocks">[],
): Promise<Delivery[]> {
  const before = await journal.partsOf(chat, message);
  return Array.from({ length: Math.max(before, contents.length) }, (_, part) => {
    const content = contents[part] && {
      ...contents[part],
      ...(thread === null ? {} : { thread }),
      ...(responseUrl === null ? {} : { responseUrl }),
    };
    return { chat, message, part, content: content ? JSON.stringify(content) : null };
  });
}

/** Where there is no thread, as under a command, Slack shows by itself that something is under way. */
async function withStatus<T>(
  { client, log }: StageDesk,
  { chat, thread, message }: SlackPlace,
  post: Post,
  task: () => Promise<T>,
): Promise<T> {
  if (thread === null) return task();
  const say = (status: string) =>
    client.assistant.threads
      .setStatus({
        channel_id: chat,
        thread_ts: thread,
        status,
        ...(status === "" ? {} : { loading_messages: [...STATUS.steps] }),
      })
      // A sign that is not seen is no loss; a workspace may not have it.
      .catch((error: unknown) => log.debug(String(error)));
  const first = say(STATUS.working);
  const content = JSON.stringify({ ...note(WORKING), thread });
  const line = { chat, message, part: 0, content };
  const renew = () => void say(STATUS.working);
  try {
    return await withSigns({ renew, everyMs: RENEW_MS, line, post, log }, task);
  } finally {
    // The answer clears the status by itself; one that comes to nothing must do so too.
    void first.then(() => say(""));
  }
}
