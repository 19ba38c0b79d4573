/** Text → whether it names a person. */

import { isWord } from "./dictionary.ts";
import { foldAligned } from "./fold.ts";

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

/** Surnames that begin few other words. */
const FEW =
  "王李张刘陈杨黄赵吴周徐孙朱马胡郭林何罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余杜叶程苏魏吕丁沈任姚卢傅崔谭廖范汪陆贾韦邱侯邹孟熊秦阎薛段雷龚陶贺毛郝顾邵尹洪庞俞阮尚宗盛";

/** Those that begin other words as well, or are rare. */
const MORE =
  "高肖于钟姜石金戴夏方白江史龙万钱严覃武戚莫孔向汤裴邬仇祁闵柏冷穆庄骆卫尤荀佟柯苗凌霍虞樊祝邢翟施倪喻卞颜梅聂詹关靳路欧房鲍葛季康解甄简乐殷褚柴牛齐焦巩池芦麻柳章窦奚鲁费廉岑滕毕伍卜湛禹狄臧茅纪舒屈项蓝席娄童刁桑桂易阳耿翁左管丛古司连温辛宁甘游申车艾冉包吉华申桑应诸封晏桂商荆展幸";

const NAMED = new RegExp(
  `(?<=[员工手师生者匠模人长席记任干属友徒机士委管家理某]|[是由叫为的请、，：:“])(?<name>[${FEW}${MORE}]\\p{Script=Han}{1,2}?)(?=[，。；、）（)(：:;,”]|$|说|讲|告诉|介绍|坦言|回忆|当选|担任|接任|兼任|任|带|牵头|等|的|在|率|主讲|领衔|为)`,
  "gu",
);
