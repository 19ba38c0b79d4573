/** Message → what people in chats get that ask the documents nothing, or the words of the question with the noise off. */

import type { Case } from "../corpus/case.ts";
import type { Answer, NonEmpty } from "../grounding/answer.ts";
import { readable } from "../language/templates.ts";
import {
  type Addressed,
  actOf,
  pointsAbove,
  type Reading,
  type Social,
  wishesCheck,
} from "../question/acts.ts";
import { claimIn } from "../question/claims.ts";
import { clausesOf, type Said, withoutNoise } from "../question/noise.ts";
import { partsOf } from "../question/parts.ts";
import { summaryWish } from "../question/summary-wish.ts";
import type { Topic } from "../question/topic.ts";
import { checkText } from "./check-text.ts";
import { citableFor, excerptOfQuotes } from "./citable.ts";
import type { Knowledge } from "./knowledge.ts";
import { likelyReading } from "./likely-reading.ts";
import * as replies from "./replies.ts";
import { tells } from "./telling.ts";

export interface Spoken {
  readonly question: string;
  readonly addressed?: Addressed | undefined;
  /** The text of the message replied to. */
  readonly replyTo?: string | undefined;
}

export type Talk =
  /** `forgets`: what was talked about before is over. `perhaps`: what a model may find told all the same, or draft. */
  | { readonly kind: "answered"; readonly answer: Answer; readonly forgets?: true; readonly perhaps?: string }
  /**
   * To be looked up: all of it, and the questions in it. `orElse`: the answer where no rule among the documents tells it, nor,
   * if it is asked `forOthers`, any case.
   */
  | {
      readonly kind: "asked";
      readonly said: string;
      readonly parts: NonEmpty<string>;
      readonly orElse?: Answer;
      readonly forOthers?: true;
    };

/** `topic`: what is talked about so far. */
export async function talkOf(spoken: Spoken, topic: Topic | null, knowledge: Knowledge): Promise<Talk> {
  const said = withoutNoise(spoken.question);
  const above = said.quotedAbove ?? spoken.replyTo ?? null;
  const [, pasted = above, wish = said.said] = said.said.match(PASTED) ?? [];
  if (pasted !== null && wishesCheck(wish)) return answered(await checkText(pasted, knowledge));
  // Of what the program just said the source is shown.
  if (pasted === null && pointsAbove(said.said))
    return topic
      ? social("doubts", { spoken, said, topic, knowledge })
      : answered(replies.line("courtesy", replies.POINT_AT_IT));
  if (!/[\p{L}\p{N}+]/u.test(said.bare)) return wordless(spoken.question, said);
  const number = said.said.normalize("NFKC").match(ONLY_NUMBER)?.[1];
  const listed = topic && topic.listed.length > 1 ? topic.listed.length : 0;
  if (Number(number) <= listed) return asked(said.said);
  // Of one place none can be chosen: people count themselves off who take note.
  if (number !== undefined && topic?.quotes.length === 1 && !isAlone(spoken)) return answered(replies.SILENT);
  const names = await namesCase(said.said, knowledge);
  const circumstances = { addressed: spoken.addressed, goesOn: topic !== null, names };
  const reading = await likelyReading(actOf(said, circumstances), said, circumstances, knowledge);
  // 真的假的, under words of somebody's.
  if (pasted !== null && reading.act === "doubts") return answered(await checkText(pasted, knowledge));
  const claim = FIRST.has(reading.act) ? null : claimIn(said.said);
  if (claim !== null && (await tells(claim, knowledge))) return asked(said.said);
  const talk = await talkTo(reading, { spoken, said, topic, knowledge });
  return talk ?? asked(said.said);
}

/** Whoever is in trouble is heard, whatever he takes to be so: 我是不是太没用了. */
const FIRST: ReadonlySet<Reading["act"]> = new Set(["distressed", "own-dispute", "helps-others", "injects"]);

const ONLY_NUMBER = /^\s*(\d{1,2})\s*$/;

/** “words” and what is wished of them. */
const PASTED = /^\s*[“"「『]([\s\S]{6,})[”"」』]\s*(\S[\s\S]{0,40})$/;

interface Scene {
  readonly spoken: Spoken;
  readonly said: Said;
  readonly topic: Topic | null;
  readonly knowledge: Knowledge;
}

