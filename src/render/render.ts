/** Answer → blocks: the order of what a reader sees, the same in every channel. */

import {
  type Answer,
  type CaseRef,
  type Citation,
  type Claim,
  type Grounded,
  isHeaded,
  type Quote,
  quotesOf,
} from "../grounding/answer.ts";
import { withoutOmissions } from "../grounding/omitted.ts";
import type { Block } from "./blocks.ts";
import * as wording from "./wording.zh.ts";

const EXTRACTIVE = "extractive";

/** A reader reads no longer list; the answer itself holds every entry. */
const MOST_LISTED = 50;

/** Claims first, then each citation once with its words, then suggestions where there is nothing else. */
export function renderAnswer(answer: Answer): Block[] {
  if (answer.reply === "silent") return [];
  const body = bodyOf(answer);
  const said = new Set(
    body.flatMap((block) => (block.kind === "claim" && block.said ? numbersOf(block.said) : [])),
  );
  const placed = new Set(body.flatMap((block) => numbersOf(placedIn(block))));
  return [
    ...(answer.within === undefined ? [] : [says(wording.within(answer.within))]),
    ...(answer.says === undefined ? [] : [says(answer.says)]),
    ...body,
    ...citationBlocks(answer, said).filter(({ citation }) => !placed.has(citation.number)),
    ...seenBlocks(answer),
    ...(answer.fallback ? [says(wording.FALLBACKS[answer.fallback])] : []),
    ...suggestionBlocks(answer),
  ];
}

/** The same as plain text shows it: a mark whose case and section no line says is resolved below. */
export function renderText(answer: Answer): Block[] {
  const blocks = renderAnswer(answer);
  const places = new Map<number, Block>();
  for (const block of blocks)
    for (const { citation, text } of placedIn(block))
      if (block.kind !== "cited" || !saysPlace(block.label, citation, text))
        places.set(citation.number, { kind: "quote", citation, text, isSaid: true });
  const at = blocks.findIndex(({ kind }) => kind === "suggestions");
  const end = at < 0 ? blocks.length : at;
  const inOrder = [...places].sort(([a], [b]) => a - b).map(([, block]) => block);
  return [...blocks.slice(0, end), ...inOrder, ...blocks.slice(end)];
}

/** Quotes that a block shows in place. */
function placedIn(block: Block): readonly Quote[] {
  if (block.kind === "drafted") return block.parts.filter((part) => typeof part !== "string");
  return block.kind === "cited" ? block.quotes : [];
}

/** The label does, or the words are the name and stand in a numbered line. */
function saysPlace(label: string, citation: Citation, text: string): boolean {
  return label.endsWith(citationLabel(citation)) || text === citation.case.organization;
}

/** A line that says which model pointed at the words, or that they are several places found without one. */
function foundBlocks(answer: Answer): Block[] {
  if (!("by" in answer)) return [];
  if (answer.by !== EXTRACTIVE) return [says(wording.modelFound(answer.by))];
  const isSeveral =
    answer.kind === "grounded" && answer.certain && !answer.corrects && answer.claims.length > 1;
  return isSeveral && answer.says === undefined ? [says(wording.MOST_RELEVANT)] : [];
}

