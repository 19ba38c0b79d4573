/** An answer → what the page shows of it: the blocks that every channel shows, citations as links, a comparison as a table. */

import * as answers from "../../grounding/answer.ts";
import type { Block } from "../../render/blocks.ts";
import { chosenQuestion } from "../../render/chosen.ts";
import { readerPath } from "../../render/reader-url.ts";
import { citationLabel, headingOf, renderAnswer } from "../../render/render.ts";
import { inQuotationMarks, omittedBefore, withoutMarkup } from "../../render/text.ts";
import * as rendered from "../../render/wording.zh.ts";
import { ASK } from "./ask-wording.zh.ts";
import { element, type View } from "./view.ts";

/** Beside an answer that says what was asked; where none does, all are shown. */
const MOST_SUGGESTED = 2;

/** A question with its answer; `root` is the way from the page to the root of the site, at which the chat page lies. */
export function turnView(question: string, answer: answers.Answer, root = ""): View {
  return turn(question, answer.kind, answerView({ question, answer, root }));
}

/** The program's own words in the place of an answer. */
export function noteView(question: string, note: string): View {
  return turn(question, "note", [element("p", "said", note)]);
}

function turn(question: string, kind: string, shown: readonly View[]): View {
  const answer = element("div", { class: "answer", "data-kind": kind }, shown);
  return element("article", "turn", element("h2", "asked", question), answer);
}

interface Shown {
  readonly question: string;
  readonly answer: answers.Answer;
  readonly root: string;
}

function answerView(shown: Shown): View[] {
  const { answer } = shown;
  if (answer.kind === "comparison") return [...comparisonView(answer, shown), ...furtherView(shown)];
  const citations = new Map(answers.quotesOf(answer).map(({ citation }) => [citation.number, citation]));
  if (answer.reply === "silent") return [element("p", "said", rendered.ACKNOWLEDGED)];
  const blocks = renderAnswer(answer);
  const views = blocks.flatMap((block) =>
    block.kind === "list" && answer.kind === "ambiguous"
      ? [candidatesView(answer, shown)]
      : blockView(block, citations, shown),
  );
  return blocks.some(({ kind }) => kind === "suggestions") ? views : [...views, ...furtherView(shown)];
}

function furtherView({ answer, root }: Shown): View[] {
  if (answer.reply) return [];
  const few = answer.suggestions.slice(0, MOST_SUGGESTED);
  return few.length > 0 ? [suggestionsView(few, root)] : [];
}

function blockView(block: Block, citations: ReadonlyMap<number, answers.Citation>, { root }: Shown): View[] {
  switch (block.kind) {
    case "text":
      return [element("p", "said", block.text)];
    case "claim": {
      if (block.said?.length === 0) return [];
      const said = block.said?.flatMap(({ text, citation }) => [
        withoutMarkup(text),
        truncatedNote(citation),
        citeLink(citation, root),
      ]);
      const cited = block.numbers.flatMap((number) => citations.get(number) ?? []);
      return [
        element("p", "claim", said ?? [block.text, ...cited.map((citation) => citeLink(citation, root))]),
      ];
    }
    case "quote": {
      const { citation, text, isSaid } = block;
      const caption = element("figcaption", "", citeLink(citation, root), ` ${citationLabel(citation)}`);
      const words = isSaid ? [] : [element("blockquote", "", withoutMarkup(text)), truncatedNote(citation)];
      return [element("figure", "quote", caption, words)];
    }
    case "cited": {
      const quotes = block.quotes.map((quote) => citedView(quote, root));
      // A number alone heads nothing.
      if (/^\d+\.$/.test(block.label))
        return [element("div", "entry numbered", element("span", "label", block.label), quotes)];
      const head = block.label === "" ? "" : element("h3", "", block.label);
      return [element("div", "entry", head, quotes)];
    }
    case "drafted":
      return [
        element(
          "p",
          "drafted",
          block.parts.map((_, at) => draftedView(block.parts, at, root)),
        ),
      ];
    case "list":
      return [listView("ol", "", block.entries)];
    case "difference":
      return [element("p", "difference", block.parts.map(differenceView))];
    case "suggestions":
      return [suggestionsView(block.questions, root)];
  }
}

