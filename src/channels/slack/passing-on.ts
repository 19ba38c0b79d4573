/** An answer → shown to the whole channel, or handed to a person who knows more. */

import type { KnownBlock, RichTextElement } from "@slack/types";
import { isReadable } from "../../chat/asker.ts";
import { SILENCE } from "../../chat/desk.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { quotesOf } from "../../grounding/answer.ts";
import { feedback } from "./buttons.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { withinResponses } from "./form.ts";
import { note, slackMessages } from "./messages.ts";
import { EXPERT_PASSAGES } from "./wording.zh.ts";

/** What only the asker saw, for all of the channel, with the question and who asked it. */
export async function publish(
  desk: SlackDesk,
  { chat, responseUrl }: SlackPlace,
  person: string,
  id: string,
): Promise<Outcome | "published"> {
  const given = await answerIn(desk, chat, id);
  if (!given) return SILENCE;
  // One place for it, however often and by whomever the button is pressed.
  const message = `published ${id}`;
  if ((await desk.journal.partsOf(chat, message)) > 0) return "published";
  const way = responseUrl === null ? {} : { responseUrl, isPublic: true };
  const whole = slackMessages(given.answer, { publicUrl: desk.publicUrl });
  const messages = responseUrl === null ? whole : await withinResponses(whole, { person }, given);
  const heading = asked([user(person), { type: "text", text: ` 问：${given.question}` }]);
  return {
    deliveries: messages.map(({ text, blocks, ...rest }, part) => ({
      chat,
      message,
      part,
      content: JSON.stringify({
        text: part === 0 ? `${note(`问：${given.question}`).text}\n${text}` : text,
        blocks: [
          ...(part === 0 ? [heading] : []),
          ...blocks,
          ...(part === messages.length - 1 ? [feedback(id)] : []),
        ],
        ...rest,
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
  // By the address that came along: the bot need not be there.
  const way =
    responseUrl === null ? { ...(thread === null ? {} : { thread }) } : { responseUrl, isPublic: true };
  const content = { ...note(text), blocks, ...way };
  return { deliveries: [{ chat, message, part: 0, content: JSON.stringify(content) }] };
}

async function answerIn(desk: SlackDesk, chat: string, id: string): Promise<GivenAnswer | undefined> {
  const given = await desk.journal.given(id);
  return given?.chat === chat && (await isReadable(desk, given)) ? given : undefined;
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
