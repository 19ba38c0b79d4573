import { expect, test } from "vitest";
import { splitSentences } from "../src/corpus/sentences.ts";

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

test.each<[string, string[]]>([
  ["会员增加860人。满意度98.6%！下一步呢？继续", ["会员增加860人。", "满意度98.6%！", "下一步呢？", "继续"]],
  ["一是建站；二是到港;三是回访。", ["一是建站；二是到港;三是回访。"]],
  ["还有很多……工会都记着。真的？！是的。", ["还有很多……", "工会都记着。", "真的？！", "是的。"]],
  ["学习、培训……，样样不落。", ["学习、培训……，样样不落。"]],
])("ends a sentence at its terminators: %s", (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test.each<[string, string[]]>([
  ["他指出:“要应用。要推广。”台州照办。", ["他指出:“要应用。要推广。”", "台州照办。"]],
  ["他说：“办得成吗？”大家都笑。", ["他说：“办得成吗？”", "大家都笑。"]],
  ["推出“职工之家!”品牌和《工会来了！》栏目。好。", ["推出“职工之家!”品牌和《工会来了！》栏目。", "好。"]],
  ["「有奔頭！」職工說。", ["「有奔頭！」職工說。"]],
  ["建站（每船一个。共12个）上船。到港。", ["建站（每船一个。共12个）上船。", "到港。"]],
  ["建站上船。（见附件。）服务到港。", ["建站上船。", "（见附件。）", "服务到港。"]],
  ["入会难。”服务难。“维权难。", ["入会难。”", "服务难。", "“维权难。"]],
  ['他说:"好。"大家说:"好。"完。', ['他说:"好。"', '大家说:"好。"', "完。"]],
  ["“外‘内。’外。”后。", ["“外‘内。’外。”", "后。"]],
])("keeps quotations and asides whole: %s", (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test.each<[string, string[]]>([
  [
    "Rose by 3.5 percent. Nobody expected it. e.g. this",
    ["Rose by 3.5 percent.", "Nobody expected it. e.g. this"],
  ],
  ["见http://example.org/?a=1处。好。", ["见http://example.org/?a=1处。", "好。"]],
  ["Really? Yes! Go.", ["Really?", "Yes!", "Go."]],
])("reads ASCII punctuation with care: %s", (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test.each<[string, string[]]>([
  ["  甲。　　乙。  ", ["甲。", "乙。"]],
  ["**建站上船。**全面铺开。", ["建站上船。", "全面铺开。"]],
  ["**建站**是根本。到**港**。", ["**建站**是根本。", "到**港**。"]],
  ["**全是重点。**", ["全是重点。"]],
  ["**", []],
  ["", []],
  ["。", ["。"]],
])("leaves blanks and bold marks at the edges out: %j", (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});
