/** A question → the years that it names, and its words without them: 23、24两年, 24年比23年, 2024经费. */

import { quantitiesIn } from "./quantities.ts";

/** 2024经费收了多少 leaves out 年. */
const BARE_YEAR = /(?<![\d.])(20[0-4]\d)(?=\p{Script=Han})(?![年个家人元份件名项次场户万亿])/gu;

const YEARS =
  /(?<!\d)(?:(?:19|20)?\d{2}(?:两?年(?:度|年初|年底|年末|底|初|末)?|(?=[、和跟与](?:19|20)?\d{2}(?:年|2年|两年)))|这?[两23]年)来?/g;

/** Of paired years the first is often without 年. */
const OF_PAIR = [
  /(?<!\d)(\d{2}|\d{4})(?=两年|2年(?!\d))/g,
  /(?<!\d)(\d{2}|\d{4})(?=[、和跟与比](?:\d{2}|\d{4})年)/g,
];

/** `text`: folded and digitized. In order of mention, each once. */
export function yearsAsked(text: string): number[] {
  const spelt = [...OF_PAIR, BARE_YEAR].reduce((words, pattern) => words.replace(pattern, "$1年"), text);
  const years = quantitiesIn(spelt).flatMap(({ kind, date }) =>
    kind === "date" && date?.year ? [date.year] : [],
  );
  return [...new Set(years)];
}

const BESIDE: readonly (readonly [RegExp, number])[] = [
  [/(?:前|上|头)[1一]年(?!度?(?:[来里内]|同期))/g, -1],
  [/(?:(?:后|下)[1一]|次)年(?!度?(?:[来里内]|同期))/g, 1],
];

/** 前一年, 次年 by number, beside the year that stands before it, else the one talked about. */
export function withYearsBeside(text: string, year: number): string {
  return BESIDE.reduce(
    (words, [pattern, steps]) =>
      words.replace(
        pattern,
        (_, at: number) => `${(yearsAsked(words.slice(0, at)).at(-1) ?? year) + steps}年`,
      ),
    text,
  );
}

const COMPARED = /[比较](?:19|20)?\d{2}年(?![和与跟及同、])|[跟和与同](?:19|20)?\d{2}年?的?比/g;

/** Without years that are only compared with: 比2023年多多少, 想跟25年比一比; 对比2023年和2024年 asks for both. */
export function withoutCompared(text: string): string {
  return text.replace(COMPARED, " ");
}

export function withoutYears(text: string): string {
  return text.replace(BARE_YEAR, " ").replace(YEARS, " ");
}
