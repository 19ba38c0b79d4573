/** An answer → shown to the whole channel, or handed to a person who knows more. */

import type { KnownBlock, RichTextElement } from "@slack/types";
import { SILENCE } from "../../chat/desk.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { quotesOf } from "../../grounding/answer.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { slackMessages } from "./messages.ts";
import { note } from "./note.ts";
import { EXPERT_PASSAGES } from "./wording.zh.ts";

/** What only the asker saw, for all of the channel, with the question and who asked it. */
export async function publish(
  desk: SlackDesk,
  { chat, message, responseUrl }: SlackPlace,
  person: string,
  id: string,
): Promise<Outcome> {
  const given = await answerIn(desk, chat, id);
  if (!given) return SILENCE;
  const way = responseUrl === null ? {} : { responseUrl, isPublic: true };
  const messages = slackMessages(given.answer, { publicUrl: desk.publicUrl });
  const heading = asked([user(person), { type: "text", text: ` 问：${given.question}` }]);
  return {
    deliveries: messages.map(({ text, blocks }, part) => ({
      chat,
      message,
      part,
      content: JSON.stringify({
        text: part === 0 ? `${note(`问：${given.question}`).text}\n${text}` : text,
        blocks: part === 0 ? [heading, ...blocks] : blocks,
        ...way,
      }),
    })),
  };
}

/** Names the person or group of the settings in the thread, with the question and what was found. */
export async function askExpert(
  desk: SlackDesk,
  { chat, message, thread, responseUrl }: SlackPlace,
  person: string,
  id: string,
): Promise<Outcome> {
  const given = await answerIn(desk, chat, id);
  if (!given || desk.expert === null) return SILENCE;
  const places = quotesOf(given.answer).map(({ citation }) => citation.address);
  const text = `请协助解答：${given.question}`;
  const blocks: KnownBlock[] = [
    asked([
      expertOf(desk.expert),
      { type: "text", text: " 请协助解答 " },
      user(person),
      { type: "text", text: ` 的问题：${given.question}` },
    ]),
    ...(places.length > 0
      ? note([EXPERT_PASSAGES, ...new Set(places)].join("\n· ").slice(0, 3_000)).blocks
      : []),
  ];
  // Who asked by a command asks in the channel now: somebody is to see it.
  const content = { ...note(text), blocks, ...(thread === null || responseUrl !== null ? {} : { thread }) };
  return { deliveries: [{ chat, message, part: 0, content: JSON.stringify(content) }] };
}

async function answerIn({ journal }: SlackDesk, chat: string, id: string): Promise<GivenAnswer | undefined> {
  const given = await journal.given(id);
  return given?.chat === chat ? given : undefined;
}

type Words = Extract<RichTextElement, { type: "text" | "user" | "usergroup" }>;

function asked(elements: Words[]): KnownBlock {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

function user(id: string): Words {
  return { type: "user", user_id: id };
}

function expertOf(id: string): Words {
  return id.startsWith("S") ? { type: "usergroup", usergroup_id: id } : user(id);
}
