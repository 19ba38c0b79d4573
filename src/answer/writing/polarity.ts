/** A claim and the words it rests on → whether it says the opposite: a negation more or less, a word for its contrary. */

import { taggedWords } from "../../language/dictionary.ts";
import { foldTight } from "../../language/fold.ts";

/** Right before a word, they turn it round: 未发生, 没有发生, 不再发生, 零投诉. */
const NEGATED =
  /(?:[不未无非没勿莫零]|(?<![\d.])0|[不没未并从]有|[未不][能曾会再得许准予可]|无[法须需]|[并绝从]未|[并绝]非|不是|禁止|严禁|拒绝|杜绝|避免|防止|取消|停止|不用|不必|没能|没法|难以)$/;

/** Words that hold one of the characters and negate nothing, where they stand alone. */
const NEGATION = new Set(
  "不 没 没有 未 无 非 勿 莫 未能 未曾 未有 不再 不能 不会 不得 不可 不准 不许 不予 不是 不用 不必 无法 无需 无须 毫无 并未 从未 尚未 并非 绝非 绝不 从不 没能 没法 难以 禁止 严禁 拒绝 杜绝 避免 防止 取消 停止 终止".split(
    " ",
  ),
);

const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/增加|增长|上升|提升|提高|增至|升至|扩大|上涨/, /减少|降低|下降|降至|缩小|缩减|下滑/],
  [/以上|超过|超出|高于|多于|不少于|至少|突破/, /以下|不足|低于|少于|不超过|至多|最多|未满/],
  [/成功|胜诉|通过/, /失败|败诉|未通过/],
  [/允许|准许|可以|鼓励/, /禁止|不准|不许|不得|严禁/],
  [/支持|赞成|同意/, /反对|拒绝|抵制/],
  [/以前|之前|前(?=[,。、]|$)/, /以后|之后|后(?=[,。、]|$)/],
  [/全部|所有|全体|全覆盖|一律/, /部分|少数|个别|有些/],
  [/线上|网上/, /线下|现场/],
  [/免费|无偿/, /收费|有偿|自费/],
  [/自愿|自主/, /强制|必须|强迫/],
  [/启动|开始|成立|建立|组建/, /停止|终止|结束|撤销|解散|取消/],
  [/公开/, /保密|秘密/],
  [/优先|首先/, /最后|其次/],
  [/有效|有力|显著|明显/, /无效|无力|轻微/],
  [/满意/, /不满/],
  [/首个|首家|首次|第一/, /末位|最后一|倒数/],
  [/直接/, /间接/],
  [/正式/, /非正式|临时/],
  [/上级/, /下级/],
  [/集体/, /个人|单独/],
];

/** What the claim says is said of nothing, or denied, in the sources, or the other way round. */
export function turnsRound(claim: string, sources: readonly string[]): boolean {
  const said = foldTight(claim);
  const told = sources.map(foldTight).join("。");
  return (
    saysContrary(said, told) ||
    negationsIn(said).length > negationsIn(told).length ||
    wordsOf(said).some((word) => isTurned(word, said, told))
  );
}

function saysContrary(said: string, told: string): boolean {
  return OPPOSITES.some(
    ([one, other]) =>
      (one.test(said) && !one.test(told) && other.test(told)) ||
      (other.test(said) && !other.test(told) && one.test(told)),
  );
}

function negationsIn(text: string): string[] {
  return taggedWords(text)
    .map(({ word }) => word)
    .filter((word) => NEGATION.has(word));
}

/** Every place of the word in one text is negated, and none in the other. */
function isTurned(word: string, said: string, told: string): boolean {
  const [here, there] = [standing(word, said), standing(word, told)];
  return (here === "negated" && there === "plain") || (here === "plain" && there === "negated");
}

function standing(word: string, text: string): "negated" | "plain" | "both" | "absent" {
  let negated = 0;
  let plain = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (NEGATED.test(text.slice(Math.max(0, at - 3), at))) negated += 1;
    else plain += 1;
  }
  if (negated + plain === 0) return "absent";
  return plain === 0 ? "negated" : negated === 0 ? "plain" : "both";
}

function wordsOf(text: string): string[] {
  return [
    ...new Set(
      taggedWords(text).flatMap(({ word, tag }) => (word.length >= 2 && /^[nvailj]/.test(tag) ? [word] : [])),
    ),
  ];
}
