/** A heading → whether it names an organisation, and where its organisation ends and its title begins. */

import { isWord, taggedWords } from "../language/dictionary.ts";
import { wordPattern } from "../language/document-words.ts";
import type { Span } from "./case.ts";

const ENDINGS = [
  "工会|工會|总工会|總工會|工联会|工聯會|联合会|聯合會|公司|集团|集團|委员会|委員會|协会|協會|学会|學會|商会|商會|基金会|基金會",
  "中心|大学|大學|学院|學院|学校|學校|中学|小学|医院|醫院|研究院|研究所|设计院|設計院|银行|支行|分行|办公室|辦公室|研究室|联盟|聯盟",
  "合作社|工会委员会|工会联合会|项目部|項目部|车间|車間|街道|社区|社區|开发区|開發區|园区|園區|机场|機場|电厂|電廠|油田|煤矿|煤礦|车站|車站",
  "办事处|辦事處|人民政府|管委会|居委会|村委会|(?:工业|产业|高新|科技|物流)园|课题组|维保[一二三四五六七八九十]?班",
  // A village's name has a place above it; 进城中村 is a title's word.
  "[省市县縣区區州旗镇鎮乡鄉街道][^省市县縣区區]{1,10}(?:村|镇|鎮|乡|鄉)",
  "[\u4e00-\u9fff]{6}股|局|厂|廠|院|所|处|處|矿|礦|段|站|馆|館|社|部|队|隊",
].join("|");
const AT_END = new RegExp(`(?:${ENDINGS})(?:[(（][^()（）]{1,12}[)）])?$`);

/** Endings that seldom close anything but a name; the others are trusted at the first blank only. */
const SURE_END =
  /(?:工会|工會|工联会|工聯會|公司|集团|集團|委员会|委員會|联合会|聯合會|协会|協會|大学|大學|医院|醫院)$/;

