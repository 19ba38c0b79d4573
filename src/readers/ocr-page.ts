/** Lines that were seen in the picture of a page → the page, as if it had been printed straight: runs of text, and what may have been missed. */

import type { Pixels, Point, SeenLine } from "./ocr.ts";
import { missedLines } from "./ocr-ink.ts";
import type { PageContent, Run } from "./pdf-page.ts";

/** What is seen with less is no text, or none that could be cited: dropped, and said. */
const LEAST_CONFIDENCE = 0.5;
/** A box is so much higher than the characters in it. */
const BOX_TO_SIZE = 0.69;
/** Sizes that differ by less are one. */
const ALIKE = 0.18;

export function pageSeen(
  lines: readonly SeenLine[],
  pixels: Pixels,
  { number, width, height }: Pick<PageContent, "number" | "width" | "height">,
): PageContent {
  const scale = width / pixels.width;
  const read = lines.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  const straight = straightened(
    read.map(({ corners }) => corners.map(([x, y]): Point => [x * scale, y * scale])),
    width,
  );
  const usual = median(straight.map(({ size }) => size));
  let mended = 0;
  const runs = read.map(({ text, confidence }, i): Run => {
    const { left, right, middle, size: own } = straight[i] ?? { left: 0, right: 0, middle: 0, size: 0 };
    const size = Math.abs(own - usual) < usual * ALIKE ? usual : own;
    const baseline = middle + size * 0.38;
    const wide = text.replace(MISTAKEN, (sign) => PUNCTUATION[sign] ?? sign);
    if (wide !== text) mended++;
    const box = { x0: left, x1: right, y0: baseline - size * 0.86, y1: baseline };
    return { ...box, text: wide.trim(), size, bold: false, confidence };
  });
  return {
    ...{ number, width, height, runs, rules: [], images: 1, covered: 1, askew: 0 },
    seen: {
      mended,
      illegible: lines.length - read.length,
      missed: missedLines(pixels, lines).map((at) => at / pixels.height),
    },
  };
}

/**
 * What the recogniser takes punctuation for: within Chinese for that of ASCII, which is half as wide; a stroke that is no word by itself; one,
 * after a closing sign or between digits.
 */
const HAN = "[\\p{Script=Han}“”‘’《》〈〉、。，；：！？（）]";
const MISTAKEN = new RegExp(
  `(?<=${HAN})[,:;!?()]|[,:;!?()](?=${HAN})|丶|(?<=[”’》）])一一|(?<=\\d)一(?=\\d)`,
  "gu",
);
const PUNCTUATION: Readonly<Record<string, string>> = {
  丶: "、",
  一: "—",
  一一: "——",
  ",": "，",
  ":": "：",
  ";": "；",
  "!": "！",
  "?": "？",
  "(": "（",
  ")": "）",
};

interface Straight {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
  readonly size: number;
}

/** Fewer lines tell no more than how the page is turned. */
const FEWEST_LINES = 8;

/**
 * A page that lay askew, or was photographed from one side: how its lines slope, and its margins lean, is taken to change evenly from top to
 * bottom and from left to right.
 */
function straightened(quads: readonly (readonly Point[])[], width: number): Straight[] {
  const lines = quads.map((points) => {
    const [a = ORIGIN, b = ORIGIN, c = ORIGIN, d = ORIGIN] = points;
    const left: Point = [(a[0] + d[0]) / 2, (a[1] + d[1]) / 2];
    const right: Point = [(b[0] + c[0]) / 2, (b[1] + c[1]) / 2];
    const box = (Math.hypot(a[0] - d[0], a[1] - d[1]) + Math.hypot(b[0] - c[0], b[1] - c[1])) / 2;
    const length = Math.hypot(right[0] - left[0], right[1] - left[1]);
    return { left, right, length, size: box * BOX_TO_SIZE, pad: (box * (1 - BOX_TO_SIZE)) / 2 };
  });
  const longest = Math.max(0, ...lines.map(({ length }) => length));
  const long = lines.filter(({ length }) => length > longest * 0.6);
  const slopes = long.map(({ left, right }): Point => [left[1], (right[1] - left[1]) / (right[0] - left[0])]);
  const isEnough = long.length >= FEWEST_LINES;
  const change = isEnough ? slopeThrough(slopes) : 0;
  const slope = median(slopes.map(([y, s]) => s - change * y));
  const lean = (side: "left" | "right") =>
    isEnough ? slopeThrough(long.map((line): Point => [line[side][1], line[side][0]])) : -slope;
  const [leftLean, rightLean] = [lean("left"), lean("right")];
  const move = ([x, y]: Point): Point => {
    const share = x / width;
    return [x - (leftLean * (1 - share) + rightLean * share) * y, y - (slope + change * y) * (x - width / 2)];
  };
  return lines.map(({ left, right, size, pad }) => {
    const [x0, y0] = move(left);
    const [x1, y1] = move(right);
    return { left: x0 + pad, right: x1 - pad, middle: (y0 + y1) / 2, size };
  });
}

const ORIGIN: Point = [0, 0];

/** After Theil and Sen: the median of those between any two points, which single points do not move. */
function slopeThrough(points: readonly Point[]): number {
  const slopes = points.flatMap(([x, y], i) =>
    points.slice(i + 1).flatMap(([x2, y2]) => (Math.abs(x2 - x) > 1 ? (y2 - y) / (x2 - x) : [])),
  );
  return median(slopes);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