/** Null for a question. */
async function talkTo(reading: Reading, scene: Scene): Promise<Talk | null> {
  const { said, topic, knowledge, spoken } = scene;
  switch (reading.act) {
    case "asks":
      return null;
    case "distressed":
      return reading.danger
        ? answered(replies.line("redirect", replies.IN_DANGER))
        : answered(replies.line("redirect", replies.inDistress(await knows("12351", knowledge))));
    case "own-dispute":
      return ownDispute(said.said, knowledge);
    case "helps-others": {
      const parts: NonEmpty<string> = [said.said, ...reading.troubles.map(replies.casesThatTell)];
      return {
        kind: "asked",
        said: said.said,
        parts,
        orElse: replies.notAsked(replies.FOR_OTHERS_UNTOLD),
        forOthers: true,
      };
    }
    case "injects":
      return answered(replies.offTopic(replies.REFUSED_TO_OBEY));
    case "foreign":
      return answered(replies.offTopic(replies.ENGLISH));
    case "judges-worth":
      return answered(replies.offTopic(replies.WORTH));
    case "about-bot": {
      if (reading.matter === "any" && (await tells(said.said, knowledge))) return null;
      const says = replies.aboutBot(reading.matter);
      return answered({
        kind: "help",
        ...(says === undefined ? {} : { says }),
        suggestions: [],
        carried: null,
      });
    }
    case "off-field": {
      if (await knows(reading.key, knowledge)) return null;
      const mayBeTold = knowledge.writer !== undefined && (await tells(said.said, knowledge));
      return {
        ...answered(replies.offTopic(replies.offField(reading.field))),
        ...(mayBeTold && { perhaps: said.said }),
      };
    }
    case "talks-to-others": {
      if (!reading.sure && (await tells(said.said, knowledge))) return null;
      if (!reading.sure && topic && said.said.length <= MAX_FOLLOW_UP && !isAmongPeople(spoken)) return null;
      if (reading.sure || isAmongPeople(spoken)) return answered(replies.SILENT);
      return said.said.length <= MAX_REMARK ? answered(replies.LISTENING) : null;
    }
    case "wants-text":
      return wantsText(reading.kind, scene);
    default:
      return social(reading.act, scene);
  }
}

/** Said to the program alone, what is longer is looked up, and may be refused. */
const MAX_REMARK = 12;

/** 然后, 成效, 3: so short, it goes on from what was talked about. */
const MAX_FOLLOW_UP = 6;

