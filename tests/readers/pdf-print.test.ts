import { expect, test } from "vitest";
import { composePages } from "../../src/readers/pdf-compose.ts";
import type { Box, PageContent } from "../../src/readers/pdf-page.ts";

const SIZE = 10;

/** Lines of a page by their left edge and baseline; a character is as wide as it is high. */
function pageOf(
  number: number,
  lines: readonly (readonly [text: string, x: number, y: number])[],
  rules: readonly Box[] = [],
): PageContent {
  const runs = lines.map(([text, x0, y1]) => {
    const width = [...text].reduce((sum, sign) => sum + (sign < "\u2e80" ? SIZE / 2 : SIZE), 0);
    return { text, x0, x1: x0 + width, y0: y1 - SIZE, y1, size: SIZE, bold: false };
  });
  return { number, width: 600, height: 840, runs, rules, images: 0, covered: 0, askew: 0 };
}

const SITE = [
  ["2025/3/8 17:10关于开放夜校的通知-岚石县总工会", 26, 20],
  ["首页", 40, 60],
  ["机构", 200, 60],
  ["关于开放夜校的通知", 200, 120],
] as const;
const FOOT = "https://example.org/info/1011.htm 1/2";
const WORDS = "县总工会在六个园区办起夜校，开设焊接、电工、法律、剪纸等课程二十四门，学费全免，";

test("what a browser prints around a page, and the site above the title, are no text; lines run on to the edge of the text", () => {
  const { text, about, notes } = composePages([
    pageOf(1, [
      ...SITE,
      [WORDS, 70, 160],
      [`教材${WORDS.slice(0, -3)}`, 50, 176],
      ["由工会配发。", 50, 192],
      ["岚石县总工会", 380, 230],
      ["2025年3月8日", 380, 246],
      ["下一条：关于评选课程的公告", 300, 280],
      [FOOT, 26, 826],
    ]),
  ]);
  expect(text).toBe(
    `关于开放夜校的通知\n${WORDS}教材${WORDS.slice(0, -3)}由工会配发。\n岚石县总工会\n2025年3月8日\n`,
  );
  expect(about).toEqual({ title: "关于开放夜校的通知-岚石县总工会" });
  expect(notes.map(({ message }) => message)).toEqual([
    "页眉、页脚、页码和网页上正文以外的内容 4 处不作正文",
    "网页打印件写明共 2 页，文件里只有 1 页，其余没有打印进来",
  ]);
});

test("an address at the foot of a paper is left where no browser wrote it", () => {
  const { text } = composePages([
    pageOf(1, [
      ["夜校的课表", 50, 120],
      ["https://example.org/", 50, 826],
    ]),
  ]);
  expect(text).toBe("夜校的课表\nhttps://example.org/\n");
});

test("a frame of one column is no table", () => {
  const level = (y: number) => ({ x0: 40, x1: 560, y0: y, y1: y });
  const upright = (x: number, y0: number, y1: number) => ({ x0: x, x1: x, y0, y1 });
  const rules = [
    level(100),
    level(130),
    level(160),
    level(190),
    level(220),
    upright(40, 100, 220),
    upright(560, 100, 220),
    upright(300, 190, 220),
  ];
  const { text, tables } = composePages([
    pageOf(
      1,
      [
        ["各园区：", 50, 120],
        ["请自查。", 50, 150],
        ["请上报。", 50, 180],
        ["县总工会", 50, 210],
      ],
      rules,
    ),
  ]);
  expect(tables).toEqual([]);
  expect(text).toContain("请自查。");
});