function bodyOf(answer: Answer): Block[] {
  switch (answer.kind) {
    case "grounded":
      return [
        ...foundBlocks(answer),
        ...(answer.corrects ? [says(wording.correction(answer.corrects))] : []),
        ...(answer.certain ? saidBlocks(answer) : nearBlocks(answer)),
        ...(answer.untold ?? []).map((part) => says(wording.untold(part))),
      ];
    case "summary":
      return [
        says(headingOf(answer.case)),
        ...foundBlocks(answer),
        ...answer.points.map(
          ({ section, claim }): Block => ({
            kind: "cited",
            label: sectionShown(section),
            quotes: claim.quotes,
          }),
        ),
      ];
    case "listing":
      return [
        says(wording.listingHead(answer)),
        ...answer.entries.slice(0, MOST_LISTED).map(({ claim }, i): Block => {
          const [{ citation, text }] = claim.quotes;
          // A case that goes by its title is not named twice.
          const name = text === citation.case.organization ? "" : ` ${citationLabel(citation)}`;
          return { kind: "cited", label: `${i + 1}.${name}`, quotes: claim.quotes };
        }),
        ...(answer.entries.length > MOST_LISTED
          ? [says(wording.listingRest(answer.entries.length - MOST_LISTED))]
          : []),
      ];
    case "comparison":
      return [
        ...answer.rows.flatMap(({ section, cells }): Block[] => [
          says(`【${section}】`),
          ...cells.map(
            ({ case: of, quotes }): Block =>
              quotes.length > 0
                ? { kind: "cited", label: of.organization, quotes }
                : says(`${of.organization}：${wording.NOT_TOLD_HERE}`),
          ),
        ]),
        ...(answer.omitted.length > 0 ? [says(wording.omittedFromComparison(answer.omitted))] : []),
      ];
    case "verification": {
      const verdict: Block = {
        kind: "claim",
        text: wording.VERDICTS[answer.verdict],
        numbers: numbersOf(answer.quotes),
      };
      return answer.verdict === "altered"
        ? [verdict, { kind: "difference", parts: answer.differences }]
        : [verdict];
    }
    case "ambiguous":
      return [
        says(wording.ambiguity(answer.name)),
        { kind: "list", entries: answer.candidates.map(headingOf) },
      ];
    case "not-found":
      return answer.says === undefined ? [says(wording.refusal(answer.reason))] : [];
    case "help":
      return answer.says === undefined ? [says(wording.HELP)] : [];
    case "excerpt":
      return (answer.drafted?.paragraphs ?? []).map(
        (paragraph): Block => ({
          kind: "drafted",
          parts: paragraph.flatMap((part): readonly (Quote | string)[] =>
            typeof part === "string"
              ? [part]
              : answer.quotes.filter(({ citation }) => citation.number === part),
          ),
        }),
      );
  }
}

function says(text: string): Block {
  return { kind: "text", text };
}

function claimBlock({ text, quotes }: Claim): Extract<Block, { kind: "claim" }> {
  return { kind: "claim", text, numbers: numbersOf(quotes) };
}

/**
 * What a claim says in the source's words is shown as these, once; the claim itself where it is in others. Of several
 * cases each is named before its words.
 */
function saidBlocks({ by, claims }: Grounded): Block[] {
  const shown = new Set<number>();
  const cases = new Set(claims.flatMap(({ quotes }) => quotes.map(({ citation }) => citation.case.id)));
  const isLabelled = cases.size > 1 && (by !== EXTRACTIVE || cases.size === claims.length);
  return claims.map((claim): Block => {
    if (!isInWordsOf(claim)) return claimBlock(claim);
    if (isLabelled)
      return { kind: "cited", label: citationLabel(claim.quotes[0].citation), quotes: claim.quotes };
    const said = claim.quotes.filter(({ citation }) => !shown.has(citation.number));
    for (const { citation } of said) shown.add(citation.number);
    return { ...claimBlock(claim), said };
  });
}

/** A name within long words is what was asked for: it is said by itself. */
function isInWordsOf(claim: Claim): boolean {
  const { said, words } = comparedWith(claim);
  return words.includes(said) && !isNameWithin(said, words);
}

/** A claim and its quotes in a form to compare them by: an item's label, which the citation says, is no part of the claim. */
export function comparedWith({ text, quotes }: Claim): { readonly said: string; readonly words: string } {
  const squeezed = (one: string) => withoutOmissions(one).replace(/\s/g, "");
  const item = (quotes[0].citation.item ?? "").replace(/\s/g, "");
  const said = squeezed(text);
  return {
    said: item !== "" && said.startsWith(item) ? said.slice(item.length) : said,
    words: squeezed(quotes.map((quote) => quote.text).join("")),
  };
}