/** A title rather than a name: what it says, it says with these. */
const TITLE_SIGN =
  /^[（(]|^\d{2,}[-—\d]|\d{4}[-./]\d|[*@]|某|[了着]|\d\s*(?:月|日|个|名|人|家|次|%|％|万|元)|一[家个名种批次]|(?:每|几|多|两|各)[家个]|[“”"《》「」『』，,。！!？?；;：:、—|｜]|的|^(?:以|用|让|把|对话|专访|走进|探访|打造|推动|推进|创新|聚焦|建设|构建|做好|加强|建好|当好|办好)/;

const LONGEST_NAME = 40;

/** The whole line is the name of an organisation, as far as its form tells. */
export function isOrganization(line: string): boolean {
  const name = line.trim();
  return name.length >= 3 && name.length <= LONGEST_NAME && AT_END.test(name) && !TITLE_SIGN.test(name);
}

/** An organisation with an ending that seldom closes anything else. */
export function isSurelyOrganization(line: string): boolean {
  return isOrganization(line) && SURE_END.test(line.trim());
}

/** What a line holds beside a name: brackets around it, 文件 of a letterhead, 编 of an imprint. */
const BESIDE =
  /^[（(【]|[）)】]$|(?:文件|联合(?:发布|印发|编印|主办)|发布|等[一二三四五六七八九十\d]{1,2}(?:部门|单位|家)|(?:制定|编写|选送|推送|申报|撰稿)|编印?|编辑部编|主办|供稿|整理|报送|汇总|推荐|宣|(?:经验|交流|典型|汇报|申报|事迹|先进)+材料)$/g;

/** The organisation that a line names and says nothing of: alone, in brackets, over a letter, or beside a date. */
export function organizationLine(line: string): string | undefined {
  const bare = line.length > 80 ? "" : line.trim().replace(SPACED, (spaced) => spaced.replace(/\s/g, ""));
  for (const piece of [
    bare,
    ...bare.split(/\s{2,}|\u3000+|[，,]\s*(?=\d{4}年)|(?<=^[（(][^（()）]{1,8}[)）])/),
  ]) {
    const name = piece.trim().replace(BESIDE, "").replace(BESIDE, "").trim();
    const [first = ""] = name.split("、");
    if (isWhole(first) && first.length > (first === name ? 3 : 6) && isWholeLine(name)) return first;
  }
  return undefined;
}

/** 海 港 市 总 工 会 */
const SPACED = /^\S(?:\s\S){3,}$/;

function isWhole(name: string): boolean {
  return isOrganization(name) && !/^[^（(]*[)）]|[（(][^）)]*$|[【】*]/.test(name);
}

/** One name, or several side by side. */
function isWholeLine(line: string): boolean {
  return line.split("、").every((name) => isWhole(name));
}

/** The same, and the one that a subtitle opens with: ——记某某工会的夜班食堂. */
export function namedLine(line: string): string | undefined {
  return (
    organizationLine(line) ?? (/^[*_]*(?:——|－－|--)/.test(line) ? leadingOrganization(line) : undefined)
  );
}

/** Where a name ends and a text goes on, and what can follow the name's first ending and belong to it. */
const STOP = /关于|轉發|转发|[\s（(，,。：:“”"《》·｜|—]|[12]\d{3}年|\d{4}年度/;
const NAME_END =
  /^.{2,24}?(?:工会|工會|联合会|公司|集团|医院|大学|学院|学校|中学|小学|协会|学会|商会|基金会|合作社|人民政府|办事处|管委会|居委会|村委会)(?:(?<!总工会|總工會)(?:工会|工會))?(?:委员会|联合会|聯合會|办公室)?/;
const NO_NAME =
  /^(?:各|全|本|该|我|某|让|把|以|用|当|在|从|为|对|与|和|由|向|被|经|据|中国工会|企业工会|基层工会|市总工会|区总工会|县总工会|省总工会|工会)/;

/** The organisation that a title or a text opens with: 海港市总工会建好驿站, 海港市第二中学（以下简称“二中”）. */
export function leadingOrganization(text: string): string | undefined {
  const line = text
    .slice(0, 60)
    .replace(/^[*_]*(?:[—－-]{1,2}(?:对话|专访|走进|来自|[记访]))?[\s—－\-【〔*]*/, "")
    .replace(/^在(?=.{4,40}上的)/, "");
  const stop = STOP.exec(line)?.index ?? line.length;
  const head = line.slice(0, stop);
  if (NO_NAME.test(head)) return undefined;
  if (stop < line.length && isNameIn(head, head)) return head;
  const owner = head.slice(0, Math.max(0, head.indexOf("的")));
  if (owner.length >= 5 && isNameIn(head, owner)) return owner;
  const name = NAME_END.exec(head)?.[0];
  return name && isNameIn(head, name) ? name : undefined;
}

const ROLE = new RegExp(`${wordPattern("role")}(?:工会|工會)`);
const SAYING = new RegExp(`^${wordPattern("saying")}$`);

/** What a sentence begins with is a name where all words in it are those of names, and it ends with one of them: not 大学 of 大学生. */
export function isNameIn(sentence: string, name: string): boolean {
  if (!isOrganization(name) || ROLE.test(name)) return false;
  const words = taggedWords(name);
  const isSaid = words.some(
    ({ word, tag }, i) =>
      SAYING.test(word) ||
      (/^[rup]/.test(tag) && word !== "之") ||
      (tag === "d" && word.length > 1 && /^v/.test(words[i + 1]?.tag ?? "")),
  );
  const next = sentence.slice(name.length, name.length + 1);
  const isCut = next !== "" && isWord((words.at(-1)?.word ?? "") + next);
  return !isSaid && !isCut;
}

/** Employers stand before what they are said to have done: 某餐饮公司｜未足额支付加班费案. */
const AGAINST =
  /^([^，。：:与和诉、\s]{2,20}?(?:公司|集团|厂|店|酒店|超市|学校|医院|合作社|工作室|银行|项目部))((?:未|拖欠|克扣|欠|违法|违规|非法|擅自|强迫|强令|单方|逾期|拒不|随意|无故)[^，。]{2,30}案)$/;

/** Whose figures a table holds: 岚州市｜2025年工会驿站建设情况统计表. */
const FIGURES_OF = /^([^\s，。：:]{1,16}?[省市县区州盟旗镇乡])((?:20\d{2}年|\d{1,2}月).{2,40}[表册])$/;

/** The two parts of a line that holds an organisation and a title, as ranges of the line; nothing where it does not. */
export function splitOrganization(line: string): readonly [Span, Span] | undefined {
  const owner = (AGAINST.exec(line) ?? FIGURES_OF.exec(line))?.[1]?.length;
  if (owner !== undefined) {
    return [
      { start: 0, end: owner },
      { start: owner, end: line.length },
    ];
  }
  const head = line.slice(0, LONGEST_NAME + 12);
  const separator = /\s*[:：|｜]\s*|\s*—{1,2}\s*|\s+[·•–-]\s+|\s+/g;
  let first = true;
  for (let match = separator.exec(head); match; match = separator.exec(head)) {
    const end = match.index;
    const start = end + match[0].length;
    const name = head.slice(0, end);
    const sure = first || match[0].trim() !== "" || SURE_END.test(name);
    first = false;
    if (sure && start < line.length && isOrganization(name)) {
      return [
        { start: 0, end },
        { start, end: line.length },
      ];
    }
  }
  return undefined;
}

const AT_LINE_END = /^(.{2,40}?)(?:\s{2,}|\u3000+|(?=[（(]))[（(]?([^\s\u3000（()）]{4,40})[)）]?$/;

/** The same where the title comes first: 替喂卡　　某市动物园工会, 下播半小时（某产业基地工会）. */
export function trailingOrganization(line: string): readonly [Span, Span] | undefined {
  const [, title = "", name = ""] = AT_LINE_END.exec(line) ?? [];
  if (!isSurelyOrganization(name)) return undefined;
  const start = line.lastIndexOf(name);
  return [
    { start, end: start + name.length },
    { start: 0, end: title.length },
  ];
}
