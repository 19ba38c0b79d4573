/** A page of a PDF → the runs of text and the straight rules on it, in points from its upper left corner as it is shown. */

import { OPS, type PDFPageProxy, Util } from "pdfjs-dist/legacy/build/pdf.mjs";
import { withoutRadicals } from "./radicals.ts";

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** `y1` is the baseline. */
export interface Run extends Box {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  /** Of what was seen in a picture. */
  readonly confidence?: number;
}

export interface PageContent {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  /** Thinner than they are long: x0 = x1 of upright ones, y0 = y1 of level ones. */
  readonly rules: readonly Box[];
  readonly images: number;
  /** By the largest of them, of the page. */
  readonly covered: number;
  /** Runs that stand askew, as watermarks do, and are left out. */
  readonly askew: number;
  /** Its words were seen in a picture. */
  readonly seen?: Seen;
}

export interface Seen {
  /** Lines in which punctuation was put right that is known to be taken for something else. */
  readonly mended: number;
  /** Pieces that were too faint to be read. */
  readonly illegible: number;
  /** Where ink stands that is in no line, as shares of the height from above. */
  readonly missed: readonly number[];
}

/** Thicker ones are areas. */
const THICKEST_RULE = 3;
const SHORTEST_RULE = 6;
const MOST_RULES = 20_000;

type Matrix = number[];

export async function readPage(page: PDFPageProxy): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  const runs: Run[] = [];
  let askew = 0;
  for (const item of content.items) {
    if (!("str" in item) || item.str.trim() === "") continue;
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = Util.transform(
      viewport.transform,
      item.transform,
    ) as number[];
    if (Math.abs(b) > 0.1 * Math.abs(a) || a <= 0) {
      askew++;
      continue;
    }
    const size = Math.hypot(c, d);
    const lead = item.str.length - item.str.trimStart().length;
    const each = item.width / item.str.length;
    const font = fontOf(page, item.fontName);
    runs.push({
      text: withoutRadicals(item.str.trim()),
      x0: x + lead * each,
      x1: x + item.width - (item.str.length - item.str.trimEnd().length) * each,
      y0: y - size * 0.86,
      y1: y,
      size,
      bold: /bold|black|heavy|hei|黑/i.test(font),
    });
  }
  const { rules, images, covered } = await drawingsOf(page);
  return {
    number: page.pageNumber,
    width: viewport.width,
    height: viewport.height,
    runs,
    rules,
    images,
    covered: covered / (viewport.width * viewport.height),
    askew,
  };
}

function fontOf(page: PDFPageProxy, name: string): string {
  try {
    return page.commonObjs.has(name) ? String(page.commonObjs.get(name)?.name ?? "") : "";
  } catch {
    return "";
  }
}

async function drawingsOf(page: PDFPageProxy): Promise<{ rules: Box[]; images: number; covered: number }> {
  const rules: Box[] = [];
  let images = 0;
  let covered = 0;
  await eachOperator(page, (operator, args, matrix) => {
    if (IMAGES.has(operator)) {
      const [a = 0, b = 0, c = 0, d = 0] = matrix;
      covered = Math.max(covered, Math.abs(a * d - b * c));
      images++;
    } else if (operator === OPS.constructPath && args[0] !== OPS.endPath && rules.length < MOST_RULES)
      rules.push(...rulesOf((args[1] as ArrayLike<number>[])[0], matrix));
  });
  return { rules, images, covered };
}

export const IMAGES: ReadonlySet<number> = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
]);

/** In the order of drawing, with the matrix that takes its numbers to points from the upper left corner of the page. */
export async function eachOperator(
  page: PDFPageProxy,
  visit: (operator: number, args: unknown[], matrix: Matrix) => void,
): Promise<void> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const saved: Matrix[] = [];
  let matrix: Matrix = page.getViewport({ scale: 1 }).transform;
  for (const [i, operator] of fnArray.entries()) {
    const args = argsArray[i] as unknown[];
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.transform) matrix = Util.transform(matrix, args as number[]) as Matrix;
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      if (Array.isArray(args[0])) matrix = Util.transform(matrix, args[0] as number[]) as Matrix;
    } else if (operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix;
    else visit(operator, args, matrix);
  }
}

/** A path is a list of numbers: 0 x y moves, 1 x y draws a line, 2 and 3 curves with six and four numbers, 4 closes. */
function rulesOf(path: ArrayLike<number> | undefined, matrix: Matrix): Box[] {
  if (!path) return [];
  const corners: (readonly [number, number])[][] = [];
  const at = (i: number): readonly [number, number] => {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
    const x = path[i] ?? 0;
    const y = path[i + 1] ?? 0;
    return [a * x + c * y + e, b * x + d * y + f];
  };
  for (let i = 0; i < path.length; ) {
    const kind = path[i];
    const current = corners.at(-1);
    if (kind === 0) {
      corners.push([at(i + 1)]);
      i += 3;
    } else if (kind === 1) {
      current?.push(at(i + 1));
      i += 3;
    } else if (kind === 4) {
      const [first] = current ?? [];
      if (first) current?.push(first);
      i += 1;
    } else {
      // Curves bound no cells.
      corners.pop();
      i += kind === 2 ? 7 : 5;
    }
  }
  return corners.flatMap((points) => {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const whole = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
    const thin = asRule(whole);
    if (thin) return [thin];
    return points.slice(1).flatMap(([x, y], n) => {
      const [px = x, py = y] = points[n] ?? [];
      return (
        asRule({ x0: Math.min(x, px), y0: Math.min(y, py), x1: Math.max(x, px), y1: Math.max(y, py) }) ?? []
      );
    });
  });
}

function asRule({ x0, y0, x1, y1 }: Box): Box | undefined {
  const width = x1 - x0;
  const height = y1 - y0;
  if (height <= THICKEST_RULE && width >= SHORTEST_RULE && width > height) {
    const y = (y0 + y1) / 2;
    return { x0, x1, y0: y, y1: y };
  }
  if (width <= THICKEST_RULE && height >= SHORTEST_RULE) {
    const x = (x0 + x1) / 2;
    return { x0: x, x1: x, y0, y1 };
  }
  return undefined;
}
