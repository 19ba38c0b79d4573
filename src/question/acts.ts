/** What is said, and what is known of the conversation → what the message does: asks the documents, or something else. */

import { taggedWords } from "../language/dictionary.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { itemSlot } from "./item-slot.ts";
import { comparedIn, kindOf } from "./kinds.ts";
import { asksWhichCases } from "./lists.ts";
import { clausesOf, type Said } from "./noise.ts";
import { ordinalsIn } from "./ordinals.ts";
import { inStandardSpeech } from "./speech.ts";

/** How the program was spoken to; a channel that knows says so. */
export const ADDRESSED = [
  "private",
  "mention",
  "reply-to-bot-answer",
  "thread-follow-up",
  "command",
] as const;
export type Addressed = (typeof ADDRESSED)[number];

export interface Circumstances {
  readonly addressed?: Addressed | undefined;
  /** Something was asked before in this conversation. */
  readonly goesOn: boolean;
  /** The message names a case, or quotes one. */
  readonly names: boolean;
}

/**
 * `off-field` and `law` hold only where the corpus lacks the words `key`. `asks` and `talks-to-others` are a guess where `sure` is
 * false: the latter holds only where the message names nothing of the corpus.
 */
export type Reading =
  | { readonly act: "asks"; readonly sure: boolean }
  | { readonly act: Social }
  | { readonly act: "talks-to-others"; readonly sure: boolean }
  | { readonly act: "distressed"; readonly danger: boolean }
  | { readonly act: "own-dispute" }
  /** `troubles`: what befell whoever is to be helped, in the words that say it. */
  | { readonly act: "helps-others"; readonly troubles: readonly string[] }
  | { readonly act: "wants-text"; readonly kind: "text" | "pastime" | "translation" }
  | { readonly act: "off-field"; readonly field: string; readonly key: string }
  | { readonly act: "about-bot"; readonly matter: string }
  | { readonly act: "judges-worth" }
  | { readonly act: "injects" }
  | { readonly act: "foreign" };

/** Acts of a message all of whose clauses are of such a kind. */
export type Social =
  | "insults"
  | "misunderstood"
  | "blames"
  | "doubts"
  | "lost"
  | "wants-all"
  | "wants-another"
  | "wants-less"
  | "wants-more"
  | "again"
  | "new-topic"
  | "stop"
  | "ends"
  | "thanks"
  | "parts"
  | "greets-all"
  | "greets"
  | "laughs"
  | "reacts"
  /** With thanks. */
  | "takes-note";

const SOCIAL: Readonly<Record<string, Social>> = {
  insults: "insults",
  missed: "misunderstood",
  wrong: "blames",
  doubts: "doubts",
  unclear: "lost",
  another: "wants-another",
  less: "wants-less",
  more: "wants-more",
  again: "again",
  "new-topic": "new-topic",
  stop: "stop",
  ends: "ends",
  // Said to somebody else.
  "thanks-others": "reacts",
  thanks: "thanks",
  farewells: "parts",
  "greets-all": "greets-all",
  greets: "greets",
  laughs: "laughs",
  reacts: "reacts",
};

/** In this order where clauses differ: 答非所问，什么破机器人 blames, 谢谢，很有用 thanks. */
const PRIORITY = [...new Set(Object.values(SOCIAL).toReversed())].toReversed();

/** What a text that is ordered is to be about: without the words that order it. */
export function subjectOfText(said: string): string {
  return acts.without("frame", readable(said)).replace(/\s+/g, " ").trim();
}

/** 改成大白话: of what was just told. */
export function rewrites(said: string): boolean {
  return acts.says("rewrites", readable(said));
}

/** 楼上说的对吗: to have words checked that somebody said above. */
export function pointsAbove(said: string): boolean {
  return acts.says("points-above", readable(said));
}

/** Of several clauses the last orders something. */
export function wishesSomething(said: string): boolean {
  return talk.says("wishes", clausesOf(readable(said)).at(-1) ?? "");
}

/** To have words checked that stand elsewhere: 这句是原文吗, 核实一下. */
export function wishesCheck(said: string): boolean {
  return acts.says("checks", readable(said));
}

/** Longer messages are read by their beginning; whoever writes so much chats no more. */
const MAX_READ = 600;

const heard = (words: string) => inStandardSpeech(readable(words.slice(0, MAX_READ))).trim();

const chat = openTemplates("chat");
const acts = openTemplates("acts");
const talk = openTemplates("talk");
const offField = openTemplates("off-field");
const summary = openTemplates("summary");
const read = openTemplates("read");

