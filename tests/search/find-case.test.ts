import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveCase } from "../../src/answer/resolve-case.ts";
import type { Case } from "../../src/corpus/case.ts";
import { ownPlaces, parsePlaces } from "../../src/language/places.ts";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { refreshIndex } from "../../src/search/build-index.ts";
import { createCaseFinder } from "../../src/search/find-case.ts";
import type { Store } from "../../src/stores/store.ts";
import { sampleOf, tries } from "../full.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { createMemoryStore } from "../stores/memory-store.ts";
import { documentText, folderOf } from "./folder.ts";
import { realSentences } from "./real-sentences.ts";

/** How many of the 237 ways to name a case gave exactly the cases meant when this was last raised. */
const FEWEST_NAMES_RIGHT = 229;

/** How many questions named a case that they are not about. */
const MOST_QUESTIONS_MISLED = 0;

let real: OpenKnowledge;
let cases: readonly Case[];

beforeAll(async () => {
  real = await openKnowledge();
  cases = await real.store.cases();
});

/** The organisations that the question names, mention by mention. */
async function named(question: string, { finder, store }: OpenKnowledge = real): Promise<string[][]> {
  const all = await store.cases();
  const { mentions } = await finder.find(question);
  return mentions.map((mention) => mention.cases.map((ordinal) => all[ordinal]?.organization ?? ""));
}

