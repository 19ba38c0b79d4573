/** Pages that a browser printed, with date and title above and address and number below → which of their lines are not of the text, and the title. */

import { wordPattern } from "../language/document-words.ts";
import { OUTER, type Sheet } from "./pdf-heads.ts";
import type { TextLine } from "./pdf-lines.ts";

export interface Printed {
  readonly lines: ReadonlySet<TextLine>;
  readonly title: string;
  /** On the first page what ends above here is the site's. */
  readonly top: number;
  /** How many there were. */
  readonly pages: number;
}

const HEAD =
  /^\d{2,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*\p{Script=Han}{0,2}\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?\s*(\S.*)?$/u;
const FOOT = /^(?:https?|file):\/\/\S+\s*?\s(\d{1,4})\/(\d{1,4})$/;
const INVITATION = new RegExp(`^(?:${wordPattern("invitation")})$`, "i");
/** Shorter lines begin many titles. */
const SHORTEST = 5;

/** Undefined where the first page does not say that a browser printed it. */
export function printedBy(pages: readonly Sheet[]): Printed | undefined {
  const outer = ({ height, lines }: Sheet) =>
    lines.filter(({ y0, y1 }) => y1 < height * OUTER || y0 > height * (1 - OUTER));
  const [first] = pages;
  const matches = (pattern: RegExp) =>
    outer(first ?? { height: 0, lines: [] }).map(({ text }) => pattern.exec(text));
  const foot = matches(FOOT).find((match) => match !== null);
  if (!first || !foot) return undefined;
  const title = matches(HEAD).find((match) => match !== null)?.[1] ?? "";
  const marks = pages.flatMap(outer).filter(({ text }) => HEAD.test(text) || FOOT.test(text));
  const own = pages.flatMap(({ lines }) => lines).filter((line) => !marks.includes(line));
  const heading = first.lines.find(
    ({ text }) =>
      text.length >= SHORTEST && bare(title).startsWith(bare(text)) && own.some((line) => line.text === text),
  );
  const above = heading ? first.lines.filter(({ y1 }) => y1 < heading.y0) : [];
  const last = own.findLastIndex(({ text }) => !INVITATION.test(text));
  const lines = new Set([...marks, ...above, ...own.slice(last + 1)]);
  return { lines, title, top: heading?.y0 ?? 0, pages: Number(foot[2]) };
}

const bare = (text: string) => text.replace(/\s/g, "");
