/** What a model proposed → the claims that the sentences it points at carry, with these as quotes. */

import type { Case } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import type { Claim, NonEmpty, Quote } from "../../grounding/answer.ts";
import { createGround, type Ground } from "../../grounding/ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { consecutive } from "../runs.ts";
import type { Evidence, Numbered } from "./evidence.ts";
import { claimsProposed, type Proposal } from "./proposal.ts";
import { namesStranger } from "./strangers.ts";
import { type Carrying, type Flaw, flawOf, withoutIdle } from "./support.ts";

export interface GroundedClaims {
  /** In the model's order. */
  readonly claims: readonly Claim[];
  /** The passages that they are taken from; parallel to the claims. */
  readonly passages: readonly Passage[];
  /** Why each of the others was dropped. */
  readonly flaws: readonly (Flaw | "unknown-sentence")[];
}

/** Numbers that were never given are dropped; a claim is looked at with those that are left. */
export async function groundClaims(
  proposal: Proposal,
  evidence: Pick<Evidence, "find">,
  knowledge: Knowledge,
  ground: Ground = createGround(knowledge.store),
): Promise<GroundedClaims> {
  const cases = await knowledge.store.cases();
  const claims: Claim[] = [];
  const passages: Passage[] = [];
  const flaws: (Flaw | "unknown-sentence")[] = [];
  for (const { text, ids } of claimsProposed(proposal)) {
    const cited = withoutIdle(
      text,
      ids.flatMap((id) => evidence.find(id) ?? []),
      ({ sentence }) => sentence.text,
    );
    const [first] = cited;
    const flaw = first ? await flawFor(text, cited, cases, knowledge) : "unknown-sentence";
    if (flaw || !first) {
      flaws.push(flaw ?? "unknown-sentence");
      continue;
    }
    claims.push({ text, quotes: await quotesFor(cited, ground) });
    passages.push(first.passage);
  }
  return { claims, passages, flaws };
}

async function flawFor(
  text: string,
  cited: readonly Numbered[],
  cases: readonly Case[],
  { finder, lexicon }: Knowledge,
): Promise<Flaw | null> {
  const carrying: Carrying = {
    sentences: cited.map(({ sentence }) => sentence.text),
    headings: cited.flatMap(({ case: of, passage }) => [of.organization, of.title, passage.section]),
  };
  const flaw = flawOf(text, carrying, lexicon);
  if (flaw) return flaw;
  const ordinals = new Set(cited.map(({ case: of }) => cases.indexOf(of)));
  return (await namesStranger(text, ordinals, carrying, finder)) ? "name" : null;
}

/** Sentences that follow one another are one quote. */
async function quotesFor(cited: readonly Numbered[], ground: Ground): Promise<NonEmpty<Quote>> {
  const quotes: Quote[] = [];
  const byPassage = Map.groupBy(cited, ({ passage }) => passage.id);
  for (const own of byPassage.values()) {
    const sentences = own.map(({ sentence }) => sentence).sort((a, b) => a.start - b.start);
    const [{ case: of, passage }] = own as [Numbered, ...Numbered[]];
    for (const run of consecutive(sentences))
      quotes.push(await ground.quote({ case: of, passage, sentences: run }));
  }
  const [first, ...rest] = quotes;
  if (!first) throw new Error("groundClaims: expected sentences to quote, found none");
  return [first, ...rest];
}
