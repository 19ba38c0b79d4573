/** What is to be said → messages of Slack in a thread, with buttons under the last. */

import type { Sign } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import type { Form } from "../../chat/stage.ts";
import { buttonBlocks, isButtons, offerBlocks } from "./buttons.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { fileOf } from "./file.ts";
import { note, slackMessages } from "./messages.ts";
import { type ProgressDesk, withProgress } from "./progress.ts";
import type { Content } from "./send.ts";
import { CONTINUED, DRAFT_FILE_MISSING, FILE_MISSING } from "./wording.zh.ts";

type Shown = Pick<Content, "text" | "blocks" | "onlyFor" | "file">;

type FormDesk = ProgressDesk & Pick<SlackDesk, "abilities" | "publicUrl" | "expert">;

/** Longer ones are cut in the list. */
const MAX_TITLE = 60;

export function formOf(desk: FormDesk): Form<SlackPlace, Content> {
  return {
    note: (place, text, offers = []) => {
      const { blocks, ...words } = note(text);
      return at(place, { ...words, blocks: [...blocks, ...offerBlocks(offers)] });
    },
    async answer(place, given) {
      entitle(desk, place, given.question);
      const messages = await messagesOf(desk, place, given);
      const shown =
        place.responseUrl === undefined ? messages : await withinResponses(messages, place, given);
      const drafts = shown.length < MOST_RESPONSES ? await draftFiles(place, given) : [];
      return [...shown, ...drafts].map((content) => at(place, content));
    },
    aside(place, person, text) {
      // Alone, and by a command, nobody else reads along in any case.
      const isHidden = place.isPrivate || place.responseUrl !== undefined;
      return at(place, { ...note(text), onlyFor: isHidden ? undefined : person });
    },
    react: (place, sign) => react(desk, place, sign),
    working: (waiting, task) => withProgress(desk, waiting, task),
  };
}

/** A thread that has but its first message is open to nobody, who would see the line there. */
function at({ message, thread, responseUrl }: SlackPlace, content: Shown): Content {
  const isFirst = thread !== undefined && message.startsWith(thread);
  return { ...content, thread: content.onlyFor && isFirst ? undefined : thread, responseUrl };
}

const REACTIONS = { waits: "eyes", thanked: "white_check_mark" } as const;

/** Under a message that somebody wrote: its place is named by its ts. */
async function react(
  { client, log }: FormDesk,
  { chat, message, responseUrl }: SlackPlace,
  sign: Sign,
): Promise<void> {
  if (responseUrl !== undefined || !/^\d+\.\d+$/.test(message)) return;
  // A workspace may not have given that permission.
  await quietly(log, client.reactions.add({ channel: chat, timestamp: message, name: REACTIONS[sign] }));
}

/** A conversation alone with the bot goes by its first question in the list of conversations. */
function entitle(
  { client, log }: FormDesk,
  { chat, thread, message, isPrivate }: SlackPlace,
  question: string,
) {
  if (!isPrivate || thread !== message) return;
  const title = question.slice(0, MAX_TITLE).toWellFormed();
  // Messages outside of the agent's tab have no title.
  void quietly(log, client.assistant.threads.setTitle({ channel_id: chat, thread_ts: thread, title }));
}

async function messagesOf(desk: FormDesk, place: SlackPlace, given: GivenAnswer): Promise<Shown[]> {
  const { answer, head } = given;
  const messages = slackMessages(answer, { publicUrl: desk.publicUrl, head });
  const buttons = await buttonBlocks(desk, place, given);
  return messages.map(({ text, blocks }, i) => ({
    text,
    blocks: i === messages.length - 1 ? [...blocks, ...buttons] : blocks,
  }));
}

/** Whoever wants a text written goes on with it in Word. */
async function draftFiles({ person }: SlackPlace, given: GivenAnswer): Promise<Shown[]> {
  const { answer } = given;
  const isDraft = answer.kind === "excerpt" && answer.drafted !== undefined;
  return isDraft && person ? [{ ...note(DRAFT_FILE_MISSING), file: await fileOf(given, person) }] : [];
}

/** What such an address takes; the last is kept for a line that says that the file did not come. */
const MOST_RESPONSES = 5;

/** Longer ones have their beginning, a line that says so, and all of it as a file, which only the asker gets. */
export async function withinResponses(
  messages: readonly Shown[],
  { person = "" }: Pick<SlackPlace, "person">,
  given: GivenAnswer,
): Promise<readonly Shown[]> {
  if (messages.length <= MOST_RESPONSES) return messages;
  const begun = messages.slice(0, MOST_RESPONSES - 2);
  const buttons = messages.at(-1)?.blocks.filter(isButtons) ?? [];
  const line = note(CONTINUED(begun.length, messages.length));
  return [
    ...begun,
    { ...line, blocks: [...line.blocks, ...buttons] },
    { ...note(FILE_MISSING), file: await fileOf(given, person) },
  ];
}
