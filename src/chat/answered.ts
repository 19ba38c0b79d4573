/** A question with its answer → what is shown, and what is remembered. */

import { randomBytes } from "node:crypto";
import type { Answer } from "../grounding/answer.ts";
import type { ChatDesk, Place } from "./desk.ts";
import type { GivenAnswer, Outcome, Turn } from "./journal.ts";

export function newAnswerId(): string {
  return randomBytes(9).toString("base64url");
}

export interface Answered {
  /** The same for an answer and one that comes in its place: its buttons are those of both. */
  readonly id?: string;
  readonly place: Place;
  readonly conversation: string;
  readonly question: string;
  readonly answer: Answer;
  /** Another may come in its place. */
  readonly isEarly?: boolean;
  /** A line above the answer, where the question is not seen in the chat. */
  readonly head?: string | null | undefined;
  /** What follow-ups have to know. */
  readonly turn?: Turn;
}

export async function answered(
  { stage }: Pick<ChatDesk, "stage">,
  { id = newAnswerId(), place, conversation, question, answer, isEarly, head, turn }: Answered,
): Promise<Outcome> {
  // What people say to each other is no turn of the conversation either.
  if (answer.reply === "silent") {
    if (answer.says !== undefined) await stage.react(place, "thanked");
    return stage.nothing(place);
  }
  const given: GivenAnswer = {
    id,
    chat: place.chat,
    message: place.message,
    conversation,
    question,
    answer,
    head: head ?? null,
  };
  return {
    deliveries: await stage.answer(place, given, isEarly),
    given,
    ...(turn === undefined ? {} : { turn }),
  };
}
