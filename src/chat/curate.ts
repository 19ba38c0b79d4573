/** What whoever looks after the cases wants done from a chat → its outcome; others get one courteous line. */

import type { Abilities } from "../answer/abilities.ts";
import { type Quote, quotesOf } from "../grounding/answer.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { answered } from "./answered.ts";
import * as wording from "./curate-wording.zh.ts";
import type { Curating, Gathered } from "./curating.ts";
import { type ChatDesk, conversationOf, type Job } from "./desk.ts";
import { MAX_TURN_AGE_MS, repliedTo, type Said } from "./history.ts";
import type { Outcome } from "./journal.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "./limits.ts";
import type { CuratorRequest } from "./requests.ts";
import { waitFor } from "./waiting.ts";

export async function curate(
  desk: ChatDesk,
  said: Said,
  { command, text }: CuratorRequest,
  job: Job,
): Promise<Outcome> {
  const { curating, stage } = desk;
  const { place, person } = said;
  const note = (line: string) => stage.note(place, line);
  const list = async (gathered: () => Promise<Gathered>, all: (of: Gathered) => string, none: string) => {
    // What people asked alone with the program is not for a group to read.
    if (!place.isPrivate) return note(wording.ALONE_ONLY);
    const found = await gathered();
    return note(found.count === 0 ? none : all(found));
  };
  if (!curating?.isCurator(person)) return note(wording.CURATORS_ONLY);
  switch (command) {
    case "reindex":
      return note(wording.reindexed(await waitFor(desk, { place, person, job }, () => curating.reindex())));
    case "unanswered":
      return list(curating.unanswered, wording.unanswered, wording.NONE_UNANSWERED);
    case "feedback":
      return list(curating.disliked, wording.disliked, wording.NONE_DISLIKED);
    case "pin":
      return text === "" ? note(wording.pinned(await curating.pins())) : pin(desk, said, curating, text);
    case "unpin": {
      const question = text || (await questionMeant(desk, said));
      if (question === undefined) return note(wording.WHICH_QUESTION);
      return note(
        (await curating.unpin(question)) ? wording.unpinned(question) : wording.notPinned(question),
      );
    }
  }
}

const READ = openTemplates("read");

/** A question on a line of its own, then the place; without such a line the question is the one that was just answered. */
const WITH_QUESTION = /^(.+[?？])[^\S\n]*\n+([\s\S]+)$/;

async function pin(desk: ChatDesk, said: Said, curating: Curating, text: string): Promise<Outcome> {
  const { abilities, stage } = desk;
  const { place, person } = said;
  const note = (line: string) => stage.note(place, line);
  const [, written, where = text] = text.match(WITH_QUESTION) ?? [];
  const question = written?.trim() ?? (await questionMeant(desk, said));
  if (question === undefined) return note(wording.WHICH_QUESTION);
  if (READ.says("back", readable(question))) return note(wording.GOES_ON);
  const problem = tooLong("问题", question, MAX_QUESTION) ?? tooLong("原文", where, MAX_VERIFIED);
  if (problem) return note(problem);
  const asked = { place, conversation: conversationOf(desk, place, person), question };
  const checked = await abilities.verify(where);
  const verdict = checked.kind === "verification" ? checked.verdict : "absent";
  const quotes = verdict === "identical" ? quotesOf(checked) : await placeNamed(abilities, where);
  const [quote, ...others] = quotes;
  if (!quote && verdict === "altered")
    return answered(desk, { ...asked, answer: checked, head: wording.ALTERED });
  if (!quote) return note(wording.NO_PLACE);
  if (others.length > 0) return note(wording.SEVERAL_PLACES);
  await curating.pin(question, quote.citation, place.chat);
  // As whoever asks is answered from now on.
  return answered(desk, {
    ...asked,
    answer: await abilities.answer({ question }),
    head: wording.nowPinned(question),
  });
}

/** That of the answer replied to, or of the last one in the conversation. */
async function questionMeant(desk: ChatDesk, said: Said): Promise<string | undefined> {
  const { journal, now } = desk;
  const { place, person } = said;
  if (said.repliesTo) return (await repliedTo(desk, said))?.given.question;
  const recent = { since: now() - MAX_TURN_AGE_MS, limit: 1 };
  const [last] = await journal.latest(conversationOf(desk, place, person), recent);
  return last?.question;
}

const SENTENCES = /^第(\d{1,3})(?:[-~至](\d{1,3}))?句$/;

/** None where there is no such place, or a case alone is named; several where it holds more than one paragraph, and no sentence is named. */
async function placeNamed(
  { quoteNamed, reader }: Pick<Abilities, "quoteNamed" | "reader">,
  named: string,
): Promise<readonly Quote[]> {
  const words = named
    .replace(/[〔〕]/g, " ")
    .trim()
    .split(/[\s·]+/);
  const [, from, to = from] = words.at(-1)?.match(SENTENCES) ?? [];
  const [name = "", section, item] = from === undefined ? words : words.slice(0, -1);
  // A sentence that stands nowhere may name a case all the same.
  if (section === undefined) return [];
  const quotes = quotesOf(await quoteNamed(name, section, item));
  if (from === undefined) return quotes;
  const [first, last] = [Number(from), Number(to)];
  const holding = quotes.find(({ citation: { sentences } }) => sentences[0] <= first && last <= sentences[1]);
  if (!holding) return [];
  const { case: of, section: within, item: label } = holding.citation;
  const address = { caseId: of.id, section: within, item: label, first, last, fingerprint: null };
  const open = await reader.openAt(address);
  return open ? [open.quote] : [];
}
