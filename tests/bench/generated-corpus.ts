/** A number of cases → a folder of documents that were generated, labelled as such, and questions whose answers are known. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SectionKind } from "../../src/corpus/case.ts";
import { parseDocument } from "../../src/corpus/parse.ts";

export type QuestionKind =
  | "fact"
  | "how"
  | "quote"
  | "summary"
  | "list"
  | "count"
  | "most"
  | "consult"
  | "talk";

export interface KnownQuestion {
  readonly kind: QuestionKind;
  readonly text: string;
  /** Organisations, or the words that have to stand in the answer. */
  readonly expected: readonly string[];
}

export interface GeneratedCorpus {
  readonly characters: number;
  readonly questions: readonly KnownQuestion[];
}

/** Said of every so many-th case, in words that no real sentence has. */
const PLANTED = [
  { words: "潮汐工坊", every: 151, from: 3 },
  { words: "夜航学堂", every: 17, from: 5 },
];

const CONSULTING = [
  "我们单位外卖骑手多，想让他们入会，别的地方有什么好办法可以借鉴？",
  "职工技能竞赛年年办，大家提不起劲，怎么办才好？",
  "想给户外劳动者建个歇脚的地方，钱从哪里来、怎么管？",
];
const TALK = ["你好", "谢谢你，讲得很清楚", "你是谁，能做什么？", "今天天气怎么样", "这也太厉害了吧哈哈"];

const CASES_PER_FILE = 50;
const ASKED_OF_EACH_KIND = 20;

/** Two of them name a county, which its level tells from others of that name. */
const FIRST =
  "云岭青鹿白鹭石枫柳松榆桐梧沧澜泽浔汀浦溪沂洛渭湘赣闽滇黔桂琼昆岱嵩恒衡华峨眉雁燕鹤鸥鹏麟凤鸾锦绣瑶琅珞瑾璞玥璟晟晖昀昊旸皓朗霁霖雯岚崇峻岩峦屿礁澄澈泓润涵湛淳漪潇沐沛";
const SECOND =
  "川原陵阳阴州城关口渡桥坪坝塘湖池泉井湾港津洲滩岛峰岗岭台丘谷坞畈圩堡寨屯墩埠驿亭楼阁庄园林苑圃田畴畦埂堤堰闸渠沟涧溆汊浜泾荡淀沽岔垭坳垣墅厝社里坊巷陌阡隅角嘴矶嶂崖麓";
const LEVELS = ["县", "区", "市"];

/** Writes the files; the same number gives the same files everywhere. */
export async function generateCorpus(dir: string, count: number): Promise<GeneratedCorpus> {
  await mkdir(dir, { recursive: true });
  const pools = await sentencesByKind();
  const cases = Array.from({ length: count }, (_, i) => generateCase(i, pools));
  let characters = 0;
  for (let from = 0; from < count; from += CASES_PER_FILE) {
    const label = `生成的测试语料（非真实案例）第${from / CASES_PER_FILE + 1}册`;
    const text = `# ${label}\n\n${cases
      .slice(from, from + CASES_PER_FILE)
      .map((one) => one.text)
      .join("")}`;
    characters += text.length;
    await writeFile(join(dir, `generated-${String(from).padStart(6, "0")}.md`), text);
  }
  return { characters, questions: questionsOn(cases) };
}

/** One more case, in a file of its own. */
export async function addCase(dir: string, number: number): Promise<KnownQuestion> {
  const one = generateCase(number, await sentencesByKind());
  await writeFile(join(dir, `added-${number}.md`), `# 生成的测试语料（非真实案例）补遗\n\n${one.text}`);
  return factOn(one);
}

interface GeneratedCase {
  readonly organization: string;
  readonly money: number;
  readonly planted: readonly string[];
  readonly text: string;
}

type Pools = ReadonlyMap<SectionKind, readonly string[]>;

const KINDS: readonly (readonly [SectionKind, string, number])[] = [
  ["recommendation", "推荐词", 2],
  ["development", "经验培育过程", 3],
  ["measures", "主要内容", 16],
  ["results", "应用成效", 4],
];

function generateCase(number: number, pools: Pools): GeneratedCase {
  const random = randomOf(number);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const organization = `${placeOf(number)}${LEVELS[number % LEVELS.length]}总工会`;
  const money = 20 + Math.floor(random() * 900_000) / 10;
  const planted = PLANTED.filter(({ every, from }) => number % every === from).map(({ words }) => words);
  const body = KINDS.map(([kind, name, length]) => {
    const said = Array.from({ length }, () => renumbered(one(pools.get(kind) ?? []), random));
    if (kind === "results") {
      said.push(`累计投入专项经费${money}万元。`, ...planted.map((words) => `还建成了${words}。`));
    }
    const parts = kind === "measures" ? itemsOf(said) : `${said.join("")}\n`;
    return kind === "recommendation" ? `${name}:${parts}` : `##### ${name}\n\n${parts}`;
  });
  const title = `#### ${one(FIRST.split(""))}${one(SECOND.split(""))}行动服务职工的做法`;
  return {
    organization,
    money,
    planted,
    text: `### ${organization}\n\n${title}\n\n${body.join("\n")}\n`,
  };
}

