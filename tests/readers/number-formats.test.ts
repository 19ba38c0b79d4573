import { expect, test } from "vitest";
import { formatNumber } from "../../src/readers/number-formats.ts";

const shown = (format: string, ...values: readonly number[]) =>
  values.map((value) => formatNumber(value, format));

test("writes numbers as Word does", () => {
  expect(shown("chineseCountingThousand", 1, 10, 11, 20, 21, 100, 101, 110, 115, 1_005)).toEqual(
    "一 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十五 一千零五".split(" "),
  );
  expect(shown("ideographDigital", 1, 10, 203)).toEqual(["一", "一〇", "二〇三"]);
  expect(shown("chineseLegalSimplified", 3, 10, 12)).toEqual(["叁", "壹拾", "壹拾贰"]);
  expect(shown("decimalEnclosedCircle", 1, 20, 21, 36, 51)).toEqual(["①", "⑳", "㉑", "㊱", "51"]);
  expect(shown("upperLetter", 1, 26, 27)).toEqual(["A", "Z", "AA"]);
  expect(shown("lowerRoman", 4, 9, 14)).toEqual(["iv", "ix", "xiv"]);
  expect(shown("ideographTraditional", 1, 10, 11)).toEqual(["甲", "癸", "11"]);
  expect(shown("decimalEnclosedFullstop", 1, 21)).toEqual(["⒈", "21."]);
  expect(shown("decimalFullWidth", 12)).toEqual(["１２"]);
  expect(shown("whatever", 7)).toEqual(["7"]);
});
