/** Generated documents: whatever the text, nothing is lost and every range of sentences is the source's own. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";

const FILES = fc.constantFrom("a.md", "b/c.txt");
const LONG = "推动工会工作服务职工群众,把维护职工合法权益的各项任务落到实处,形成齐抓共管的格局和上下联动的机";

const PIECES = fc.constantFrom(
  ..."\n|\n|\n|\n\n|\r\n|\r| |  |　|\t|# |## |### |#### |#|**|__|- |> |• |===|---|— 3 —|```|<p>|\u200b|\ufeff|\0|\ud800|\u202e|\u2028|\v|😀".split(
    "|",
  ),
  ..."案例1|案例二：|推荐词:|推荐词|背景|主要做法|应用成效|附录|前言|【|】|【摘要】|一、|二、|（一）|(二)|1.|2、|①|第一，".split(
    "|",
  ),
  ..."海港市总工会|某某有限公司工会|打造品牌 服务职工|甲|。|，|；|：|:|！|?|.|...|……|“|”|（|）|《|》|「|」|\"|'|Word|page |12.5%".split(
    "|",
  ),
  LONG,
);

test("holds for any sequence of marks, labels, words and line breaks", () => {
  const soup = fc.array(PIECES, { maxLength: 80, size: "max" }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(soup, FILES, (text, file) => {
      fc.pre(text.trim() !== "");
      expectInvariants(parseDocument(file, text));
    }),
    { numRuns: 3_000 },
  );
});

test("holds for any string", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), FILES, (text, file) => {
      fc.pre(text.trim() !== "");
      expectInvariants(parseDocument(file, text));
    }),
    { numRuns: 1_000 },
  );
});

const ORGANIZATIONS = fc.constantFrom(
  "海港市总工会",
  "远山县总工会",
  "平川矿业集团工会",
  "长河船厂有限公司",
  "北城区工联会",
);
const TITLES = fc.constantFrom("建好“渔工驿站” 服务远洋职工", "“背篓工会”送服务上山", "井下“五分钟课堂”");
const SENTENCES = fc.array(
  fc.constantFrom(
    "在12艘母船上设立“渔工驿站”。",
    "会员增加3.5%！",
    "一是建站;二是到港。",
    "他说:“好。”",
    "怎么办?",
  ),
  { minLength: 1, maxLength: 4 },
);
const NAMES = ["推荐词", "案例背景", "主要做法", "工作成效"];

const CASES = fc.array(
  fc.record({
    organization: ORGANIZATIONS,
    title: TITLES,
    texts: fc.tuple(SENTENCES, SENTENCES, SENTENCES, SENTENCES),
  }),
  { minLength: 2, maxLength: 6 },
);

/** Ways to write an organisation, a title, a section name and a numbered item. */
const SHAPES: Readonly<Record<string, readonly [string, string, (name: string, i: number) => string]>> = {
  "Markdown levels": ["### ", "#### ", (name) => `##### ${name}`],
  "the first levels": ["# ", "## ", (name) => `### ${name}`],
  "one level": ["## ", "## ", (name) => `## ${name}`],
  "bold lines": ["**", "**", (name) => `**${name}**`],
  "plain lines": ["", "", (name) => name],
  "numbered lines": ["", "", (name, i) => `${"一二三四"[i]}、${name}`],
  brackets: ["", "", (name) => `【${name}】`],
};

test.each(Object.keys(SHAPES))("finds every case, section and item in a document of %s", (shape) => {
  const [forOrganization, forTitle, headingOf] = SHAPES[shape] ?? ["", "", String];
  const wrap = (mark: string, line: string) => mark + line + (mark === "**" ? mark : "");
  fc.assert(
    fc.property(
      CASES,
      fc.constantFrom("\n", "\r\n"),
      fc.constantFrom("", "\ufeff"),
      (cases, lineBreak, order) => {
        const lines = cases.flatMap(({ organization, title, texts }) => [
          wrap(forOrganization, organization),
          wrap(forTitle, title),
          ...NAMES.flatMap((name, i) => {
            const sentences = texts[i] ?? [];
            const body =
              i === 2
                ? sentences.map((sentence, n) => `（${"一二三四"[n]}）${sentence}`)
                : [sentences.join("")];
            return [headingOf(name, i), ...body];
          }),
        ]);
        const file = forOrganization.startsWith("#") ? "a.md" : "a.txt";
        const document = parseDocument(file, order + lines.join(lineBreak + lineBreak) + lineBreak);
        expectInvariants(document);
        const read = document.cases.map(({ organization, title, sections }) => ({
          organization,
          title,
          texts: sections.map(({ blocks }) =>
            blocks.map(({ sentences }) => sentences.map(({ text }) => text).join("")).join(""),
          ),
          items: sections.map(({ blocks }) => blocks.filter(({ label }) => label !== null).length),
        }));
        const written = cases.map(({ organization, title, texts }) => ({
          organization,
          title,
          texts: texts.map((sentences) => sentences.join("")),
          items: [0, 0, texts[2].length, 0],
        }));
        expect(read).toEqual(written);
      },
    ),
    { numRuns: 60 },
  );
});
