/** Questions and answers of a conversation → the parts of a document, whatever its format. */

import type { ContractAnswer, ContractCitation } from "../contract.ts";
import { referenceOf } from "../reference.ts";
import { citationLabel } from "../render.ts";
import { inQuotationMarks } from "../text.ts";
import { NOT_TOLD_HERE, SUGGESTIONS } from "../wording.zh.ts";

export interface ExportedTurn {
  readonly question: string;
  readonly answer: ContractAnswer;
}

export type Part =
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** The source's own words, then where they stand. `quote` is null where the words were said before. */
  | {
      readonly kind: "reference";
      readonly mark: string;
      readonly quote: string | null;
      readonly reference: string;
      readonly url: string | null;
    }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const TITLE = "案例通问答记录";
const SECTION = "章节";

/** `made`: when, and of which text, where that is said. */
export function partsOf(turns: readonly ExportedTurn[], made?: string): Part[] {
  const said: Part[] = made === undefined ? [] : [{ kind: "paragraph", text: made }];
  return [{ kind: "title", text: TITLE }, ...said, ...turns.flatMap(partsOfTurn)];
}

function partsOfTurn({ question, answer }: ExportedTurn): Part[] {
  const { citations } = answer;
  const table = tableOf(answer);
  const body = table === undefined ? bodyOf(answer) : "";
  const paragraphs = body.split("\n").filter((line) => line.trim() !== "" && !isQuotesAlone(line, answer));
  const told = (quote: string) =>
    table !== undefined || paragraphs.some((line) => line.includes(inQuotationMarks(quote)));
  return [
    { kind: "heading", text: question },
    ...paragraphs.map((text): Part => ({ kind: "paragraph", text })),
    ...(table ? [table] : []),
    ...citations.map((citation): Part => {
      const { number, quote, url } = citation;
      return {
        kind: "reference",
        mark: `[${number}]`,
        quote: told(quote) ? null : quote,
        reference: referenceOf({ ...citation, fingerprint: "" }),
        url,
      };
    }),
  ];
}

/** A line of nothing but quoted words: they stand with their references. */
function isQuotesAlone(line: string, { kind, citations }: ContractAnswer): boolean {
  if (kind !== "grounded") return false;
  const rest = citations.reduce((left, { quote }) => left.replace(inQuotationMarks(quote), ""), line);
  return rest !== line && /^(?:\[\d+\])*$/.test(rest);
}

/** The answer's text without what comes behind it as references, and without what could be asked next. */
export function bodyOf({ text, citations }: Pick<ContractAnswer, "text" | "citations">): string {
  const [first] = citations;
  const isPlace = (line: string) =>
    first && line.startsWith(`[${first.number}]`) && line.endsWith(`] ${citationLabel(first)}`);
  const place = text.split("\n").find(isPlace);
  const ends = [
    place === undefined ? -1 : `\n${text}`.indexOf(`\n${place}`),
    text.indexOf(SUGGESTIONS),
  ].filter((at) => at >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

function tableOf({ rows, cases, citations }: ContractAnswer): Part | undefined {
  if (!rows) return undefined;
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  const cellText = (numbers: readonly number[]) =>
    numbers
      .flatMap((number) => byNumber.get(number) ?? [])
      .map(citedText)
      .join("\n") || NOT_TOLD_HERE;
  return {
    kind: "table",
    head: [SECTION, ...cases.map(({ organization }) => organization)],
    rows: rows.map(({ section, cells }) => [
      section,
      ...cells.map(({ citations: numbers }) => cellText(numbers)),
    ]),
  };
}

function citedText({ item, quote, number }: ContractCitation): string {
  return `${item ?? ""}${inQuotationMarks(quote)}[${number}]`;
}
