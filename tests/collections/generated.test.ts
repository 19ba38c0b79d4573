/** Closed cases asked for in every way that can be thought of: whoever may not read them gets the answers of a bot without them. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { found as counted, sampleOf } from "../full.ts";
import { CLOSED, type ClosedCorpus, closedCorpus, leaked } from "./closed-corpus.ts";

let corpus: ClosedCorpus;
let stranger: Abilities;
let reader: Abilities;

beforeAll(async () => {
  corpus = await closedCorpus({ readers: "飞书：ou_reader" });
  stranger = corpus.scopes.abilitiesFor(["feishu:ou_stranger"]);
  reader = corpus.scopes.abilitiesFor(["feishu:ou_reader"]);
});

afterAll(() => corpus.close());

interface Way {
  readonly name: string;
  /** What the asker says anyway. */
  readonly words: string;
  readonly ask: (abilities: Abilities) => Promise<unknown>;
}

/** Sentences, the clauses of them, and every figure with the words around it. */
function wordsOf(text: string): string[] {
  const clauses = text.split(/[，。(),、]/).filter((clause) => clause.length > 3);
  const figures = [...text.matchAll(/\d[\d.]*[%万]?[\u4e00-\u9fff]?/g)].map(([figure]) => figure);
  return [text, ...clauses, ...figures];
}

function questionsAbout(): string[] {
  const names = CLOSED.flatMap(({ organization, title = "" }) => [
    organization,
    organization.slice(0, 2),
    title,
  ]);
  const asked = names.flatMap((name) => [
    `${name}是怎么做的？`,
    `${name}取得了什么成效？`,
    `总结一下${name}`,
    `引用${name}的主要内容第二项`,
    `${name}和圆通有什么不同？`,
    `有没有${name}的案例？`,
    `${name}`,
    `那${name}呢？`,
    `在内部里，${name}怎么样？`,
    `在机要卷里，${name}有哪些做法？`,
    `按机要，${name}的成效`,
    `${name}在哪个文件里？`,
  ]);
  const said = CLOSED.flatMap(({ sections }) => Object.values(sections).flat()).flatMap(wordsOf);
  const about = said.flatMap((words) => [
    `哪个案例提到“${words}”？`,
    `核实：“${words}”`,
    `${words}是谁做的？`,
    `${words}出自哪里？`,
    `哪些案例有${words}？一共几个？`,
    words,
  ]);
  const general = [
    "有哪些案例？",
    "一共有多少个案例？",
    "最多的一项数字是多少？",
    "哪个案例投入最多？",
    "所有案例一共授课多少场？",
    "帮助",
    "机要里有哪些案例？",
    "在机要里，有哪些案例？",
    "内部文件夹里有什么？",
    "有哪些县总工会的案例？",
    "你都知道哪些单位？",
    "列出港口的案例",
    "把案例按地区分一下",
  ];
  return [...new Set([...asked, ...about, ...general])];
}

function ways(): Way[] {
  const questions = questionsAbout();
  const way = (name: string, words: string, ask: Way["ask"]): Way => ({
    name: `${name} ${words}`,
    words,
    ask,
  });
  return [
    ...questions.map((question) => way("answer", question, (a) => a.answer({ question }))),
    ...questions
      .filter((_, i) => i % 3 === 0)
      .map((question) =>
        way("follow-up", question, (a) => a.answer({ question: "那成效呢？", history: [question] })),
      ),
    ...questions
      .filter((_, i) => i % 3 === 1)
      .flatMap((question) => [
        way("search", question, (a) => a.search(question, { limit: 5, why: true })),
        way("find", question, (a) => a.find(question, { offset: 0, limit: 10 })),
        way("explain", question, (a) => a.explain({ question })),
      ]),
    ...CLOSED.flatMap(({ organization, sections }) => [
      ...Object.keys(sections).map((section) =>
        way("quote", `${organization}${section}`, (a) => a.quoteNamed(organization, section)),
      ),
      way("quote", organization, (a) => a.quoteNamed(organization)),
      ...(["one", "three", "full"] as const).map((length) =>
        way("summary", `${organization}${length}`, (a) => a.summaryNamed(organization, length)),
      ),
      way("compare", organization, (a) => a.compareNamed([organization, "圆通"])),
      ...Object.values(sections)
        .flat()
        .map((text) => way("verify", text, (a) => a.verify(text.replace(/^\(.\)/, "")))),
    ]),
    way("catalogue", "", (a) => a.catalogue()),
    way("shelf", "", (a) => a.reader.shelf()),
    way("version", "", (a) => a.version()),
  ];
}