export function actOf(message: Said, circumstances: Circumstances): Reading {
  const bare = heard(message.bare);
  const said = heard(message.said);
  if (circumstances.goesOn && (read.says("when-of-it", said) || read.says("both", said)))
    return { act: "asks", sure: true };
  const ofCases = acts.says("about-cases", bare);
  if (!ofCases && acts.says("danger", bare)) return { act: "distressed", danger: true };
  // What befell them has to be said, and nobody named whose way to meet it may be asked.
  const isOfNamed = circumstances.names && !acts.says("came-to-us", bare);
  const troubles = ofCases || isOfNamed || !acts.says("for-others", bare) ? [] : troublesIn(bare);
  if (troubles.length > 0) return { act: "helps-others", troubles };
  if (!ofCases && acts.says("low", bare)) return { act: "distressed", danger: false };
  if (message.attacks.length > 0 && !isQuestion(said, circumstances)) return { act: "injects" };
  const social = socialOf(bare, circumstances);
  // 收到，谢谢 takes note and thanks.
  if (social === "laughs" || social === "reacts")
    return { act: socialOf(said, { ...circumstances, names: false }) === "thanks" ? "takes-note" : social };
  if (social) return { act: social };
  if (isForeign(said)) return { act: "foreign" };
  const matter = aboutBot(said, circumstances);
  if (matter) return { act: "about-bot", matter };
  // Called upon by name and asked something that the documents may tell, anybody may answer.
  const mayBeAnybodys =
    message.called.length > 0 && circumstances.addressed === undefined && talk.says("asks", said);
  if (isTalk(message, said, circumstances)) return { act: "talks-to-others", sure: !mayBeAnybodys };
  // 原话发我，做展板 wants no text written.
  if (
    acts.says("wants-text", summary.without("for-whom", said)) &&
    !talk.says("asks", talk.without("modal", said))
  )
    return { act: "wants-text", kind: textKind(said) };
  if (isOwnDispute(bare)) return { act: "own-dispute" };
  if (acts.says("worth", said)) return { act: "judges-worth" };
  const field = offField.first(said);
  const key = field === undefined ? undefined : offField.match(field, said)?.groups?.key;
  const isForCases = asksWhichCases(said);
  const elsewhere = !(circumstances.names || isForCases) || (field !== undefined && ANYWHERE.has(field));
  if (field !== undefined && key !== undefined && elsewhere) return { act: "off-field", field, key };
  const toColleagues = circumstances.addressed === "thread-follow-up" && talk.says("errands", said);
  const asks = (circumstances.names || talk.says("asks", said)) && !toColleagues;
  // A number, a wish to quote, sum up, list or compare, a question for cases.
  const isPlain =
    /^\d*$/.test(said) ||
    kindOf(said) !== "ask" ||
    isForCases ||
    comparedIn(said).length > 0 ||
    talk.says("lists", said);
  const goesOn = circumstances.goesOn && (talk.says("fragment", said) || itemSlot(said) !== null);
  if (isPlain || ordinalsIn(said) || goesOn) return { act: "asks", sure: true };
  if (!asks && !talk.says("wishes", said) && said.length <= MAX_TALK)
    return { act: "talks-to-others", sure: false };
  return { act: "asks", sure: false };
}

/** Of a place that has a case, too, this is asked as of any other. */
const ANYWHERE: ReadonlySet<string> = new Set(["weather", "clock", "traffic", "parcel", "food"]);

/** Whoever says more than this has something to tell the program. */
const MAX_TALK = 24;

const MAX_CLAUSE = 40;

/** Two phrases of chat run together where nobody sets a sign: 懂了谢谢. */
const MAX_JOINED = 12;

/**
 * Undefined where a clause says something else, or nothing is said but signs. Beside such a clause a statement that asks
 * for nothing changes nothing: 早安各位，今天降温注意保暖.
 */
