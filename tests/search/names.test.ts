import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Case } from "../../src/corpus/case.ts";
import { parsePlaces } from "../../src/language/places.ts";
import { namesOf } from "../../src/search/names.ts";

const places = parsePlaces(
  readFileSync(new URL("../../src/language/places.zh.txt", import.meta.url), "utf8"),
);

describe("namesOf", () => {
  it("names a county's union with and without what stands around it and after it", () => {
    expect(byKind("山东德州齐河县总工会")).toEqual({
      organization: [
        "山东德州齐河县总工会",
        "山东德州齐河县",
        "德州齐河县总工会",
        "德州齐河县",
        "齐河县总工会",
      ],
      short: ["齐河", "齐河县", "德州", "齐河县总", "齐河总"],
      region: ["山东", "山东省", "齐鲁", "华东"],
    });
  });

  it("lets a city's own name stand for it, with its nicknames", () => {
    const { short, organization } = byKind("黑龙江齐齐哈尔市总工会");
    expect(short).toEqual(["齐齐哈尔", "鹤城", "齐市"]);
    expect(organization).toContain("齐齐哈尔市总工会");
  });

  it("names a company by its first word, not by its trade", () => {
    expect(byKind("圆通速递有限公司工会")).toEqual({
      organization: ["圆通速递有限公司工会", "圆通速递"],
      short: ["圆通", "圆通速递公司"],
    });
  });

  it("has no name for a company's trade where nothing else stands before it", () => {
    const names = namesOf(caseOf("北京建筑集团有限公司工会"), places).map(({ text }) => text);
    expect(names).not.toContain("建筑");
    expect(names).toContain("北京建筑集团有限公司工会");
  });

  it("names each division of an organisation whose places no list knows", () => {
    expect(byKind("澄川市鹭汀区总工会").short).toEqual([
      "鹭汀",
      "鹭汀区",
      "澄川",
      "澄川市",
      "鹭汀区总",
      "鹭汀总",
    ]);
  });

  it("names a paper by its title without its year, and by whose it is", () => {
    expect(byKind("2026年河北省政府工作报告")).toEqual({
      programme: ["政府工作报告"],
      short: ["河北", "河北省", "燕赵"],
      region: ["华北", "京津冀"],
      title: ["2026年河北省政府工作报告"],
    });
    expect(byKind("上海市职工代表大会条例").programme).toEqual(["职工代表大会条例", "职代会条例"]);
    expect(byKind("中华人民共和国劳动合同法").programme).toEqual(["劳动合同法"]);
    expect(byKind("实施方案").programme).toBeUndefined();
  });

  it("reads the organisation in Traditional characters as in Simplified ones", () => {
    expect(namesOf(caseOf("廣東深圳鹽田區總工會"), places)).toEqual(
      namesOf(caseOf("广东深圳盐田区总工会"), places),
    );
  });

  it("keeps numerals as they are written: 四川, not 4川", () => {
    expect(byKind("四川德阳旌阳区总工会").region?.slice(0, 2)).toEqual(["四川", "四川省"]);
  });

  it("takes the terms that the title marks for programmes", () => {
    const { programme } = byKind("湖北襄阳市总工会", "开展“当一天站长”活动 打造《爱新》「五员」服务");
    expect(programme).toEqual(["当一天站长"]);
  });

  it("leaves a case that is named after its file or heading that name alone, as a title", () => {
    for (const heading of ["光合作用", "图书馆", "学习材料"]) {
      expect(byKind(heading)).toEqual({ title: [heading] });
    }
  });

  it("takes the organisation that a heading begins with", () => {
    expect(byKind("双塔县总工会“厂里的夜校”经验材料")).toEqual({
      organization: ["双塔县总工会", "双塔县"],
      short: ["双塔", "双塔县总", "双塔总"],
      programme: ["厂里的夜校"],
      title: ["双塔县总工会“厂里的夜校”经验材料"],
    });
  });

  it("abbreviates an institution by its number, with the level of its place before it", () => {
    expect(byKind("汐江市第二人民医院")).toEqual({
      organization: ["汐江市第二人民医院", "汐江市第二人民", "第二人民医院"],
      short: ["第二人民", "汐江", "汐江市", "二院", "市第二人民医院", "市二院"],
    });
  });

  it("knows who is in a title, and by what number a document goes", () => {
    const heading = "案例三 怀孕不是降薪的理由——李某与某科技公司调岗争议案（澄工〔2025〕9号）";
    const { person, number } = byKind(heading);
    expect(person).toEqual(["李某"]);
    expect(number).toEqual(["澄工〔2025〕9号", "9号文", "9号", "案例3"]);
  });

  it("takes the organisation of a subtitle, of a label, and short forms that the text explains", () => {
    const sentence = (text: string, number: number) => ({ number, text, glue: "", start: 0, end: 1 });
    const sections: Case["sections"] = [
      {
        name: "正文",
        kind: "other",
        line: 2,
        blocks: [
          {
            label: null,
            lead: null,
            truncated: false,
            line: 2,
            start: 0,
            end: 1,
            sentences: [
              sentence("推荐单位：汀阳市浣溪区总工会", 1),
              sentence("货运物流行业工会联合会（以下简称“货联会”）与物流园（下称“园方”）签约。", 2),
            ],
          },
        ],
      },
    ];
    const title = "——鹿鸣市货运物流行业工会联合会推行协商";
    const names = namesOf({ ...caseOf("一人一码", title), sections }, places).map(({ text }) => text);
    expect(names).toEqual(expect.arrayContaining(["浣溪区", "鹿鸣市货运物流行业工会联合会", "货联会"]));
    expect(names).not.toContain("园方");
  });

  it("marks names that are words of the language or terms that others may use", () => {
    const common = namesOf(caseOf("圆通速递有限公司工会", "做好“暖心守护”"), places).filter(
      (name) => name.common,
    );
    expect(common.map(({ text }) => text)).toEqual(["圆通", "暖心守护"]);
  });
});

/** The texts of the names by their kind, in order. */
function byKind(organization: string, title = ""): Partial<Record<string, string[]>> {
  const groups = Map.groupBy(namesOf(caseOf(organization, title), places), ({ kind }) => kind);
  return Object.fromEntries([...groups].map(([kind, names]) => [kind, names.map(({ text }) => text)]));
}

function caseOf(organization: string, title = ""): Case {
  return {
    id: "a#1",
    role: "case",
    organization,
    title,
    year: null,
    heading: { name: "标题", kind: "heading", blocks: [], line: 1 },
    sections: [],
    file: "a.md",
    line: 1,
  };
}
