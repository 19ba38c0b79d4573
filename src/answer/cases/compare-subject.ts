/** A subject on which cases are compared → for each of them the sentences that speak of it, with the figures asked for. */

import type { Case } from "../../corpus/case.ts";
import { subjectOf } from "../../search/match.ts";
import type { Place } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Request } from "../request.ts";
import type { Understanding } from "../understand.ts";
import { type FigureKind, figureOf, holdsFigure } from "./figures.ts";
import { passagesInList, sectionsInList, withoutSections } from "./list-scope.ts";
import { bestPlaces, type Spot, titlePlace } from "./spots.ts";
import { passagesSpeaking, saidIn, type Topic, topicOf } from "./topic.ts";

/** Characters and sentences of one cell. */
const CELL = 210;
const SENTENCES = 3;

/** A passage speaks of the subject when it speaks of this share of it, and a sentence is quoted beside the best with this. */
const MIN_SHARE = 0.25;
const NEAR_BEST = 0.75;

/** What it is worth that a sentence holds the kind of figure asked for, or any number at all. */
const FIGURE_WORTH = 0.35;
const NUMBER_WORTH = 0.06;

/** What the passage speaks of around a sentence counts half. */
const PASSAGE_WORTH = 0.5;

export interface Subject {
  readonly label: string;
  /** What is asked of each case, in the order of the cases. */
  readonly of: readonly { readonly case: Case; readonly topic: Topic | null }[];
  readonly figure: FigureKind | null;
  /** What a case turns to is asked for: its title tells that. */
  readonly focus: boolean;
}

/** Null where nothing but cases and sections is named. */
export async function subjectAsked(
  request: Request,
  cases: readonly Case[],
  knowledge: Knowledge,
): Promise<Subject | null> {
  const { understanding } = request;
  const shared = withoutTalk(withoutSections(request, cases));
  const own = await ownSubjects(understanding, knowledge);
  const all = await knowledge.store.cases();
  const of = [];
  for (const unionCase of cases) {
    const words = own.get(all.findIndex(({ id }) => id === unionCase.id)) ?? shared;
    of.push({ case: unionCase, topic: await topicOf(words, knowledge.retriever) });
  }
  const figure = figureOf(understanding.text);
  const asked = of.some(({ topic }) => topic !== null) || (figure !== null && understanding.section !== null);
  if (!asked) return null;
  const label = [...new Set(own.size > 0 ? own.values() : [shared])].join(" / ");
  return { label, of, figure, focus: FOCUS.test(understanding.text) };
}

const FOCUS = /侧重|重点|盯|主攻|聚焦|针对|着力|关注|定位|主题|角度|切入/;

/** What is asked of each case alone (A的甲和B的乙), by ordinal: empty unless every case named has words of its own. */
async function ownSubjects(
  { referents }: Understanding,
  { retriever }: Knowledge,
): Promise<Map<number, string>> {
  const own = new Map<number, string>();
  for (const { cases, segment } of referents) {
    const words = withoutTalk(segment.replace(/[,?].*$/s, ""));
    if ((await retriever.concepts(words)).length === 0) return new Map();
    for (const ordinal of cases) own.set(ordinal, words);
  }
  // What stands after the last comma is asked of all of them: …, 响应时限各是多久.
  const shared = withoutTalk(referents.at(-1)?.segment.match(/[,?](.*)$/s)?.[1] ?? "");
  return new Map([...own].map(([ordinal, words]) => [ordinal, `${words} ${shared}`.trim()]));
}

