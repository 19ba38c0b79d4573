/** A question for cases → what they have to be or hold, and the words of content that are left to speak of. */

import { type FigureCondition, type FigureKind, figureAsked } from "./figures.ts";
import { type LayoutCondition, layoutAsked, withoutLayoutWords } from "./layout.ts";
import { type WordsCondition, wordsAsked } from "./literal-words.ts";
import { type OrganizationCondition, organizationAsked } from "./organization-kinds.ts";

export type Condition = OrganizationCondition | LayoutCondition | WordsCondition | FigureCondition;

export interface CaseQuestion {
  readonly conditions: readonly Condition[];
  /** What is left of the content: a topic to speak of, or nothing. */
  readonly topic: string;
  /** What is asked of each case beside; empty where nothing is. */
  readonly detail: string;
  /** Only the case with the greatest or least number is meant, or the first or last in time. */
  readonly extreme: Extreme | null;
  /** How many cases the question says that there are: 1 for 哪个案例, 2 for 哪两家; null for any number. */
  readonly expected: number | null;
}

export interface Extreme {
  readonly of: "number" | "year" | "items";
  readonly sign: 1 | -1;
}

/** `content`: the question without names of cases and sections; `text`: all of it. Both folded and digitized. */
/** The conditions are those that the words tell; what they do not take up is the topic. */
export function caseQuestionOf(content: string, text: string): CaseQuestion {
  const conditions: Condition[] = [];
  const detail = content.match(DETAIL)?.[1] ?? "";
  let rest = content.replace(DETAIL, " ").replace(EXAMPLES, " ");
  const words = wordsAsked(rest);
  if (words) {
    conditions.push(words.condition);
    rest = words.rest;
  }
  const extreme = extremeOf(text);
  const layout = extreme?.of === "items" ? null : layoutAsked(text);
  if (layout) {
    conditions.push(layout);
    rest = withoutLayoutWords(rest);
  }
  const organization = organizationAsked(rest);
  if (organization) {
    conditions.push(organization.condition);
    rest = organization.rest;
  }
  const figure = extreme ? null : figureAsked(rest);
  if (figure) {
    conditions.push(figure.condition);
    rest = figure.rest;
  }
  if (extreme?.of === "items") rest = rest.replace(/条目|条数|分条|分项|项数|\d?条/g, " ");
  // Whatever began in a year is told by the year.
  if (figure?.condition.range && figure.condition.figure === "year") rest = rest.replace(BEGINNING, " ");
  const topic = topicOf(rest);
  const measured = extreme?.of === "number" ? topic.replace(MEASURED, " ").trim() : topic;
  if (extreme?.of === "number" && measured === "")
    conditions.push({ kind: "figure", figure: figureNamed(topic), range: null, negated: false });
  return {
    conditions,
    topic: measured === "" ? "" : topic,
    detail,
    extreme,
    expected: expectedOf(text),
  };
}

const BEGINNING = /(?:才|就)?(?:开始|启动|起步|起家|推行|上线|开展|实施)(?:做|搞|探索|的|了)*/g;

/** What is greatest, where nothing else is said of it: 增幅最大的, 金额最高的. */
const MEASURED =
  /^(?:的|是|,|\s)*(?:具体|累计|总)?的?(?:增幅|降幅|涨幅|幅度|比例|占比|百分比|率|金额|钱数|钱|资金|经费|数字|数值|数量|人数|人次)(?:的|是|,|\s)*$/;

function figureNamed(words: string): FigureKind {
  if (/幅|比|率/.test(words)) return "percent";
  if (/金额|钱|资金|经费/.test(words)) return "money";
  return /人/.test(words) ? "persons" : "number";
}

function extremeOf(text: string): Extreme | null {
  const match = text.match(/最(多|高|大|长|早|晚|迟|少|低|短|小|快)/);
  if (!match) return null;
  const sign = /[少低短小早]/.test(match[1] ?? "") ? -1 : 1;
  if (/[早晚迟]/.test(match[1] ?? "")) return { of: "year", sign };
  if (/(?:条目|条数|分条|分项|项数|\d?条)[^,?。]{0,4}最/.test(text)) return { of: "items", sign };
  return { of: "number", sign };
}

/** 哪两家, 哪三个案例; 哪个案例 wants one, 哪些案例 all that fit. */
function expectedOf(text: string): number | null {
  const number = text.match(/哪(\d{1,2})(?:个|家|份|篇)/)?.[1];
  if (number !== undefined) return Number(number);
  if (/还有|都有|几(?:个|家)|哪些/.test(text)) return null;
  return /哪(?:1)?(?:个|家)|哪里的|谁家/.test(text) ? 1 : null;
}

