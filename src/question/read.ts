/** The words of one question → what is asked, of which cases, in which part of them. */

import type { Case } from "../corpus/case.ts";
import { taggedWords } from "../language/dictionary.ts";
import { fold } from "../language/fold.ts";
import { STOP_WORDS, WEAK_WORDS, withoutAsking } from "../language/stop-words.ts";
import { openTemplates } from "../language/templates.ts";
import { unitAsked } from "../language/units-asked.ts";
import type { CaseFinder, CaseFinding } from "../search/find-case.ts";
import type { Mention } from "../search/mention.ts";
import { answerTypeOf, kindOf, withoutDeeds } from "./kinds.ts";
import { ordinalsIn } from "./ordinals.ts";
import type { Named, Part } from "./request.ts";
import { sectionSlots } from "./section-slots.ts";
import { sidesIn } from "./sides.ts";
import { inStandardSpeech } from "./speech.ts";

const READ = openTemplates("read");
const SUMMARY = openTemplates("summary");

/** `cases`: those of the index that `finder` knows. */
export async function readPart(said: string, finder: CaseFinder, cases: readonly Case[]): Promise<Part> {
  const finding = await finder.find(
    withWholeYears(inStandardSpeech(READ.replace("not-that", fold(said), " "))),
  );
  const named = namedIn(finding);
  // 镇江有什么做法 asks for a section of that case.
  const consulted = READ.without("consulting", finding.text);
  const consults =
    named.cases.length === 0 && consulted.length < finding.text.length && tellsSomething(consulted);
  const text = consults ? consulted : finding.text;
  const rest = consults ? READ.without("consulting", finding.rest) : finding.rest;
  const inQuestion = named.cases.flatMap((ordinal) => cases[ordinal] ?? []);
  // 案例第三个 counts a case, and no item; neither does the (一) of a title.
  const unplaced = finding.mentions.reduce(
    (words, { kind, start, end }) =>
      kind === "place" || /\(\d+\)$/.test(words.slice(start, end))
        ? `${words.slice(0, start)}${" ".repeat(end - start)}${words.slice(end)}`
        : words,
    text,
  );
  // 我要做标题 says what the words are for, and names no heading.
  const slots = sectionSlots(
    SUMMARY.without("for-whom", unplaced),
    inQuestion.length > 0 ? inQuestion : cases,
  );
  const ordinals = ordinalsIn(text);
  const type = consults ? "manner" : answerTypeOf(text);
  return {
    kind: kindOf(text),
    said,
    text,
    rest,
    content: contentOf(rest, [...slots.words, ...(ordinals ? [ordinals.words] : [])]),
    type,
    named,
    slots,
    ordinals,
    asks: type !== "statement" || unitAsked(text).length > 0,
    pointsBack: READ.says("back", text),
    ofSame: READ.says("same-case", text),
    consults,
  };
}

/** Whether there are words to look for that any document might not hold. */
export function tellsSomething(content: string): boolean {
  return taggedWords(withoutAsking(content)).some(
    ({ word, tag }) =>
      /[\p{L}\p{N}]/u.test(word) && !FUNCTION.test(tag) && !STOP_WORDS.has(word) && !WEAK_WORDS.has(word),
  );
}

/** Tags of pronouns, particles, conjunctions, prepositions and interjections: 它的, 他们呢; of words in Latin letters it is eng. */
const FUNCTION = /^(?:[rucpy]|e$)/;

function contentOf(rest: string, taken: readonly string[]): string {
  const without = taken.reduce((words, one) => words.replace(one, " "), rest);
  return withoutDeeds(READ.without("opening", without)).replace(/\s+/g, " ").trim();
}

/** 24年 → 2024年, as documents write it; a number of years (10年) stays where nothing says that it is a year. */
function withWholeYears(folded: string): string {
  return folded.replace(/(?<![\d.第])([012]\d)(?=年(?!来|内|期|限|以|前|后|多|的?(?:时间|历史)))/g, "20$1");
}

const FIRM: ReadonlySet<string> = new Set(["organization", "short", "place", "number"]);

/** Names that share a case speak of that case; others name one case each. */
function namedIn({ text, mentions, cases, level, unknown }: CaseFinding): Named {
  const weight = new Map(cases.map(({ ordinal, weight: own }) => [ordinal, own]));
  const byWeight = (a: number, b: number) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0);
  const groups: { ordinals: readonly number[]; readonly mentions: Mention[] }[] = [];
  for (const mention of mentions) {
    const own = mention.cases;
    const known = groups.find(({ ordinals }) => ordinals.some((ordinal) => own.includes(ordinal)));
    if (known) known.ordinals = known.ordinals.filter((ordinal) => own.includes(ordinal));
    if (known) known.mentions.push(mention);
    else groups.push({ ordinals: own, mentions: [mention] });
  }
  const several = groups.length > 1;
  const meant = groups.map(({ ordinals }) => {
    const best = ordinals.toSorted(byWeight);
    const most = weight.get(best[0] ?? -1) ?? 0;
    return several || !level ? best.filter((ordinal) => (weight.get(ordinal) ?? 0) >= most) : best;
  });
  const all = [...new Set(meant.flat())];
  const firm = mentions.filter(({ kind }) => FIRM.has(kind));
  const whose = firm.length > 0 ? firm : mentions;
  return {
    words: mentions.map(({ words }) => words).join("、"),
    cases: all,
    several,
    firmly: firm.length > 0,
    inPassing: mentions.every(({ kind }) => kind === "heading"),
    sides: groups.every(({ mentions: own }) => own.some(({ kind }) => FIRM.has(kind)))
      ? sidesIn(
          text,
          groups.map(({ mentions: places }, i) => ({ cases: meant[i] ?? [], places })),
        )
      : [],
    whose: {
      cases: all.filter((ordinal) => whose.some((mention) => mention.cases.includes(ordinal))),
      words: whose.map(({ words }) => words),
    },
    absent: unknown,
  };
}

/** Text as pasted: from the first quotation mark to the last, or what follows a colon. */
export function pastedText(question: string): string | null {
  // Greedy: a pasted text may hold quotation marks of its own.
  const quoted = question.match(/[“"「『]([\s\S]{4,})[”"」』]/)?.[1];
  const afterColon = question.match(/[:：]\s*(\S[\s\S]{5,})$/)?.[1];
  const unquoted = afterColon?.match(/^[“"「『]?([\s\S]*?)[”"」』]?$/)?.[1];
  const longer = afterColon && (!quoted || afterColon.length > quoted.length + 4);
  return (longer ? unquoted : quoted)?.trim() || null;
}
