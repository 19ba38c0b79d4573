/** 核查引文 on a message of anybody → whether its words are the corpus's, said to whoever asked alone. */

import type { MessageShortcut } from "@slack/bolt";
import type { Job } from "../../chat/desk.ts";
import { respondTo } from "../../chat/dialogue.ts";
import type { Outcome } from "../../chat/journal.ts";
import { wordsIn } from "./above.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { notOpen, SHORTCUT_EMPTY } from "./wording.zh.ts";

export const VERIFY_SHORTCUT = "verify";

export async function onShortcut(desk: SlackDesk, shortcut: MessageShortcut, job: Job): Promise<Outcome> {
  const { channel, user, message } = shortcut;
  const place = placeOfShortcut(shortcut);
  const text = wordsIn(message as Parameters<typeof wordsIn>[0], desk.botUserId);
  if (text === "") return { deliveries: await desk.stage.note(place, SHORTCUT_EMPTY) };
  const said = { place, person: user.id, at: desk.now(), request: { kind: "verify", text } as const };
  return respondTo(desk, said, job, notOpen(channel.id));
}

export function placeOfShortcut({ channel, user, response_url, trigger_id }: MessageShortcut): SlackPlace {
  return {
    chat: channel.id,
    room: "",
    isPrivate: false,
    message: `shortcut ${trigger_id}`,
    thread: null,
    responseUrl: response_url,
    person: user.id,
  };
}
