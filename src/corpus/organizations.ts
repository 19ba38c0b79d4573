/** A heading → whether it names an organisation, and where its organisation ends and its title begins. */

import type { Span } from "./case.ts";

const ENDINGS = [
  "工会|工會|总工会|總工會|工联会|工聯會|联合会|聯合會|公司|集团|集團|委员会|委員會|协会|協會|学会|學會|商会|商會|基金会|基金會",
  "中心|大学|大學|学院|學院|学校|學校|中学|小学|医院|醫院|研究院|研究所|设计院|設計院|银行|支行|分行|办公室|辦公室|联盟|聯盟",
  "合作社|工会委员会|工会联合会|项目部|項目部|车间|車間|街道|社区|社區|开发区|開發區|园区|園區|机场|機場|电厂|電廠|油田|煤矿|煤礦|车站|車站",
  "局|厂|廠|院|所|处|處|矿|礦|段|站|馆|館|社|部|队|隊",
].join("|");
const AT_END = new RegExp(`(?:${ENDINGS})(?:[(（][^()（）]{1,12}[)）])?$`);

/** Endings that seldom close anything but a name; the others are trusted at the first blank only. */
const SURE_END =
  /(?:工会|工會|工联会|工聯會|公司|集团|集團|委员会|委員會|联合会|聯合會|协会|協會|大学|大學|医院|醫院)$/;

/** A title rather than a name: what it says, it says with these. */
const TITLE_SIGN =
  /[“”"《》「」『』，,。！!？?；;：:、—|｜]|的|^(?:以|用|让|把|打造|推动|推进|创新|聚焦|建设|构建|做好|加强|建好|当好|办好)/;

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

/** The two parts of a line that holds an organisation and a title, as ranges of the line; nothing where it does not. */
export function splitOrganization(line: string): readonly [Span, Span] | undefined {
  const head = line.slice(0, LONGEST_NAME + 12);
  const separator = /\s*[:：|｜]\s*|\s*—{1,2}\s*|\s+/g;
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
