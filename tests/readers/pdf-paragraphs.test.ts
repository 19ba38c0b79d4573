import { expect, test } from "vitest";
import { linesOf, textOfLines } from "../../src/readers/pdf-lines.ts";
import { edgesOf, paragraphsOf } from "../../src/readers/pdf-paragraphs.ts";

const SIZE = 10;
const LEFT = 100;

/** Pages of one column, each line by itself; a character is as wide as it is high. */
function textsOf(...pages: readonly (readonly string[])[]): string[] {
  const columns = pages.map((texts) =>
    linesOf(
      texts.map((text, i) => {
        const y1 = 100 + i * 16;
        const x1 = LEFT + text.length * SIZE;
        return { text, x0: LEFT, x1, y0: y1 - SIZE, y1, size: SIZE, bold: false };
      }),
    ),
  );
  const edges = edgesOf(columns);
  const lines = columns.flatMap((own, i) =>
    own.map((line) => ({ ...line, ...(edges[i] ?? { left: 0, right: 0 }), page: i + 1, column: i + 1 })),
  );
  return paragraphsOf(lines).map((paragraph) => textOfLines(paragraph.lines));
}

const WRAPPED = ["食堂每天供应三餐，职工凭卡就餐，家属在节假日里可以同来用餐并按", "成本价付费。"];

test("takes the longest line of a list for no full one, where the text of other pages is wider", () => {
  const list = ["一、借阅", "每人每次可以借书五本，期刊两本", "二、归还", "在一月之内"];
  expect(textsOf(WRAPPED, list)).toEqual([WRAPPED.join(""), ...list]);
});

test("begins anew at each bullet, and at the number behind one, however long the line before", () => {
  const list = ["•每年体检一次，由工会医务室安排", "•每季更新书架，请各班组荐书目录", "2.探望"];
  expect(textsOf(list)).toEqual(list);
});
