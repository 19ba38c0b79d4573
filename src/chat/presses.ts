/** A button that was pressed under an answer → what it promises: words in full, another question answered, a vote. */

import type { Asking } from "../answer/asking.ts";
import { type Answer, quotesOf } from "../grounding/answer.ts";
import { chosenQuestion } from "../render/chosen.ts";
import { answered } from "./answered.ts";
import { onBehalfAt } from "./asker.ts";
import { CURATORS_ONLY, FILE_BUTTONS } from "./curate-wording.zh.ts";
import { type ChatDesk, conversationOf, type Job, type Place, SILENCE, turnAt } from "./desk.ts";
import { questionFor } from "./history.ts";
import type { GivenAnswer, Outcome, Vote } from "./journal.ts";
import type { Offer } from "./offers.ts";
import { waitFor } from "./waiting.ts";
import * as wording from "./wording.zh.ts";

const LETTERS = {
  page: "p",
  whole: "w",
  summary: "s",
  suggestion: "q",
  candidate: "c",
  vote: "v",
  file: "f",
} as const;

type PressKind = keyof typeof LETTERS;

const KINDS = Object.keys(LETTERS) as readonly PressKind[];

interface Pressed {
  readonly kind: PressKind;
  /** Of the answer, or of a file that waits. */
  readonly id: string;
  /** Which page, citation (by its number), suggestion or candidate of it; of a vote 1 for a good one, 0 for a bad one; of a file one of `DECISIONS`. */
  readonly at: number;
}

const DECISIONS = { discard: 0, keep: 1, replace: 2 } as const;

/** As a platform carries it with the button: at most 20 ASCII characters. */
export function pressData(kind: PressKind, id: string, at?: number): string {
  return [LETTERS[kind], id, ...(at === undefined ? [] : [at])].join(":");
}

/** Undefined for what is not ours, or of an older make. */
export function pressedOf(data: string): Pressed | undefined {
  const [, letter = "", id, digits = "0"] = data.match(/^(\w):([\w-]{12})(?::(\d{1,4}))?$/) ?? [];
  const kind = KINDS.find((one) => LETTERS[one] === letter);
  return kind && id !== undefined ? { kind, id, at: Number(digits) } : undefined;
}

export interface Press {
  /** Where what comes of it goes; its `message` names the press. */
  readonly place: Place;
  readonly person: string;
  readonly data: string;
  /** The message under which the button stands, by the platform's id; absent where its pages are not turned. */
  readonly under?: string;
}

export interface Pressing {
  /** What is said at once to whoever pressed it, and to nobody else; "" where the outcome says it all. */
  readonly note: string;
  /** What it asks for stands in the chat already: the message, by the platform's id, and the answer. */
  readonly standing?: { readonly message: string; readonly given: GivenAnswer };
  /** Settles when the work is done that the button stands for. */
  readonly outcome: Promise<Outcome>;
}

export function respondToPress(desk: ChatDesk, press: Press, job: Job): Promise<Pressing> {
  return onBehalfAt(desk, press.place, press.person, (place) => respondAt(desk, { ...press, place }, job));
}

async function respondAt(desk: ChatDesk, press: Press, job: Job): Promise<Pressing> {
  const { journal, access, limit, now } = desk;
  const { place, person } = press;
  const pressed = pressedOf(press.data);
  if (pressed?.kind === "file") return decideFile(desk, press, pressed, job);
  const given = pressed && (await journal.given(pressed.id));
  // The buttons of a chat are those of answers in it; anything else was made up.
  if (!pressed || (given && given.chat !== place.chat)) return nothing(wording.UNKNOWN_BUTTON);
  if (!given) return nothing(wording.TOO_OLD);
  if (!(await access.allows(place.chat, person))) return nothing(wording.NOT_OPEN);
  const isAsked = pressed.kind !== "vote" && pressed.kind !== "page";
  if (isAsked && limit.take(place.chat, person, now()) !== "go") return nothing(wording.TOO_MANY);
  const isShown = pressed.kind === "page" || pressed.kind === "whole" || pressed.kind === "summary";
  // Where not everybody may read everything, what is offered below an answer is for who may still read it.
  const showsGiven = isShown || place.scope !== undefined;
  if (showsGiven && !(await desk.abilities.stillHolds(given.answer))) return nothing(wording.CHANGED);
  if (pressed.kind === "vote") {
    const isGood = pressed.at === 1;
    const vote = voteOn(given, journal.pseudonym(person), isGood);
    return { outcome: Promise.resolve({ vote }), note: isGood ? wording.THANKS_GOOD : wording.THANKS_BAD };
  }
  const asked = questionOf(desk, pressed, given);
  if (asked && (await wasJustAsked(desk, press, asked))) return nothing(wording.JUST_ANSWERED);
  const standing = asked && (await standingCopy(desk, place, asked));
  if (standing) {
    const turn = turnAt(desk, place, conversationOf(desk, place, person), [asked.question]);
    return { note: wording.STANDS, standing, outcome: Promise.resolve({ turn }) };
  }
  const outcome =
    pressed.kind === "page"
      ? desk.stage.turn(place, given, pressed.at, press.under ?? "")
      : askAgain(desk, press, job, asked);
  // Whoever asked for it awaits it, but may have something to do before.
  outcome.catch(() => {});
  return { outcome, note: "" };
}

