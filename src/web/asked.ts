/** What was typed into the chat page, and how it is meant → the question that is answered, or a line why there is none. */

import { z } from "zod";
import type { Abilities } from "../answer/abilities.ts";
import type { Asking } from "../answer/asking.ts";
import { IN_CHATS } from "../chat/curate-wording.zh.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "../chat/limits.ts";
import { UNKNOWN_COMMAND, usage } from "../chat/request-wording.zh.ts";
import { type Named, requestOf } from "../chat/requests.ts";
import { NEW_TOPIC } from "../chat/wording.zh.ts";
import type { Answer } from "../grounding/answer.ts";
import { ASK, CHAT_MODES } from "./pages/ask-wording.zh.ts";

/** Older questions are of no use to a follow-up. */
export const MOST_REMEMBERED = 30;

export const typedShape = z.object({
  mode: z.enum(CHAT_MODES).catch("ask"),
  text: z.string(),
  history: z.array(z.string()),
});

export type Typed = z.infer<typeof typedShape>;

export type Asked =
  | {
      readonly kind: "question";
      /** As follow-ups will have to know it. */
      readonly question: string;
      readonly history: readonly string[];
      readonly answer: (asking?: Asking) => Promise<Answer>;
    }
  /** `forget`: what was asked before is of no matter any more. */
  | { readonly kind: "note"; readonly note: string; readonly forget: boolean };

export function askedOf({ mode, text, history: sent }: Typed, abilities: Abilities): Asked {
  const request = requestOf(mode === "ask" ? null : mode, text);
  // What was refused as too long when it was asked left nothing to go on from.
  const history = sent.filter((one) => one.length <= MAX_QUESTION).slice(-MOST_REMEMBERED);
  const note = (line: string, forget = false): Asked => ({ kind: "note", note: line, forget });
  const answered = (question: string, named?: Named): Asked => ({
    kind: "question",
    question,
    history,
    answer: (asking) =>
      named
        ? named(abilities, asking)
        : abilities.answer({ question, history, addressed: "private" }, asking),
  });
  switch (request.kind) {
    case "question": {
      const problem = tooLong("问题", request.question, MAX_QUESTION);
      return problem === undefined ? answered(request.question, request.named) : note(problem);
    }
    case "verify": {
      const problem = tooLong("要核对的文字", request.text, MAX_VERIFIED);
      if (problem !== undefined) return note(problem);
      const question = `核实“${request.text.slice(0, MAX_QUESTION - 4)}”`;
      return { kind: "question", question, history, answer: () => abilities.verify(request.text) };
    }
    case "new":
      return note(NEW_TOPIC, true);
    case "privacy":
      return note(ASK.privacy);
    case "curate":
      return note(IN_CHATS);
    case "forget":
      return note(ASK.forgotten, true);
    case "usage":
      return note(usage(request.command));
    case "unknown":
      return note(UNKNOWN_COMMAND(request.command));
    // There is nothing here that a code opens, and what is under way is stopped by its button.
    case "pair":
    case "unpair":
    case "stop":
    case "quiet":
    case "help":
    case "start":
      return answered("帮助");
  }
}