/** What is asked of the closed cases by ids and addresses that only their readers are given. */
async function byAddress(): Promise<Way[]> {
  const shelf = await reader.reader.shelf();
  const closed = shelf.cases.filter(({ of }) =>
    CLOSED.some(({ organization }) => organization === of.organization),
  );
  expect(closed).toHaveLength(CLOSED.length);
  const found: Way[] = [];
  for (const { of } of closed) {
    found.push({ name: `open ${of.id}`, words: "", ask: (a) => a.reader.open(of.id) });
    found.push({ name: `summary of ${of.id}`, words: of.id, ask: (a) => a.summaryOf(of.id) });
    const open = await reader.reader.open(of.id);
    for (const { name, blocks } of open?.case.sections ?? [])
      for (const { label, sentences } of blocks)
        for (const { number, text } of sentences) {
          const at = {
            caseId: of.id,
            section: name,
            item: label,
            first: number,
            last: number,
            fingerprint: null,
          };
          found.push({ name: `at ${name}${label}${number}`, words: "", ask: (a) => a.reader.openAt(at) });
          found.push({
            name: `whole of ${of.id} ${name}${label}`,
            words: `${of.organization}${text}`,
            ask: (a) => a.wholeOf({ case: of, section: name, item: label }),
          });
        }
  }
  return found;
}

const NAMED_ALIKE = new Set(["scope", "elapsedMs", "ms"]);

function plain(outcome: unknown): string {
  return JSON.stringify(outcome ?? null, (key, value: unknown) => (NAMED_ALIKE.has(key) ? undefined : value));
}

describe("a closed collection", () => {
  it("is as if it were not there, in more than five hundred ways", async () => {
    const all = [...ways(), ...(await byAddress())];
    expect(all.length).toBeGreaterThan(500);
    const differing: string[] = [];
    const tried = sampleOf(all);
    for (const { name, words, ask } of tried) {
      const told = plain(await ask(stranger));
      if (told !== plain(await ask(corpus.without))) differing.push(`${name}: ${told.slice(0, 300)}`);
      if (!name.startsWith("search") && !name.startsWith("explain")) {
        const words_ = leaked(told, words);
        if (words_.length > 0) differing.push(`${name} tells ${words_}`);
      }
    }
    counted({ ways: tried.length, leaks: differing.length });
    expect(differing).toEqual([]);
  });

  it("answers its readers out of it", async () => {
    const kinds: [string, Answer["kind"]][] = [
      ["苇河县总工会的讲堂授课多少场？", "grounded"],
      ["总结一下鹭汀港务集团工会的案例", "summary"],
      ["核实：“果农互助社账本公示十二期。”", "verification"],
    ];
    for (const [question, kind] of kinds)
      expect([question, (await reader.answer({ question })).kind]).toEqual([question, kind]);
  });

  it("keeps the answers that its readers were given from who may not read them", async () => {
    const given = await reader.answer({ question: "苇河县总工会的讲堂授课多少场？" });
    const ambiguous = await reader.answer({ question: "帮助" });
    expect([await reader.stillHolds(given), await stranger.stillHolds(given)]).toEqual([true, false]);
    expect([await reader.stillHolds(ambiguous), await stranger.stillHolds(ambiguous)]).toEqual([true, false]);
    const own = await stranger.answer({ question: "圆通建成了多少家职工之家？" });
    expect([await reader.stillHolds(own), await stranger.stillHolds(own)]).toEqual([true, true]);
  });
});
