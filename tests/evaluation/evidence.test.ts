import { describe, expect, it } from "vitest";
import { holdsSpot, isOrganization, isSection, spotsOf } from "../../src/evaluation/evidence.ts";
import { CASES, citationOf, FILE, questionOf } from "./outcomes.ts";

const spots = spotsOf(CASES);
const textsOf = (change: Parameters<typeof questionOf>[0]) =>
  [...spots.ofQuestion(questionOf(change))].map(({ sentence }) => sentence.text);

describe("evidence", () => {
  it("is found without regard to white space", () => {
    expect(textsOf({ evidence: ["建立账户128个"] })).toEqual(["县总工会建立账户 128 个。"]);
    expect(textsOf({ evidence: ["建立 账户\n128个"] })).toEqual(["县总工会建立账户 128 个。"]);
  });

  it("may run over several sentences", () => {
    expect(textsOf({ sections: ["取得成效"], evidence: ["职工都满意。欠薪案件"] })).toEqual([
      "职工都满意。",
      "欠薪案件减少了。",
    ]);
  });

  it("is looked for where the labels say first, and elsewhere only then", () => {
    const shared = { evidence: ["。"], organizations: ["澄川市总工会"], sections: [] };
    const files = [...spots.ofQuestion(questionOf(shared))].map(({ section }) => section.name);
    expect(new Set(files)).toEqual(new Set(["主要做法"]));
    expect(textsOf({ sections: ["取得成效"] })).toEqual(["县总工会建立账户 128 个。"]);
  });

  it("is nowhere when the corpus does not hold it", () => {
    expect(textsOf({ evidence: ["建立账户129个"] })).toEqual([]);
  });

  it("has its neighbours in the section, across items and not beyond", () => {
    const [spot] = spots.ofQuestion(questionOf());
    expect(spot?.before?.sentence.text).toBe("建账户。");
    expect(spot?.after?.sentence.text).toBe("设窗口。");
    expect(spot?.after?.after?.after).toBeNull();
  });

  it("is met by a citation through its offsets", () => {
    const [cited] = spots.ofCitation(citationOf("窗口12个"));
    expect(cited?.sentence.text).toBe("乡镇设立窗口12个。");
    const { source } = citationOf("窗口12个");
    expect(spots.ofCitation({ source: { ...source, file: "b.md" } })).toEqual([]);
  });

  it("is held by a passage that begins no later than it", () => {
    const wanted = spots.ofQuestion(questionOf());
    const { start, end } = citationOf("建立账户").source;
    expect(holdsSpot({ file: FILE, start, end }, wanted)).toBe(true);
    expect(holdsSpot({ file: FILE, start: end, end: end + 50 }, wanted)).toBe(false);
    expect(holdsSpot({ file: "b.md", start, end }, wanted)).toBe(false);
  });
});

describe("labels", () => {
  it.each([
    ["岚石县总工会", "岚石县总工会", "", true],
    ["双塔县总工会“夜校”经验材料", "双塔县总工会", "“夜校”经验材料", true],
    ["双塔县总工会", "双塔县总工会“夜校”经验材料", "", true],
    ["岚石县 总工会", "岚石县总工会", "", true],
    ["澄川市总工会", "岚石县总工会", "一项做法", false],
  ])("mean a case by its name: %s, %s", (label, organization, title, same) => {
    expect(isOrganization(label, { organization, title })).toBe(same);
  });

  it.each([
    ["主要做法", "主要做法", true],
    ["主要做法", "二、主要做法", true],
    ["一、主要做法", "（一）主要做法", true],
    ["第三章 给付标准", "第三章 给付标准", true],
    ["主要做法", "主要内容", false],
  ])("mean a section with its number or without: %s, %s", (label, name, same) => {
    expect(isSection(label, name)).toBe(same);
  });
});
