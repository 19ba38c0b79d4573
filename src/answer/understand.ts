/** A question → what is asked for, of which cases, in which section or item, and in what words. */

import { fold } from "../language/fold.ts";
import { WEAK_WORDS } from "../language/stop-words.ts";
import { type Asks, asksOf, listedOf, partsOf } from "../search/asks.ts";
import type { CaseFinder, CaseFinding } from "../search/find-case.ts";
import type { Retriever } from "../search/retrieve.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import { contentOf, pastedText, withAskingWords, withoutLayout } from "./content.ts";
import { type Intent, intentOf } from "./intent.ts";
import {
  ITEM,
  type ItemWish,
  itemWish,
  type SectionWish,
  type SentenceWish,
  sectionWish,
  sentenceWish,
} from "./part-wish.ts";
import { isTelling } from "./telling.ts";

/** A case, or several of one name, that the question names. */
export interface Referent {
  readonly name: string;
  /** Ordinals into `store.cases()` that the name may mean. */
  readonly cases: readonly number[];
  /** Named by its programme alone, which may as well be what is asked about. */
  readonly isProgramme: boolean;
  /** Words of content between this name and the next, or the end: what is asked of this one. */
  readonly segment: string;
}

export interface Understanding {
  readonly question: string;
  /** The question folded and digitized. */
  readonly text: string;
  readonly intent: Intent;
  readonly asks: Asks;
  readonly parts: number;
  readonly listed: number | null;
  /** How many things the question says there are: 5 for 五大品牌里的第一个. */
  readonly counted: number | null;
  readonly referents: readonly Referent[];
  /** Organisations and places that the corpus does not know. */
  readonly unknown: readonly string[];
  readonly section: SectionWish | null;
  readonly item: ItemWish | null;
  readonly sentence: SentenceWish | null;
  /** The words of content: without cases, section, item, and phrases that only ask. */
  readonly content: string;
  /** There are words of content at all; beside a section asked for, words as general as 成效 are none. */
  readonly hasContent: boolean;
  /** Some of them tell passages apart; 单位 and 时间 by themselves do not. */
  readonly isTelling: boolean;
  readonly pasted: string | null;
  /** It points back (它, 这个案例), or leaves out what it is about (…呢). */
  readonly pointsBack: boolean;
}

