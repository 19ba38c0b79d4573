/** Text → its lines that are not blank, with offsets. */

import type { Span } from "./case.ts";

/** One line, the white space at both ends left out. */
export interface Line extends Span {
  /** 1-based in the file. */
  readonly number: number;
  /** Columns of white space before it. */
  readonly indent: number;
  /** A blank line stands before it. */
  readonly parted: boolean;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Lines end with LF, CRLF or CR; white space is what `String.trim` takes for it. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let number = 1;
  let parted = false;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : LINE_FEED;
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    const line = lineBetween(text, start, i, number, parted);
    if (line) lines.push(line);
    parted = !line;
    if (code === CARRIAGE_RETURN && text.charCodeAt(i + 1) === LINE_FEED) i++;
    start = i + 1;
    number++;
  }
  return lines;
}

function lineBetween(
  text: string,
  start: number,
  end: number,
  number: number,
  parted: boolean,
): Line | undefined {
  const raw = text.slice(start, end);
  const content = raw.trim();
  if (content === "") return undefined;
  const from = start + (raw.length - raw.trimStart().length);
  return {
    number,
    start: from,
    end: from + content.length,
    indent: displayWidth(text.slice(start, from)),
    parted,
  };
}

/** Curly quotes, dashes and ellipses count as wide: that is how Chinese type sets them. */
const WIDE =
  /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u2014\u2018-\u201f\u2026]/g;

/** Columns on a terminal: two for Han characters, kana, and full-width forms, one for the rest, four for a tab. */
export function displayWidth(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return text.length - count(/\ufeff/g) + 3 * count(/\t/g) + count(WIDE);
}
