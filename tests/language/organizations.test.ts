import { describe, expect, it } from "vitest";
import { divisionsIn, kindAsked, organizationKindOf, shortForms } from "../../src/language/organizations.ts";

describe("organizationKindOf", () => {
  it.each([
    ["吉林延边州总工会", "city", "place"],
    ["吉林延边总工会", "city", "place"],
    ["广西壮族自治区总工会", "province", "place"],
    ["四川德阳旌阳区总工会", "district", "place"],
    ["山东德州齐河县总工会", "county", "place"],
    ["护城河街道办事处", "street", "place"],
    ["大柳树乡人民政府", "town", "place"],
    ["石廊镇桃源村", "village", "place"],
    ["鹿鸣经济技术开发区总工会", "district", "zone"],
    ["深圳大学工会", null, "school"],
    ["汐江市第二人民医院", "city", "hospital"],
    ["圆通速递有限公司工会", null, "enterprise"],
    ["中车株洲电力机车有限公司", null, "enterprise"],
    ["鹿鸣市建设工会", "city", "trade"],
    ["省能源化学工会", "province", "trade"],
    ["云桥县快递行业工会联合会", "county", "trade"],
    ["市人力资源和社会保障局", "city", "agency"],
  ])("says of %s that its level is %s and its kind %s", (name, level, kind) => {
    const of = organizationKindOf(name);
    expect([of?.level, of?.kind]).toEqual([level, kind]);
  });

  it("tells unions and the cities that are provinces", () => {
    expect(organizationKindOf("上海市总工会")).toEqual({
      level: "city",
      kind: "place",
      isUnion: true,
      municipality: true,
    });
    expect(organizationKindOf("北京市朝阳区人民政府")).toEqual({
      level: "district",
      kind: "place",
      isUnion: false,
      municipality: true,
    });
  });

  it("knows nothing of what is no organisation by its form", () => {
    expect(organizationKindOf("让“流动”的方向盘有个家")).toBeUndefined();
  });
});

describe("kindAsked", () => {
  const names = ["江苏镇江市总工会", "吉林延边州总工会", "齐河县总工会", "圆通速递有限公司工会"];

  it("gives those of the kind that a message names alone", () => {
    const of = (message: string) => kindAsked(message)?.({ count: names.length, names });
    expect(of("市总")).toEqual([0, 1]);
    expect(of("县里的那个案例")).toEqual([2]);
    expect(of("企业工会")).toEqual([3]);
    expect(of("总工会")).toEqual([0, 1, 2]);
    expect(of("这4个案例")).toEqual([0, 1, 2, 3]);
    expect(of("这9个案例")).toEqual([]);
    expect(of("市总工会联合哪些部门")).toBeUndefined();
  });
});

describe("shortForms", () => {
  it.each([
    ["第二人民医院", ["二院"]],
    ["第二中学", ["二中"]],
    ["澄陵区总工会", ["澄陵区总", "澄陵总"]],
    ["快递行业工会联合会", ["快联会", "快递行业工会"]],
    ["机床股份有限公司工会", ["机床公司", "机床"]],
    ["圆通速递有限公司工会", ["圆通速递公司", "圆通速递"]],
    ["清浦区人民医院", ["人医"]],
    ["鹿鸣经济技术开发区", ["经开区", "鹿鸣"]],
    ["桃源村", []],
  ])("shortens %s to %j", (name, forms) => {
    expect(shortForms(name)).toEqual(forms);
  });
});

describe("divisionsIn", () => {
  it("finds places that no list knows, one in the other", () => {
    expect(divisionsIn("澜川省清平县石廊镇桃源村")).toEqual([
      { name: "澜川", level: "省", start: 0, end: 3 },
      { name: "清平", level: "县", start: 3, end: 6 },
      { name: "石廊", level: "镇", start: 6, end: 9 },
      { name: "桃源", level: "村", start: 9, end: 12 },
    ]);
  });
});