/** …的有哪几家,各培训了多少人次: what is asked of each case is no condition for it. */
const DETAIL =
  /(?<=(?:哪|谁|几(?:个|家)|有没有)[^,?。]*)[,?。;]\s*((?:它们|他们|都|各|分别|其中|具体|又|并)?[^,?。]*(?:多少|什么|怎么|咋|叫啥|几(?:人|名|次|项|件|条|种|间|天))[^,?。]*)[?。]?\s*$/;

/** (三年目标、近三年之类): says once more what is meant. */
const EXAMPLES = /\([^()]*(?:之类|等等|比如|例如|什么的)[^()]*\)/g;

/** What asks for cases, or says that they say something, and not what. Longest first where one begins another. */
const TALK: readonly RegExp[] = [
  /(?:请问|麻烦|劳驾)?(?:请)?(?:帮我|帮忙|给我|替我|把|将)?(?:找找|找1找|找1下|找出来?|查查|查1下|筛出来?|挑出来?|数1?数|列1?列|盘点|汇总)?(?:1下)?(?=提|写|讲|说|涉|出现|带|有|用)/g,
  /(?:都|全部?|1并|统统)?(?:给我)?(?:列|找|挑|筛|数|罗列)(?:出来|1下|全|出|来)/g,
  /\(\s*\)|(?:选登|选编|汇编|这批|这组|这本)(?:的)?|唯独|唯一|只有|数1数|数数|查1查|(?:发生|地处|位于)(?:在|于)?|^\s*(?:地区|省份|片区|1带)/g,
  /(?:分别|各自|都|具体|到底|究竟|1共|总共|又|共)*(?:是|有|来自|出自|属于|在)?哪(?:些|几|\d{1,2}|1)?(?:个|家|份|篇|里)?(?:的)?(?:案例|单位|(?:家|基层|总)?工会|地方|地区|城市|省份|材料|公司|企业)?/g,
  /(?:分别|都|各|还)*(?:是|有)?谁家?(?:的)?(?=[,?。\s]|$|也|还|都)/g,
  /(?:1共|总共|共|都)?有?(?:几|多少)(?:个|家|份|篇)(?:案例|单位|工会|地方|的材料|材料)?|(?:有没有|是否)(?:案例|单位|工会|地方)?/g,
  /各是什么[^,?。]{0,6}|分别(?:是|有)?(?:什么|多少)|各(?:是|有)?多少|怎么变化/g,
  /(?:\d{1,2}|每|各|这|那)(?:个|家|份|篇|些)(?:案例|单位|材料)?(?:里头|里面|里|中|当中|之中)?|(?<!\S)\d{1,2}(?=\s|$)|哪?位(?=\s|$)|(?<=\s)各/g,
  /(?:直接|专门|明确|唯独|居然|同样|真正|曾经?|也|都|还|就|只|全|另外|既|又|同时)+(?=提|写|讲|说|涉|出现|带|有|用|给|点|谈|碰|遇|没|搞|做|办)/g,
  /(?:提到|提及|提过|提了|写到|写了|写明|写过|写有|讲到|讲了|讲过|说到|说了|谈到|谈了|涉及到?|出现(?:了|过)?|用到(?:了)?|用了|用过|用上|含有?|包含|带有|(?<!\p{Script=Han})带|点到(?:了)?|点出(?:了)?|点了|交代(?:了|过)?|给出(?:了)?|列出(?:了)?|标(?:出|明)(?:了)?|碰(?:过|到过?|上)|遇(?:过|到过?)|沾边|盯着|关于)/gu,
  /(?:搞|做|办|弄|干|开|建|设|用|推|上)(?:过|了|出|起)(?!来)/g,
  /(?:全文|通篇|文中|正文|文章|材料|文本|案例)(?:里头|里面|里|中|当中)?|(?:里头|里面|当中|之中)|^(?:部分)?[\s,]*(?:里|中|部分)+/g,
  /除了?(?=\s)|(?:之外|以外|外)(?=\s*,)|(?:还有|其他|别的|另外)/g,
  /(?:和|跟|与|同)\s+1样|最(?:多|高|大|长|早|晚|迟|少|低|短|小|快)(?:的)?/g,
  /的?(?:做法|情况|问题|方面)?\s*$/g,
];

/** The words between the marks of a topic that hold nothing are a blank. */
function topicOf(rest: string): string {
  let topic = rest.replace(/[?。!;]+/g, " ");
  for (const pattern of TALK) topic = topic.replace(pattern, (words) => (words === "" ? "" : " "));
  return topic
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:讲|谈|写|提|聊|说)(?=\p{Script=Han}{2})(?![座师课解明心判话])/u, "");
}
