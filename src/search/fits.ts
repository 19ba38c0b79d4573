/** A run of words → whether it holds the kind of thing that a question asks for. */

import { type Asks, asksOf, listedOf } from "./asks.ts";
import { subjectOf } from "./match.ts";
import type { WeightedConcept } from "./weigh.ts";

export interface Wish {
  readonly asks: Asks;
  /** How many things a list has to name; null where the question does not say. */
  readonly listed: number | null;
  /** Folded, digitized question: shows the unit asked for (多少家). */
  readonly question: string;
  readonly concepts: readonly WeightedConcept[];
  /** Patterns of the numbers asked for. */
  readonly numbers: readonly RegExp[];
}

/** `question`: folded and digitized. */
export function wishOf(question: string, concepts: readonly WeightedConcept[]): Wish {
  const asks = asksOf(question);
  const numbers = asks === "number" ? wantedNumbers(question, concepts) : [];
  return { asks, listed: listedOf(question), question, concepts, numbers };
}

/** Units that things are counted in, as alternatives of a pattern. */
export const MEASURE =
  "个|家|次|场|名|人次|人|件|项|间|份|期|周年|周|年|天|成|倍|种|级|条|类|点|步|支|座|处|部|户|轮|批|届|所|台|辆|套|元|岁|桩|口|号|栋|栋楼|层|片|门|册|篇|本|堂|课时|公里|平方米|亩|吨|张|分钟|小时|%";

