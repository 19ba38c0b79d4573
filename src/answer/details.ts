/** A question and the words chosen for it → whether they leave out the very detail that is asked for. */

import { holdsAsked } from "../search/fits.ts";
import { matchConcept, subjectOf } from "../search/match.ts";
import { isPersonsName, type WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";
import { FIGURE } from "./premises.ts";
import { countedThing } from "./signals.ts";

export interface Chosen {
  /** Folded and digitized. */
  readonly question: string;
  readonly concepts: readonly WeightedConcept[];
  /** Degree to which each concept is said in the words chosen or around them. */
  readonly best: readonly number[];
  readonly chosen: readonly Choice[];
}

/** Whether something particular is asked for that the words chosen do not say, near as they may be. */
export function detailUntold(given: Chosen): boolean {
  return [
    personalUntold,
    extremeUntold,
    eachUntold,
    subsetUntold,
    personUnnamed,
    spotUnnamed,
    thingUnknown,
    thingUncounted,
    memberUnknown,
    institutionUnknown,
  ].some((untold) => untold(given));
}

/** Said in the clauses themselves, in part at least; in its own or another wording. */
const SAID = 0.4;
const WELL_SAID = 0.5;
/** Said by a part of the word at most. */
const HARDLY_SAID = 0.5;
/** Not said at all. */
const UNSAID = 0.2;
/** A concept said in the chosen sentence, or at least in the passage around it, has this degree or more. */
const IN_SENTENCE = 0.6;
const IN_PASSAGE = 0.35;

/** Details of persons, which a document about work tells only where it says so in these words. */
const PERSONAL =
  /手机号|电话|身份证|住址|微信|邮箱|年龄|岁数|年纪|出生|籍贯|老家|哪儿的人|照片|学历|毕业|任职|就职|供职|上班|结婚|工资条|银行卡|密码/;

export function personalUntold({ question, concepts, best }: Chosen): boolean {
  const about = question.match(PERSONAL)?.[0];
  if (about === undefined) return false;
  const unsaid = concepts.some(({ surface }, k) => PERSONAL.test(surface) && (best[k] ?? 0) < UNSAID);
  return (
    unsaid && (about !== "上班" || concepts.some(({ surface, known }) => known && isPersonsName(surface)))
  );
}

/** The greatest, the least, the mean of something is told by a sentence that says so. */
function extremeUntold({ question, chosen }: Chosen): boolean {
  const asked = question.match(/最[大高多少低小]|平均|人均|户均/)?.[0];
  if (asked === undefined || !/多少|几/.test(question)) return false;
  const mean = /均/.test(asked);
  return !chosen.some(({ sentence }) => (mean ? /均/ : /最/).test(sentence.text));
}

/** Asked 甲和乙各多少: each has a clause with a figure of its own, or one clause gives several. */
function eachUntold({ question, concepts, chosen }: Chosen): boolean {
  const named = question.match(/([^,?。]+)(?:各|分别)(?:有|是|为)?(?:多少|几)/)?.[1];
  if (named === undefined || chosen.some(({ text }) => figuresIn(text) >= 2)) return false;
  const things = named.split(/[、和与及跟]/).map((part) => lastConcept(part, concepts));
  return !things.every((k) => k < 0 || saidWithFigure(k, chosen));
}

/** Asked 其中欠薪的有多少, 培育的人才里女职工有多少: a figure of the whole is none of the part. */
function subsetUntold({ question, concepts, chosen }: Chosen): boolean {
  const part = question.match(
    /(?:其中|里面|里头|当中|之中|单是|单单|光是|里)(?:的)?([^,?。]{2,12}?)(?:的)?(?:占|有|是|为)?(?:了)?(?:多少|(?<!哪)几)/,
  )?.[1];
  if (part === undefined) return false;
  const k = lastConcept(part, concepts);
  const concept = concepts[k];
  if (!concept || concept.weight < 0.3) return false;
  // 社保、欠薪等诉求620件 is a figure of all of them.
  const among = chosen.some(({ text }) => subjectOf(text).text.includes(`${concept.surface}等`));
  return among || !saidWithFigure(k, chosen, WELL_SAID);
}

function saidWithFigure(k: number, chosen: readonly Choice[], least = SAID): boolean {
  return chosen.some(({ said, fits }) => fits && (said[k] ?? 0) >= least);
}

function figuresIn(text: string): number {
  return text.match(/\d+(?:\.\d+)?(?=[余多]?[万亿千百%]?[余多]?[\p{Script=Han}%])/gu)?.length ?? 0;
}

/** The concept with which a phrase ends, or -1. */
function lastConcept(phrase: string, concepts: readonly WeightedConcept[]): number {
  const ends = concepts.map(({ surface }) => phrase.lastIndexOf(surface));
  const last = Math.max(...ends);
  return last < 0 ? -1 : ends.indexOf(last);
}

/** Names of persons and the like, which no dictionary has, are asked about themselves: their sentence has to be quoted. */
export function nameElsewhere(concepts: readonly WeightedConcept[], best: readonly number[]): boolean {
  return concepts.some(({ surface, known, quoted, variants }, k) => {
    const degree = best[k] ?? 0;
    if (quoted) return degree < IN_PASSAGE;
    const isName = known && variants.length === 0 && isPersonsName(surface);
    return isName && degree < IN_SENTENCE;
  });
}

const PERSON =
  "主席|书记|师傅|负责人|站长|劳模|工匠|记者|主任|获得者|同志|校长|班长|队长|组长|组员|厂长|局长|所长|经理|能手|律师|讲师|教练|创始人|发起人|先进个人";
const NAME_ASKED = new RegExp(
  `(?:${PERSON})[^,?]{0,2}(?:叫什么|叫啥|姓名|名字|是谁|是哪(?:几)?位|姓什么|姓啥|都?有谁)`,
);
const WHO_ASKED =
  /哪(?:几)?位[^,?]{0,4}(?:领导|干部|主席|书记|同志|老师|专家)|人(?:都)?(?:叫什么|叫啥|姓什么|是谁)/;

/** Asked what somebody is called (主席叫什么名字), the words have to name a person. */
function personUnnamed({ question, chosen }: Chosen): boolean {
  if (!NAME_ASKED.test(question) && !WHO_ASKED.test(question)) return false;
  return !chosen.some(({ sentence }) => namesPerson(sentence.text));
}

const TITLE =
  /(?:主席|书记|师傅|负责人|站长|劳模|工匠|记者|主任|同志|校长|班长|队长|经理|院长|教练|主播|职工|员工|工人|司机|骑手|小哥)(\p{Script=Han}{2,3})/gu;

/** A title with a name after it. */
function namesPerson(text: string): boolean {
  return [...text.matchAll(TITLE)].some(
    ([, after = ""]) => isPersonsName(after) || isPersonsName(after.slice(0, 2)),
  );
}

/** Asked in which street or at what address something is, the words have to place it. */
function spotUnnamed({ question, chosen }: Chosen): boolean {
  const asked =
    /(?:开|设|建|办|位|坐落|分布|举行|召开|举办)(?:于|在)(?:哪(?!个|些|种|几)|什么地方)|哪几?条(?:街|路|国道|高速)|地址/;
  const placed =
    /(?:在|于|沿|依托)[^,，。]{1,14}(?:设立|设置|建立|建成|新建|打造|举行|召开|举办|布局|挂牌)|位于|地处|坐落|地址/;
  return asked.test(question) && !chosen.some(({ sentence }) => placed.test(sentence.text));
}

/** A thing is counted (多少保费, 女职工有多少人) that the corpus has no word for, in a question that is otherwise put in its words. */
function thingUnknown({ question, concepts, best }: Chosen): boolean {
  const after = countedThing(question, concepts);
  const before = question.match(/([^,?。]*)(?:多少|(?<!哪)几)/)?.[1] ?? "";
  const alone = concepts.filter(({ weight }) => weight >= 0.3).length === 1;
  const k = after >= 0 || !alone ? after : lastConcept(before, concepts);
  const thing = concepts[k];
  if (!thing || thing.known || thing.weight < 0.9 || (best[k] ?? 0) >= HARDLY_SAID) return false;
  return concepts.every(({ known }, other) => other === k || known || (best[other] ?? 0) >= UNSAID);
}

/** “五大员”里的安全员: a member is named that the words chosen do not have. */
function memberUnknown({ question, concepts, best }: Chosen): boolean {
  const member = question.match(/里(?:面|头)?的(\p{Script=Han}{2,6})/u)?.[1];
  if (member === undefined) return false;
  return concepts.some(
    ({ surface, known, variants }, k) =>
      member.startsWith(surface) &&
      surface.length >= 3 &&
      !known &&
      variants.length === 0 &&
      (best[k] ?? 0) < IN_THESE_WORDS,
  );
}

/** A thing is counted (多少个班组) that the corpus speaks of, but beside no figure among the words chosen. */
function thingUncounted({ question, concepts, chosen }: Chosen): boolean {
  const thing = concepts[countedThing(question, concepts)];
  if (!thing?.known || FIGURE.test(thing.surface)) return false;
  const wish = { asks: "number", listed: null, question, concepts } as const;
  return !chosen.some(({ sentence }) =>
    figureParts(sentence.text).some(
      (part) => holdsAsked(part, wish) && matchConcept(thing, subjectOf(part)).degree >= SAID,
    ),
  );
}

/** A sentence in the parts that have a figure of their own each; 累计达608场 counts what the part before it names. */
function figureParts(sentence: string): string[] {
  const parts: string[] = [];
  for (const part of sentence.split(/[,，、;；。]|和(?!谐)/)) {
    const bare = part
      .replace(/\d[\d.]*[余多]?[万亿千百]?[余多]?\p{Script=Han}{0,2}/gu, "")
      .replace(COUNTING, "");
    const before = parts.at(-1);
    if (bare.trim() === "" && before !== undefined) parts[parts.length - 1] = `${before},${part}`;
    else parts.push(part);
  }
  return parts;
}

const COUNTING =
  /累计|共计|总计|合计|总数|人数|一共|全年|年均|达到|超过|突破|左右|以上|[共达超约近余多已有为逾的]/g;

/** Another authority of like name is another one; a slip of one character in its name is none. */
const IN_THESE_WORDS = 0.65;

const INSTITUTION = /(?:法院|检察院|研究院|学院|医院|[^格结布]局|委员会|联合会|协会|银行|大学)$/;

/** An authority or firm is named that no case speaks of (公安局): what it did is not told. */
function institutionUnknown({ concepts, best }: Chosen): boolean {
  return concepts.some(
    ({ surface, known, variants }, k) =>
      surface.length >= 3 &&
      !known &&
      variants.length === 0 &&
      (best[k] ?? 0) < IN_THESE_WORDS &&
      INSTITUTION.test(surface),
  );
}
