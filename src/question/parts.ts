/** What is said → the questions in it, in order; each can be answered by itself, or goes on from the one before. */

import { openTemplates, readable } from "../language/templates.ts";

const templates = openTemplates("parts");

/** Nobody asks more at once; the rest is answered with the last. */
const MOST = 6;

/** One part, all that is said, where there are not two that ask. */
export function partsOf(said: string): [string, ...string[]] {
  const pieces = piecesOf(said);
  const parts: string[] = [];
  let waiting = "";
  for (const piece of pieces) {
    const text = `${waiting}${piece}`;
    if (asks(piece)) {
      parts.push(bareOf(text));
      waiting = "";
    } else if (parts.length > 0) {
      // What asks nothing says more of the question before: 圆通有多少宿舍？免费的那种。
      parts[parts.length - 1] += piece;
    } else {
      waiting = text;
    }
  }
  if (parts.length < 2 || parts.length > MOST) return [said];
  const [first = said, ...rest] = parts;
  return [first, ...rest];
}

/** What is asked in a question that finds no answer as one: at its commas, or of each of two; empty where it asks one thing, or too many. */
export function partsWithin(said: string): readonly string[] {
  const { one, other, asked } = templates.match("of-both", said)?.groups ?? {};
  if (one && other && asked) return [one + asked, other + asked];
  const clauses = said.split(/(?<=[，,])/);
  return clauses.length <= MOST && areQuestions(clauses, 1, 2) ? clauses.map(bareOf) : [];
}

function asks(piece: string, words = 1): boolean {
  const read = readable(piece);
  const own = templates.without("empty", read).match(/[\p{L}\p{N}]/gu) ?? [];
  return templates.says("asks", read) && own.length >= words;
}

/** Cut behind ？ and ；, at numbers set before each question, and before 另外, 顺便问. */
function piecesOf(said: string): string[] {
  const marked = said
    .replace(/([？?；;\n]+)(?=\s*[^\s？?；;\n])/g, "$1\u0000")
    .replace(
      /(?:^|(?<=[\s，,。；;：:]))(?=[①-⑨]|[1-9][.、)）](?!\d)|[（(][1-9一二三四五六七八九][)）])/g,
      "\u0000",
    );
  const pieces = marked
    .split("\u0000")
    .flatMap(splitJoined)
    .filter((piece) => piece.trim() !== "");
  const least = pieces.filter((piece) => asks(piece)).length > 1 ? BESIDE_OTHERS : ENUMERATED;
  return pieces.flatMap((piece) => enumerated(piece, least));
}

/** So many clauses that each ask are questions; fewer ask more of the first, where the message does not ask several things anyway. */
const ENUMERATED = 3;
const BESIDE_OTHERS = 2;
/** Characters of its own that a clause has at least: at commas what asks less goes on from the clause before. */
const OWN = { comma: 2, blank: 1 };

/** 解决了几件,发了多少,惠及几人: at the commas, else at the blanks, where each clause, or all but a lead, asks. */
function enumerated(piece: string, least: number): string[] {
  const ofCommas = piece.split(/(?<=[，,])/);
  if (areQuestions(ofCommas, OWN.comma, least)) return ofCommas;
  const ofBlanks = piece.split(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/u);
  return areQuestions(ofBlanks, OWN.blank, least) ? ofBlanks : [piece];
}

function areQuestions(clauses: readonly string[], words: number, least: number): boolean {
  const asking = clauses.filter((clause) => asks(clause, words)).length;
  return asking >= least && asking >= clauses.length - 1;
}

/** 另外问一下 begins another question where it stands behind a stop. */
function splitJoined(piece: string): string[] {
  const pieces: string[] = [];
  let rest = piece;
  for (let cut = joinIn(rest); cut > 0; cut = joinIn(rest)) {
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...pieces, rest];
}

function joinIn(text: string): number {
  const [found] = templates.spans("joins", text.slice(1));
  return found ? found.start + 1 : -1;
}

function bareOf(part: string): string {
  return part
    .replace(/^\s*(?:[①-⑨]|[1-9][.、)）]|[（(][1-9一二三四五六七八九][)）])\s*/, "")
    .replace(/^[\s，,。；;：:、]+|[\s，,；;：:、]+$/g, "");
}
