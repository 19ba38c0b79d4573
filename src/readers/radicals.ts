/** Radicals, as which the maps of some fonts give characters that look the same, as those characters. */

/** Of the simplified forms, which NFKC leaves as they are: each radical, and behind it the character. */
const SIMPLIFIED = new Map(
  "⼾户⾭青⺁厂⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻤鬼"
    .match(/../gu)
    ?.map((pair) => [pair[0] ?? "", pair[1] ?? ""]),
);

/** As long as before: ⼯会 → 工会, ⻓江 → 长江. */
export function withoutRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fd5]/g, (radical) => SIMPLIFIED.get(radical) ?? radical.normalize("NFKC"));
}