/** Another name for each number below the product of both lengths. */
function placeOf(number: number): string {
  const [first, second] = [[...FIRST], [...SECOND]];
  const shift = Math.floor(number / first.length);
  return `${first[number % first.length]}${second[(shift + number) % second.length]}`;
}

function itemsOf(sentences: readonly string[]): string {
  return [..."一二三四"]
    .map((label, i) => `(${label})${sentences.slice(4 * i, 4 * i + 4).join("")}\n`)
    .join("\n");
}

/** Other figures of the same size; dates stay. */
function renumbered(sentence: string, random: () => number): string {
  return sentence.replace(/\d+(?![\d年月日])/g, (figure) =>
    [...figure].map((digit, i) => (i === 0 && digit !== "0" ? 1 : 0) + Math.floor(random() * 9)).join(""),
  );
}

function questionsOn(cases: readonly GeneratedCase[]): KnownQuestion[] {
  const step = Math.max(1, Math.floor(cases.length / ASKED_OF_EACH_KIND));
  const asked = cases.filter((_, i) => i % step === 0).slice(0, ASKED_OF_EACH_KIND);
  const most = cases.reduce((best, one) => (one.money > best.money ? one : best));
  return [
    ...asked.map(factOn),
    ...asked.map(({ organization }): KnownQuestion => {
      return { kind: "how", text: `${organization}是怎样服务职工、维护职工权益的？`, expected: [] };
    }),
    ...asked.map(({ organization, money }): KnownQuestion => {
      return { kind: "quote", text: `引用${organization}的应用成效原文`, expected: [`${money}万元`] };
    }),
    ...asked.map(({ organization }): KnownQuestion => {
      return { kind: "summary", text: `总结一下${organization}的做法`, expected: [] };
    }),
    ...PLANTED.flatMap(({ words }): KnownQuestion[] => {
      const expected = cases.filter((one) => one.planted.includes(words)).map((one) => one.organization);
      return [
        { kind: "list", text: `哪些单位建成了“${words}”？`, expected },
        { kind: "list", text: `哪些案例提到${words}？`, expected },
        { kind: "count", text: `有几个案例提到${words}？`, expected },
      ];
    }),
    { kind: "list", text: "哪些案例讲到了新就业形态劳动者入会？", expected: [] },
    { kind: "count", text: "有几个案例涉及货车司机？", expected: [] },
    { kind: "most", text: "哪个单位累计投入专项经费最多？", expected: [most.organization] },
    ...CONSULTING.map((text): KnownQuestion => ({ kind: "consult", text, expected: [] })),
    ...TALK.map((text): KnownQuestion => ({ kind: "talk", text, expected: [] })),
  ];
}

function factOn({ organization, money }: GeneratedCase): KnownQuestion {
  return { kind: "fact", text: `${organization}累计投入了多少专项经费？`, expected: [`${money}万元`] };
}

/** The sentences of the corpus and of the building half of the foreign ones, by the kind of section that they stand in. */
async function sentencesByKind(): Promise<Pools> {
  const pools = new Map<SectionKind, string[]>();
  const project = new URL("../..", import.meta.url).pathname;
  const foreign = join(project, "tests/questions/foreign/build");
  const folders = (await readdir(foreign)).sort().map((name) => join(foreign, name, "corpus"));
  for (const folder of [join(project, "corpus"), ...folders])
    for (const file of (await readdir(folder)).sort()) {
      if (!/\.(?:md|txt)$/.test(file) || file === "README.md") continue;
      const { cases } = parseDocument(file, await readFile(join(folder, file), "utf8"));
      for (const { kind, blocks } of cases.flatMap(({ sections }) => sections))
        for (const { text } of blocks.flatMap(({ sentences }) => sentences)) {
          const into = KINDS.some(([known]) => known === kind) ? kind : "measures";
          // What is cut, headed or tabular stands badly in another place.
          if (!/^[^\n|\t#]{12,160}。$/.test(text)) continue;
          pools.set(into, [...(pools.get(into) ?? []), text]);
        }
    }
  return pools;
}

/** Numbers from 0 to 1 that look like chance, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = (seed + 1) * 0x9e37_79b9;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
