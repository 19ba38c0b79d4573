/** What somebody said without quotation marks is theirs where they are asked about, and nobody's words elsewhere. */

import { expect, test } from "vitest";
import { spokenWords } from "../../src/answer/spoken.ts";
import { parseDocument } from "../../src/corpus/parse.ts";

const { cases } = parseDocument(
  "ye-xiao.txt",
  [
    "海河县总工会办好夜校",
    "",
    "夜校开了三个班，学员一百二十人。",
    "",
    "一要让企业尝到甜头，二要让职工看到奔头。",
    "",
    "县文旅部门负责人说，夜里的博物馆不是把灯开到九点。",
    "",
    "一名学员说：“下了班来听课，比在宿舍躺着强。”",
  ].join("\n"),
);

test.each([
  ["文旅部门负责人怎么说的", "县文旅部门负责人说，夜里的博物馆不是把灯开到九点。"],
  ["学员的原话", "一名学员说：“下了班来听课，比在宿舍躺着强。”"],
])("finds whose words are asked for: %s", (asked, said) => {
  expect(spokenWords(asked, cases)[0]?.sentence.text).toBe(said);
});

test("takes no report for words where nobody in it is asked about", () => {
  const found = spokenWords("夜校材料里三要的原话", cases).map(({ sentence }) => sentence.text);
  expect(found).not.toContain("县文旅部门负责人说，夜里的博物馆不是把灯开到九点。");
});