describe("the names of the real corpus", () => {
  it("mean exactly the cases that people mean by them", async () => {
    const lines = jsonLines("aliases.jsonl") as { name: string; organizations: string[] }[];
    const misses: string[] = [];
    for (const { name, organizations } of lines) {
      const found = (await resolveCase(name, real)).map(({ organization }) => organization);
      if (found.toSorted().join() !== organizations.toSorted().join()) misses.push(`${name} → ${found}`);
    }
    expect(lines).toHaveLength(237);
    expect(lines.length - misses.length, misses.join("\n")).toBeGreaterThanOrEqual(FEWEST_NAMES_RIGHT);
  });

  it("are not read into questions about other cases", async () => {
    const asked = (
      jsonLines("build.jsonl") as { type: string; question: string; organizations: string[] }[]
    ).filter(({ type }) => ["fact", "how", "paraphrase", "noisy"].includes(type));
    const misled: string[] = [];
    for (const { question, organizations } of asked) {
      const strange = (await named(question)).filter(
        (meant) => !meant.some((name) => organizations.includes(name)),
      );
      if (strange.length > 0) misled.push(`${question} → ${strange.join(" ")}`);
    }
    expect(asked.length).toBeGreaterThan(100);
    expect(misled.length, misled.join("\n")).toBeLessThanOrEqual(MOST_QUESTIONS_MISLED);
  });

  it("are not read into what other cases say", async () => {
    const own = new Map(
      cases.flatMap((unionCase) =>
        [unionCase.heading, ...unionCase.sections]
          .flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences))
          .map(({ text }) => [text, unionCase.organization] as const),
      ),
    );
    const misled: string[] = [];
    for (const sentence of realSentences()) {
      const strange = (await named(sentence)).filter((meant) => !meant.includes(own.get(sentence) ?? ""));
      if (strange.length > 0) misled.push(`${sentence} → ${strange.join(" ")}`);
    }
    expect(misled).toEqual([]);
  });

  it("are not read into the ordinary words of the field", async () => {
    const text = readFileSync(new URL("../../src/language/lexicon.zh.txt", import.meta.url), "utf8");
    const all = new Set(text.split("\n").flatMap((line) => line.replace(/#.*$/, "").split(/[\s>、]+/)));
    // Cases of the corpus go by these, or no other one uses these words of their titles.
    const own = [
      "一函两书",
      "兼职副主席",
      "凝聚共识",
      "出标准",
      "副主席",
      "工会阵地",
      "技高者多得",
      "挂职副主席",
      "根治欠薪",
      "沉浸式",
      "电力机车",
    ];
    const words = new Set([...sampleOf([...all]), ...own]);
    const taken: string[] = [];
    for (const word of words) {
      const { mentions, unknown } = await real.finder.find(`怎么做好${word}的工作`);
      if (mentions.length + unknown.length > 0) taken.push(word);
    }
    expect(taken.sort()).toEqual(own);
  });
});

describe("find", () => {
  it("finds the cases in order of mention and leaves the rest of the question", async () => {
    const finding = await real.finder.find("圓通和齐河县的应用成效有什么不同？");
    expect(finding).toEqual({
      text: "圆通和齐河县的应用成效有什么不同?",
      mentions: [
        expect.objectContaining({
          words: "圆通",
          name: "圆通",
          kind: "short",
          how: "name",
          start: 0,
          end: 2,
        }),
        expect.objectContaining({
          words: "齐河县",
          name: "齐河县",
          kind: "short",
          how: "name",
          start: 3,
          end: 6,
        }),
      ],
      rest: " 和 的应用成效有什么不同?",
      unknown: [],
      cases: [
        { ordinal: 1, weight: expect.closeTo(2.4, 1), named: true },
        { ordinal: 2, weight: expect.closeTo(2.4, 1), named: true },
      ],
      level: false,
    });
  });

  it("leaves a programme's name in the rest, since it is content too", async () => {
    const { mentions, rest } = await real.finder.find("“一函两书”发出多少份？");
    expect(mentions.map(({ kind }) => kind)).toEqual(["programme"]);
    expect(rest).toBe("“1函2书”发出多少份?");
  });

  it.each([
    ["园通的应用成效", "圆通速递有限公司工会", "sound"],
    ["奇河县总工会怎么做的", "山东德州齐河县总工会", "sound"],
    ["xiangyang de 站长活动", "湖北襄阳市总工会", "sound"],
    ["qi he 的思政工作", "山东德州齐河县总工会", "sound"],
    ["Zenjiang 的预核查", "江苏镇江市总工会", "sound"],
    ["qqhr 的班组", "黑龙江齐齐哈尔市总工会", "sound"],
    ["中车朱洲的薪酬", "中车株洲电力机车有限公司", "sound"],
    ["浙江台洲椒江区", "浙江台州椒江区总工会", "sound"],
    ["圆通速逮的福利", "圆通速递有限公司工会", "typo"],
    ["山东德州齐可县", "山东德州齐河县总工会", "typo"],
  ])("reads %s as %s", async (question, organization, how) => {
    const { mentions } = await real.finder.find(question);
    const all = mentions.map((mention) => [
      mention.cases.map((ordinal) => cases[ordinal]?.organization),
      mention.how,
    ]);
    expect(all).toContainEqual([[organization], how]);
  });

  it("reads a case by its place in the catalogue", async () => {
    expect(await named("第二个案例讲了什么")).toEqual([["圆通速递有限公司工会"]]);
    expect(await named("最后一个案例讲了什么")).toEqual([["湖北襄阳市总工会"]]);
    expect(await named("第十一个案例讲了什么")).toEqual([]);
  });

  it("reads a region as all its cases", async () => {
    expect(await named("江浙有什么做法")).toEqual([["浙江台州椒江区总工会", "江苏镇江市总工会"]]);
  });

  it("takes a kind of organisation for its cases only where nothing else is said", async () => {
    expect(await named("市总工会的案例")).toEqual([
      ["黑龙江齐齐哈尔市总工会", "江苏镇江市总工会", "湖北襄阳市总工会"],
    ]);
    expect(await named("市总工会联合哪些部门下发了指引")).toEqual([]);
  });

  it("does not find a name across two words: 东城 in 广东城市", async () => {
    expect(await named("广东城市里的驿站")).toEqual([["广东深圳盐田区总工会"]]);
    expect(await named("工会中车间的做法")).toEqual([]);
    expect(await named("集中车辆运输")).toEqual([]);
  });

  it("does not take a place of its own for a mistyped one", async () => {
    for (const question of ["泰州市总工会", "江苏靖江市总工会", "西城区总工会", "九江市总工会"]) {
      const { mentions, unknown } = await real.finder.find(question);
      expect(mentions.filter(({ kind }) => kind !== "region")).toEqual([]);
      expect(unknown).toHaveLength(1);
    }
  });

  it("names the organisations and places that the corpus does not know", async () => {
    const unknown = async (question: string) => (await real.finder.find(question)).unknown;
    expect(await unknown("苏州和宜昌的做法")).toEqual(["苏州", "宜昌"]);
    expect(await unknown("请问如东县总工会有什么经验")).toEqual(["如东"]);
    expect(await unknown("火星市总工会有多少会员")).toEqual(["火星"]);
    expect(await unknown("属于地级市总工会的有几家")).toEqual([]);
    expect(await unknown("三个区总工会的案例")).toEqual([]);
    expect(await unknown("山东省总工会的做法")).toEqual(["山东省总工会"]);
    expect(await unknown("四川省总工会的做法")).toEqual(["四川省总工会"]);
  });

  it("does not call unknown what only ranks or asks", async () => {
    for (const question of [
      "哪个案例是县总工会的",
      "我们县总工会怎么做",
      "上级总工会",
      "全国总工会",
      "怎么做好市总工会工作",
    ]) {
      expect((await real.finder.find(question)).unknown).toEqual([]);
    }
  });

  it("does not call unknown a place that the corpus knows by another name", async () => {
    expect((await real.finder.find("沪上那一片有组织了吗")).unknown).toEqual([]);
  });

  it("looks for names in the beginning of an endless message only", async () => {
    const { text, mentions } = await real.finder.find(`齐河${"总工会的".repeat(250_000)}圆通`);
    expect(text).toHaveLength(1_000_004);
    expect(mentions.map(({ words }) => words)).toEqual(["齐河"]);
  });

  it("finds nothing in an empty message", async () => {
    expect(await real.finder.find("\u200b\n")).toEqual({
      text: " ",
      mentions: [],
      rest: " ",
      unknown: [],
      cases: [],
      level: false,
    });
  });
});

describe("find in other corpora", () => {
  it("does not scope a question to a file that is named by an ordinary word", async () => {
    const knowledge = await openKnowledge(
      await folderOf({
        "安全.md": "安全生产要靠每一个人。班前会要讲安全。",
        "培训.md": "培训要有计划，安全培训每年两次。",
        "图书馆.txt": "图书馆周末开放，职工可以借书。",
      }),
    );
    expect(await named("安全生产的培训怎么做", knowledge)).toEqual([]);
    expect(await named("图书馆周末开放吗", knowledge)).toEqual([]);
  });

  it("scopes it to such a file where the question cites it or says nothing else", async () => {
    const knowledge = await openKnowledge(
      await folderOf({ "安全.md": "安全生产要靠每一个人。", "培训.md": "培训要有计划。" }),
    );
    expect(await named("《安全》讲了什么", knowledge)).toEqual([["安全"]]);
    expect(await named("安全", knowledge)).toEqual([["安全"]]);
    expect(await named("培训的案例", knowledge)).toEqual([["培训"]]);
  });

  it("takes a company's everyday name for the company only where others do not use the word", async () => {
    const sunshine = {
      organization: "阳光电源有限公司工会",
      sections: { 主要内容: ["公司为职工安装充电桩。"] },
    };
    const garden = {
      organization: "岚石县总工会",
      sections: { 主要内容: ["驿站里阳光充足。", "阳光食堂让职工放心。", "阳光操场向职工开放。"] },
    };
    const alone = await openKnowledge(await folderOf({ "a.md": documentText(sunshine) }));
    const together = await openKnowledge(await folderOf({ "a.md": documentText(sunshine, garden) }));
    expect(await named("阳光的充电桩", alone)).toEqual([["阳光电源有限公司工会"]]);
    expect(await named("阳光的充电桩", together)).toEqual([]);
    expect(await named("阳光电源的充电桩", together)).toEqual([["阳光电源有限公司工会"]]);
  });

  it("gives all the cases of one name, and one of them where the name says which", async () => {
    const sections = { 主要内容: ["建立驿站。"] };
    const knowledge = await openKnowledge(
      await folderOf({
        "a.md": documentText(
          { organization: "江苏镇江市总工会", sections },
          { organization: "江苏镇江丹徒区总工会", sections },
        ),
      }),
    );
    expect(await named("镇江的驿站", knowledge)).toEqual([["江苏镇江市总工会", "江苏镇江丹徒区总工会"]]);
    expect(await named("镇江市总工会的驿站", knowledge)).toEqual([["江苏镇江市总工会"]]);
    expect(await named("丹徒的驿站", knowledge)).toEqual([["江苏镇江丹徒区总工会"]]);
  });

  it("lets all names of a question say which case is meant, and asks where nothing does", async () => {
    const sections = { 主要内容: ["建立驿站。"] };
    const knowledge = await openKnowledge(
      await folderOf({
        "a.md": documentText(
          { organization: "岚川省清平县石廊镇桃源村", title: "果园分红", sections },
          { organization: "岭东省石廊县沙河镇河口村", title: "夜里说事", sections },
          { organization: "岭东省石廊县桃源镇桃源村", title: "老宅新生", sections },
        ),
      }),
    );
    const meant = async (question: string) => {
      const { cases: votes, level } = await knowledge.finder.find(question);
      const all = await knowledge.store.cases();
      return [all[votes[0]?.ordinal ?? -1]?.title, level];
    };
    expect(await meant("清平桃源一年收入多少")).toEqual(["果园分红", false]);
    expect(await meant("石廊桃源一年收入多少")).toEqual(["老宅新生", false]);
    expect(await meant("石廊县桃源村的老宅")).toEqual(["老宅新生", false]);
    expect(await meant("石廊县的驿站")).toEqual(["夜里说事", true]);
    expect(await meant("石廊县夜里怎么说事")).toEqual(["夜里说事", false]);
    expect(await meant("怎么建驿站")).toEqual([undefined, false]);
  });

  it("knows an organisation by its abbreviation, and a document by its year and number", async () => {
    const knowledge = await openKnowledge(
      await folderOf({
        "二院_门诊_2022年度.txt": "汐江市第二人民医院门诊工作总结\n\n平均候诊47分钟。",
        "二院_手术_2024年度.txt": "汐江市第二人民医院手术工作总结\n\n平均候诊19分钟。",
        "澄工发〔2025〕18号.txt": "关于申报创新工作室的通知\n\n5月20日前报送。",
      }),
    );
    const best = async (question: string) => {
      const { cases: votes, level } = await knowledge.finder.find(question);
      return [(await knowledge.store.cases())[votes[0]?.ordinal ?? -1]?.file, level];
    };
    expect(await best("市二院22年候诊多久")).toEqual(["二院_门诊_2022年度.txt", false]);
    expect(await best("二院2024年候诊多久")).toEqual(["二院_手术_2024年度.txt", false]);
    expect((await best("二院候诊多久"))[1]).toBe(true);
    expect(await best("18号文哪天截止")).toEqual(["澄工发〔2025〕18号.txt", false]);
    expect((await knowledge.finder.find("市一院候诊多久")).unknown).toEqual(["市一院"]);
  });

  it("takes words that a title alone holds for its case, and leaves them in the rest", async () => {
    const knowledge = await openKnowledge(
      await folderOf({
        "a.md": documentText(
          {
            organization: "岚石县总工会",
            title: "零点课堂开到隧道口",
            sections: { 主要内容: ["工人下班以后上课。"] },
          },
          { organization: "松桐县总工会", title: "花开塔台", sections: { 主要内容: ["替手由班组长安排。"] } },
        ),
      }),
    );
    const { mentions, rest } = await knowledge.finder.find("零点课堂讲一次给多少");
    expect(mentions.map(({ words, kind, cases: of }) => [words, kind, of])).toEqual([
      ["零点课堂", "heading", [0]],
    ]);
    expect(rest).toBe("0点课堂讲1次给多少");
  });

  it("names organisations that no passage bears, and no everyday phrase", async () => {
    const knowledge = await openKnowledge(
      await folderOf({
        "a.md": documentText({
          organization: "岚石县总工会",
          sections: { 主要内容: ["县总工会请云海集团的医生到梅垅区义诊。"] },
        }),
      }),
    );
    const unknown = async (question: string) => (await knowledge.finder.find(question)).unknown;
    expect(await unknown("青屏县的疗休养补多少")).toEqual(["青屏县"]);
    expect(await unknown("圣安医院义诊了几次")).toEqual(["圣安医院"]);
    expect(await unknown("红星小学义诊了几次")).toEqual(["红星小学"]);
    for (const question of [
      "我们公司副总能不能报",
      "哪家医院去义诊的",
      "镇上总工会办入会几天",
      "云海公司请了谁",
      "没龙区义诊了几次",
      "梅垅义诊了几次",
      "餐饮公司和培训公司都欠薪怎么办",
      "新厂没工会咋办",
      "网约车公司要给我交社保吗",
    ])
      expect([question, await unknown(question)]).toEqual([question, []]);
  });

  it("reads names whose numerals are folded into digits", async () => {
    const knowledge = await openKnowledge(
      await folderOf({
        "a.md": documentText({ organization: "安徽六安市总工会", sections: { 主要内容: ["建立驿站。"] } }),
      }),
    );
    for (const question of ["六安的驿站", "liuan 的驿站", "安徽六俺市的驿站"]) {
      expect((await named(question, knowledge)).at(-1)).toEqual(["安徽六安市总工会"]);
    }
    expect([...(await knowledge.finder.names()).keys()]).toContain("六安");
  });

  it("picks one county out of thousands, typed right or by ear, and all ten that a slip may mean", async () => {
    const organizations = counties(tries(10_000));
    const store = createMemoryStore();
    await store.update({
      stamp: { format: 1, embedder: "none", dimensions: 1 },
      clear: true,
      remove: [],
      put: [
        {
          record: { file: "a.md", sha256: "", size: 1, mtimeMs: 1, ctimeMs: 1 },
          text: "",
          cases: organizations.map(caseOf),
          passages: [],
          findings: [],
        },
      ],
    });
    const finder = createCaseFinder({ store, places: parsePlaces("甲省 : 乙市") });
    const meant = async (question: string) =>
      (await finder.find(question)).mentions.map((mention) =>
        mention.cases.map((ordinal) => organizations[ordinal]),
      );
    for (const name of ["岚竹松桐县总工会", "兰竹松桐县总工会", "岚竺松桐县"]) {
      expect(await meant(`${name}的做法`)).toEqual([["岚竹松桐县总工会"]]);
    }
    const fitting = organizations.filter((name) => /^岚竹.桐县总工会$/u.test(name));
    expect(await meant("岚竹柏桐县的做法")).toEqual([fitting]);
  });
});

it("calls cases as the index has it just as if it were worked out when they are asked for", async () => {
  const sketch = (organization: string) => documentText({ organization, sections: { 做法: ["服务职工。"] } });
  const dir = await folderOf({ "甲.md": sketch("岚竹职工服务中心"), "乙.md": sketch("松桐市总工会") });
  const store = createMemoryStore();
  const names = async (of: Store) => [
    ...(await createCaseFinder({ store: of, places: ownPlaces() }).names()),
  ];
  const told: string[] = [];
  const compare = async () => {
    await refreshIndex({ dir, store, embedder: createOfflineEmbedder() });
    const all = await store.cases();
    // Copies, of which nothing is known.
    const cases = async () => all.map((one) => ({ ...one }));
    const indexed = await names({ ...store, cases });
    expect(indexed).toEqual(await names({ ...store, cases, notes: async () => all.map(() => null) }));
    told.push(indexed.map(([name]) => name).join());
  };
  await compare();
  await writeFile(join(dir, "丙.md"), sketch("岚竹县总工会"));
  await compare();
  await rm(join(dir, "丙.md"));
  await compare();
  expect(told[1]).toContain("岚竹县");
  expect(told[2]).toBe(told[0]);
});

/** 岚岚岚岚县总工会 …: every four of ten characters. */
function counties(count: number): string[] {
  const characters = [..."岚竹松桐枫榆槐鹭栖澄"];
  return Array.from({ length: count }, (_, number) => {
    const digits = [...String(number).padStart(4, "0")].map(Number);
    return `${digits.map((digit) => characters[digit]).join("")}县总工会`;
  });
}

function caseOf(organization: string, ordinal: number): Case {
  return {
    id: `a#${ordinal + 1}`,
    role: "case",
    organization,
    title: "",
    year: null,
    heading: { name: "标题", kind: "heading", blocks: [], line: 1 },
    sections: [],
    file: "a.md",
    line: 1,
  };
}

function jsonLines(name: string): unknown[] {
  return readFileSync(new URL(`../questions/${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
