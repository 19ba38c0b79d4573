/** The heading and body rows of a case → the organisation that did what it tells, where no heading line is its name. */

import { wordPattern } from "../language/document-words.ts";
import { closesText } from "./closings.ts";
import type { SignedRow } from "./headings.ts";
import { isSpeaker } from "./imprint.ts";
import { isNameIn, isOrganization, leadingOrganization, organizationLine } from "./organizations.ts";

/** Rows from either end of a text in which it says whose it is. */
const NEAR = 4;
/** A form's table is longer. */
const NEAR_TABLE = 12;
const DECLARED = new RegExp(
  `^[（(*]{0,2}${wordPattern("bearer")}(?:\\*\\*)?\\s*[:：](?:\\*\\*)?\\s*(.+?)\\*{0,2}$`,
);
const SOURCE = /^(?:来源|來源|供稿|作者)\s*[:：|｜]\s*(.+)$/;
const SHORT_FORM = /^[（(](?:以下)?(?:简称|簡稱|下称)/;

/** The first that holds: stated in so many words, in the title, at the text's beginning, in its credits, below it. */
export function bearerOf(
  text: string,
  titles: readonly string[],
  body: readonly SignedRow[],
): { readonly name: string; readonly line: number } | undefined {
  const near = [...body.slice(0, NEAR), ...body.slice(Math.max(NEAR, body.length - NEAR))];
  const say = (row: SignedRow) => text.slice(row.start, Math.min(row.end, row.start + 120));
  for (const row of body.slice(0, NEAR_TABLE)) {
    const name = row.table && statedBearer(text, row);
    if (name) return { name, line: row.number };
  }
  for (const row of near) {
    const name = statedBearer(text, row);
    if (name) return { name, line: row.number };
  }
  const line = body[0]?.number ?? 1;
  for (const title of [...titles].reverse()) {
    const name = leadingOrganization(title) ?? subjectOf(text, title);
    if (name) return { name, line };
  }
  for (const row of body.slice(0, 2)) {
    const name = row.end - row.start <= 60 ? organizationLine(say(row).replace(/^\*|\*$/g, "")) : undefined;
    const own = name ?? (isSpeaker(say(row)) ? leadingOrganization(say(row)) : undefined);
    if (own && !row.label && !row.title) return { name: own, line: row.number };
  }
  const opening = body.find((row) => row.prose && row.end - row.start > 20 && !/[:：]$/.test(say(row)));
  const first =
    opening &&
    say(opening)
      .replace(/^(?:截至)?[\d年月日底末，,]*/, "")
      .replace(BEFORE, "");
  const name = first && leadingOrganization(first);
  if (name && opening && SHORT_FORM.test(first.slice(name.length))) return { name, line: opening.number };
  for (const row of near) {
    const source = stated(SOURCE, say(row).split(/\s{1,}|\u3000/)[0] ?? "");
    if (source) return { name: source, line: row.number };
  }
  const signature = body.findLast((row, i) => {
    const isEnd = i >= body.length - NEAR || closesText(text, row, body[i + 1]);
    return isEnd && row.prose && !row.marker && organizationLine(say(row));
  });
  const signed = signature && organizationLine(say(signature));
  if (signed && signature) return { name: signed, line: signature.number };
  const explainer = explainedBy(text, titles, body);
  if (explainer) return explainer;
  return name && opening && name.length >= 5 ? { name, line: opening.number } : undefined;
}

const EXPLAINED = /由([^，。；由]{3,24}?)(?:会同[^。；]{2,60})?(?:负责|具体)*解释/;
const PLACE = /^(?!关于)[\u4e00-\u9fff]{2,6}?[省市州县区旗]/;

/** 本细则由市人力资源局负责解释, and the place that the title begins with: who made the rules. */
function explainedBy(text: string, titles: readonly string[], body: readonly SignedRow[]) {
  for (const row of body.slice(-NEAR_TABLE)) {
    const name = EXPLAINED.exec(text.slice(row.start, Math.min(row.end, row.start + 160)))?.[1];
    if (!name || !isOrganization(name)) continue;
    const place = titles.map((title) => PLACE.exec(title)?.[0]).find(Boolean);
    const isShort = /^[省市州县区旗]/.test(name) && place?.endsWith(name[0] ?? "");
    return { name: isShort ? `${place}${name.slice(1)}` : name, line: row.number };
  }
  return undefined;
}

/** Whose union a title's clause can begin with: 灯盏巷夜市有了“巷口药箱”. */
const WORKPLACE =
  /^[\u4e00-\u9fff]{2,14}?(?:市场|夜市|物流园|产业园|园区|商圈|街道|社区|公司|集团|(?:[厂矿港](?![业区口])))(?=[\u4e00-\u9fff]|$)/;
const UNION = "(?:工会联合会|联合工会|工会委员会|总工会|工会)";

/** The union of the workplace that a clause of the title begins with, as the text calls it. */
function subjectOf(text: string, title: string): string | undefined {
  for (const clause of title.split(/[，。！？!?：:｜|—“”"\s【】]+/)) {
    const name = WORKPLACE.exec(clause)?.[0];
    const full = name && new RegExp(`${name}${UNION}`).exec(text)?.[0];
    if (full) return full;
    if (name && text.split(name).length > 2) return name;
  }
  return undefined;
}

/** Not 工会 of 工会主席, 工会工作者. */
const MENTIONED = new RegExp(
  `(?<![\\u4e00-\\u9fff\\d])[\\u4e00-\\u9fff\\d]{2,20}?${UNION}(?!副?主席|工作|会员|干部|组织|经费|小组|系统|章程|力量|女职工|员)`,
  "g",
);

/** The union that a text names at the beginning of clauses, soon or more than once, and no other as often. */
export function unionNamed(
  text: string,
  body: readonly SignedRow[],
): { readonly name: string; readonly line: number } | undefined {
  const counts = new Map<string, number>();
  const words = body.map(({ start, end }) => text.slice(start, end)).join("\n");
  for (const [clause] of words.matchAll(MENTIONED)) {
    const bare = clause.replace(BEFORE, "");
    const name = isNameIn(bare, bare) ? bare : leadingOrganization(bare);
    if (name && OWN_NAME.test(name)) counts.set(name, words.split(name).length - 1);
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  const opening = body.slice(0, NEAR).map(({ start, end }) => text.slice(start, end));
  const isTold = first !== undefined && (first[1] > 1 || opening.some((line) => line.includes(first[0])));
  const isClear = isTold && (second === undefined || first[1] > second[1] || second[0].endsWith(first[0]));
  // 省交通运输工会 of one that is called in full once.
  const full = isClear && [...counts.keys()].find((name) => name !== first[0] && name.endsWith(first[0]));
  return isClear ? { name: full || first[0], line: body[0]?.number ?? 1 } : undefined;
}

/** No word of the sentence among its characters, and more than a kind of union. */
const OWN_NAME = new RegExp(
  `^(?![该本我这那其某有]|.*(?:成立|组建|通知)|.{0,2}职|[^海水陆路]上|基层|企业|行业|.*\\d(?:[年月日]|号(?!线|楼|院)))[^由被让把经向从在对到个条各每给是和或与及没已转加另找请报来问为都并]{3,18}${UNION}$`,
);
/** Words of a sentence before a name. */
const BEFORE =
  /^(?:近日|日前|今年|去年|近年来|目前|现在|后来|于是|为此)*(?:[由在据受应按]|会同|经(?![开济贸])|继(?!电))?/;

/** The organisation that a labelled line names: 推荐单位：…. */
export function statedBearer(text: string, row: SignedRow): string | undefined {
  const line = text.slice(row.start, Math.min(row.end, row.start + 120));
  return stated(DECLARED, row.table ? cellsOf(line).slice(0, 2).join("：") : line);
}

const TITLE = new RegExp(
  `^[（(*_]{0,3}${wordPattern("title")}(?:\\*\\*|__)?\\s*[：:](?:\\*\\*|__)?\\s*(.+?)\\s*$`,
);

/** The title that a labelled line states: 标题：…. */
export function statedTitle(line: string): string | undefined {
  return TITLE.exec(line)?.[1];
}

/** Of a table's row that is set with bars or tabs. */
function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\||\|$/g, "")
    .split(/[|\t]/)
    .map((cell) => cell.trim());
}

/** Until the next wide gap, comma or bracket. */
function stated(pattern: RegExp, line: string): string | undefined {
  const whole = line.trim().replace(/^[（(](.*)[）)]$/, "$1");
  const value = pattern
    .exec(whole)?.[1]
    ?.split(/\s{2,}|\u3000|[，,；;]|[（(](?=.{4})/)[0]
    ?.trim();
  return value && (isOrganization(value) || leadingOrganization(`${value}：`) === value) ? value : undefined;
}
