/** Words that ask for a kind of figure ↔ the words that hold one: sums of money, percentages, years, names of persons. */

import { isWord } from "../../language/dictionary.ts";
import { fold } from "../../language/fold.ts";
import { subjectOf } from "../../search/match.ts";

export type FigureKind =
  | "money"
  | "percent"
  | "year"
  | "date"
  | "persons"
  | "duration"
  | "number"
  | "person-name"
  | "book-title"
  | "quotation";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface FigureCondition {
  readonly kind: "figure";
  readonly figure: FigureKind;
  /** The least and greatest value that will do, or year; null where any will. */
  readonly range: Range | null;
  /** What is counted, where the question gives a range of it. */
  readonly unit?: string;
  /** The year is that of the document that the case stands in: 2024年评选的案例. */
  readonly ofDocument?: boolean;
  readonly negated: boolean;
}

const OF = "(?:具体|确切|准确|明确|真实|完整)?的?";

/** Words by which a question asks for a figure of any value. The first row that occurs wins. */
const WORDS: readonly (readonly [FigureKind, string])[] = [
  [
    "money",
    "(?:钱数|金额|款额|数额|多少(?:元|钱)|资金(?:数|量|额)|经费(?:数|额)|(?<=写|给|列|有|出)钱(?=的|,|$))",
  ],
  ["percent", "(?:100分比|百分比|百分数|百分率|百分点|100分数|100分率|100分点|%)(?:的?(?:数据|数字|数值))?"],
  ["date", "(?:月份|几月|日期|月日)"],
  ["year", "(?:年份|年度|年头|哪1?年(?=的|,|$))"],
  ["person-name", "(?:(?:个人|人|干部|领导|主席|员工|职工)的?(?:姓名|名字|大名)|姓名|人名|实名|点名)"],
  ["book-title", "书名号"],
  ["quotation", "(?<!书名)引号"],
  [
    "number",
    "(?:数字(?!化|经济|技术|平台|赋能|素养|技能|人才|工会)|数据(?!库|驾驶舱|平台|化|共享|赋能)|数量|数目|量化(?:的)?(?:指标|数据|结果)?)",
  ],
];

/** 没有, 未, 1个…都没: said of what stands in the same clause. 有没有 only asks. */
const NEGATION = /(?<!有)(?:没有?|未|毫无|(?<![有])无|不(?:带|含|提|见|写|用|出现|给)|只字不|缺)/;

/** The first figure that the question asks for in general, or a year that it gives; the text without its words. */
export function figureAsked(
  text: string,
): { readonly condition: FigureCondition; readonly rest: string } | null {
  const ranged = rangeAsked(text);
  if (ranged) return ranged;
  for (const [figure, words] of WORDS) {
    const match = text.match(new RegExp(`(?:1个|任何|1点)?${OF}${words}`));
    if (!match) continue;
    const clause = clauseAround(text, match.index ?? 0);
    const negated = NEGATION.test(clause);
    const rest = text.replace(clause, (own) =>
      own.replace(match[0], " ").replace(negated ? NEGATION : /^$/, " "),
    );
    return { condition: { kind: "figure", figure, range: null, negated }, rest };
  }
  return yearAsked(text);
}

const ABOVE = "超过|大于|高于|多于|突破|不低于|不少于|达到|达|至少|满|上";
const BELOW = "不到|少于|低于|小于|不足|不超过";
const RANGE = new RegExp(
  `(?:(${BELOW})|(${ABOVE}))(?:了)?(\\d+(?:\\.\\d+)?)([百千万亿]?)(人次|元|%|[人名家个项件间场次])|(\\d+(?:\\.\\d+)?)([百千万亿]?)(人次|元|%|[人名家个项件间场次])(?:(以上)|(以下|以内))`,
);

/** 超过100万元, 50%以上, 不到10件. */
function rangeAsked(text: string): { condition: FigureCondition; rest: string } | null {
  const match = text.match(RANGE);
  if (!match) return null;
  const [whole, below, , before, scale, unit, after, scaleAfter, unitAfter, , under] = match;
  const value = Number(before ?? after) * (SCALE[scale ?? scaleAfter ?? ""] ?? 1);
  const range = below || under ? { from: 0, to: value } : { from: value, to: Number.POSITIVE_INFINITY };
  const counted = unit ?? unitAfter ?? "";
  const figure = counted === "元" ? "money" : counted === "%" ? "percent" : "number";
  const rest = text.replace(whole, " ").replace(/(?:累计)?(?:金额|钱数|百分比|百分率|比例|数量|人数)/, " ");
  return { condition: { kind: "figure", figure, range, unit: counted, negated: false }, rest };
}

const SCALE: Readonly<Record<string, number>> = { 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 };

/** 2023年, 2020年以前, 2022年之后. */
function yearAsked(text: string) {
  const match = text.match(
    /(?<!\d)((?:19|20)\d{2})年?(?:度|就|底|初)?(?:(及|或)?(?:以前|之前|前)|(?:以后|之后|以来|后))?(?:的事)?/,
  );
  if (!match || !/年|以|之/.test(match[0])) return null;
  const year = Number(match[1]);
  const [from, to] = /前/.test(match[0])
    ? [0, match[2] ? year : year - 1]
    : /以后|之后|后$/.test(match[0])
      ? [year + 1, 9_999]
      : [year, year];
  // A month beside the year is looked for like any other word.
  if (/^\d{1,2}月/.test(text.slice((match.index ?? 0) + match[0].length))) return null;
  const negated = NEGATION.test(clauseAround(text, match.index ?? 0));
  const rest = text.replace(match[0], " ");
  return {
    condition: {
      kind: "figure",
      figure: "year",
      range: { from, to },
      ofDocument: CHOSEN.test(text),
      negated,
    } as const,
    rest: negated ? rest.replace(NEGATION, " ") : rest,
  };
}

