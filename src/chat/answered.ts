/** A question with its answer → what is shown, and what is remembered. */

import { randomBytes } from "node:crypto";
import type { ChatDesk, Place } from "./desk.ts";
import type { GivenAnswer, Outcome, Turn } from "./journal.ts";

export function newAnswerId(): string {
  return randomBytes(9).toString("base64url");
}

export interface Answered extends Pick<GivenAnswer, "conversation" | "question" | "answer"> {
  /** The same for an answer and one that comes in its place: its buttons are those of both. */
  readonly id?: string;
  readonly place: Place;
  /** Another may come in its place. */
  readonly isEarly?: boolean;
  /** A line above the answer, where the question is not seen in the chat. */
  readonly head?: string | null | undefined;
  /** What follow-ups have to know. */
  readonly turn?: Turn;
}

export async function answered(
  { stage }: Pick<ChatDesk, "stage">,
  { id = newAnswerId(), place, conversation, question, answer, isEarly, head = null, turn }: Answered,
): Promise<Outcome> {
  const { chat, message } = place;
  // What people say to each other is no turn of the conversation either.
  if (answer.reply === "silent") {
    if (answer.says !== undefined) await stage.react(place, "thanked");
    return stage.nothing(place);
  }
  const given: GivenAnswer = { id, chat, message, conversation, question, answer, head };
  return { deliveries: await stage.answer(place, given, isEarly), given, ...(turn && { turn }) };
}
