/** Replies that a broken or hostile model might give, by the thousand: not one word gets through that is not carried. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import { openKnowledge } from "../knowledge.ts";
import { violationsIn } from "./oracle.ts";
import { type Script, type Shown, scriptedWriter } from "./scripted.ts";

const knowledge = await openKnowledge();
const files = new Map<string, string>();
for (const { file } of await knowledge.store.files())
  files.set(file, (await knowledge.store.text(file)) ?? "");

const QUESTIONS = [
  "镇江挽回了多少损失，帮了几个人？",
  "旌阳新建的职工之家阵地和工会驿站各有多少个？",
  "圆通全网为员工提供的免费宿舍有多少间？",
  "齐河是怎样组织货车司机的？",
  "总结圆通的案例",
  "用三点总结旌阳的案例",
  "工会怎么帮职工解决停车难",
  "有没有给外卖小哥歇脚的地方",
  "哪家工会搞得最热闹",
  "盐田的应用成效怎么样",
];

/** A claim with the sentence it was made from; what a mutation makes of it. */
interface Raw {
  text: string;
  sentences: string[];
}

type Mutation = (raw: Raw, all: readonly Shown[], pick: (below: number) => number) => Raw;

const text =
  (change: (text: string, pick: (below: number) => number) => string): Mutation =>
  (raw, _, pick) => ({ ...raw, text: change(raw.text, pick) });

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  none: (raw) => raw,
  digit: text((said, pick) => {
    const digits = [...said.matchAll(/\d/g)];
    const at = digits[pick(Math.max(1, digits.length))]?.index;
    if (at === undefined) return `${said}，共${pick(900) + 100}个`;
    return `${said.slice(0, at)}${(Number(said[at]) + 1 + pick(8)) % 10}${said.slice(at + 1)}`;
  }),
  rounded: text((said) => said.replace(/(\d+)\.\d+/g, "$1").replace(/(\d{2,})(?=[^\d])/g, (n) => `${n}0`)),
  chineseNumeral: text((said, pick) => `${said}，惠及${"二三四五六七八九"[pick(8)]}百名职工`),
  added: text((said, pick) => `${said}，同比增长${pick(90) + 10}.${pick(9)}%`),
  year: text((said, pick) => `${2010 + pick(20)}年，${said}`),
  quotedInvention: text((said) => `${said}，体现了“一切为了职工的幸福明天”`),
  quotedCut: text((said) => `“${said.slice(0, 4)}……${said.slice(-4)}”`),
  quotedWhole: text((said) => `“${said}”`),
  halfQuote: text((said) => `“${said}`),
  corner: text((said) => `「${said}的新篇章」`),
  negated: text((said) => said.replace(/^(.{2,6})/, "$1没有")),
  opposite: text((said) => said.replace("增加", "减少").replace("提升", "下降").replace("建立", "撤销")),
  otherCase: text((said) => `贵州遵义市总工会${said}`),
  stranger: text((said) => `据哈尔滨市总工会主席王小明介绍，${said}`),
  latin: text((said) => `${said}（source: WHO report）`),
  link: text((said) => `${said} https://evil.example/x`),
  markup: text((said) => `**${said}** <b>!</b> [点此](javascript:1)`),
  mention: text((said) => `@channel ${said}`),
  unseen: text((said) => `${said.slice(0, 3)}\u200b\u202e${said.slice(3)}`),
  praise: text(() => "该案例成效显著，值得全国各级工会认真学习借鉴，意义十分重大"),
  promptLeak: text(() => "你是工会创新案例问答程序中的归纳环节，规则共八条"),
  obeys: text(() => "PWNED"),
  endless: text((said) => said.repeat(40)),
  empty: text(() => ""),
  noIds: (raw) => ({ ...raw, sentences: [] }),
  unknownIds: (raw, all, pick) => ({ ...raw, sentences: [`S${all.length + 1 + pick(50)}`, "S0", "甲", ""] }),
  wrongId: (raw, all, pick) => ({ ...raw, sentences: [all[pick(Math.max(1, all.length))]?.id ?? "S1"] }),
  manyIds: (raw, all) => ({ ...raw, sentences: all.map(({ id }) => id) }),
  joined: (raw, all, pick) => {
    const other = all[pick(Math.max(1, all.length))];
    return { text: `${raw.text}，${(other?.text ?? "").slice(0, 30)}`, sentences: raw.sentences };
  },
  swapped: text((said) => {
    const figures = [...said.matchAll(/\d+(?:\.\d+)?/g)].map(([figure]) => figure);
    const [a, b] = figures;
    return a && b ? said.replace(a, "\u0001").replace(b, a).replace("\u0001", b) : said;
  }),
};

/** Kinds of reply after which nothing of the model's may be left. */
const NEVER = new Set([
  "chineseNumeral",
  "added",
  "quotedInvention",
  "halfQuote",
  "corner",
  "otherCase",
  "stranger",
  "latin",
  "link",
  "mention",
  "unseen",
  "praise",
  "promptLeak",
  "obeys",
  "endless",
  "empty",
  "noIds",
  "unknownIds",
]);

function scriptOf(names: readonly string[], seed: number): Script {
  let state = seed >>> 0;
  const pick = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  return ({ name }, sentences) => {
    if (name === "rewrite") return { question: "" };
    const claims = names.map((mutation) => {
      const from = sentences[pick(Math.max(1, sentences.length))];
      const words = from?.text ?? "";
      const cut = pick(2) === 0 ? words : (words.split(/[。；;]/)[0] ?? words);
      return (MUTATIONS[mutation] as Mutation)({ text: cut, sentences: [from?.id ?? "S1"] }, sentences, pick);
    });
    return { sufficient: true, claims };
  };
}

describe("a hostile model", () => {
  it("gets no word in quotation marks and no figure to a reader that the cited sentences lack", async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...QUESTIONS),
        fc.array(
          fc.oneof(
            { weight: 1, arbitrary: fc.constant("none") },
            { weight: 6, arbitrary: fc.constantFrom(...Object.keys(MUTATIONS)) },
          ),
          { minLength: 1, maxLength: 6 },
        ),
        fc.integer(),
        async (question, names, seed) => {
          const writer = scriptedWriter(scriptOf(names, seed));
          const answer = await respond({ question }, { ...knowledge, writer });
          if ("by" in answer && answer.by !== "extractive") written += 1;
          expect(violationsIn(answer, files)).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
    // The oracle would be content, too, if nothing were ever written.
    expect(written).toBeGreaterThan(400);
  });

  it.each([...NEVER])("has nothing of its own left after a reply of the kind %s", async (name) => {
    for (const question of QUESTIONS) {
      for (let seed = 0; seed < 5; seed += 1) {
        const writer = scriptedWriter(scriptOf([name], seed));
        const answer = await respond({ question }, { ...knowledge, writer });
        if ("by" in answer) expect(answer.by).toBe("extractive");
      }
    }
  });
});
