/** What was seen in the picture of a page → the page; the pictures are drawn, and what was seen in them is given. */

import { describe, expect, test } from "vitest";
import { whereOf } from "../../src/corpus/layout.ts";
import type { Pixels, Point, SeenLine } from "../../src/readers/ocr.ts";
import { missedLines } from "../../src/readers/ocr-ink.ts";
import { pageSeen } from "../../src/readers/ocr-page.ts";
import { type Image, painted } from "../../src/readers/paint.ts";
import { composePages } from "../../src/readers/pdf-compose.ts";
import type { At } from "../../src/readers/reader.ts";

const WIDTH = 595;
const HEIGHT = 842;
const SHEET = { number: 1, width: WIDTH, height: HEIGHT };

const white = (): Pixels => ({
  width: WIDTH,
  height: HEIGHT,
  data: new Uint8Array(WIDTH * HEIGHT * 3).fill(255),
});

/** A line of characters 16 high; what sees it draws a box around it with some paper. */
function line(
  text: string,
  left: number,
  top: number,
  width: number,
  rest: Partial<SeenLine> = {},
): SeenLine {
  const [x0, x1, y0, y1] = [left - 3.6, left + width + 3.6, top - 3.6, top + 19.6];
  const corners: SeenLine["corners"] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  return { text, confidence: 0.98, corners, ...rest };
}

/** Six paragraphs of four lines each, set in by two characters, on a page that goes through `bend`; longer lines are seen in two halves. */
function paragraphs(bend: (point: Point) => Point): SeenLine[] {
  return Array.from({ length: 24 }, (_, i) => {
    const [opens, ends] = [i % 4 === 0, i % 4 === 3];
    const top = 60 + i * 28;
    const left = opens ? 92 : 60;
    const count = opens ? 14 : 15;
    const halves = [0, 1].map((half) => line("职".repeat(count), left + half * count * 16, top, count * 16));
    return ends ? [line("职工满意。", 60, top, 80)] : halves;
  })
    .flat()
    .map((one) => ({ ...one, corners: one.corners.map(bend) as unknown as SeenLine["corners"] }));
}

const LINES = Array.from({ length: 6 }, () => `${"职".repeat(88)}职工满意。`);

describe("a page that was seen", () => {
  const turned: (degrees: number) => (point: Point) => Point = (degrees) => (point) => {
    const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
    return [point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos];
  };
  /** The lower edge is nearer, and seen larger. */
  const keystone = ([x, y]: Point): Point => [
    300 + (x - 300) * (0.9 + y / 5_000),
    y + (x - 300) * y * 0.00006,
  ];

  test.each([
    ["straight", ([x, y]: Point): Point => [x, y]],
    ["turned to the left", turned(-3)],
    ["turned to the right", turned(3)],
    ["photographed from one side", keystone],
  ])("%s has its paragraphs", (_how, bend) => {
    const { text } = composePages([pageSeen(paragraphs(bend), white(), SHEET)]);
    expect(text.trim().split("\n")).toEqual(LINES);
  });

  test("is said to be seen, doubtful words by themselves", () => {
    const lines = paragraphs((point) => point).map((one, i) => (i === 9 ? { ...one, confidence: 0.8 } : one));
    const { places } = composePages([pageSeen(lines, white(), SHEET)]);
    expect(places.map(({ made, confidence }) => [made, confidence])).toEqual(
      [0.98, 0.98, 0.8, 0.98, 0.98, 0.98, 0.98, 0.98].map((confidence) => ["ocr", confidence]),
    );
    const where = whereOf(places);
    expect(where(0, 40)).toEqual({ where: "第1页", seen: "clear" });
    expect(where(100, 130)).toEqual({ where: "第1页", seen: "doubtful" });
    // It begins in a line that is clear, and ends in the one that is not.
    expect(where(94, 128)).toEqual({ where: "第1页", seen: "doubtful" });
    const at: At = { kind: "paragraph", paragraph: 1 };
    expect(whereOf([{ start: 0, end: 9, at }])(0, 9)).toEqual({ where: "第1段" });
  });

  test("leaves out what is too faint, and says so", () => {
    const faint = line("口丿", 60, 700, 40, { confidence: 0.3 });
    const { text, notes } = composePages([pageSeen([...paragraphs((p) => p), faint], white(), SHEET)]);
    expect(text).not.toContain("口丿");
    expect(notes.map(({ message }) => message)).toEqual(["第1页有 1 处字迹无法辨认，没有读入，请对照原件"]);
  });

  test("has punctuation of full width beside Chinese, and figures as they are", () => {
    const seen = [
      "共1,086人,其中(含区县)35.5%,17:00前:见A(1)",
      "春丶秋两季，“身边”一一解决2023一2025年的事，一一答复",
    ];
    const page = pageSeen(
      seen.map((text, i) => line(text, 60, 60 + 30 * i, 400)),
      white(),
      SHEET,
    );
    expect(page.runs.map(({ text }) => text)).toEqual([
      "共1,086人，其中（含区县）35.5%,17:00前：见A(1)",
      "春、秋两季，“身边”——解决2023—2025年的事，一一答复",
    ]);
    expect(composePages([page]).notes.map(({ message }) => message)).toEqual([
      "第1页有 2 行的标点识别成了半角或笔画，已按中文标点读入",
    ]);
  });
});

