import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAddress, parseAddress } from "../src/corpus/address.ts";

test("writes an address as people read it", () => {
  expect(formatAddress("圆通速递有限公司工会", "应用成效", null, 1, 1)).toBe(
    "圆通速递有限公司工会·应用成效·第1句",
  );
  expect(formatAddress("圆通速递有限公司工会", "主要内容", "(二)", 2, 2)).toBe(
    "圆通速递有限公司工会·主要内容·(二)·第2句",
  );
  expect(formatAddress("江苏镇江市总工会", "主要内容", null, 1, 3)).toBe("江苏镇江市总工会·主要内容·第1-3句");
});

test("escapes what parts an address where it stands in a name", () => {
  const address = formatAddress("阿凡提·买买提工作室", "护薪·安心", null, 1, 1);
  expect(address).toBe("阿凡提\\·买买提工作室·护薪\\·安心·第1句");
  expect(parseAddress(address)).toEqual({
    organization: "阿凡提·买买提工作室",
    section: "护薪·安心",
    item: null,
    first: 1,
    last: 1,
  });
});

test("reads the ways in which a range is typed", () => {
  for (const range of ["第2-4句", "第2–4句", "第2—4句", "第2至4句", "第2～4句"]) {
    expect(parseAddress(`圆通·应用成效·${range}`)).toMatchObject({ item: null, first: 2, last: 4 });
  }
});

test.each([
  "",
  "圆通",
  "圆通·应用成效",
  "圆通·第1句",
  "圆通·应用成效·第0句",
  "圆通·应用成效·第3-1句",
  "·应用成效·第1句",
  "圆通·应用成效·(一)·子项·第1句",
  "圆通·应用成效··第1句",
  "圆通·应用成效·第1句\\",
])("takes %j for no address", (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test("reads back what it writes", () => {
  const name = fc.string({ unit: fc.constantFrom("·", "\\", "甲", "a", " ", "第", "句", "1"), minLength: 1 });
  fc.assert(
    fc.property(
      name,
      name,
      fc.option(name),
      fc.integer({ min: 1, max: 999 }),
      fc.nat(99),
      (organization, section, item, first, more) => {
        const last = first + more;
        expect(parseAddress(formatAddress(organization, section, item, first, last))).toEqual({
          organization,
          section,
          item,
          first,
          last,
        });
      },
    ),
  );
});