function socialOf(bare: string, { names, goesOn }: Circumstances): Social | undefined {
  const found = new Set<Social>();
  const others: string[] = [];
  for (const clause of clausesOf(bare)) {
    const socials = clause.length > MAX_CLAUSE ? [] : socialsIn(clause.replace(/[\s"'“”]+$/u, ""));
    for (const social of socials) found.add(social);
    if (socials.length === 0) others.push(clause);
  }
  const rest = others.join(",");
  // 细则第三章讲的职权，帮我概括一下 asks for a summary of what it names.
  const sumsUp = found.has("wants-less") && kindOf(bare) === "summary";
  const asks =
    names || sumsUp || rest.length > MAX_CLAUSE || talk.says("asks", rest) || talk.says("wishes", rest);
  if (others.length > 0 && (asks || !isStatement(rest))) return undefined;
  const social = PRIORITY.find((one) => found.has(one));
  // 准不准 of what is told beside it, where no answer was given that it could be said of.
  return others.length > 0 && !goesOn && social === "doubts" ? undefined : social;
}

function socialsIn(clause: string): Social[] {
  const of = (words: string) => SOCIAL[chat.first(words) ?? ""];
  const whole = of(clause);
  if (whole) return [whole];
  if (clause.length > MAX_JOINED || /\d/.test(clause)) return [];
  for (let cut = 2; cut <= clause.length - 2; cut += 1) {
    const first = of(clause.slice(0, cut));
    const second = first && of(clause.slice(cut));
    if (second) return [first, second];
  }
  return [];
}

const MATTERS = ["privacy", "source", "export", "input", "updates", "cost", "self", "use", "any"] as const;

/** Of several such questions in one message (你是谁,能干啥) the help answers all. */
function aboutBot(said: string, circumstances: Circumstances): string | undefined {
  const whole = matterOf(said, circumstances);
  if (whole !== undefined) return whole;
  const each = clausesOf(said).map((clause) => matterOf(clause, circumstances));
  return each.length > 1 && each.every((matter) => matter !== undefined) ? "use" : undefined;
}

function matterOf(said: string, { names, goesOn }: Circumstances): string | undefined {
  const [subject] = acts.spans("bot-subject", said);
  const asked = subject ? `你${said.slice(subject.end)}` : said;
  const matter = MATTERS.find((one) => acts.says(`about-${one}`, asked));
  if (matter === undefined && !goesOn && acts.says("cost-alone", asked)) return "cost";
  return matter === "any" && names ? undefined : matter;
}

function textKind(said: string): "text" | "pastime" | "translation" {
  if (acts.says("translates", said)) return "translation";
  return acts.says("pastime", said) ? "pastime" : "text";
}

/** What is said in many ways goes by the word of the documents. */
function troublesIn(bare: string): readonly string[] {
  const known = Object.entries(TROUBLES).flatMap(([group, word]) => (acts.says(group, bare) ? [word] : []));
  return [...known, ...acts.spans("trouble", bare).map(({ start, end }) => bare.slice(start, end))];
}

const TROUBLES: Readonly<Record<string, string>> = { unpaid: "欠薪", dismissed: "解除劳动合同" };

/** Who tells of themselves; what somebody asks for others, or of the documents, is a question. */
function isOwnDispute(bare: string): boolean {
  if (!acts.says("dispute", bare) || acts.says("practice", bare)) return false;
  return acts.says("own", bare) || !(acts.says("others", bare) || acts.says("rule", bare));
}

/** What is left of a message that also attacks; a bare name is no question then. */
function isQuestion(said: string, { names }: Circumstances): boolean {
  return talk.says("asks", said) || (names && talk.says("wishes", said));
}

/** Said to others: by its address, by words for somebody at a desk nearby, or as a statement in a thread of people. */
function isTalk(message: Said, said: string, { addressed, goesOn, names }: Circumstances): boolean {
  const toProgram = addressed === "private" || addressed === "mention" || addressed === "command";
  if (toProgram || message.callsProgram) return false;
  if (message.called.length > 0) return true;
  if (talk.says("wants-words", said)) return false;
  const amongPeople = addressed !== undefined || goesOn;
  const asks = talk.says("asks", said);
  const inThread = addressed === "thread-follow-up";
  const errand = talk.says("errands", said) && (inThread || !asks) && !talk.says("wishes", said);
  if (talk.says("calls", said) && (amongPeople || errand || talk.says("colleagues", said))) return true;
  if (!amongPeople) return false;
  if (talk.says("colleagues", said) || leansToPeople(said, names)) return true;
  if (names) return false;
  if (errand) return true;
  if (asks || talk.says("wishes", said)) return false;
  return talk.says("comments", said) || (inThread && isStatement(said));
}

/** So many hints more than what speaks for a question make it talk. */
const MOST_ASKED = 3;

/** Hints weighed against a question, a wish and a name; of several clauses the last says what is wanted. */
function leansToPeople(said: string, names: boolean): boolean {
  const last = clausesOf(said).at(-1) ?? said;
  const cue = (group: string, worth: number) => (talk.says(group, said) ? worth : 0);
  const forTalk = cue("cue-self", 1) + cue("cue-people", 1) + cue("cue-guess", 1) + cue("cue-errand", 2);
  const asked = (talk.says("asks", last) ? 3 : 0) + (talk.says("wishes", last) ? 1 : 0) + (names ? 2 : 0);
  return forTalk - asked >= MOST_ASKED - (isStatement(last) ? 1 : 0);
}

/** Somebody says that something is so; names of things alone ask for them: 那应用成效. */
function isStatement(said: string): boolean {
  return taggedWords(said).some(({ tag }) => STATES.test(tag)) && !talk.says("fragment", said);
}

/** Verbs, adverbs, particles of aspect and mood, as the dictionary names them; verbs used as names are none. */
const STATES = /^(?:v(?!n)|d|ul|uz|ug|y|zg|z)/;

/** Latin words that are English; pinyin is looked up. */
function isForeign(said: string): boolean {
  if (/\p{Script=Han}/u.test(said)) return false;
  const words = said.match(/[a-z']+/g) ?? [];
  const english = words.filter((word) => ENGLISH.has(word)).length;
  return words.length >= 2 && english >= Math.max(1, words.length / 5);
}

const ENGLISH: ReadonlySet<string> = new Set(
  (
    "what which who whom whose when where why how is are was were does did could would should will shall may the of in on at " +
    "for to from with about and or not please tell show give list find summarize summarise explain describe compare many much my " +
    "your they their this that these those it its there has have had any all some case cases union workers worker"
  ).split(" "),
);
