/** Pages → which of their lines are running heads, running feet and page numbers. */

import type { TextLine } from "./pdf-lines.ts";

/** Of the height of a page, from either end. */
export const OUTER = 0.1;
const NUMBER =
  /^[-—–－~·•\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlcIVXLC]{1,6})(?:\s*[/／,，共]+\s*\d{1,4}\s*页?)?[-—–－~·•\s]*$/;

export interface Sheet {
  readonly height: number;
  readonly lines: readonly TextLine[];
}

/** What stands in the outer tenth and, but for its digits, on another page as well; numbers stand there in any case. */
export function runningLines(pages: readonly Sheet[]): ReadonlySet<TextLine> {
  const places = new Map<string, Set<number>>();
  const outer = pages.map(({ height, lines }) =>
    lines.filter(({ y0, y1 }) => y1 < height * OUTER || y0 > height * (1 - OUTER)),
  );
  for (const [page, lines] of outer.entries()) {
    for (const line of lines) {
      const key = skeletonOf(line.text);
      const found = places.get(key) ?? new Set();
      places.set(key, found.add(page));
    }
  }
  return new Set([
    ...strayNumbers(pages),
    ...outer.flat().filter(({ text }) => NUMBER.test(text) || (places.get(skeletonOf(text))?.size ?? 0) > 1),
  ]);
}

const FEWEST_STRAY = 3;

/**
 * Numbers of the pages of an earlier setting, left anywhere when the text was set anew: alone in a line, rising from page to page. Those
 * that count from one are ordinals of headings.
 */
function strayNumbers(pages: readonly Sheet[]): readonly TextLine[] {
  const alone = pages.flatMap(({ lines }) =>
    lines.filter(({ text }) => /^[1-9]\d{0,2}$/.test(text)).slice(0, 2),
  );
  const values = alone.map(({ text }) => Number(text));
  const rises = values.every((value, i) => i === 0 || value > (values[i - 1] ?? 0));
  return rises && (values[0] ?? 1) > 1 && alone.length >= FEWEST_STRAY ? alone : [];
}

function skeletonOf(text: string): string {
  return text.replace(/\s+/g, "").replace(/\d+/g, "0");
}
