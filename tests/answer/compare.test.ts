/** Several cases side by side: the same part of each, word for word. */

import { describe, expect, test } from "vitest";
import { compareSections, MAX_COMPARED } from "../../src/answer/abilities/compare.ts";
import type { Case } from "../../src/corpus/case.ts";
import type { Comparison, NonEmpty } from "../../src/grounding/answer.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();
const all = await knowledge.store.cases();

const RESULTS = { words: "应用成效", kind: "results", explicit: true } as const;

function casesOf(...names: readonly string[]): NonEmpty<Case> {
  const [first, ...rest] = names.map((name) => {
    const found = all.find(({ organization, role }) => role === "case" && organization.includes(name));
    if (!found) throw new Error(`expected a case of ${name}, found none`);
    return found;
  });
  if (!first) throw new Error("expected a name, found none");
  return [first, ...rest];
}

/** Row headings with, for each cell, its case and the items quoted in it. */
function outline({ rows }: Comparison) {
  return rows.map(({ section, cells }) => [
    section,
    cells.map(({ case: of, quotes }) => [of.organization, quotes.map(({ citation }) => citation.item)]),
  ]);
}

describe("a section", () => {
  test("has a cell for each case, in the order of the names, whole where it is short", async () => {
    const { rows } = await compareSections(casesOf("齐河", "镇江"), [RESULTS], knowledge);
    const cells = rows.flatMap(({ section, cells }) => cells.map(({ quotes }) => [section, textOf(quotes)]));
    expect(cells).toEqual([
      [
        "应用成效",
        "“聚新同心”使新就业形态劳动者思政引领工作实现了从“0”到“1”质的飞跃。县域内头部平台满易运建会后,职工流失率下降19.8%,带动美团、饿了么、平安运输等企业全部建会,职工利益诉求得到保障和满足,实现了企业职工双赢。",
      ],
      [
        "应用成效",
        "工会监督预核查与法院审判、检察监督、劳动监察、劳动仲裁有效衔接,建立重大、疑难案件流转机制,发出工会监督预核查《告知书》578份、“一函两书”119份,调处案件107件,为110名劳动者挽回经济损失181.9万元。",
      ],
    ]);
  });

  test("is shown with all its items where it is long", async () => {
    const wish = { words: "主要内容", kind: "measures", explicit: true } as const;
    expect(outline(await compareSections(casesOf("圆通", "东城"), [wish], knowledge))).toEqual([
      [
        "主要内容",
        [
          ["圆通速递有限公司工会", ["(一)", "(二)", "(三)"]],
          ["北京东城区总工会", ["(一)", "(二)", "(三)", "(四)"]],
        ],
      ],
    ]);
  });

  test("leaves a cell empty where a case has none", async () => {
    const [qihe, yuantong] = casesOf("齐河", "圆通");
    if (!yuantong) throw new Error("expected two cases, found one");
    const without = { ...yuantong, sections: yuantong.sections.filter(({ kind }) => kind !== "results") };
    const { rows } = await compareSections([qihe, without], [RESULTS], knowledge);
    expect(rows.flatMap(({ cells }) => cells.map(({ quotes }) => quotes.length > 0))).toEqual([true, false]);
  });

  test("that none of the cases has makes no row", async () => {
    const wish = { words: "经验启示", kind: null, explicit: true } as const;
    expect((await compareSections(casesOf("齐河", "圆通"), [wish], knowledge)).rows).toEqual([]);
  });
});

test("cases as such are compared by background, measures and results", async () => {
  const { rows } = await compareSections(casesOf("圆通", "齐河"), [], knowledge);
  expect(rows.map(({ section, cells }) => [section, cells.length])).toEqual([
    ["经验培育过程", 2],
    ["主要内容", 2],
    ["应用成效", 2],
  ]);
});

test("cases beyond what a screen holds are named as left out", async () => {
  const named = casesOf("圆通", "齐河", "旌阳", "东城", "椒江", "镇江");
  const { cases, omitted } = await compareSections(named, [RESULTS], knowledge);
  expect([cases.length, omitted.map(({ organization }) => organization)]).toEqual([
    MAX_COMPARED,
    ["江苏镇江市总工会"],
  ]);
});

test("a comparison with a place of which there is no case is refused", async () => {
  const answer = await knowledge.askContract("比较圆通和武汉的应用成效");
  expect([answer.kind, answer.citations, answer.cases]).toEqual(["not-found", [], []]);
});

function textOf(quotes: readonly { readonly text: string }[]): string {
  return quotes.map(({ text }) => text).join("");
}