/** What may be done with a file that waits. */
export function decisionsOn(id: string, first: "keep" | "replace"): readonly Offer[] {
  return ([first, "discard"] as const).map((decision) => ({
    label: FILE_BUTTONS[decision],
    data: pressData("file", id, DECISIONS[decision]),
  }));
}

/** It waits on the disk: what was decided before, or is too old, is told so. */
async function decideFile(desk: ChatDesk, press: Press, { id, at }: Pressed, job: Job): Promise<Pressing> {
  const { curating, access, stage } = desk;
  const { place, person } = press;
  if (!(await access.allows(place.chat, person))) return nothing(wording.NOT_OPEN);
  if (!curating?.isCurator(person)) return nothing(CURATORS_ONLY);
  const { keep, discard } = curating.documents;
  // Nobody can give up what is written already, so that none is told that it was.
  const outcome = stage
    .working({ place, person, job }, () =>
      at === DECISIONS.discard ? discard(id) : keep(id, at === DECISIONS.replace, person),
    )
    .then((made) =>
      "done" in made
        ? stage.note(place, made.done)
        : stage.note(place, made.problem, made.mayReplace && decisionsOn(id, "replace")),
    );
  outcome.catch(() => {});
  return { outcome, note: "" };
}

/** Whoever presses a button twice wants one answer. */
const TWICE_MS = 30_000;

export async function wasJustAsked(
  desk: Pick<ChatDesk, "journal" | "now">,
  { place, person }: Pick<Press, "place" | "person">,
  { question }: Pick<PressedQuestion, "question">,
): Promise<boolean> {
  const since = desk.now() - TWICE_MS;
  const [last] = await desk.journal.turns(conversationOf(desk, place, person), { since, limit: 1 });
  return last?.questions.at(-1) === question;
}

/** So long people still look back in a chat. */
const STANDS_MS = 24 * 60 * 60 * 1000;

/** Where several read along, what one of them had shown is there for all. */
async function standingCopy(
  { journal, abilities, now }: ChatDesk,
  { chat, isPrivate }: Place,
  { question }: PressedQuestion,
): Promise<Pressing["standing"]> {
  if (isPrivate) return undefined;
  const given = await journal.answerTo(chat, question, now() - STANDS_MS);
  const message = given && (await journal.sentAs({ chat, message: given.message, part: 0 }));
  if (!given || message === undefined || !(await abilities.stillHolds(given.answer))) return undefined;
  return { message, given };
}

/** `person`: what stands for them here. */
export function voteOn({ id, question, answer }: GivenAnswer, person: string, isGood: boolean): Vote {
  return { answerId: id, person, isGood, question, answer };
}

function nothing(note: string): Pressing {
  return { outcome: Promise.resolve(SILENCE), note };
}

/** A question as if whoever pressed the button had typed it. */
interface PressedQuestion {
  readonly question: string;
  readonly answer: (asking: Asking) => Promise<Answer>;
  readonly head?: string;
}

function questionOf(
  { abilities }: Pick<ChatDesk, "abilities">,
  { kind, at }: Pick<Pressed, "kind" | "at">,
  given: GivenAnswer,
): PressedQuestion | undefined {
  switch (kind) {
    case "whole": {
      const cited = quotesOf(given.answer).find(({ citation }) => citation.number === at);
      if (!cited) return undefined;
      const { citation } = cited;
      return { question: questionFor(citation), answer: () => abilities.wholeOf(citation) };
    }
    case "summary": {
      const of = quotesOf(given.answer)[0]?.citation.case;
      if (!of) return undefined;
      const question = `总结${of.organization}的案例`;
      return { question, answer: (asking) => abilities.summaryOf(of.id, asking) };
    }
    case "suggestion":
      return typed(given.answer.suggestions[at]);
    case "candidate":
      return typed(chosenQuestion(given, at));
    case "page":
    case "vote":
    case "file":
      return undefined;
  }

  function typed(question: string | undefined): PressedQuestion | undefined {
    if (question === undefined) return undefined;
    return {
      question,
      answer: (asking) => abilities.answer({ question }, asking),
      head: wording.asked(question),
    };
  }
}

/** What a button asks; undefined for one that asks nothing. */
export function questionBehind(
  desk: Pick<ChatDesk, "abilities">,
  data: string,
  given: GivenAnswer,
): string | undefined {
  const pressed = pressedOf(data);
  return pressed && questionOf(desk, pressed, given)?.question;
}

async function askAgain(
  desk: ChatDesk,
  { place, person }: Press,
  job: Job,
  pressed: PressedQuestion | undefined,
): Promise<Outcome> {
  if (!pressed) return SILENCE;
  const { question, answer, head } = pressed;
  const conversation = conversationOf(desk, place, person);
  return answered(desk, {
    place,
    conversation,
    question,
    answer: await waitFor(desk, { place, person, job }, answer),
    turn: turnAt(desk, place, conversation, [question]),
    head,
  });
}
