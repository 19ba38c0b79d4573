/** The picture of a page and the lines that were seen in it → where there is ink like that of a line which is in none of them. */

import type { Pixels, SeenLine } from "./ocr.ts";

/** Paper is as bright as the brightest spot near; ink is darker than this share of it. */
const INK = 0.6;
/** Of the pixels of a cell: less is dust, more is what the paper lies on. */
const LEAST_INK = 0.12;
const MOST_INK = 0.85;
/** Pixels on a side over which paper is taken to be evenly bright. */
const TILE = 32;
/** Of a line's box. */
const CELLS_HIGH = 4;

/** Heights in pixels from above, each once. */
export function missedLines(pixels: Pixels, lines: readonly SeenLine[]): number[] {
  const heights = lines.map(({ corners: [[x, y], , , [x2, y2]] }) => Math.hypot(x2 - x, y2 - y));
  const usual = heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? pixels.height / 40;
  const side = Math.max(3, Math.round(usual / CELLS_HIGH));
  const { ink, width, height } = cellsOf(pixels, side);
  for (const line of lines) clear(line, ink, width, height, side);
  return stretchesOf(ink, width, height)
    .filter(({ x0, x1, y0, y1, count }) => {
      const [across, down] = [x1 - x0 + 1, y1 - y0 + 1];
      // Rules and the edges of paper are thin, frames and stamps are high and hollow.
      const isThick = count > across * 1.5 && count > across * down * 0.3;
      return isThick && down <= 3 * CELLS_HIGH && across >= 3 * CELLS_HIGH;
    })
    .map(({ y0, y1 }) => ((y0 + y1 + 1) / 2) * side);
}

/** Squares of the page, one where there is ink. */
function cellsOf({ width, height, data }: Pixels, side: number) {
  const paper = brightest({ width, height, data });
  const across = Math.floor(width / side);
  const down = Math.floor(height / side);
  const ink = new Uint8Array(across * down);
  for (let cy = 0; cy < down; cy++) {
    for (let cx = 0; cx < across; cx++) {
      let count = 0;
      for (let y = cy * side; y < (cy + 1) * side; y++)
        for (let x = cx * side; x < (cx + 1) * side; x++)
          if ((data[(y * width + x) * 3 + 1] ?? 255) < INK * paper(x, y)) count++;
      if (count >= LEAST_INK * side * side && count <= MOST_INK * side * side) ink[cy * across + cx] = 1;
    }
  }
  return { ink, width: across, height: down };
}

/** Green alone tells, as red seals and blue lines differ from paper in it. */
function brightest({ width, height, data }: Pixels): (x: number, y: number) => number {
  const across = Math.ceil(width / TILE);
  const tiles = new Uint8Array(across * Math.ceil(height / TILE));
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const at = Math.floor(y / TILE) * across + Math.floor(x / TILE);
      tiles[at] = Math.max(tiles[at] ?? 0, data[(y * width + x) * 3 + 1] ?? 0);
    }
  }
  return (x, y) => tiles[Math.floor(y / TILE) * across + Math.floor(x / TILE)] ?? 0;
}

/** Takes the ink of a line away, and what hangs over its box by a cell. */
function clear({ corners }: SeenLine, ink: Uint8Array, width: number, height: number, side: number): void {
  const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = corners;
  const [left, right] = [Math.min(ax, dx) / side - 1.5, Math.max(bx, cx) / side + 0.5];
  for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x++) {
    const share = Math.min(1, Math.max(0, ((x + 0.5) * side - ax) / Math.max(1, bx - ax)));
    const top = (ay + (by - ay) * share) / side - 1;
    const bottom = (dy + (cy - dy) * share) / side + 1;
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++) ink[y * width + x] = 0;
  }
}

interface Stretch {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  count: number;
}

/** Cells that touch, or between which one is free in a row, as between the characters of a line. Empties `ink`. */
function stretchesOf(ink: Uint8Array, width: number, height: number): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (!ink[start]) continue;
    const one = { x0: width, x1: 0, y0: height, y1: 0, count: 0 };
    const waiting = [start];
    ink[start] = 0;
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const [x, y] = [cell % width, Math.floor(cell / width)];
      one.x0 = Math.min(one.x0, x);
      one.x1 = Math.max(one.x1, x);
      one.y0 = Math.min(one.y0, y);
      one.y1 = Math.max(one.y1, y);
      one.count++;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 2); nx <= Math.min(width - 1, x + 2); nx++) {
          if (!ink[ny * width + nx]) continue;
          ink[ny * width + nx] = 0;
          waiting.push(ny * width + nx);
        }
      }
    }
    found.push(one);
  }
  return found;
}
