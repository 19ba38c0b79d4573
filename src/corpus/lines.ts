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

/** Columns on a terminal: two for Han characters, kana, and full-width forms, one for the rest, four for a tab. */
export function displayWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfeff) continue;
    width += code === 9 ? 4 : isWide(code) ? 2 : 1;
  }
  return width;
}

/** Curly quotes, dashes and ellipses count as wide: that is how Chinese type sets them. */
function isWide(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    code === 0x2014 ||
    (code >= 0x2018 && code <= 0x201f) ||
    code === 0x2026
  );
}