/** In quotation marks: whatever stands outside of them is the model's. */
function draftedView(parts: readonly (answers.Quote | string)[], at: number, root: string): View {
  const part = parts[at] ?? "";
  if (typeof part === "string") return rendered.ofModel(part);
  const { text, citation } = part;
  const words = omittedBefore(parts, at) + inQuotationMarks(text);
  return element("span", "", words, truncatedNote(citation), citeLink(citation, root));
}

function citedView({ text, citation }: answers.Quote, root: string): View {
  const { item } = citation;
  const label = item === null ? "" : element("span", "label", item);
  return element(
    "blockquote",
    "",
    label,
    withoutMarkup(text),
    truncatedNote(citation),
    citeLink(citation, root),
  );
}

function truncatedNote({ truncated }: answers.Citation): View {
  return truncated ? element("span", "broken", rendered.TRUNCATED) : "";
}

/** Says in words what colour and lines say too. */
function differenceView({ kind, text }: answers.Difference): View {
  if (kind === "same") return text;
  const [tag, label] = kind === "missing" ? (["ins", ASK.missing] as const) : (["del", ASK.added] as const);
  return element(tag, {}, element("span", "what", label), text);
}

function comparisonView({ cases, rows, omitted }: answers.Comparison, { root }: Shown): View[] {
  const names = cases.map((of) => of.organization);
  const head = [ASK.section, ...names].map((name) => element("th", { scope: "col" }, name));
  const body = rows.map(({ section, cells }) => {
    const cellViews = cells.map(({ case: of, quotes }) => {
      const said = quotes.length > 0 ? quotes.map((quote) => citedView(quote, root)) : rendered.NOT_TOLD_HERE;
      return element("td", { "data-case": of.organization }, said);
    });
    return element("tr", "", element("th", { scope: "row" }, section), cellViews);
  });
  const table = element(
    "table",
    "",
    element("caption", "", ASK.comparison(names)),
    element("thead", "", element("tr", "", head)),
    element("tbody", "", body),
  );
  const scrolled = { class: "wide", role: "region", "aria-label": ASK.table, tabindex: "0" };
  return [
    element("div", scrolled, table),
    ...(omitted.length > 0 ? [element("p", "said", rendered.omittedFromComparison(omitted))] : []),
  ];
}

function candidatesView(answer: answers.Ambiguous, { question, root }: Shown): View {
  const links = answer.candidates.map((candidate, index) =>
    goLink(chosenQuestion({ question, answer }, index) ?? "", headingOf(candidate), root),
  );
  return listView("ul", "go", links);
}

export function suggestionsView(
  questions: readonly string[],
  root = "",
  head: string = rendered.SUGGESTIONS,
): View {
  const links = questions.map((question) => goLink(question, question, root));
  return element("div", "further", element("p", "hint", head), listView("ul", "go", links));
}

function listView(tag: "ol" | "ul", looks: string, entries: readonly View[]): View {
  return element(
    tag,
    looks,
    entries.map((entry) => element("li", "", entry)),
  );
}

/** Asks the question; without scripts it stands ready in the form. */
function goLink(question: string, label: string, root: string): View {
  return element("a", { class: "ask", href: `${root}ask?${new URLSearchParams({ q: question })}` }, label);
}

/** Leads to the words in their document; a script opens them beside the answer instead. */
function citeLink(citation: answers.Citation, root: string): View {
  const { number, case: of, section, item, sentences, fingerprint } = citation;
  const passage = new URLSearchParams({
    case: of.id,
    section,
    ...(item === null ? {} : { item }),
    first: String(sentences[0]),
    last: String(sentences[1]),
    v: fingerprint,
  });
  const looks = {
    class: "cite",
    href: `${root}${readerPath(citation)}`,
    "data-number": String(number),
    "data-passage": String(passage),
    "aria-label": ASK.cite(number, citationLabel(citation)),
  };
  return element("a", looks, `[${number}]`);
}
