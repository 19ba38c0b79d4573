/** Lines → which of them are furniture: page numbers, running heads, contents, and what pages say around a text. */

import { wordPattern } from "../language/document-words.ts";
import type { Span } from "./case.ts";
import type { Line } from "./lines.ts";

/** Longer lines are text. */
const LONGEST = 80;
/** A document's own heading can come again as the running head of its pages. */
const TITLE_LINES = 4;

const PAGE_NUMBER =
  /^(?:[-—–]+\s*(?:增|附|续)?\s*\d{1,4}\s*[-—–]+|[-—–\s]*第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?[-—–\s]*|Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/i;
/** A running head with the page's number at one of its ends, parted from the rest. */
const NUMBERED_HEAD =
  /(?:^第\s*\d{1,4}\s*页|\s第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?$|\s[-—–]+\s*\d{1,4}\s*[-—–]+$)/;
const CONTENTS_LINE = /(?:…{2,}|\.{5,}|·{5,})[^。！？；]{0,24}?[(]?\d{1,4}[)]?$/;
/** The heading of a list of what a document holds. */
const CONTENTS = /^(?:目\s*[录錄次]|(?:本期)?(?:要目|目录|导读)|contents)$/i;
const FEWEST_CONTENTS = 3;
const SENTENCE_END = /[。！？；]/;
const WIDE_GAP = /\S\s{2,}\S/;
const LINK = /!?\[[^\]]*\]\((?:[^()]|\([^()]*\))*\)/g;
const NAVIGATION = new RegExp(`^${wordPattern("navigation")}$`);
const ELSEWHERE = new RegExp(`^${wordPattern("elsewhere")}[:：]?$`);
/** 首页 > 服务 > 以案说法: where a page stands in its site. */
const BREADCRUMB = /^[^>›»。]{2,20}(?:\s*[>›»]\s*[^>›»。]{2,20}){2,5}$/;
/** Signs at the ends of a line that says nothing by them. */
const DECORATION =
  /^(?:[\s\-—–—=~*#>↑↓←→♥❤☆★◆▼▲～|｜（(♡]|\p{Extended_Pictographic}|\ufe0f)+|(?:[\s\-—–—=~*#↑↓←→♥❤☆★◆▼▲～|｜)）♡]|\p{Extended_Pictographic}|\ufe0f)+$/gu;

/** Indices of the lines; neither they nor what they part is lost: they are marks of the source. */
export function furnitureOf(text: string, lines: readonly Line[]): ReadonlySet<number> {
  const contents = contentsOf(text, lines);
  const found = new Set<number>();
  const numbers = new Set<number>();
  for (const [i, content] of contents.entries()) {
    if (content.length > LONGEST * 2) continue;
    if (PAGE_NUMBER.test(content)) numbers.add(i);
    else if (content.length > LONGEST || SENTENCE_END.test(content)) {
      if (isLinks(content)) found.add(i);
    } else if (isNumberedHead(content)) numbers.add(i);
    else if (isNavigation(content) || CONTENTS_LINE.test(content)) found.add(i);
  }
  for (const i of contentsList(contents)) found.add(i);
  for (const i of runningHeads(contents, numbers)) found.add(i);
  for (const i of numbers) found.add(i);
  for (const i of links(contents)) found.add(i);
  return found.size < lines.length ? found : new Set();
}

/** Of a text whose format knows its lines, which holds no other furniture: the lines of its list of contents. */
export function contentsRows(text: string, lines: readonly Span[]): ReadonlySet<number> {
  return new Set(contentsList(contentsOf(text, lines)));
}

function contentsOf(text: string, lines: readonly Span[]): string[] {
  return lines.map(({ start, end }) =>
    end - start <= LONGEST * 4 ? text.slice(start, end).normalize("NFKC") : "",
  );
}

function isNumberedHead(content: string): boolean {
  return NUMBERED_HEAD.test(content) && !/[，,、]/.test(content);
}

function isNavigation(content: string): boolean {
  const bare = content.replace(DECORATION, "");
  if (BREADCRUMB.test(content)) return true;
  return (bare !== "" && NAVIGATION.test(bare)) || /^[】\]）)|]{1,3}$/.test(content) || isLinks(content);
}

