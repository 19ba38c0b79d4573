/** An answer → what the page shows of it: the blocks that every channel shows, citations as links, a comparison as a table. */

import {
  type Ambiguous,
  type Answer,
  type Citation,
  type Comparison,
  type Difference,
  type Quote,
  quotesOf,
} from "../../grounding/answer.ts";
import type { Block } from "../../render/blocks.ts";
import { chosenQuestion } from "../../render/chosen.ts";
import { readerPath } from "../../render/reader-url.ts";
import { citationLabel, headingOf, renderAnswer } from "../../render/render.ts";
import {
  ACKNOWLEDGED,
  NOT_TOLD_HERE,
  omittedFromComparison,
  SUGGESTIONS,
  TRUNCATED,
} from "../../render/wording.zh.ts";
import { ASK } from "./ask-wording.zh.ts";
import { element, type View } from "./view.ts";

/** Beside an answer that says what was asked; where none does, all are shown. */
const MOST_SUGGESTED = 2;

/** A question with its answer; `root` is the way from the page to the root of the site, at which the chat page lies. */
export function turnView(question: string, answer: Answer, root = ""): View {
  return element(
    "article",
    { class: "turn" },
    element("h2", { class: "asked" }, question),
    element("div", { class: "answer", "data-kind": answer.kind }, answerView({ question, answer, root })),
  );
}

/** The program's own words in the place of an answer. */
export function noteView(question: string, note: string): View {
  return element(
    "article",
    { class: "turn" },
    element("h2", { class: "asked" }, question),
    element("div", { class: "answer", "data-kind": "note" }, element("p", { class: "said" }, note)),
  );
}

interface Shown {
  readonly question: string;
  readonly answer: Answer;
  readonly root: string;
}

function answerView(shown: Shown): View[] {
  const { answer } = shown;
  if (answer.kind === "comparison") return [...comparisonView(answer, shown), ...furtherView(shown)];
  const citations = new Map(quotesOf(answer).map(({ citation }) => [citation.number, citation]));
  if (answer.reply === "silent") return [element("p", { class: "said" }, ACKNOWLEDGED)];
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

function blockView(block: Block, citations: ReadonlyMap<number, Citation>, { root }: Shown): View[] {
  switch (block.kind) {
    case "text":
      return [element("p", { class: "said" }, block.text)];
    case "claim": {
      if (block.said?.length === 0) return [];
      if (block.said)
        return [
          element(
            "p",
            { class: "claim" },
            block.said.flatMap(({ text, citation }) => [
              text,
              truncatedNote(citation),
              citeLink(citation, root),
            ]),
          ),
        ];
      const cited = block.numbers.flatMap((number) => citations.get(number) ?? []);
      return [
        element(
          "p",
          { class: "claim" },
          block.text,
          cited.map((citation) => citeLink(citation, root)),
        ),
      ];
    }
    case "quote":
      return [
        element(
          "figure",
          { class: "quote" },
          element("figcaption", {}, citeLink(block.citation, root), ` ${citationLabel(block.citation)}`),
          block.isSaid ? "" : element("blockquote", {}, block.text),
          block.isSaid ? "" : truncatedNote(block.citation),
        ),
      ];
    case "cited":
      return [
        element(
          "div",
          { class: "entry" },
          element("h3", {}, block.label),
          block.quotes.map((quote) => citedView(quote, root)),
        ),
      ];
    case "list":
      return [
        element(
          "ol",
          {},
          block.entries.map((entry) => element("li", {}, entry)),
        ),
      ];
    case "difference":
      return [element("p", { class: "difference" }, block.parts.map(differenceView))];
    case "suggestions":
      return [suggestionsView(block.questions, root)];
  }
}

function citedView({ text, citation }: Quote, root: string): View {
  const { item } = citation;
  return element(
    "blockquote",
    {},
    item === null ? "" : element("span", { class: "label" }, item),
    text,
    truncatedNote(citation),
    citeLink(citation, root),
  );
}

function truncatedNote({ truncated }: Citation): View {
  return truncated ? element("span", { class: "broken" }, TRUNCATED) : "";
}

/** Says in words what colour and lines say too. */
function differenceView({ kind, text }: Difference): View {
  if (kind === "same") return text;
  const [tag, label] = kind === "missing" ? (["ins", ASK.missing] as const) : (["del", ASK.added] as const);
  return element(tag, {}, element("span", { class: "what" }, label), text);
}

function comparisonView({ cases, rows, omitted }: Comparison, { root }: Shown): View[] {
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, ASK.section),
    cases.map((of) => element("th", { scope: "col" }, of.organization)),
  );
  const body = rows.map(({ section, cells }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, section),
      cells.map(({ case: of, quotes }) =>
        element(
          "td",
          { "data-case": of.organization },
          quotes.length > 0 ? quotes.map((quote) => citedView(quote, root)) : NOT_TOLD_HERE,
        ),
      ),
    ),
  );
  const table = element(
    "table",
    {},
    element("caption", {}, ASK.comparison(cases.map((of) => of.organization))),
    element("thead", {}, head),
    element("tbody", {}, body),
  );
  const scrolled = { class: "wide", role: "region", "aria-label": ASK.table, tabindex: "0" };
  return [
    element("div", scrolled, table),
    ...(omitted.length > 0 ? [element("p", { class: "said" }, omittedFromComparison(omitted))] : []),
  ];
}

function candidatesView(answer: Ambiguous, { question, root }: Shown): View {
  return element(
    "ul",
    { class: "go" },
    answer.candidates.map((candidate, index) =>
      element(
        "li",
        {},
        goLink(chosenQuestion({ question, answer }, index) ?? "", headingOf(candidate), root),
      ),
    ),
  );
}

export function suggestionsView(questions: readonly string[], root = "", head: string = SUGGESTIONS): View {
  return element(
    "div",
    { class: "further" },
    element("p", { class: "hint" }, head),
    element(
      "ul",
      { class: "go" },
      questions.map((question) => element("li", {}, goLink(question, question, root))),
    ),
  );
}

/** Asks the question; without scripts it stands ready in the form. */
function goLink(question: string, label: string, root: string): View {
  return element("a", { class: "ask", href: `${root}ask?${new URLSearchParams({ q: question })}` }, label);
}

/** Leads to the words in their document; a script opens them beside the answer instead. */
function citeLink(citation: Citation, root: string): View {
  const { number, case: of, section, item, sentences, fingerprint } = citation;
  const passage = new URLSearchParams({
    case: of.id,
    section,
    ...(item === null ? {} : { item }),
    first: String(sentences[0]),
    last: String(sentences[1]),
    v: fingerprint,
  });
  return element(
    "a",
    {
      class: "cite",
      href: `${root}${readerPath(citation)}`,
      "data-number": String(number),
      "data-passage": String(passage),
      "aria-label": ASK.cite(number, citationLabel(citation)),
    },
    `[${number}]`,
  );
}
