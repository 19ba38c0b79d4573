/** What a model is asked to give back: statements, each with the numbers of the sentences that carry it. */

import { z } from "zod";

export const proposalShape = z.object({
  /** The sentences answer what is asked. */
  sufficient: z.boolean(),
  claims: z.array(z.object({ text: z.string(), sentences: z.array(z.string()) })),
});

export type Proposal = z.infer<typeof proposalShape>;

export const rewriteShape = z.object({ question: z.string() });

/** More statements are no answer, and more sentences carry none. */
const MOST_CLAIMS = 12;
const MOST_SENTENCES = 6;

/** Numbers that a model puts behind its words all the same, and the dot with which it counts them. */
const TRAILING_IDS = /\s*[[(（【〔]\s*S\d+(?:\s*[,，、;；]\s*S\d+)*\s*[\])）】〕]/giu;
const LEADING_MARK = /^\s*(?:[-•·*]|\d{1,2}[.、)）])\s*/u;

export interface ProposedClaim {
  readonly text: string;
  readonly ids: readonly string[];
}

/** The statements in a form in which they can be looked at; those that are too many, or point at too much, are left out. */
export function claimsProposed({ claims }: Proposal): ProposedClaim[] {
  const seen = new Set<string>();
  return claims.slice(0, MOST_CLAIMS).flatMap(({ text, sentences }) => {
    const said = text.replace(TRAILING_IDS, "").replace(LEADING_MARK, "").replaceAll("**", "").trim();
    const ids = [...new Set(sentences)];
    if (seen.has(said) || ids.length === 0 || ids.length > MOST_SENTENCES) return [];
    seen.add(said);
    return [{ text: said, ids }];
  });
}
