/** What a model wrote → paragraphs of the source's own words, by their citations, and of sentences that are the model's. */

import type { Drafted, NonEmpty, Quote } from "../../grounding/answer.ts";
import { clausesOrRow } from "../../grounding/clauses.ts";
import type { Ground } from "../../grounding/ground.ts";
import { claimsFor, isRow } from "../pointed-claims.ts";
import type { Evidence, Pointer } from "./evidence.ts";
import { readable } from "./readable.ts";

/** Characters: of what is read of a reply, of what is shown of it as the model's, and of a sentence of that. */
const MOST_READ = 8_000;
const MOST_OWN = 3_000;
const LONGEST_OWN = 200;

/** What says less is a heading, or anybody's words. */
const SHORTEST_QUOTED = 8;

/** A sentence of the source may hold so many of what ends one. */
const MOST_ENDS = 4;

export interface DraftedText {
  readonly paragraphs: Drafted["paragraphs"];
  readonly quotes: NonEmpty<Quote>;
}

/** Null where the text has no words of the source: nothing in it could be checked. */
export async function draftedFrom(
  text: string,
  evidence: Pick<Evidence, "find">,
  ground: Ground,
): Promise<DraftedText | null> {
  const find = finderIn(evidence);
  const quotes: Quote[] = [];
  const shown = new Set<string | number>();
  let left = MOST_OWN;
  const paragraphs: (string | number)[][] = [];
  for (const line of text.slice(0, MOST_READ).split(LINE_ENDS)) {
    const paragraph: (string | number)[] = [];
    const add = (part: string | number) => {
      if (!shown.has(part)) paragraph.push(part);
      shown.add(part);
    };
    for (const part of partsOf(line, find)) {
      if (typeof part === "string") {
        left -= part.length;
        if (left >= 0) add(part);
        continue;
      }
      for (const claim of await claimsFor(part, ground))
        for (const quote of claim.quotes) {
          if (!quotes.includes(quote)) quotes.push(quote);
          add(quote.citation.number);
        }
    }
    if (paragraph.length > 0) paragraphs.push(paragraph);
  }
  const [first, ...rest] = quotes;
  const [opening, ...further] = paragraphs;
  return first && opening ? { paragraphs: [opening, ...further], quotes: [first, ...rest] } : null;
}

const LINE_ENDS = /[\r\n\v\f\u0085\u2028\u2029]+/;
const SENTENCES = /(?:[^。！？!?]|[!?](?=\w))+(?:[。！？!?]+(?:["”’」』）)]|\[\d{1,3}\])*)?/g;

type Find = (words: string) => readonly Pointer[] | undefined;

/** Sentences of the model's own, cleaned, and between them the places whose words stand there. */
function partsOf(line: string, find: Find): (string | Pointer[])[] {
  const sentences = line.match(SENTENCES) ?? [];
  const parts: (string | Pointer[])[] = [];
  for (let at = 0; at < sentences.length; ) {
    let [end, places] = [at + MOST_ENDS + 1, undefined as ReturnType<Find>];
    while (!places && end > at + 1) places = find(sentences.slice(at, --end).join(""));
    const last = parts.at(-1);
    if (!places) {
      const own = ownWords(sentences[at] ?? "");
      if (own !== "") parts.push(own);
    } else if (Array.isArray(last)) last.push(...places);
    else parts.push([...places]);
    at = end;
  }
  return parts;
}

/** Whole sentences, and clauses of one that follow one another; a row says nothing without what stands above it. */
function finderIn({ find }: Pick<Evidence, "find">): Find {
  const known: { readonly clauses: readonly Pointer[]; readonly texts: readonly string[] }[] = [];
  for (let number = 1, clauses = find(number); clauses.length > 0; clauses = find(++number)) {
    const [first] = clauses;
    if (!first || isRow(first.passage)) continue;
    known.push({
      clauses,
      texts: clausesOrRow(first.sentence.text, false).map(({ text }) => alike(readable(text))),
    });
  }
  return (words) => {
    const wanted = bare(alike(readable(words)));
    if (wanted.length < SHORTEST_QUOTED) return undefined;
    for (const { clauses, texts } of known) {
      if (!texts.join("").includes(wanted)) continue;
      for (let from = 0; from < texts.length; from += 1)
        for (let to = texts.length; to > from; to -= 1)
          if (bare(texts.slice(from, to).join("")) === wanted) return clauses.slice(from, to);
    }
    return undefined;
  };
}

/** One form of width and of quotation marks: what is shown is the source's in any case. */
function alike(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[“”„‟「」『』]/g, '"')
    .replace(/[‘’‚‛]/g, "'");
}

/** Without what stands around a sentence: its end mark, quotation marks, numbers of citations, signs of a list. */
function bare(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|(?:\[[S\d., -]+\]|[^\p{L}\p{N}%‰℃])+$/gu, "");
}

const LINKS = /<[^<>]{0,200}>|(?:[a-z][a-z\d+.-]*:\/\/|www\.|[\w.+-]+@)[\w\-.~:/?#@!$&'()*+=%]+/giu;
const CITED = /[[【〔〖][S\d.,，、\s-]*[\]】〕〗]/gu;

/**
 * No sign of a mark-up, link, mention, mark of the program's or citation is among these, and no quotation mark such as
 * stand around the source's words; a dot or a slash stays within figures alone.
 */
const FOREIGN = /[^\p{Script=Han}A-Za-z0-9，。、；：？！‘’（）《》—…·%‰℃，,:;?!() +./-]/gu;

/** What is shown of a sentence that is the model's own. */
function ownWords(sentence: string): string {
  const own = sentence
    .replace(/[\uff01-\uff5e]/g, (wide) => (/[，：；？！（）]/.test(wide) ? wide : alike(wide)))
    .replace(LINKS, "")
    .replace(CITED, "")
    .replace(/[“「『]/g, "‘")
    .replace(/[”」』]/g, "’")
    .replace(FOREIGN, (sign) => (/\s/.test(sign) ? " " : ""))
    .replace(/(?<!\d)[./+-]+|[./+-]+(?!\d)/g, "")
    .replace(/ +/g, " ")
    .replace(/^[\s，。、；：？！,:;?!’）)]+/, "")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(own)) return "";
  return own.length > LONGEST_OWN ? `${own.slice(0, LONGEST_OWN).replace(/[\ud800-\udbff]$/, "")}……` : own;
}
