/** What is worked out of a case alone when it is indexed, and kept with it: looking it up takes no reading of its text. */

import type { Case } from "../corpus/case.ts";
import { ownPlaces } from "../language/places.ts";
import type { Store } from "../stores/store.ts";
import { type Naming, namingsOf } from "./naming.ts";
import { coinedTerms } from "./query.ts";

export interface CaseNotes {
  readonly naming: Naming;
  /** Terms that it puts in quotation marks. */
  readonly coined: readonly string[];
  readonly sections: number;
  /** How many numbered items it has. */
  readonly items: number;
}

/** Of the cases of a file. */
export function notesOf(cases: readonly Case[]): CaseNotes[] {
  const namings = namingsOf(
    cases,
    ownPlaces(),
    cases.map(() => null),
  );
  return cases.map((unionCase, ordinal) => ({
    naming: namings[ordinal] as Naming,
    coined: coinedIn(unionCase),
    sections: unionCase.sections.length,
    items: unionCase.sections.flatMap(({ blocks }) => blocks.filter(({ label }) => label !== null)).length,
  }));
}

/**
 * By ordinal; null for a case that was indexed without. To be asked for after the cases: then they are theirs, or those
 * cases will not be given again, and nothing that is kept by them is used.
 */
export async function notesIn(store: Store): Promise<readonly (CaseNotes | null)[]> {
  return (await store.notes()) as readonly (CaseNotes | null)[];
}

export function coinedIn({ heading, sections }: Case): string[] {
  const sentences = [heading, ...sections].flatMap(({ blocks }) =>
    blocks.flatMap((block) => block.sentences),
  );
  return [...coinedTerms(sentences.map(({ text }) => text))];
}
