/** Text → whether it names a person. */

import { cutWords, isWord } from "./dictionary.ts";
import { fold, foldAligned } from "./fold.ts";

/** Names of persons are in no dictionary, but begin with one of few characters. */
export function isPersonsName(surface: string): boolean {
  return /^\p{Script=Han}{2,3}$/u.test(surface) && FEW.includes(surface[0] ?? "") && !isWord(surface);
}

/** A name between what stands before names and what stands behind them: 匠人邬长根；, 的裴若谷担任. */
export function namesPerson(text: string): boolean {
  const folded = foldAligned(text);
  return [...folded.matchAll(NAMED)].some(({ groups }) => {
    const name = groups?.name ?? "";
    return !isWord(name) && !isWord(name.slice(0, 2));
  });
}

/** A name behind an office: the dictionary takes too many words for names. */
export function namesOfficer(text: string): boolean {
  const found = fold(text).matchAll(OFFICE);
  return [...found].some(([, name = ""]) => isPersonsName(name) || isOfficersName(name));
}

/** Behind an office a name may begin with any surname, where no word begins or ends in it. */
function isOfficersName(name: string): boolean {
  return SURNAME.test(name) && cutWords(name).every((word) => word.length === 1 || !isWord(word));
}

/** Surnames that begin few other words. */
const FEW =
  "王李张刘陈杨黄赵吴周徐孙朱马胡郭林何罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余杜叶程苏魏吕丁沈任姚卢傅崔谭廖范汪陆贾韦邱侯邹孟熊秦阎薛段雷龚陶贺毛郝顾邵尹洪庞俞阮尚宗盛";

/** Those that begin other words as well, or are rare. */
const MORE =
  "高肖于钟姜石金戴夏方白江史龙万钱严覃武戚莫孔向汤裴邬仇祁闵柏冷穆庄骆卫尤荀佟柯苗凌霍虞樊祝邢翟施倪喻卞颜梅聂詹关靳路欧房鲍葛季康解甄简乐殷褚柴牛齐焦巩池芦麻柳章窦奚鲁费廉岑滕毕伍卜湛禹狄臧茅纪舒屈项蓝席娄童刁桑桂易阳耿翁左管丛古司连温辛宁甘游申车艾冉包吉华应诸封晏商荆展幸";

const NAMED = new RegExp(
  `(?<=[员工手师生者匠模人长席记任干属友徒机士委管家理某]|[是由叫为的请、，：:“])(?<name>[${FEW}${MORE}]\\p{Script=Han}{1,2}?)(?=[，。；、）（)(：:;,”]|$|说|讲|告诉|介绍|坦言|回忆|当选|担任|接任|兼任|任|带|牵头|等|的|在|率|主讲|领衔|为|跟|对|向|把|给|让)`,
  "gu",
);

/** Offices that stand before the names of those who hold them. */
const OFFICE =
  /(?:主席|书记|主任|部长|局长|处长|科长|站长|班长|组长|校长|院长|厂长|经理|委员|干部|会长|馆长|所长|劳模|工匠|师傅|骑手|职工|律师|教授|技师|司机|医生)(\p{Script=Han}{2,3})/gu;

/** What a name behind an office begins with, beside the surnames that begin few other words. */
const SURNAME =
  /^[樊祝霍柏窦章葛奚鲁苗柳鲍费廉岑倪汤滕殷毕邬康伍卜穆湛祁禹狄臧茅纪舒屈项蓝闵席季麻娄童颜梅刁骆凌虞柯昝荀桑桂牛路冯江石金高方钟钱姜姚史黎白易邢阳欧耿关焦]/u;
