/** A button that was pressed → what it promises: a page turned, words in full, another question answered, a vote. */

import type { CallbackQuery } from "grammy/types";
import { type Answer, quotesOf } from "../../answer/answer.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { asking, CHANGED, THANKS_BAD, THANKS_GOOD, TOO_MANY, TOO_OLD } from "../../chat/wording.zh.ts";
import { headingOf } from "../../render/render.ts";
import { answerOutcome, contentOf, pagesGiven } from "./answering.ts";
import { keyboardOf, type Pressed, pressedOf } from "./buttons.ts";
import { conversationOf, type Desk, type Place, type Post, SILENCE } from "./desk.ts";
import { withProgress } from "./progress.ts";
import { NOT_OPEN_SHORT } from "./wording.zh.ts";

/** Who pressed it, where, under which answer. */
interface Press {
  readonly place: Place;
  readonly person: string;
  readonly given: GivenAnswer;
  readonly post: Post;
}

/** Every press is acknowledged, or the button would seem to be stuck; what there is to say goes into the acknowledgement. */
export async function onButton(desk: Desk, query: CallbackQuery, post: Post): Promise<Outcome> {
  let note = "";
  const say = (text: string) => {
    note = text;
  };
  try {
    return await pressed(desk, query, post, say);
  } finally {
    await desk.api.raw
      .answerCallbackQuery({ callback_query_id: query.id, ...(note === "" ? {} : { text: note }) })
      // Acknowledged too late, or twice after a restart: then nobody waits for it.
      .catch((error: unknown) => desk.log.debug(String(error)));
  }
}

async function pressed(
  desk: Desk,
  { message, from, data, id: queryId }: CallbackQuery,
  post: Post,
  say: (text: string) => void,
): Promise<Outcome> {
  const { journal, access, limit, now } = desk;
  const press = pressedOf(data ?? "");
  const given = press && (await journal.given(press.id));
  // The buttons of a message are those of an answer in its chat; anything else was made up.
  if (!message || !press || !given || given.chat !== String(message.chat.id)) {
    say(TOO_OLD);
    return SILENCE;
  }
  const person = String(from.id);
  if (!(await access.allows(given.chat, person))) {
    say(NOT_OPEN_SHORT);
    return SILENCE;
  }
  const place: Place = {
    chat: given.chat,
    isPrivate: message.chat.type === "private",
    topic:
      "is_topic_message" in message && message.is_topic_message ? (message.message_thread_id ?? null) : null,
    message: `button ${queryId}`,
    replyTo: message.message_id,
  };
  const asks = press.kind !== "vote" && press.kind !== "page";
  if (asks && limit.take(place.chat, person, now()) !== "go") {
    say(TOO_MANY);
    return SILENCE;
  }
  if (
    press.kind !== "vote" &&
    press.kind !== "suggestion" &&
    !(await desk.abilities.stillHolds(given.answer))
  ) {
    say(CHANGED);
    return SILENCE;
  }
  if (press.kind === "vote") say(press.isGood ? THANKS_GOOD : THANKS_BAD);
  return answerPress(desk, press, { place, person, given, post });
}

async function answerPress(
  desk: Desk,
  press: Pressed,
  { place, person, given, post }: Press,
): Promise<Outcome> {
  const { abilities, journal } = desk;
  switch (press.kind) {
    case "page":
      return turnPage(desk, place, given, press.page);
    case "vote": {
      const { id: answerId, question, answer } = given;
      return {
        vote: { answerId, person: journal.pseudonym(person), isGood: press.isGood, question, answer },
      };
    }
    case "whole": {
      const citation = quotesOf(given.answer).find(
        (quote) => quote.citation.number === press.citation,
      )?.citation;
      if (!citation) return SILENCE;
      const question = `引用${citation.case.organization}的${citation.section}${citation.item ?? ""}`;
      return asked(question, () => abilities.wholeOf(citation));
    }
    case "summary": {
      const of = quotesOf(given.answer)[0]?.citation.case;
      return of ? asked(`总结${of.organization}的案例`, () => abilities.summaryOf(of.id)) : SILENCE;
    }
    case "suggestion": {
      const question = given.answer.suggestions[press.index];
      return question === undefined
        ? SILENCE
        : asked(question, () => abilities.answer({ question }), asking(question));
    }
    case "candidate": {
      const question = chosenQuestion(given, press.index);
      return question === undefined
        ? SILENCE
        : asked(question, () => abilities.answer({ question }), asking(question));
    }
  }

  /** As if whoever pressed the button had typed it. */
  async function asked(question: string, answer: () => Promise<Answer>, head?: string): Promise<Outcome> {
    const conversation = conversationOf(desk, place, person);
    return answerOutcome(desk, {
      place,
      conversation,
      question,
      answer: await withProgress(desk, place, post, answer),
      turn: { conversation, message: place.message, questions: [question] },
      ...(head === undefined ? {} : { head }),
    });
  }
}

/** The question again, with the case that is meant in the place of the name that several cases have. */
function chosenQuestion({ answer, question }: GivenAnswer, index: number): string | undefined {
  const candidate = answer.kind === "ambiguous" ? answer.candidates[index] : undefined;
  if (answer.kind !== "ambiguous" || !candidate) return undefined;
  const name = headingOf(candidate);
  return question.includes(answer.name) ? question.replace(answer.name, name) : `${name}：${question}`;
}

/** The message itself shows the other page. */
async function turnPage(desk: Desk, place: Place, given: GivenAnswer, number: number): Promise<Outcome> {
  const slot = await desk.journal.slotOf(place.chat, String(place.replyTo));
  const pages = pagesGiven(desk, given, place.isPrivate);
  const page = pages[number];
  if (!slot || !page) return SILENCE;
  const keyboard = keyboardOf(desk, { given, pages, page: number, isPrivate: place.isPrivate });
  const content = contentOf(page, { topic: null, replyTo: null }, keyboard);
  return { deliveries: [{ ...slot, content: JSON.stringify(content) }] };
}
