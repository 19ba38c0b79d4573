/** A question as the abilities receive it: understood, completed from the conversation, and its cases found. */

import type { Case } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import type { Target, Turn } from "./conversation.ts";
import type { Knowledge } from "./knowledge.ts";
import { sectionWishes } from "./part-wish.ts";
import { sectionsMeant, sectionsNamed } from "./sections.ts";

export interface Request extends Turn {
  readonly target: Target;
}

/** The one case asked about as a search scope; empty where it is none or several. */
export async function caseScope({ cases }: Target, { store }: Knowledge): Promise<{ caseOrdinal?: number }> {
  const [unionCase, ...others] = cases;
  if (!unionCase || others.length > 0) return {};
  const ordinal = (await store.cases()).findIndex(({ id }) => id === unionCase.id);
  return ordinal < 0 ? {} : { caseOrdinal: ordinal };
}

/** The sections of a case that the question asks for: by their headings, else by kind; none where it asks for none. */
export function sectionsAsked({ understanding }: Request, unionCase: Case) {
  const named = sectionsNamed(understanding.text, unionCase);
  if (named.length > 0) return named;
  // 第二阶段干了啥 asks for no section.
  if (understanding.item !== null && /[做干]了|怎么|如何/.test(understanding.section?.words ?? "")) return [];
  return understanding.section ? sectionsMeant(understanding.section, unionCase) : [];
}

/** The same where no words of content are left: the sections of every kind spoken of. */
export function allSectionsAsked(request: Request, unionCase: Case) {
  const wishes = sectionWishes(request.understanding.text);
  if (wishes.length < 2) return sectionsAsked(request, unionCase);
  const meant = new Set(wishes.flatMap((wish) => sectionsMeant(wish, unionCase)));
  return unionCase.sections.filter((section) => meant.has(section));
}

/** Restricts answers to the section that the question names by its heading; undefined where it names none. */
export function sectionFilter(request: Request): ((passage: Passage) => boolean) | undefined {
  const { understanding, target } = request;
  const { section } = understanding;
  if (target.cases.length === 0) {
    return section?.explicit ? (passage) => passage.sectionKind === section.kind : undefined;
  }
  const named = target.cases.flatMap((unionCase) => sectionsNamed(understanding.text, unionCase));
  const meant = section?.explicit
    ? target.cases.flatMap((unionCase) => sectionsMeant(section, unionCase))
    : [];
  const names = new Set((named.length > 0 ? named : meant).map(({ name }) => name));
  return names.size > 0 ? (passage) => names.has(passage.section) : undefined;
}
