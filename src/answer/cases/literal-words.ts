/** Words that a question puts in quotation marks → what a document has to hold to the letter. */

import { matchConcept, type Subject } from "../../search/match.ts";
import type { Concept } from "../../search/query.ts";

export interface WordsCondition {
  readonly kind: "words";
  readonly words: readonly Concept[];
  /** All of them have to be there, or one of them. */
  readonly every: boolean;
  readonly negated: boolean;
  /** Where a paragraph has to say them: at its beginning, at its end, or anywhere. */
  readonly at: "start" | "end" | null;
}

const QUOTED = /["“「『《‘']([^"“”「」『』《》‘’]{1,30})["”」』》’']/g;
const NEGATION = /(?<!有)(?:没有?|未|不)(?:曾|直接)?(?:提|写|用|出现|讲|说|含|带|点|见|包含)?[^,。?]{0,8}$/;

/** “X”这个词, “X”二字, 这类说法: they speak of the words, and say nothing else. */
const OF_WORDS =
  /(?:这|那)?\d{0,2}(?:个|种|类|样|些)?[^,。?()的“]{0,3}(?:字眼|字样|字|词语|词|说法|表述|提法|写法|称呼|短语|词汇|叫法)(?:的|夸的)?|(?:这|那)(?:个|种|类|样|些)|(?:1词|\d{1,2}个?字|字样|字眼|1语|1说|之类)(?:的(?:词|说法|字眼))?/;

/** The condition and the text without its words; null where nothing stands in marks. */
export function wordsAsked(
  text: string,
): { readonly condition: WordsCondition; readonly rest: string } | null {
  const found = [...text.matchAll(QUOTED), ...figuresIn(text)];
  const [first, second] = found;
  if (!first) return null;
  const words = found.map(
    ([, inside = ""]): Concept => ({
      surface: inside.replace(/[^\p{L}\p{N}.%]+/gu, ""),
      variants: [],
      quoted: true,
    }),
  );
  const between = second ? text.slice(first.index + first[0].length, second.index) : "";
  const after = text.slice((found.at(-1)?.index ?? 0) + (found.at(-1)?.[0].length ?? 0));
  const every =
    second !== undefined &&
    !/或|还是|之1|任/.test(text) &&
    (/又|也|还|同时|且/.test(between) ||
      /^[^,?。]{0,6}(?:都|同时|全|均)/.test(after) ||
      /[和与跟及]/.test(between));
  const negated =
    NEGATION.test(text.slice(0, first.index)) ||
    /^[^,。?]{0,8}(?:1次)?(?:都|也)?(?<!有)(?:没有?|未)(?:出现|提|写|用|见|有)/.test(after);
  const at = /^\s*(?:开头|开篇|起笔)/.test(after)
    ? "start"
    : /^\s*(?:结尾|收尾|结束|收束)/.test(after)
      ? "end"
      : null;
  const rest = found.reduce((left, [whole]) => left.replace(whole, " "), text);
  return {
    condition: { kind: "words", words: words.filter(({ surface }) => surface !== ""), every, negated, at },
    rest: rest
      .replace(new RegExp(`(?<=\\s)${OF_WORDS.source}`, "g"), " ")
      .replace(at ? /(?:以|用|由)?\s*(?:开头|开篇|起笔|结尾|收尾|结束|收束)/ : /^$/, " ")
      .replace(negated ? /没有?|未/ : /^$/, " "),
  };
}

/** 24小时, 1500元: a figure with its unit is meant to the letter, where it is no bound (超过…, …以上). */
function figuresIn(text: string): RegExpExecArray[] {
  if (/["“「『《‘]/.test(text) || BOUND.test(text)) return [];
  return [...text.matchAll(/(?<![\d.])(\d+(?:\.\d+)?[万亿]?(?:小时|分钟|元|%|人次|公里|岁|倍))/g)];
}

const BOUND = /超过|大于|高于|多于|突破|不低于|不少于|达到|至少|不到|少于|低于|小于|不足|以上|以下|以内/;

/** Whether a text holds the word to the letter, inside longer words too. */
export function saysWord(subject: Subject, word: Concept, at: WordsCondition["at"] = null): boolean {
  if (at === "start") return subject.text.startsWith(word.surface);
  if (at === "end") return subject.text.endsWith(word.surface);
  return matchConcept(word, subject).degree === 1;
}