/** What compares, not what is compared. */
const TALK: readonly RegExp[] = [
  /多久|多长(?:时间)?|(?:怎么|如何)?开头的?$/g,
  /(?:各|分别|都|总共|1共)*(?:是|有|为|达到?)?(?:多少|(?<!哪)几)(?:个|家|人次|人|名|万|元|次|件|项|场|钱)?/g,
  /^[\s,、和与]*(?:\d(?:家|个))?(?:企业|公司|总|区|县|市)?工会(?=\s|,)/g,
  /(?:(?:处理|做法|方法|方式|内容|力度)?上)?(?:有|各有|是)?(?:何|什么|啥|哪些)?(?:不1样|1样|不同(?:之处|点)?|区别|异同|差异|差别|共同(?:点|之处)|相同(?:点|之处)?)(?:的地方)?(?:吗|么)?|(?:对比|比较|相比|对照|比1比|比1下|相差|差得?(?:多|远|大)(?:吗|么)?|差多少)/g,
  /(?:谁|哪(?:个|家|边|1家|1个)|何者)(?:的|家的)?|(?:更|比较|最|要)?(?:多|高|大|少|低|早|晚|快|强|长)(?:1些|1点|些|点)?(?=[?。,\s]|$)/g,
  /各自?(?:是|有|叫|为|在|做|怎么|提到|讲|写|说|搞|有着)*|分别(?:是|有|叫|为|怎么)*|(?:怎么|如何|怎样)(?:做|写|说|讲|评价)?的?/g,
  /(?:做|搞|干|办)了(?=什么|哪些|啥)|侧?重点|(?:同样|都|也)(?:是|搞|做|有|在|碰到|遇到|提到|写了?|讲了?|用了?|建了?|抓)*|哪类事?|什么(?:样的?|名字|事)?|有何|办法|(?:做|搞|干|办)了?(?:什么|哪些|啥)|盯(?:着|的是|的)?/g,
  /\d(?:家|个|者|地|边)(?:案例|单位|工会)?(?:的|里|中|之间)?|(?:1年|全年)(?:里|内|中)?|(?:数量|数目|数字|数据|人数|次数)(?=[?。,\s]|$|各|是|分别)|(?:方面|处理)?上(?=[?。,\s]|$)|方面(?:的)?|最高|最低/g,
  /^[\s的和与跟同、,比在]+|[\s的和与跟同、,比在是?]+$/g,
];

export function withoutTalk(content: string): string {
  let rest = content;
  for (const pattern of TALK) rest = rest.replace(pattern, " ");
  return rest
    .replace(/[?。!]+/g, " ")
    .replace(/(?:^|\s)(?:的|和|与|跟|同|、|,|比)+(?=\s|$)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The places of one cell; none where the case does not speak of the subject. */
export async function cellPlaces(
  { case: unionCase, topic }: Subject["of"][number],
  { figure, focus }: Subject,
  request: Request,
  { retriever, store }: Knowledge,
): Promise<Place[]> {
  const ordinal = (await store.cases()).findIndex(({ id }) => id === unionCase.id);
  const inSection = sectionsInList(request, unionCase) !== null;
  const passages = passagesInList(request, unionCase);
  const ids = new Set(passages.filter(({ sectionKind }) => sectionKind !== "heading").map(({ id }) => id));
  const speaking = topic
    ? await passagesSpeaking(topic, retriever, ({ id }) => ids.has(id), new Set([ordinal]))
    : new Map();
  const shares = new Map<string, number>(
    (speaking.get(unionCase.id) ?? []).map(
      ({ hit, share }: { hit: { passage: { id: string } }; share: number }) => [hit.passage.id, share],
    ),
  );
  const least = inSection && figure !== null ? 0 : MIN_SHARE;
  const holds = (text: string) =>
    (figure !== null && holdsFigure(text, { figure, range: null }) ? FIGURE_WORTH : 0) +
    (holdsFigure(text, { figure: "number", range: null }) ? NUMBER_WORTH : 0);
  const says = (text: string) => (topic ? saidIn(topic, subjectOf(text)) : 0);
  const spots = passages
    .filter(({ id }) => ids.has(id) && (shares.get(id) ?? 0) >= least)
    .flatMap((passage) =>
      passage.sentences.map((sentence): Spot => {
        const share = Math.max(says(sentence.text), PASSAGE_WORTH * (shares.get(passage.id) ?? 0));
        return {
          case: unionCase,
          passage,
          sentence,
          shows: (clause) => says(clause) + holds(clause),
          shown: new Set(["topic"]),
          worth: share + holds(sentence.text),
        };
      }),
    );
  const best = Math.max(0, ...spots.map(({ worth }) => worth));
  const telling = spots.filter(({ worth }) => worth > 0 && worth >= NEAR_BEST * best);
  if (telling.length === 0) return [];
  const places = bestPlaces(telling, CELL, SENTENCES);
  const title = focus ? titlePlace(unionCase) : undefined;
  return title ? [title, ...places] : places;
}
