/** A question → its words with what each is worth, and the kind of thing that answers it: what spans are scored by. */

import { cutWords } from "../../language/dictionary.ts";
import { tight } from "../../language/fold.ts";
import { type Quantity, quantitiesIn } from "../../language/quantities.ts";
import { STOP_WORDS, withoutAsking } from "../../language/stop-words.ts";
import { openTemplates } from "../../language/templates.ts";
import { type UnitAsked, unitAsked } from "../../language/units-asked.ts";
import { withoutCompared } from "../../language/years-asked.ts";
import { type AnswerType, answerTypeOf } from "../../question/kinds.ts";
import { listedOf } from "../../search/asks.ts";
import type { WeightedConcept } from "../../search/weigh.ts";
import type { Store } from "../../stores/store.ts";

const JUDGE = openTemplates("judge");

/** A word, a pair of characters or a character of the question. `weight`: inverse frequency; 0 where the corpus lacks it. */
export interface QueryTerm {
  /** Folded and digitized, letters and digits alone. */
  readonly text: string;
  readonly weight: number;
}

export interface PickQuery {
  /** The words that say what kind of thing is asked for, folded and digitized. */
  readonly asking: string;
  readonly characters: readonly QueryTerm[];
  readonly pairs: readonly QueryTerm[];
  readonly words: readonly QueryTerm[];
  /** Other wordings that the lexicon knows for words of the question. `of`: the words, letters and digits alone. */
  readonly links: readonly { readonly of: string; readonly text: string; readonly weight: number }[];
  readonly type: AnswerType;
  /** What each 多少 or 几 of the question counts. */
  readonly wanted: readonly UnitAsked[];
  /** How many things a list has to name; null where the question does not say. */
  readonly listed: number | null;
  /** Figures that the question itself says are no answer to it. */
  readonly given: Given;
  readonly year: number | null;
  /** The word by which something is taken to have ended or failed, folded; null where nothing is. */
  readonly ended: string | null;
  /** 其中…多少: the part of something told that is asked for, folded; null where none is. */
  readonly part: string | null;
}

export interface Wanted {
  /** Words to look for, names included; folded and digitized. */
  readonly text: string;
  /** The words that say what kind of thing is asked for; of a follow-up they may be those of the question before. */
  readonly asking: string;
  /** Of a follow-up's words those that are new count twice. */
  readonly fresh?: string;
}

/** `concepts` from the retriever, for the wordings of the lexicon. */
export async function pickQueryOf(
  { text, asking, fresh = "" }: Wanted,
  concepts: readonly WeightedConcept[],
  store: Pick<Store, "postings" | "statistics">,
): Promise<PickQuery> {
  const content = withoutAsking(text);
  const runs = content
    .split(/[^\p{L}\p{N}.%]+/u)
    .map((run) => run.match(UNIT) ?? [])
    .filter((units) => units.length > 0);
  const characters = runs.flat().filter((unit) => !STOP_WORDS.has(unit));
  const pairs = runs.flatMap((units) => units.slice(1).map((unit, i) => `${units[i]}${unit}`));
  const words = cutWords(content)
    .map((word) => tight(word))
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word));
  const newWords = tight(withoutAsking(fresh));
  const { passageCount } = await store.statistics();
  const weigh = async (all: readonly string[], prefix: string): Promise<QueryTerm[]> => {
    const terms = [...new Set(all)];
    const postings = await store.postings(terms.map((term) => prefix + term));
    return terms.map((term, i) => {
      const held = postings[i]?.passages.length ?? 0;
      const weight = held === 0 ? 0 : Math.log(1 + (passageCount - held + 0.5) / (held + 0.5));
      return { text: term, weight: newWords !== "" && newWords.includes(term) ? FRESH * weight : weight };
    });
  };
  return {
    asking,
    characters: await weigh(characters, "s:"),
    pairs: await weigh(pairs, ""),
    words: await weigh(words, "w:"),
    links: concepts.flatMap(({ surface, variants, weight }) =>
      variants.map(({ word, worth }) => ({ of: tight(surface), text: word, weight: weight * worth })),
    ),
    type: answerTypeOf(asking),
    wanted: unitAsked(asking),
    listed: listedOf(asking),
    given: new Set(quantitiesIn(text).flatMap(givenForms)),
    year: yearIn(text),
    ended: JUDGE.match("ended", asking)?.groups?.how ?? null,
    part: JUDGE.match("part", asking)?.groups?.part ?? null,
  };
}

/** Values with their units. */
export type Given = ReadonlySet<string>;

function givenForm({ value, unit, kind, date }: Quantity): string {
  return kind === "date" ? JSON.stringify(date) : `${value}${unit}`;
}

/** 2024年3月 gives the year by itself, too. */
function givenForms(quantity: Quantity): string[] {
  const { date } = quantity;
  return [givenForm(quantity), ...(date?.year ? [JSON.stringify({ year: date.year })] : [])];
}

/** Numbers from which on one without a unit is the same in any: 1784.5万里头. */
const TELLING = 10;

/** Whether the question says the value itself, in its unit or without any. */
export function isGiven(one: Quantity, given: Given): boolean {
  if (given.size === 0) return false;
  const bare = one.kind !== "date" && one.value >= TELLING && given.has(`${one.value}`);
  return bare || given.has(givenForm(one));
}

/** A number with its decimals and percent sign, a Latin word, or one character of any other script. */
const UNIT = /\d+(?:\.\d+)?%?|[a-z]+|\p{L}/gu;

const FRESH = 2;

/** Ten years or so without a month are how long something lasts: 满十年. */
const YEAR = /(?<!\d)(?:(20\d{2}|19\d{2})(?!\d)|(0\d|1[6-9]|2\d|1[0-5](?=年(?:\d|底|末|初)))年)/g;

/** 2024年, 24年 → 2024; null where no year is asked for, or several are. */
export function yearIn(folded: string): number | null {
  const years = new Set(
    [...withoutCompared(folded).matchAll(YEAR)].map((match) =>
      match[1] ? Number(match[1]) : 2000 + Number(match[2]),
    ),
  );
  const [year] = years;
  return years.size === 1 && year !== undefined ? year : null;
}
