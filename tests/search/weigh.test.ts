/** Concepts → their weights in a small corpus of invented cases. */

import { describe, expect, test } from "vitest";
import { isPersonsName } from "../../src/language/persons.ts";
import type { Concept } from "../../src/search/query.ts";
import { type WeightedConcept, weigh } from "../../src/search/weigh.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "./folder.ts";

const WEAK_WEIGHT = 0.35;
const VARIANT_WORTH = 0.85;

let opened: Promise<OpenKnowledge> | undefined;

/** Six passages with their headings; 夜校 stands in one of them, 欠薪 in two, 职工 in four. */
async function weighed(concept: Partial<Concept> & { surface: string }): Promise<WeightedConcept> {
  opened ??= folderOf({
    "选编.md": documentText({
      organization: "岚石县总工会",
      sections: {
        主要内容: ["职工开办夜校。", "职工讨回欠薪。", "建成驿站。"],
        应用成效: ["欠薪减少，职工满意。", "职工流失率下降。"],
      },
    }),
  }).then(openKnowledge);
  return weigh({ variants: [], quoted: false, ...concept }, (await opened).store);
}

describe("a word of the corpus", () => {
  test("weighs the more the fewer passages hold it", async () => {
    const [rare, rarer, common] = await Promise.all(
      ["欠薪", "夜校", "职工满意"].map((surface) => weighed({ surface })),
    );
    const often = await weighed({ surface: "县总" });
    expect([rare, rarer, common, often].map((concept) => concept?.known)).toEqual([true, true, true, true]);
    expect(rarer?.weight).toBeGreaterThan(rare?.weight ?? 1);
    expect(rare?.weight).toBeGreaterThan(often.weight);
    // As rare as the rarest pair of its characters.
    expect(common?.weight).toBe(rarer?.weight);
  });

  test("weighs little where it asks for a kind of statement, save in quotation marks", async () => {
    const [weak, quoted] = [
      await weighed({ surface: "职工" }),
      await weighed({ surface: "职工", quoted: true }),
    ];
    expect(weak.weight).toBeCloseTo(WEAK_WEIGHT * quoted.weight, 10);
  });
});

describe("a word that the corpus does not hold", () => {
  test.each([
    ["the name of a thing, which is most likely not told", { surface: "彩票" }, 1],
    ["an action, which may be put in other words", { surface: "打假" }, 0.5],
    ["the asker's way of speaking", { surface: "顺便" }, 0.3],
    ["cut wrongly from its neighbours", { surface: "险花" }, 0.3],
    ["cut wrongly with a function word", { surface: "把子" }, 0.3],
    ["the name of a person, which is in no dictionary", { surface: "周德海" }, 1],
    ["in quotation marks, whatever it is", { surface: "顺便", quoted: true }, 1],
    ["a number", { surface: "37件" }, 1],
    ["the name of a kind of statement", { surface: "制度" }, WEAK_WEIGHT],
  ])("weighs by what it is: %s", async (_, concept, weight) => {
    expect(await weighed(concept)).toEqual({ variants: [], quoted: false, ...concept, weight, known: false });
  });

  test("weighs as its rarest wording in the corpus, and each wording is worth what it tells apart", async () => {
    const [rare, often] = [await weighed({ surface: "夜校" }), await weighed({ surface: "欠薪" })];
    const bridged = await weighed({
      surface: "彩票",
      variants: [
        { word: "欠薪", worth: VARIANT_WORTH },
        { word: "夜校", worth: VARIANT_WORTH },
        { word: "珊瑚", worth: VARIANT_WORTH },
      ],
    });
    expect(bridged.known).toBe(false);
    expect(bridged.weight).toBeCloseTo(rare.weight, 10);
    expect(bridged.variants.map(({ word }) => word)).toEqual(["欠薪", "夜校"]);
    expect(bridged.variants[0]?.worth).toBeCloseTo((VARIANT_WORTH * often.weight) / rare.weight, 10);
    expect(bridged.variants[1]?.worth).toBeCloseTo(VARIANT_WORTH, 10);
  });

  test("keeps its own weight beside other wordings where the corpus holds it", async () => {
    const alone = await weighed({ surface: "欠薪" });
    const bridged = await weighed({ surface: "欠薪", variants: [{ word: "夜校", worth: VARIANT_WORTH }] });
    expect([bridged.weight, bridged.known]).toEqual([alone.weight, true]);
    expect(bridged.variants.map(({ worth }) => worth)).toEqual([VARIANT_WORTH]);
  });
});

test("a person's name has two or three characters, begins with a surname and is no word", () => {
  expect(["王德海", "周卫", "林远山"].map(isPersonsName)).toEqual([true, true, true]);
  expect(["王牌", "方法", "工会", "王", "王德海山", "远山", "周a", ""].map(isPersonsName)).toEqual(
    Array(8).fill(false),
  );
});
