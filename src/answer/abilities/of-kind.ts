/** 区总工会的应用成效, 所有案例的推荐词: a part of what organisations of a kind, or all, have done → which is meant, or a line of each. */

import type { Case } from "../../corpus/case.ts";
import type { Ambiguous, Claim, Listing, NotFound } from "../../grounding/answer.ts";
import { withoutAsking } from "../../language/stop-words.ts";
import { casePartsOf } from "../../question/case-parts.ts";
import { asksOfEach, saysOnlyToList } from "../../question/kinds.ts";
import type { Part } from "../../question/request.ts";
import { casesOfKind } from "../../search/mentions.ts";
import type { Knowledge } from "../knowledge.ts";
import { ambiguous } from "../refuse.ts";
import { summaryOf } from "../summarize.ts";
import { numbered } from "../together.ts";

/** The part, where it means one case by its kind; null where it names no kind, or asks for no part. */
export async function ofKindAsked(
  part: Part,
  knowledge: Knowledge,
): Promise<Ambiguous | NotFound | Listing | Part | null> {
  const { kind, slots, named, content, text } = part;
  const asksPart = slots.sections.length > 0 && slots.explicit;
  if (named.cases.length > 0 || slots.item || !(asksPart || kind === "summary")) return null;
  const all = await knowledge.store.cases();
  if (asksOfEach(text))
    return asksPart && saysOnlyToList(content) ? sectionOfEach(part, all, knowledge) : null;
  const ordinals = casesOfKind(withoutAsking(content), all);
  const [ordinal, ...others] = ordinals;
  if (ordinal === undefined) return null;
  if (others.length > 0)
    return ambiguous(
      "",
      ordinals.flatMap((each) => all[each] ?? []),
    );
  return {
    ...part,
    content: "",
    named: { ...named, cases: [ordinal], whose: { cases: [ordinal], words: [] } },
  };
}

/** What the section of each case says in a line; null where fewer than two have it. */
async function sectionOfEach(
  { slots }: Part,
  all: readonly Case[],
  knowledge: Knowledge,
): Promise<Listing | null> {
  const claims: Claim[] = [];
  for (const of of all) {
    const focus = casePartsOf(of).filter(
      ({ kind, section }) => kind === "section" && slots.sections.includes(section.name),
    );
    if (of.role !== "case" || focus.length === 0) continue;
    const told = await summaryOf({ case: of, length: "one", focus }, knowledge);
    const [claim] = told.kind === "summary" ? told.points.map((point) => point.claim) : told.claims;
    if (claim) claims.push(claim);
  }
  const entries = numbered(claims).map((claim) => ({ case: claim.quotes[0].citation.case, claim }));
  if (entries.length < 2) return null;
  return { kind: "listing", asks: "count", condition: "", entries, suggestions: [], carried: null };
}
