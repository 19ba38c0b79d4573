import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parsePlaces } from "../../src/language/places.ts";

const SMALL = `# 试用的地名表
江苏 江苏省 苏 : 南京/金陵 镇江 # 其余从略
浙江 浙江省 浙 : 杭州 台州
江西 江西省 赣 : 九江/浔阳
河北 河北省 冀 : 石家庄
天津 天津市 津 : 河北区
江浙 苏浙 > 江苏 浙江
`;

describe("parsePlaces", () => {
  const places = parsePlaces(SMALL);
  const namesIn = (text: string) => places.placesIn(text).map(({ name }) => name);

  it("finds the places of a text with where they stand", () => {
    expect(places.placesIn("江苏省镇江市总工会")).toEqual([
      { name: "江苏省", start: 0, end: 3 },
      { name: "镇江", start: 3, end: 5 },
    ]);
  });

  it("knows the province of a place, and a province's own by all its names", () => {
    expect(["镇江", "金陵", "江苏省", "江苏", "火星"].map(places.provinceOf)).toEqual([
      "江苏",
      "江苏",
      "江苏",
      "江苏",
      undefined,
    ]);
  });

  it("knows a place's other names, the usual one first", () => {
    expect(places.namesOf("金陵")).toEqual(["南京", "金陵"]);
    expect(places.namesOf("江苏省")).toEqual(["江苏", "江苏省"]);
    expect(places.namesOf("火星")).toEqual([]);
  });

  it("takes the longest name: 河北区 is not 河北", () => {
    expect(namesIn("天津河北区和河北省")).toEqual(["天津", "河北区", "河北省"]);
    expect(places.provinceOf("河北区")).toBe("天津");
  });

  it("does not take one character for a province", () => {
    expect(namesIn("津贴、复苏")).toEqual([]);
  });

  it("finds a place whose name holds a numeral in digitized text too", () => {
    expect(places.placesIn("去9江")).toEqual([{ name: "九江", start: 1, end: 3 }]);
  });

  it("knows regions and the provinces that they cover", () => {
    expect(namesIn("江浙的案例")).toEqual(["江浙"]);
    expect(places.provincesOf("苏浙")).toEqual(["江苏", "浙江"]);
    expect(places.regionsOf("浙江")).toEqual(["江浙", "苏浙"]);
    expect([places.provinceOf("江浙"), places.provincesOf("江苏"), places.regionsOf("天津")]).toEqual([
      undefined,
      [],
      [],
    ]);
  });
});

describe("the shipped places", () => {
  const text = readFileSync(new URL("../../src/language/places.zh.txt", import.meta.url), "utf8");
  const places = parsePlaces(text);

  it("hold all provinces, each with its places", () => {
    const heads = text
      .split("\n")
      .filter((line) => line.includes(" : "))
      .filter((line) => !line.startsWith("#"))
      .map((line) => line.split(" ")[0] ?? "");
    expect(heads).toHaveLength(35);
    expect(heads.filter((head) => places.provinceOf(head) !== head)).toEqual([]);
  });

  it("tell which place a nickname means", () => {
    expect(["鹏城", "齐市", "羊城", "首都", "沪上"].map((name) => places.namesOf(name)[0])).toEqual([
      "深圳",
      "齐齐哈尔",
      "广州",
      "北京",
      "上海",
    ]);
  });

  it("name only provinces of the list in regions", () => {
    const regions = text
      .split("\n")
      .flatMap((line) => (/^[^#]+ > /.test(line) ? (line.split(" > ")[0]?.split(" ") ?? []) : []));
    expect(regions.length).toBeGreaterThan(20);
    const strange = regions.flatMap((region) =>
      places.provincesOf(region).filter((province) => places.provinceOf(province) !== province),
    );
    expect(strange).toEqual([]);
  });

  it("give no place two provinces", () => {
    const entries = text
      .split("\n")
      .filter((line) => !line.startsWith("#") && line.includes(" : "))
      .flatMap((line) => line.replace(" : ", " ").split(/[\s/]+/))
      .filter((name) => name.length > 1);
    expect(entries.filter((name, i) => entries.indexOf(name) !== i)).toEqual([]);
  });
});
