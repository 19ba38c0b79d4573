/** The words of one question → what is asked, of which cases, in which part of them. */

import { describe, expect, test } from "vitest";
import { readable } from "../../src/language/templates.ts";
import { answerTypeOf, kindOf, withoutDeeds } from "../../src/question/kinds.ts";
import { pastedText, readPart, tellsSomething } from "../../src/question/read.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({
    "选编.md": documentText(
      {
        organization: "岚石县总工会",
        sections: { 主要内容: ["(一)建驿站。", "(二)办夜校。"], 应用成效: ["授课48场。"] },
      },
      { organization: "梨坡镇总工会", sections: { 主要内容: ["田头授课。"], 应用成效: ["授课7场。"] } },
    ),
  }).then(openKnowledge);
  return opened;
}

async function read(question: string) {
  const { finder, store } = await knowledge();
  const cases = await store.cases();
  const part = await readPart(question, finder, cases);
  return { ...part, cases: part.named.cases.map((ordinal) => cases[ordinal]?.organization) };
}

describe("the kind", () => {
  test.each([
    ["引用岚石的应用成效", "quote"],
    ["驿站那句原话", "quote"],
    ["总结一下岚石的案例", "summary"],
    ["用三句话总结岚石", "summary"],
    ["有哪些案例？", "catalogue"],
    ["核实“累计达608场”是不是原文", "verify"],
    ["岚石授课多少场？", "ask"],
    ["岚石是怎么做的？", "ask"],
  ])("of %s is %s", (question, kind) => {
    expect(kindOf(readable(question))).toBe(kind);
  });

  test("is not that of words in quotation marks", () => {
    expect(kindOf(readable("“总结”栏目办了多少期"))).toBe("ask");
    expect(kindOf(readable("总结大会是几月几号开的"))).toBe("ask");
  });
});

describe("what answers", () => {
  test.each([
    ["谁创作了现代戏？", "person"],
    ["为什么要这样做？", "reason"],
    ["如何打造班组？", "manner"],
    ["会议在哪里召开？", "place"],
    ["岚石授课", "statement"],
  ])("%s is %s", (question, type) => {
    expect(answerTypeOf(readable(question))).toBe(type);
  });
});

describe("a question as a whole", () => {
  test("is read into kind, case, section, item and content", async () => {
    const { kind, cases, slots, content, named } = await read("引用岚石主要内容（二）原文");
    expect({ kind, cases, slots, bare: !tellsSomething(content), absent: named.absent }).toEqual({
      kind: "quote",
      cases: ["岚石县总工会"],
      slots: expect.objectContaining({
        sections: ["主要内容"],
        explicit: true,
        item: { number: 2, unit: "", within: undefined },
        sentence: null,
      }),
      bare: true,
      absent: [],
    });
  });

  test("names several cases, one by one", async () => {
    const { cases, named } = await read("岚石和梨坡的应用成效");
    expect([cases, named.several]).toEqual([["岚石县总工会", "梨坡镇总工会"], true]);
  });

  test.each([
    ["那它的应用成效呢？", true],
    ["第二点具体说说", true],
    ["岚石的应用成效是什么", false],
  ])("points back or not: %s", async (question, pointsBack) => {
    expect((await read(question)).pointsBack).toBe(pointsBack);
  });

  test.each([
    ["岚石24年授课多少场", "2024年"],
    ["岚石授课duoshao场", "多少"],
  ])("is read as it is meant: %s", async (question, words) => {
    expect((await read(question)).text).toContain(words);
  });
});

describe("content", () => {
  test.each([
    ["免费宿舍", true],
    ["", false],
    ["的 怎么样?", false],
    ["这个案例的 是什么", false],
    ["它的 呢?", false],
    ["的工作情况", false],
  ])("tells something or not: %s", (content, tells) => {
    expect(tellsSomething(content)).toBe(tells);
  });

  test("is what is left without what is to be done with it", () => {
    expect(withoutDeeds("总结一下根治欠薪的案例")).toContain("根治欠薪");
    expect(withoutDeeds("总结一下根治欠薪的案例")).not.toContain("总结");
  });

  test.each([
    ["核实“累计达608场”是不是原文", "累计达608场"],
    ["核实一下：累计达608场", "累计达608场"],
    ["核实：“累计达608场”", "累计达608场"],
    ["核实一下", null],
  ])("pasted in %s", (question, pasted) => {
    expect(pastedText(question)).toBe(pasted);
  });
});