/** The third of five things named in a sentence (管理员), which the whole sentence does not tell. */
const LONGEST_NAME = 12;
const MANY_WORDS = 4;

/** Both without blanks. */
export function isNameWithin(claim: string, words: string): boolean {
  return (
    claim.length <= LONGEST_NAME && words.length >= MANY_WORDS * claim.length && !words.startsWith(claim)
  );
}

/** Claims of one passage share a line. */
function nearBlocks({ claims, nearest }: Grounded): Block[] {
  const lines: { label: string; quotes: Quote[] }[] = [];
  for (const { quotes } of claims) {
    const label = citationLabel(quotes[0].citation);
    const line = lines.find((other) => other.label === label);
    if (line) line.quotes.push(...quotes);
    else lines.push({ label, quotes: [...quotes] });
  }
  return [
    says(nearest ? wording.NEAREST_TO_IT : wording.NEAREST),
    ...lines.map(({ label, quotes }): Block => ({ kind: "cited", label, quotes })),
  ];
}

/** Each citation once, in the order of numbers; none where the body shows the words in place. */
function citationBlocks(answer: Answer, said: ReadonlySet<number>): Extract<Block, { kind: "quote" }>[] {
  if (answer.kind === "grounded" && !answer.certain) return [];
  if (answer.kind === "listing" || answer.kind === "comparison") return [];
  if (answer.kind === "summary") return [];
  const seen = new Map<number, Quote>();
  for (const quote of quotesOf(answer)) seen.set(quote.citation.number, quote);
  return [...seen.values()]
    .sort((a, b) => a.citation.number - b.citation.number)
    .map(({ citation, text }) => ({
      kind: "quote",
      citation,
      text,
      ...(said.has(citation.number) ? { isSaid: true } : {}),
    }));
}

/** A line that says which words were seen in pictures of pages. */
function seenBlocks(answer: Answer): Block[] {
  const seen = new Map<number, string>();
  for (const { citation } of quotesOf(answer))
    if (citation.source.seen) seen.set(citation.number, citation.source.seen);
  const numbers = [...seen.keys()].sort((a, b) => a - b);
  const doubtful = numbers.filter((number) => seen.get(number) === "doubtful");
  return numbers.length > 0 ? [says(wording.seen(numbers, doubtful))] : [];
}

function suggestionBlocks(answer: Answer): Block[] {
  if (answer.reply) return [];
  const needed = answer.kind === "not-found" || answer.kind === "help" || answer.kind === "ambiguous";
  return needed && answer.suggestions.length > 0
    ? [{ kind: "suggestions", questions: answer.suggestions }]
    : [];
}

/** 圆通速递有限公司工会 · 主要内容(三), 某市总工会《奖励办法》 · 第四条. */
export function citationLabel({
  case: of,
  section,
  item,
}: Pick<Citation, "case" | "section" | "item">): string {
  // 案例2 with its item 3. would read 案例23.
  const gap = /\d$/.test(section) && /^\d/.test(item ?? "") ? " " : "";
  const place = `${sectionShown(section)}${gap}${item ?? ""}`;
  return place === "" ? nameOf(of, section) : `${nameOf(of, section)} · ${place}`;
}

/** No reader knows of a part that has no heading. */
export function sectionShown(section: string): string {
  return isHeaded(section) ? section : "";
}

const ARTICLE = /^第[\d一二三四五六七八九十百零〇]+条/;

/** An organisation has many papers and pages: what has articles, or no headings, goes by its title, too. */
function nameOf({ organization, title }: CaseRef, section: string): string {
  if (title.startsWith(organization)) return title;
  const isOneOfMany = title !== "" && (!isHeaded(section) || ARTICLE.test(section));
  return isOneOfMany ? `${organization}《${title}》` : organization;
}

export function headingOf({ organization, title }: CaseRef): string {
  return title === "" ? organization : `${organization} ${title}`;
}

/** The numbers of the citations, each once. */
export function numbersOf(quotes: readonly Quote[]): number[] {
  return [...new Set(quotes.map(({ citation }) => citation.number))];
}