/** Strokes as characters have them: upright bars in squares of 16 pixels. */
function write({ data }: Pixels, left: number, top: number, count: number): void {
  for (let y = top; y < top + 14; y++)
    for (let x = left; x < left + count * 16; x++)
      if (x % 16 < 13 && x % 4 < 2) data.fill(30, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
}

describe("ink that is in no line", () => {
  const seenLines = [0, 1, 2, 3].map((i) => line("职", 60, 59 + i * 30, 480));

  test("is told where it is like that of a line", () => {
    const pixels = white();
    for (const i of [0, 1, 2, 3]) write(pixels, 60, 60 + i * 30, 30);
    expect(missedLines(pixels, seenLines)).toEqual([]);
    write(pixels, 60, 400, 9);
    const missed = missedLines(pixels, seenLines);
    expect(missed.map(Math.round)).toEqual([expect.closeTo(407, -1)]);
    const said = composePages([pageSeen(seenLines, pixels, SHEET)]).notes.map(({ message }) => message);
    expect(said).toEqual(["第1页可能漏行：自页顶起约 48% 处有墨迹没有识别成文字，请对照原件"]);
  });

  test("is not where it is a rule, a frame dust or the edge of the paper, nor where the light falls off", () => {
    const pixels = white();
    for (const i of [0, 1, 2, 3]) write(pixels, 60, 60 + i * 30, 30);
    const dot = (x: number, y: number) => pixels.data.fill(20, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
    for (let x = 60; x < 540; x++) for (const y of [300, 301, 500, 700]) dot(x, y);
    for (let y = 500; y < 700; y++) for (const x of [60, 539]) dot(x, y);
    // The paper lies on a dark desk, not quite straight.
    for (let x = 0; x < WIDTH; x++) for (let y = 0; y < 20 + x / 90; y++) dot(x, y);
    for (let i = 0; i < 4_000; i++) dot((i * 131) % WIDTH, 200 + ((i * 197) % 600));
    for (let y = 0; y < HEIGHT; y++)
      for (let at = y * WIDTH * 3; at < (y + 1) * WIDTH * 3; at++)
        pixels.data[at] = (pixels.data[at] ?? 0) * (1 - y / 1_400);
    expect(missedLines(pixels, seenLines)).toEqual([]);
  });
});

describe("a page painted of its images", () => {
  const RED = [255, 0, 0];
  const PAPER = [255, 255, 255];
  const two: Omit<Image, "matrix"> = {
    width: 2,
    height: 1,
    kind: "rgb",
    data: Uint8Array.of(...RED, 0, 0, 255),
  };
  const pixelsOf = (image: Image, width: number, height: number) => {
    const { data } = painted([image], width, height);
    return Array.from({ length: data.length / 3 }, (_, i) => [...data.subarray(i * 3, i * 3 + 3)]);
  };

  test("has each pixel in its place, upright and on its side", () => {
    expect(pixelsOf({ ...two, matrix: [2, 0, 0, -1, 0, 1] }, 2, 1)).toEqual([RED, [0, 0, 255]]);
    expect(pixelsOf({ ...two, matrix: [0, 2, 1, 0, 0, 0] }, 1, 2)).toEqual([RED, [0, 0, 255]]);
    expect(pixelsOf({ ...two, matrix: [-2, 0, 0, 1, 2, 0] }, 2, 1)).toEqual([[0, 0, 255], RED]);
  });

  test("shows paper where nothing is printed", () => {
    const ink: Image = {
      width: 2,
      height: 1,
      kind: "ink",
      data: Uint8Array.of(0b01000000),
      matrix: [2, 0, 0, -1, 0, 1],
    };
    expect(pixelsOf(ink, 2, 1)).toEqual([[0, 0, 0], PAPER]);
    const clear = { ...two, kind: "rgba" as const, data: Uint8Array.of(...RED, 0, ...RED, 255) };
    expect(pixelsOf({ ...clear, matrix: [2, 0, 0, -1, 1, 1] }, 4, 1)).toEqual([PAPER, PAPER, RED, PAPER]);
  });
});