const CHOSEN = /选编|评选|评出|发布|入选|选登|表彰|汇编/;

function clauseAround(text: string, at: number): string {
  const start = Math.max(...[",", "。", ";", "(", "?"].map((mark) => text.lastIndexOf(mark, at))) + 1;
  const end = text.slice(at).search(/[,。;)?]/);
  return text.slice(start, end < 0 ? text.length : at + end);
}

/** Whether words of a document hold the figure. */
export function holdsFigure(
  words: string,
  { figure, range, unit }: Pick<FigureCondition, "figure" | "range" | "unit">,
): boolean {
  const subject = subjectOf(words).text;
  if (range && unit !== undefined)
    return amountsIn(words).some(
      (amount) => amount.unit === unit && range.from <= amount.value && amount.value <= range.to,
    );
  switch (figure) {
    case "money":
      return /\d[余多]?[万亿千百]?[余多]?元/.test(subject);
    case "percent":
      return /\d%/.test(subject);
    case "year":
      return [...subject.matchAll(/(?<!\d)((?:19|20)\d{2})年/g)].some(
        (match) => range === null || (range.from <= Number(match[1]) && Number(match[1]) <= range.to),
      );
    case "date":
      return /(?<!\d)\d{1,2}月(?!度)(?:\d{1,2}日)?/.test(subject);
    case "persons":
      return /\d[余多]?[万千百]?[余多]?(?:人次|名|人|位)/.test(subject);
    case "duration":
      return /\d(?:个)?(?:小时|分钟|工作日|天|日|月|周|年)/.test(subject.replace(/(?:19|20)\d{2}年/g, ""));
    case "number":
      // Chinese numerals name more often than they count (一函两书, 五大员).
      return /\d|[千百万]余?[个项件家次名人元]|百分之/.test(fold(words));
    case "person-name":
      return namesPerson(words);
    case "book-title":
      return /《[^》]+》/.test(words);
    case "quotation":
      return /[“"「『]/.test(words);
  }
}

const OFFICE =
  "(?:主席|书记|主任|部长|局长|处长|科长|站长|班长|组长|校长|院长|厂长|经理|委员|干部|会长|馆长|所长|劳模|工匠|师傅|骑手|职工|员工|律师|教授|技师)";
const SURNAME =
  "[王李张刘陈杨黄赵吴周徐孙朱马胡郭林何罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余杜叶程苏魏吕丁沈姚卢傅崔谭廖范汪陆贾韦邱侯邹孟熊秦阎薛段雷龚陶贺毛郝顾邵尹洪庞俞阮尚宗盛石金戴夏钟任姜方白黎武乔常万钱汤康史温柳葛邬施庄柯翁桂苗祝岳季殷霍霄晏喻穆卓骆裴欧司阳莫牛文闻鲍费凌舒屈项柏梅解詹申伍冉褚覃燕连]";

/** An office and a name after it: 工会主席盛予安. A word of the language after an office (主席精力) is no name. */
function namesPerson(words: string): boolean {
  for (const match of fold(words).matchAll(new RegExp(`${OFFICE}(${SURNAME}\\p{Script=Han}{1,2})`, "gu"))) {
    const name = match[1] ?? "";
    if (!isWord(name) && !isWord(name.slice(0, 2))) return true;
  }
  return false;
}

/** The kind of figure that answers 多少, 谁多, 哪一年; null where none does. */
export function figureOf(text: string): FigureKind | null {
  if (/率|比例|占比|百分|幅度|增幅|降幅/.test(text)) return "percent";
  if (/钱|经费|资金|金额|多少元|补助|工资|薪酬/.test(text)) return "money";
  if (/人次|人数|多少(?:人|名)|几(?:人|名)/.test(text)) return "persons";
  if (/多久|时限|期限|多长时间|几天|几小时|时长/.test(text)) return "duration";
  if (/哪1?年|何时|什么时候|几年|时间/.test(text)) return "year";
  return /多少|几(?!乎)|数量|数字|数据|(?:谁|哪)[^,?]{0,12}(?:多|少|高|大)|更?(?:多|少|高|大)(?:吗)?[?。]?$/.test(
    text,
  )
    ? "number"
    : null;
}

export interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** The numbers of some words with their units; years are none. */
export function amountsIn(words: string): Amount[] {
  return [
    ...subjectOf(words).text.matchAll(
      /(\d+(?:\.\d+)?)[余多]?([百千万亿]?)[余多]?(人次|[\p{Script=Han}%])?/gu,
    ),
  ].flatMap(([, digits, factor = "", unit = ""]) =>
    unit === "年" && /^(?:19|20)\d{2}$/.test(digits ?? "")
      ? []
      : [{ value: Number(digits) * (SCALE[factor] ?? 1), unit }],
  );
}
