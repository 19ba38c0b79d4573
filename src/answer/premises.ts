/** A question and the words chosen for it → whether it takes for granted what they contradict. */

import { digitize, fold } from "../language/fold.ts";
import { matchConcept, subjectOf } from "../search/match.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";
import { clausesOf } from "./clauses.ts";

/** A concept said in the chosen sentence, or at least in the passage around it, has this degree or more. */
const IN_SENTENCE = 0.6;
const IN_PASSAGE = 0.35;

/** Words that turn a statement round; a question with one of a pair is not answered by words with the other. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /减少|下降|降低|下滑|缩减|降了|降到|少了|掉到|掉了|跌到|跌了|流失了|少发|少拿/,
    /增加|提升|提高|增长|上升|增至|提升至/,
  ],
  [/增加|提升|提高|增长|上升|上涨|升了|涨了|多了/, /下降|减少|降低|下滑/],
  [/失败|没(?:有)?(?:搞成|成功|完成|做成|办成|见效)|未能?(?:成功|完成)/, /./],
];

/** 620, 620个, 1.2万, 33.3%, 2023年; a coined word such as 5件事 is none, nor is a telephone number. */
export const FIGURE =
  /^(?!\d{5})\d+(?:\.\d+)?[余多]?[万亿千百]?[余多]?(?:%|[年月日个家名人件项间次场份元])?$/;

/** Asked why something fell where the source says that it rose, or the other way round. */
export function reversed(question: string, judged: readonly Choice[]): boolean {
  const text = judged.map((choice) => choice.text).join("");
  return OPPOSITES.some(([asked, told]) => asked.test(question) && told.test(text) && !asked.test(text));
}

/**
 * A figure of the question has to stand where the answer stands, in one clause with another word of the question:
 * a figure that the source gives to something else is a false premise. A year has to be the sentence's, where it has one.
 */
export function falseNumber(
  concepts: readonly WeightedConcept[],
  best: readonly number[],
  judged: readonly Choice[],
): boolean {
  return concepts.some(({ surface, quoted }, k) => {
    if (quoted || !FIGURE.test(surface)) return false;
    // 24年 is 2024年, where that stands there.
    if (
      /^\d{2}年?$/.test(surface) &&
      judged.some(({ sentence }) => sentence.text.includes(`20${surface.slice(0, 2)}年`))
    )
      return false;
    if (/^(?:19|20)\d{2}年?$/.test(surface) || /^\d{4}年$/.test(surface)) {
      return (best[k] ?? 0) < IN_SENTENCE && judged.some(({ sentence }) => /\d{4}年/.test(sentence.text));
    }
    return (best[k] ?? 0) < IN_PASSAGE || judged.some((choice) => givenToAnother(surface, choice, concepts));
  });
}

/** The number stands in the chosen sentence, in a clause with no other word of the question. */
function givenToAnother(number: string, { sentence }: Choice, concepts: readonly WeightedConcept[]): boolean {
  const others = concepts.filter(({ surface, weight }) => !FIGURE.test(surface) && weight >= 0.2);
  const clauses = clausesOf(sentence.text)
    .map(({ text }) => subjectOf(text))
    .filter(({ text }) => text.includes(number));
  return (
    others.length > 0 &&
    clauses.length > 0 &&
    clauses.every((clause) => others.every((concept) => matchConcept(concept, clause).degree < 0.5))
  );
}

/** “四步法”里的第五步: what is asked for lies beyond what is counted. The question is digitized. */
export function beyondCount(question: string, judged: readonly Choice[]): boolean {
  const asked = question.match(/第(\d{1,2})\s?(?:个|条|项|点|大)?(\p{Script=Han})?/u);
  if (!asked) return false;
  const told = judged
    .map(({ sentence, hit }) => subjectOf(`${sentence.text} ${hit.case.title}`).text)
    .join(" ");
  const others = [...told.matchAll(/(\d{1,2})[个大项条种](\p{Script=Han})/gu)];
  const same = others.filter(([, , thing]) => thing === asked[2]).map(([, count]) => Number(count));
  if (same.length > 0 && asked[0].includes("大") && Math.max(...same) < Number(asked[1])) return true;
  const counted = [
    ...question.replace(asked[0], " ").matchAll(/(\d{1,2})[个大项条种]?(\p{Script=Han}{1,2})/gu),
  ];
  return counted.some(([words, count, thing]) => {
    const alike =
      asked[2] === undefined ||
      (thing ?? "").startsWith(asked[2]) ||
      question.includes(`${count}${asked[2]}`);
    return alike && told.includes(words) && Number(asked[1]) > Number(count);
  });
}

/**
 * 驿站86个、阵地83个 of a source that says 阵地86个、驿站83个: a figure stands with another thing than the question's,
 * which has a figure of its own.
 */
export function swapped(
  question: string,
  concepts: readonly WeightedConcept[],
  judged: readonly Choice[],
): boolean {
  const told = judged.flatMap(({ sentence }) => segmentsOf(digitize(fold(sentence.text))));
  const plain = question.replace(/[“"「『][^”"」』]*[”"」』]/g, " ");
  return segmentsOf(plain).some(({ figures, text }) => {
    const things = concepts.filter(
      ({ surface }) => !/\d/.test(surface) && surface.length > 1 && text.includes(surface),
    );
    const says = (segment: Segment) => things.every(({ surface }) => segment.text.includes(surface));
    const owners = told.filter((segment) => figures.some((figure) => segment.figures.includes(figure)));
    if (things.length === 0 || owners.length === 0 || owners.some(says)) return false;
    return told.some((segment) => segment.figures.length > 0 && says(segment));
  });
}

interface Segment {
  readonly text: string;
  readonly figures: readonly string[];
}

/** What stands between commas, enumeration marks and conjunctions. */
function segmentsOf(text: string): Segment[] {
  return text.split(/[,，、;；。?:：]|和|与|及/).map((part) => ({
    text: part,
    figures:
      part.match(/\d+(?:\.\d+)?(?=[余多]?[万亿千百]?[余多]?(?:%|[个家名人件项间次场份元台座处]))/g) ?? [],
  }));
}