async function wantsText(
  kind: "text" | "pastime" | "translation",
  { said, topic, knowledge, spoken }: Scene,
): Promise<Talk> {
  const says = kind === "translation" ? replies.TRANSLATION_OF : replies.DRAFT;
  if (kind === "translation" && /[“"「]/.test(said.said))
    return answered(replies.offTopic(replies.TRANSLATION));
  const subject = spoken.replyTo === undefined ? said.said : `${said.said} ${spoken.replyTo}`;
  const citable = await citableFor(subject, kind === "pastime" ? null : topic, says, knowledge);
  const isDrafted = kind === "text" && knowledge.writer !== undefined;
  if (citable)
    return { ...answered({ ...citable, reply: "draft" }), ...(isDrafted && { perhaps: said.said }) };
  if (kind === "pastime") return answered(replies.offTopic(replies.PASTIME));
  if (kind === "translation") return answered(replies.offTopic(replies.TRANSLATION));
  return answered(replies.line("draft", replies.DRAFT_WITHOUT_SUBJECT));
}

async function social(act: Social, { spoken, said, topic, knowledge }: Scene): Promise<Talk> {
  const quiet = said.called.length > 0 || isAmongPeople(spoken);
  const courtesy = (text: string) => answered(quiet ? replies.SILENT : replies.line("courtesy", text));
  const checked = (says: string, count: number) =>
    answered(
      (topic && excerptOfQuotes(topic.quotes.slice(0, count), says)) ??
        replies.line("courtesy", replies.NOTHING_TO_CHECK),
    );
  switch (act) {
    case "thanks":
      return isAmongPeople(spoken) ? answered(replies.THANKED) : courtesy(replies.THANKS);
    case "ends":
      return courtesy(replies.THANKS);
    case "greets":
      return courtesy(replies.GREETING);
    case "parts":
    case "greets-all":
      return answered(
        isAlone(spoken)
          ? replies.line("courtesy", act === "parts" ? replies.FAREWELL : replies.GREETING)
          : replies.SILENT,
      );
    case "takes-note":
      return answered(isAmongPeople(spoken) ? replies.THANKED : replies.SILENT);
    case "laughs":
    case "reacts":
      return answered(replies.SILENT);
    case "stop":
      return courtesy(replies.STOPPED);
    case "new-topic":
      return { ...answered(replies.line("courtesy", replies.NEW_TOPIC)), forgets: true };
    case "insults":
      return spoken.addressed === "thread-follow-up"
        ? answered(replies.SILENT)
        : answered(replies.line("courtesy", replies.OFFENDED));
    case "misunderstood":
      return answered(replies.line("courtesy", replies.MISUNDERSTOOD));
    case "wants-all":
      return asked(replies.CATALOGUE);
    case "blames":
      return checked(replies.CHECKED_AGAIN, 3);
    case "doubts":
      return checked(replies.AS_THE_SOURCE_SAYS, 2);
    default:
      return goingOn(act, said.said, topic, knowledge);
  }
}

/** A first sentence longer than this is given as a summary instead. */
const MAX_SHORT = 160;

async function goingOn(
  act: "lost" | "wants-less" | "wants-more" | "wants-another" | "again",
  said: string,
  topic: Topic | null,
  knowledge: Knowledge,
): Promise<Talk> {
  if (act === "again") return topic ? asked(topic.part.said) : answered(replies.LISTENING);
  const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  const at = cases.findIndex(({ id }) => id === topic?.caseId);
  const unionCase = cases[at];
  if (!topic || !unionCase)
    return act === "wants-another" ? asked(replies.CATALOGUE) : answered(replies.LISTENING);
  if (act === "wants-more") return asked(replies.MORE);
  if (act === "wants-another") {
    const next = cases[(at + 1) % cases.length];
    return asked(replies.summaryOf(nameOf(next ?? unionCase)));
  }
  // 500字, 三点, 一句话: so much of the case.
  const { characters, points } = summaryWish(readable(said));
  if (act === "wants-less" && (characters ?? points) !== null && clausesOf(said).length === 1)
    return asked(replies.summaryOf(nameOf(unionCase), said));
  const [shortest] = [...topic.quotes].sort((a, b) => a.text.length - b.text.length);
  if (topic.part.kind === "summary" || !shortest || shortest.text.length > MAX_SHORT)
    return asked(replies.inOneSentence(nameOf(unionCase)));
  const [first = shortest] = topic.quotes;
  const quote = first.text.length <= MAX_SHORT ? first : shortest;
  const says = act === "lost" ? replies.IN_PLAIN_WORDS : replies.IN_SHORT;
  const excerpt = excerptOfQuotes([quote], says);
  return excerpt ? answered(excerpt) : asked(replies.inOneSentence(nameOf(unionCase)));
}

function nameOf({ organization, title }: Case): string {
  return organization === "" ? title : organization;
}

const MARKED = /[:;^][-_]?[)(^dp]|\p{Extended_Pictographic}|\p{Regional_Indicator}|[@＠:[<]|\/\//u;

/** Only emoji, stickers, links, names: a reaction; to the program's name alone it answers, and to mere signs as to nothing. */
function wordless(question: string, { quotedAbove, callsProgram }: Said): Talk {
  if (quotedAbove !== null) return asked(quotedAbove);
  if (callsProgram) return answered(replies.line("courtesy", replies.GREETING));
  return MARKED.test(question.normalize("NFKC").toLowerCase()) ? answered(replies.SILENT) : asked(question);
}

function isAmongPeople({ addressed }: Spoken): boolean {
  return addressed === "thread-follow-up" || addressed === "reply-to-bot-answer";
}

function isAlone({ addressed }: Spoken): boolean {
  return addressed === "private" || addressed === "mention";
}

async function namesCase(text: string, { finder }: Knowledge): Promise<boolean> {
  const { mentions } = await finder.find(text);
  return mentions.some(({ kind }) => kind !== "level" && kind !== "region");
}

/** The corpus has these very words. */
async function knows(words: string, { retriever }: Knowledge): Promise<boolean> {
  const concepts = await retriever.concepts(`“${words}”`);
  return concepts.length > 0 && concepts.every(({ known }) => known);
}

async function ownDispute(told: string, knowledge: Knowledge): Promise<Talk> {
  const related = await relatedCase(told, knowledge);
  const orElse = replies.notAsked(replies.ownDispute(await knows("12351", knowledge), related));
  // What is told and what is asked of it belong together.
  return { kind: "asked", said: told, parts: [told], orElse };
}

/** How much of what is told a case has to speak of to be named. */
const MIN_RELATED = 0.5;

async function relatedCase(text: string, { retriever }: Knowledge): Promise<string | undefined> {
  const [hit] = await retriever.retrieve(text, { limit: 1 });
  return hit && hit.coverage >= MIN_RELATED && hit.case.role === "case" ? hit.case.organization : undefined;
}

function answered(answer: Answer): { kind: "answered"; answer: Answer } {
  return { kind: "answered", answer };
}

function asked(said: string): Talk {
  return { kind: "asked", said, parts: partsOf(said) };
}