/** A line of links and pictures alone, breadcrumbs among them. */
function isLinks(content: string): boolean {
  if (!content.includes("](")) return false;
  const rest = content
    .replace(LINK, "")
    .replace(LINK, "")
    .replace(/[\s*+\-#>|/·»›]|\]\([^)]*\)/g, "");
  return rest.length <= 3 || NAVIGATION.test(content.replace(DECORATION, ""));
}

/** Lines that come again beside page numbers, or that come again with a wide gap in them; a title's first place stays. */
function runningHeads(contents: readonly string[], numbers: ReadonlySet<number>): number[] {
  const places = new Map<string, number[]>();
  const heads = new Set([...numbers].map((i) => skeletonOf((contents[i] ?? "").replace(NUMBERED_HEAD, ""))));
  const once: number[] = [];
  for (const [i, content] of contents.entries()) {
    const isShort = content !== "" && content.length <= LONGEST && !SENTENCE_END.test(content);
    if (!isShort || numbers.has(i) || /^[|#]|\t/.test(content)) continue;
    const skeleton = skeletonOf(content);
    if (heads.has(skeleton) && i >= TITLE_LINES) once.push(i);
    if (skeleton.length < 4) continue;
    const at = places.get(skeleton);
    if (at) at.push(i);
    else places.set(skeleton, [i]);
  }
  const repeated = [...places.values()].flatMap((at) => {
    const isRepeated = at.length > 1;
    const beside = at.filter((i) => numbers.has(i - 1) || numbers.has(i + 1));
    const gapped = isRepeated && at.every((i) => WIDE_GAP.test(contents[i] ?? "")) && at.length <= 40;
    const same = new Set(at.map((i) => contents[i])).size === 1;
    if (!(isRepeated && beside.length > 0) && !(gapped && same)) return [];
    return at.filter((i, n) => n > 0 || i >= TITLE_LINES || (gapped && same && beside.length === 0));
  });
  return [...once, ...repeated];
}

/** 目录 and the lines below it, as far as each comes again further down: there it heads what it names. */
function contentsList(contents: readonly string[]): number[] {
  const bare = contents.map((content) => (content.length <= LONGEST * 2 ? bareOf(content) : ""));
  const first = contents.findIndex((content) => CONTENTS.test(content.replace(/[#*【】\s]/g, "")));
  if (first < 0) return [];
  let end = first + 1;
  while (end < bare.length && bare[end] !== "" && bare.lastIndexOf(bare[end] ?? "") > end) end++;
  // A line that comes again among them is where the text begins.
  const again = bare.findIndex((line, i) => i > first && i < end && bare.slice(first + 1, i).includes(line));
  const last = again > 0 ? again : end;
  return last - first > FEWEST_CONTENTS ? Array.from({ length: last - first }, (_, i) => first + i) : [];
}

/** A line of a list of contents without its mark and number, and without what follows its leaders. */
function bareOf(content: string): string {
  return content
    .replace(/(?:\.|·){5,}.*$|(?:\.|·|\s)+\d{0,4}[\s*]*$/, "")
    .replace(/^[#*\s◆■●▲★•·]+/, "")
    .replace(/^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])|\s+/g, "");
}

/** Where lines of the list of contents come again: they head what they name. */
export function listedOf(text: string, lines: readonly Line[]): ReadonlySet<number> {
  const contents = contentsOf(text, lines);
  const bare = contents.map((content) => (content.length <= LONGEST * 2 ? bareOf(content) : ""));
  return new Set(
    contentsList(contents)
      .slice(1)
      .map((i) => bare.lastIndexOf(bare[i] ?? "")),
  );
}

/** What is left of a line where neither blanks nor numbers count. */
function skeletonOf(content: string): string {
  return content.replace(/\s+/g, "").replace(/\d+/g, "0");
}

/** After an article: the heading of links to others, and the lines up to the end or to the next paragraph. */
function links(contents: readonly string[]): number[] {
  const found: number[] = [];
  for (const [i, content] of contents.entries()) {
    if (!ELSEWHERE.test(content)) continue;
    for (let j = i; j < contents.length; j++) {
      const next = contents[j] ?? "";
      if (next === "" || next.length > LONGEST / 2 || SENTENCE_END.test(next) || j > i + 12) break;
      found.push(j);
    }
  }
  return found;
}
