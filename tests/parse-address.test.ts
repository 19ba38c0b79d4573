import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAddress } from "../src/corpus/address.ts";

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
  expect(formatAddress("阿凡提·买买提工作室", "护薪·安心", null, 1, 1)).toBe(
    "阿凡提\\·买买提工作室·护薪\\·安心·第1句",
  );
});

test("writes no two addresses alike", () => {
  const name = fc.string({
    unit: fc.constantFrom("·", "\\", "甲", "第", "句", "1"),
    minLength: 1,
    maxLength: 4,
  });
  const address = fc.tuple(name, name, fc.option(name), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(address, address, (one, other) => {
      const [first, second] = [one, other].map(([organization, section, item, number]) =>
        formatAddress(organization, section, item, number, number),
      );
      expect(first === second).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});
