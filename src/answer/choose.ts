/** Hits → the smallest words among them that answer. */

import type { Sentence } from "../corpus/case.ts";
import { textOf } from "../corpus/passages.ts";
import { matchConcept, subjectOf } from "../search/query.ts";
import type { Hit, WeightedConcept } from "../search/retrieve.ts";
import type { Asks } from "./asks.ts";
import { type Clause, clausesOf } from "./clauses.ts";

/** A run of clauses of one sentence. */
export interface Choice {
  readonly hit: Hit;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Degree to which each concept is said here or, at less worth, in the words around; parallel to the concepts. */
  readonly degrees: readonly number[];
  /** Degree within the clauses themselves. */
  readonly said: readonly number[];
  /** Share of the concepts' weight in `degrees`. */
  readonly coverage: number;
  /** The same, counting only what the run's own sentence says. */
  readonly near: number;
  /** Holds the kind of thing asked for: a number, a time, a name. */
  readonly fits: boolean;
  readonly score: number;
}

/** No answer to a single question needs more clauses in a row than this. */
const MAX_CLAUSES = 4;

/** What it is worth that a concept is said not here but in the same sentence, or elsewhere in the passage or its headings. */
const SENTENCE_WORTH = 0.75;
const PASSAGE_WORTH = 0.5;

export interface Wish {
  readonly asks: Asks;
  /** How many things a list has to name; null where the question does not say. */
  readonly listed: number | null;
  /** Folded, digitized question: shows the unit asked for (多少家). */
  readonly question: string;
  readonly concepts: readonly WeightedConcept[];
}

/** All runs of clauses in the hits, best first. */
export function choices(hits: readonly Hit[], wish: Wish): Choice[] {
  const top = hits[0]?.score ?? 1;
  return hits
    .flatMap((hit) =>
      hit.passage.sentences.flatMap((sentence) => sentenceChoices(hit, sentence, wish, hit.score / top)),
    )
    .sort((a, b) => b.score - a.score);
}

function sentenceChoices(hit: Hit, sentence: Sentence, wish: Wish, standing: number): Choice[] {
  const { concepts } = wish;
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const clauses = clausesOf(sentence.text);
  const inClause = clauses.map(({ text }) => degreesIn(text, concepts));
  const inSentence = degreesIn(sentence.text, concepts);
  const inPassage = hit.matches.map(({ degree }) => degree);
  const found: Choice[] = [];
  for (let first = 0; first < clauses.length; first += 1) {
    for (let last = first; last < Math.min(clauses.length, first + MAX_CLAUSES); last += 1) {
      const run = clauses.slice(first, last + 1);
      const said = concepts.map((_, k) =>
        Math.max(...inClause.slice(first, last + 1).map((degrees) => degrees[k] ?? 0)),
      );
      const degrees = concepts.map((_, k) =>
        Math.max(said[k] ?? 0, SENTENCE_WORTH * (inSentence[k] ?? 0), PASSAGE_WORTH * (inPassage[k] ?? 0)),
      );
      const text = run.map((clause) => clause.text).join("");
      const fits = holdsAsked(text, wish);
      const weigh = (values: readonly number[]) =>
        concepts.reduce((sum, { weight }, k) => sum + weight * (values[k] ?? 0), 0) / total;
      const coverage = weigh(degrees);
      const near = weigh(
        concepts.map((_, k) => Math.max(said[k] ?? 0, SENTENCE_WORTH * (inSentence[k] ?? 0))),
      );
      const score =
        0.5 * coverage +
        0.5 * weigh(said) +
        (fits ? TYPE_WORTH[wish.asks] : 0) +
        (first === 0 && isAbout(text, wish) ? SUBJECT_WORTH : 0) +
        (wish.asks === "manner" && hit.passage.sectionKind === "measures" ? MEASURES_WORTH : 0) +
        0.15 * standing -
        lengthCost(run);
      found.push({
        hit,
        sentence,
        from: run[0]?.from ?? 0,
        to: run.at(-1)?.to ?? 0,
        text,
        degrees,
        said,
        coverage,
        near,
        fits,
        score,
      });
    }
  }
  return found;
}

/** What it is worth that a run holds the kind of thing asked for. */
const TYPE_WORTH: Readonly<Record<Asks, number>> = {
  number: 0.35,
  time: 0.35,
  person: 0.2,
  place: 0.1,
  name: 0.2,
  reason: 0.15,
  manner: 0,
  list: 0.35,
  meaning: 0.3,
  choice: 0.1,
  matter: 0,
};

/** How something is done stands in the measures rather than in their recommendation or background. */
const MEASURES_WORTH = 0.12;

/** What something is, a sentence tells that begins with it. */
const SUBJECT_WORTH = 0.12;

function isAbout(text: string, { asks, concepts }: Wish): boolean {
  const [only, ...others] = concepts;
  return (
    asks === "choice" &&
    only !== undefined &&
    others.length === 0 &&
    subjectOf(text).text.startsWith(only.surface)
  );
}

/** Each further clause and each twenty characters have to earn their place. */
function lengthCost(run: readonly Clause[]): number {
  const length = run.reduce((sum, { text }) => sum + text.length, 0);
  return 0.03 * (run.length - 1) + 0.01 * (length / 20);
}

function degreesIn(text: string, concepts: readonly WeightedConcept[]): number[] {
  const subject = subjectOf(text);
  return concepts.map((concept) =>
    Math.max(matchConcept(concept, subject).degree, spelledOut(concept.surface, text)),
  );
}