const BACK =
  /^(?:那|那么|它|他们?|她们?|这个案例|该案例|这家|那家|其|这里|上面|刚才|前面|还有|另外|再|换|然后|接着|继续)|它(?:的|们)?|该(?:案例|工会|单位|区|市|公司)|这个(?:案例|工会|单位|活动|机制|模式|做法|平台)|那(?:个|家|边)|(?:呢|呐)[?。\s]*$|他们|其中|同1个案例|上1个|刚才|前面|之前|前者|后者|先前|第\d{1,2}(?:点|条|项|个|部分|方面)|^\(\d/;

/** Reads one question by itself; what it takes over from earlier ones is the conversation's matter. */
export async function understand(
  question: string,
  { finder, retriever }: { finder: CaseFinder; retriever: Pick<Retriever, "concepts"> },
): Promise<Understanding> {
  const finding = await finder.find(withAskingWords(withoutLayout(fold(question))));
  const { text, rest, unknown } = finding;
  const section = sectionWish(text);
  const item = itemWish(text);
  const referents = referentsOf(finding);
  const content = await withCount(contentOf(rest, section, item !== null), text, retriever);
  const concepts = await retriever.concepts(content);
  const asks = asksOf(text);
  // 第三个是什么 asks for one, not for three.
  const listed = listedOf(text.replace(new RegExp(ITEM.source, "g"), " "));
  const counted = countIn(content);
  const term = countedTerm(concepts, asks) ?? (ONE_BY_ONE.test(text) ? counted : null);
  return {
    question,
    text,
    intent: intentOf(text, finding.mentions.every(({ kind }) => kind === "place") ? 0 : referents.length),
    asks: term !== null || (listed !== null && asks === "matter") ? "list" : asks,
    parts: partsOf(text),
    listed: listed ?? term,
    counted: listed ?? counted,
    referents,
    unknown,
    section,
    item,
    sentence: sentenceWish(text),
    content,
    hasContent: concepts.some((concept) =>
      section?.explicit ? isTelling(concept) : section === null || !WEAK_WORDS.has(concept.surface),
    ),
    isTelling: concepts.some(({ surface, weight }) => !WEAK_WORDS.has(surface) && weight >= MIN_TELLING),
    pasted: pastedText(question),
    pointsBack: BACK.test(text),
  };
}

/** Words of less weight stand all over the corpus. */
const MIN_TELLING = 0.3;

const COUNTED = /^([2-9]|10)\p{Script=Han}{1,6}$/u;

const ONE_BY_ONE = /列出来|列1下|列举|逐[个条项]|1(?:句话|句|行)1[个条项种]|1个个/;

/** 五大品牌, “四步法”; what is measured in years, persons or yuan is not counted up. */
const COUNT_NAMED = /(?<![第\d.])([2-9]|10)(?![年月日天次名人岁元小分点号楼成倍])(?=\p{Script=Han})/u;

function countIn(content: string): number | null {
  return Number(content.match(COUNT_NAMED)?.[1]) || null;
}

/** 哪五大员: how many are asked for is part of the name where the corpus has it so. */
async function withCount(content: string, text: string, retriever: Pick<Retriever, "concepts">) {
  const [, name = ""] = text.match(/哪["“「]?(\d{1,2}\p{Script=Han}{1,4})["”」]?[?。!\s]*$/u) ?? [];
  if (name === "" || (await retriever.concepts(content)).length > 0) return content;
  const named = await retriever.concepts(`“${name}”`);
  return named.some(({ known }) => known) ? `“${name}”` : content;
}

/** Asked what 五件事 or “三个精神” are, a document answers with a list of so many; null for any other question. */
function countedTerm(concepts: readonly WeightedConcept[], asks: Asks): number | null {
  if (!["choice", "matter", "list", "name"].includes(asks)) return null;
  const telling = concepts.filter(({ weight, surface }) => weight >= MIN_TELLING && !WEAK_WORDS.has(surface));
  const number = telling.length === 1 ? telling[0]?.surface.match(COUNTED)?.[1] : undefined;
  return number === undefined ? null : Number(number);
}

/** 不是圆通，是旌阳: what stands after these words is not asked about. */
const DENIED = /(?:(?<!是)不是|不要|不问|没问|别说|不说|先不管|不管)(?:说|问|讲|要|指)?(?:的)?(?:是)?\s*$/;

/**
 * Mentions that share a case speak of that case (广东深圳盐田); others name one case each. Programme names and regions
 * say which case is meant only where no organisation does.
 */
function referentsOf({ mentions, text }: CaseFinding): Referent[] {
  const owners = mentions.filter(
    ({ kind }) => kind === "organization" || kind === "short" || kind === "place",
  );
  const named = owners.length > 0 ? mentions.filter(({ kind }) => kind !== "programme") : mentions;
  const meant = named.filter(({ start }) => !DENIED.test(text.slice(0, start)));
  const telling = meant.length > 0 ? meant : named;
  const referents: { name: string; cases: readonly number[]; start: number; end: number }[] = [];
  for (const { words, cases, start, end } of telling) {
    const known = referents.find((referent) => referent.cases.some((ordinal) => cases.includes(ordinal)));
    if (known) {
      known.cases = known.cases.filter((ordinal) => cases.includes(ordinal));
      known.name += words;
      known.end = end;
    } else {
      referents.push({ name: words, cases, start, end });
    }
  }
  return referents.map(({ name, cases, end }, i) => ({
    name,
    cases,
    isProgramme: owners.length === 0 && telling.every(({ kind }) => kind === "programme"),
    segment: contentOf(text.slice(end, referents[i + 1]?.start ?? text.length), null, false),
  }));
}
