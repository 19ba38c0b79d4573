/** A question and the words chosen for it → whether they leave out the very detail that is asked for. */

import { isPersonsName, type WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";
import { countedThing } from "./signals.ts";

/** A concept said in the chosen sentence, or at least in the passage around it, has this degree or more. */
const IN_SENTENCE = 0.6;
const IN_PASSAGE = 0.35;

/** Details of persons, which a document about work tells only where it says so in these words. */
export const PRIVATE =
  /手机号|电话|身份证|住址|微信|邮箱|年龄|岁数|多大年纪|出生|籍贯|照片|学历|毕业|任职|就职|供职|工资条|银行卡|密码/;

/** The greatest, the least, the mean of something is told by a sentence that says so. */
export function extremeUntold(question: string, chosen: readonly Choice[]): boolean {
  const asked = question.match(/最[大高多少低小]|平均|人均|户均/)?.[0];
  if (asked === undefined || !/多少|几/.test(question)) return false;
  const mean = /均/.test(asked);
  return !chosen.some(({ sentence }) => (mean ? /均/ : /最/).test(sentence.text));
}

export function eachAsked(question: string): boolean {
  return /各(?:有|是|为)?(?:多少|几)|分别(?:有|是|为)?(?:多少|几)/.test(question);
}

/** Asked 甲和乙各多少: each has a clause with a figure of its own, or one clause gives several. */
export function eachCounted(
  question: string,
  concepts: readonly WeightedConcept[],
  chosen: readonly Choice[],
): boolean {
  if (chosen.some(({ text }) => figuresIn(text) >= 2)) return true;
  const named = question.match(/([^,?。]+)(?:各|分别)(?:有|是|为)?(?:多少|几)/)?.[1] ?? "";
  const things = named.split(/[、和与及跟]/).map((part) => lastConcept(part, concepts));
  return things.every((k) => k < 0 || chosen.some(({ said, fits }) => fits && (said[k] ?? 0) >= 0.4));
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

/** Asked what somebody is called (主席叫什么名字), the words have to name a person. */
export function personUnnamed(question: string, chosen: readonly Choice[]): boolean {
  const PERSON =
    "主席|书记|师傅|负责人|站长|劳模|工匠|记者|主任|获得者|同志|校长|班长|队长|经理|能手|先进个人";
  const asked = new RegExp(`(?:${PERSON})[^,?]{0,2}(?:叫什么|叫啥|姓名|名字|是谁|是哪(?:几)?位|姓什么|姓啥)`);
  if (!asked.test(question)) return false;
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

/** A thing is counted (多少保费) that the corpus has no word for, in a question that is otherwise put in its words. */
export function thingUnknown(
  question: string,
  concepts: readonly WeightedConcept[],
  best: readonly number[],
): boolean {
  const k = countedThing(question, concepts);
  const thing = concepts[k];
  if (!thing || thing.known || thing.weight < 0.9 || (best[k] ?? 0) >= 0.2) return false;
  return concepts.every(({ known }, other) => other === k || known || (best[other] ?? 0) >= 0.2);
}