/** 三化 is said by 公开化、项目化、体系化, 五大员 by five words in 员: so many side by side that end alike. */
function spelledOut(surface: string, text: string): number {
  const [, count, ending] = surface.match(/^([2-9])(?:大|个|种)?(\p{Script=Han})$/u) ?? [];
  if (!count || !ending) return 0;
  const alike = text.split(/[、,，和“”"]/).filter((part) => part.endsWith(ending) && part.length > 1);
  return alike.length === Number(count) ? 0.9 : 0;
}

const MEASURE =
  "个|家|次|场|名|人次|人|件|项|间|份|期|周年|周|年|天|成|倍|种|级|条|类|点|步|支|座|处|部|户|轮|批|届|所|台|辆|套|元|岁|公里|分钟|小时|%";

/** Whether the text holds the kind of thing asked for. */
function holdsAsked(text: string, wish: Wish): boolean {
  const { asks, question, listed } = wish;
  const subject = subjectOf(text).text;
  switch (asks) {
    case "number": {
      // What the question says itself is no answer to it.
      const told = (question.match(/\d+(?:\.\d+)?/g) ?? []).reduce(
        (rest, number) => rest.replace(number, "#"),
        subject,
      );
      return wantedNumbers(question).some((pattern) => pattern.test(told));
    }
    case "time":
      return (
        /几月|几号|哪1?天|几日/.test(question)
          ? /\d+月\d+日/
          : /\d+年|\d+月|\d+日|季度|年初|年底|年来|阶段|期间/
      ).test(subject);
    case "person":
      return /主席|书记|主任|站长|干部|同志|劳模|工匠|职工|部门|院|局|人员|[\u4e00-\u9fff]{2,3}(?:围绕|聚焦|立足)/.test(
        subject,
      );
    case "name":
      return /[“"「《]/.test(text);
    case "reason":
      return /针对|因|由于|为了?|存在|不足|难题|问题|瓶颈|以.{2,20}为契机/.test(subject);
    case "place":
      return /[省市区县镇村]|社区|工地|广场|园区|基地|驿站|之家|平台/.test(subject);
    case "meaning":
      return wish.concepts.some(({ surface, weight }) => weight >= 0.3 && explains(subject, surface));
    case "list":
      return listLength(text) >= (listed ?? 2);
    case "choice":
      return /[“"「《、]/.test(text);
    default:
      return false;
  }
}

/** A text says what a word means when it begins with it, or goes on with 是, 即, 指, 包括 after it. */
function explains(subject: string, word: string): boolean {
  if (subject.startsWith(word)) return true;
  const after = subject.indexOf(word) < 0 ? "" : subject.slice(subject.indexOf(word) + word.length);
  return /^.{0,4}(?:是指|指的是|即|是|指|包括|就是)/.test(after);
}

/** Patterns of the numbers asked for: with their unit where the question names one. */
function wantedNumbers(question: string): RegExp[] {
  if (
    /百分之几|比例|占比|几成|几个点|百分点|增幅|降幅|率(?:是|有|达|为|下降|提高|提升|上升|增长|降|涨)|多高/.test(
      question,
    )
  ) {
    return [/\d%/, /\d成/];
  }
  if (/多少钱|多少元|几万元|多少万|金额|经费|资金|花了|薪酬|工资/.test(question)) {
    return [/\d[余多]?[万亿千]?[余多]?元/, /\d%/];
  }
  if (/多久|多长时间|几年|几天/.test(question))
    return [/\d[余多]?(?:年|月|天|日|周|小时|分钟)/, /每[年月周日天季]/];
  const asked = [
    ...question.matchAll(new RegExp(`(?:多少|(?<!哪)几)(?:万|千|百)?(${MEASURE}|${PERSONS})?`, "g")),
  ];
  const units = asked.length > 0 ? asked.map((match) => match[1] ?? "") : [""];
  return units.map((unit) => new RegExp(`\\d[余多]?[万千百亿]?[余多]?(?:${unitPattern(unit)})`));
}

/** Whom the question counts; documents count them in 名, 人, 人次. */
const PERSONS = "职工|员工|会员|工人|干部|司机|骑手|劳动者|快递员|专家|志愿者|主席|人员|社工|女工|农民工";

/** How many things the text names side by side: 会、站、家 is 3; so is “甲,乙,丙” in quotation marks. */
function listLength(text: string): number {
  const quoted = [...text.matchAll(/[“"「]([^”"」]+)[”"」]/g)].map(
    (match) => (match[1] ?? "").split(/[,，、;；]/).length,
  );
  const joined = text.split(/[,，;；]/).map((clause) => clause.split(/[、和与及]/).length);
  return Math.max(text.split(/[、;；]/).length, ...joined, ...quoted);
}

/** Units that count the same things; a document may use another of the group than the question. */
const UNIT_GROUPS = ["个家间处座所支只条大项种类", "名人位个", "件起宗份项个条", "次场期轮回", "天日"].map(
  (group) => [...group],
);

function unitPattern(unit: string): string {
  if (unit === "") return `${MEASURE}|${PERSONS}`;
  if (new RegExp(`^(?:${PERSONS})$`).test(unit)) return `名|人次?|位|${PERSONS}`;
  if (unit.length > 1) return unit;
  const group = UNIT_GROUPS.filter((units) => units.includes(unit)).flat();
  return group.length > 0 ? `[${[...new Set(group)].join("")}]` : unit;
}

/** The words before which a run would be unintelligible are none here: it is quoted as it stands, closing comma left out. */
export function withoutTrailingComma(text: string): string {
  return text.replace(/[，,；;：:、]$/, "");
}

/** The whole text of a hit's passage. */
export function passageText(hit: Hit): string {
  return textOf(hit.passage.sentences);
}