/** Whether the text holds the kind of thing asked for. */
export function holdsAsked(text: string, wish: Wish): boolean {
  const { asks, question, listed } = wish;
  const subject = subjectOf(text).text;
  switch (asks) {
    case "number": {
      // What the question says itself is no answer to it; a coined name (“小三级”) and a calendar year count nothing.
      const uncoined = subjectOf(text.replace(/[“"「『][^“”"「」『』]{2,8}[”"」』]/g, "、")).text;
      const told = (question.match(/\d+(?:\.\d+)?/g) ?? []).reduce(
        (rest, number) => rest.replace(number, "#"),
        uncoined.replace(/(?<!\d)(?:19|20)\d{2}年/g, "年"),
      );
      return wish.numbers.some((pattern) => pattern.test(told));
    }
    case "time":
      return (
        /几月|几号|哪1?天|几日/.test(question)
          ? /\d+月\d+日/
          : /\d+年|\d+月|\d+日|季度|年初|年底|年来|阶段|期间|\d:\d\d|\d[点时]/
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
      return (
        wish.concepts.some(({ surface, weight }) => weight >= 0.3 && explains(subject, surface)) ||
        listLength(text) >= countedIn(question)
      );
    case "list":
      if (listed !== null && /哪\d{1,2}个字/.test(question)) return saysCharacters(text, listed);
      return listLength(text) >= (listed ?? 2);
    case "choice":
      return /[“"「《、]/.test(text);
    default:
      return false;
  }
}

/** Asked for the five characters: five in quotation marks. */
function saysCharacters(text: string, count: number): boolean {
  return [...text.matchAll(/[“"「]([^”"」]+)[”"」]/g)].some(([, words = ""]) => [...words].length === count);
}

/** 三项环节分别指什么 is explained by three; a coined “三化” has to be spelled out. Infinite where nothing is counted. */
function countedIn(question: string): number {
  return Number(
    question.match(/(?<!\d)([2-9])[个项种大类条](?=\p{Script=Han})/u)?.[1] ?? Number.POSITIVE_INFINITY,
  );
}

/** A text says what a word means when it begins with it, or goes on with 是, 即, 指, 包括 after it. */
function explains(subject: string, word: string): boolean {
  const after = subject.indexOf(word) < 0 ? "" : subject.slice(subject.indexOf(word) + word.length);
  return /^.{0,4}(?:是指|指的是|即|是|指|包括|就是)/.test(after);
}

const MONEY = "钱|元|金额|经费|资金|薪酬|工资|薪水|收入|费用|补贴|补助|奖金|保费|预算|投资|损失";
const MONEY_ASKED = new RegExp(
  `(?:多少|几)(?:[万亿千百])?(?:块|${MONEY})|(?:花|投|掏|出|赔|补|奖|砸|拨)(?:了|进去|出去|下去)?多少(?!${MEASURE})|(?:${MONEY})[^,?。]{0,8}(?:多少|几)(?!${MEASURE})`,
);

const SHARE_ASKED =
  /百分之几|比例|占比|几成|几个点|百分点|增幅|降幅|率(?:是|有|达|为|下降|提高|提升|上升|增长|降|涨)|多高/;

/** With their unit where the question names one. */
function wantedNumbers(question: string, concepts: readonly WeightedConcept[]): RegExp[] {
  if (
    /(?:哪个|什么|啥)(?:电话|热线)?号|(?:拨|打)(?:哪个|几|什么|啥)|(?:热线|电话|号码)(?:电话|号码)?是/.test(
      question,
    )
  )
    return [/\d{4,}/];
  if (/隔多久|多久.{0,4}(?:1|一)[次回趟]/.test(question)) return [/每[年月周日天季]/, /\d[年月天日周]1次/];
  const wanted: RegExp[] = [];
  if (SHARE_ASKED.test(question)) wanted.push(/\d%/, /\d成/);
  if (MONEY_ASKED.test(question)) wanted.push(/\d[余多]?[万亿千]?[余多]?元/, /\d%/);
  if (/多久|多长时间|几年|几天/.test(question))
    wanted.push(/\d[余多]?(?:年|月|天|日|周|小时|分钟)/, /每[年月周日天季]/);
  const units = [...question.matchAll(UNIT_ASKED)].map(({ 0: asked, 1: unit = "", index }) => {
    const counted = question.slice(index + asked.length - unit.length);
    // 多少职工之家 counts no 职工.
    const isBeginning = concepts.some(
      ({ surface }) => surface.length > unit.length && counted.startsWith(surface),
    );
    return unit.length > 1 && isBeginning ? "" : unit;
  });
  const named = units.filter((unit) => unit !== "");
  // One 多少 may ask for the share or the sum; a second one counts something.
  const more = units.length > 1 && named.length < units.length;
  const counted = (named.length > 0 || wanted.length > 0) && !more ? named : [...named, ""];
  return [
    ...wanted,
    ...counted.map((unit) => new RegExp(`\\d[余多]?[万千百亿]?[余多]?(?:${unitPattern(unit)})`)),
  ];
}

/** Whom the question counts; documents count them in 名, 人, 人次. */
const PERSONS = "职工|员工|会员|工人|干部|司机|骑手|劳动者|快递员|专家|志愿者|主席|人员|社工|女工|农民工";

const UNIT_ASKED = new RegExp(`(?:多少|(?<!哪)几)(?:万|千|百)?(${MEASURE}|${PERSONS})?`, "g");

/** How many things the text names side by side: 会、站、家 is 3; so is “甲,乙,丙” in quotation marks. */
function listLength(text: string): number {
  const quoted = [...text.matchAll(/[“"「]([^”"」]+)[”"」]/g)].map(
    (match) => (match[1] ?? "").split(/[,，、;；]/).length,
  );
  const joined = text.split(/[,，;；]/).map((clause) => clause.split(/[、和与及]/).length);
  const titled = [text.match(/《[^》]+》/g)?.length ?? 0, text.match(/“[^”]+”/g)?.length ?? 0];
  return Math.max(text.split(/[、;；]/).length, ...joined, ...quoted, ...titled);
}

/** Units that count the same things; a document may use another of the group than the question. */
const UNIT_GROUPS = [
  "个家间处座所支只条大项种类桩",
  "名人位个号口",
  "件起宗份项个条桩档",
  "次场期轮回",
  "天日",
].map((group) => [...group]);

function unitPattern(unit: string): string {
  if (unit === "") return `${MEASURE}|${PERSONS}`;
  if (new RegExp(`^(?:${PERSONS})$`).test(unit)) return `名|人次?|位|${PERSONS}`;
  if (unit.length > 1) return unit;
  const group = UNIT_GROUPS.filter((units) => units.includes(unit)).flat();
  const persons = group.includes("名") ? `|人次|${PERSONS}` : "";
  return group.length > 0 ? `[${[...new Set(group)].join("")}]${persons}` : unit;
}
