/** Answers to the parts of one message → one answer, each part with its own claims, none dropped silently. */

import type { Answer, Claim, NonEmpty, Quote } from "../grounding/answer.ts";

export interface PartAnswered {
  readonly part: string;
  readonly answer: Answer;
}

export function isSure({ answer }: PartAnswered): boolean {
  return (answer.kind === "grounded" && answer.certain) || answer.kind === "excerpt";
}

/** Undefined where the answers are not of kinds that go together: a summary beside an answer. */
export function together(parts: readonly PartAnswered[]): Answer | undefined {
  const someSure = parts.some(isSure);
  const claims: Claim[] = [];
  const untold: string[] = [];
  let certain = true;
  for (const { part, answer } of parts) {
    // What one part takes for granted wrongly is no correction of the others.
    if (answer.kind === "grounded" && (answer.corrects || answer.nearest)) untold.push(part);
    else if (answer.kind === "grounded" && answer.by === "extractive") {
      // Of mere places to look at the best: it is not so that nothing tells it.
      claims.push(...(answer.certain ? answer.claims : answer.claims.slice(0, 1)));
      certain &&= answer.certain || someSure;
    } else if (answer.kind === "excerpt" && answer.says === undefined) {
      claims.push(...answer.quotes.map((quote): Claim => ({ text: quote.text, quotes: [quote] })));
    } else if (answer.kind === "listing") {
      for (const { case: of, claim } of answer.entries)
        claims.push({ ...claim, text: `${of.organization}：${claim.text}` });
    } else if (answer.kind === "not-found") untold.push(part);
    else return undefined;
  }
  const [first, ...rest] = numbered(claims);
  if (!first) return undefined;
  return {
    kind: "grounded",
    by: "extractive",
    certain,
    claims: [first, ...rest],
    ...(untold.length > 0 ? { untold } : {}),
    suggestions: [],
    carried: parts[0]?.answer.carried ?? null,
  };
}

/** Each claim once; the same words have the same number wherever they are cited. */
export function numbered(claims: readonly Claim[]): Claim[] {
  const numbers = new Map<string, number>();
  const seen = new Set<string>();
  const renumbered = (quote: Quote): Quote => {
    const { file, start, end } = quote.citation.source;
    const place = `${file}:${start}-${end}`;
    const number = numbers.get(place) ?? numbers.size + 1;
    numbers.set(place, number);
    return { ...quote, citation: { ...quote.citation, number } };
  };
  return claims.flatMap(({ text, quotes: [quote, ...others] }) => {
    if (seen.has(text)) return [];
    seen.add(text);
    const quotes: NonEmpty<Quote> = [renumbered(quote), ...others.map(renumbered)];
    return [{ text, quotes }];
  });
}
