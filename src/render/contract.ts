/** Answer → the object that the program prints for machines and that every channel carries. */

import {
  type Answer,
  type CaseRef,
  type Citation,
  type Claim,
  type Comparison,
  quotesOf,
} from "../grounding/answer.ts";
import { readerUrl } from "./reader-url.ts";
import { numbersOf, renderText } from "./render.ts";
import { textOfBlocks } from "./text.ts";

export interface ContractCitation extends Omit<Citation, "address" | "fingerprint"> {
  readonly quote: string;
  readonly address: string;
  /** Where a reader can see the words, when the web channel has a public address. */
  readonly url: string | null;
}

export interface ContractAnswer {
  readonly kind: Answer["kind"];
  readonly by: string;
  readonly text: string;
  readonly claims: readonly { readonly text: string; readonly citations: readonly number[] }[];
  readonly citations: readonly ContractCitation[];
  readonly cases: readonly CaseRef[];
  readonly candidates: readonly CaseRef[];
  readonly suggestions: readonly string[];
  readonly carried: Answer["carried"];
  /** Only in a comparison: whose words stand in which cell of the table; a cell without numbers has none. */
  readonly rows?: readonly {
    readonly section: string;
    readonly cells: readonly { readonly caseId: string; readonly citations: readonly number[] }[];
  }[];
  /** Why a model's words are missing; absent where none were to be had. */
  readonly fallback?: Answer["fallback"];
  /** The message asks the cases nothing, or wants a text written; `text` is what may be said. */
  readonly reply?: Answer["reply"];
  /** What the question takes for granted is not so, or what it asks is not told; the claims show what is, or the nearest to it. */
  readonly corrects?: boolean;
  /** Only in a verification. */
  readonly verdict?: string;
  readonly differences?: readonly { readonly kind: string; readonly text: string }[];
}

/** `publicUrl`: where readers of the web channel find it; null where they do not. */
export function contractOf(answer: Answer, publicUrl: string | null = null): ContractAnswer {
  return {
    kind: answer.kind,
    by: byOf(answer),
    text: textOfBlocks(renderText(answer)),
    claims: claimsOf(answer).map(({ text, quotes }) => ({
      text,
      citations: numbersOf(quotes),
    })),
    citations: citationsOf(answer, publicUrl),
    cases: casesOf(answer),
    candidates: answer.kind === "ambiguous" ? answer.candidates : [],
    suggestions: answer.suggestions,
    carried: answer.carried,
    ...(answer.kind === "comparison" ? { rows: rowsOf(answer) } : {}),
    ...(answer.fallback ? { fallback: answer.fallback } : {}),
    ...(answer.reply ? { reply: answer.reply } : {}),
    ...(answer.kind === "grounded" && (answer.corrects || answer.nearest) ? { corrects: true } : {}),
    ...(answer.kind === "verification" ? { verdict: answer.verdict, differences: answer.differences } : {}),
  };
}

function byOf(answer: Answer): string {
  if (answer.kind === "excerpt") return answer.drafted?.by ?? "extractive";
  return "by" in answer ? answer.by : "extractive";
}

function claimsOf(answer: Answer): readonly Claim[] {
  switch (answer.kind) {
    case "grounded":
      return answer.claims;
    case "summary":
      return answer.points.map(({ claim }) => claim);
    case "listing":
      return answer.entries.map(({ claim }) => claim);
    default:
      return [];
  }
}

function rowsOf({ rows }: Comparison): NonNullable<ContractAnswer["rows"]> {
  return rows.map(({ section, cells }) => ({
    section,
    cells: cells.map(({ case: of, quotes }) => ({ caseId: of.id, citations: numbersOf(quotes) })),
  }));
}

function citationsOf(answer: Answer, publicUrl: string | null): ContractCitation[] {
  const citations = new Map<number, ContractCitation>();
  for (const { text, citation } of quotesOf(answer)) {
    const { fingerprint: _, ...shown } = citation;
    const url = publicUrl === null ? null : readerUrl(publicUrl, citation);
    citations.set(citation.number, { ...shown, quote: text, url });
  }
  return [...citations.values()].sort((a, b) => a.number - b.number);
}

/** Complete for a listing or comparison; else those cited. */
function casesOf(answer: Answer): CaseRef[] {
  if (answer.kind === "comparison") return [...answer.cases];
  if (answer.kind === "listing") return answer.entries.map((entry) => entry.case);
  const cited = new Map(quotesOf(answer).map(({ citation }) => [citation.case.id, citation.case]));
  return [...cited.values()];
}
