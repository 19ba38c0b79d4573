/** Labels and citations → the sentences of the corpus that they speak of, so that both can be compared. */

import type { Case, Section, Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import type { ContractCitation } from "../render/contract.ts";
import type { Question } from "./question.ts";

/** White space says nothing: the source is wrapped by lines. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Whether a label's organisation means this case; documents without cases are labelled by their first heading. */
export function isOrganization(
  label: string,
  { organization, title }: Pick<Case, "organization" | "title">,
): boolean {
  const [wanted, name] = [squeeze(label), squeeze(organization)];
  return name.startsWith(wanted) || wanted.startsWith(name) || squeeze(organization + title).includes(wanted);
}

/** Headings may be labelled with or without their numbering: 一、主要做法. */
export function isSection(label: string, name: string): boolean {
  return bare(label) === bare(name);
}

function bare(heading: string): string {
  return squeeze(heading).replace(
    /^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])/,
    "",
  );
}

/** A sentence of the corpus with its neighbours in the section, which an answer may cite beside it. */
export interface Spot {
  readonly sentence: Sentence;
  readonly file: string;
  readonly section: Section;
  readonly before: Spot | null;
  after: Spot | null;
}

export interface Spots {
  /** Sentences that hold a part of the evidence, where the labels say; elsewhere where they do not stand there. */
  ofQuestion(question: Question): ReadonlySet<Spot>;
  ofCitation(citation: Pick<ContractCitation, "source">): readonly Spot[];
}

export function spotsOf(cases: readonly Case[]): Spots {
  const sections = cases.flatMap((unionCase) =>
    [unionCase.heading, ...unionCase.sections].map((section) => ({
      unionCase,
      ...laidOut(section, unionCase.file),
    })),
  );

  function holding(evidence: string, { organizations, sections: labels }: Question): Spot[] {
    const wanted = squeeze(evidence);
    const found = sections.flatMap((one) => {
      const at = one.text.indexOf(wanted);
      if (at < 0) return [];
      const organization =
        organizations.length === 0 || organizations.some((label) => isOrganization(label, one.unionCase));
      const section = labels.length === 0 || labels.some((label) => isSection(label, one.section.name));
      return [{ spots: new Set(one.owners.slice(at, at + wanted.length)), right: organization && section }];
    });
    const right = found.filter((one) => one.right);
    return (right.length > 0 ? right : found).flatMap(({ spots }) => [...spots]);
  }

  return {
    ofQuestion: (question) => new Set(question.evidence.flatMap((evidence) => holding(evidence, question))),
    ofCitation: ({ source }) =>
      sections
        .flatMap(({ spots }) => spots)
        .filter(
          ({ file, sentence }) =>
            file === source.file && sentence.start < source.end && source.start < sentence.end,
        ),
  };
}

/** A section without white space, with the sentence that each character belongs to. */
function laidOut(
  section: Section,
  file: string,
): { section: Section; text: string; owners: Spot[]; spots: Spot[] } {
  const owners: Spot[] = [];
  const spots: Spot[] = [];
  let text = "";
  for (const { sentences } of section.blocks) {
    for (const sentence of sentences) {
      const before = spots.at(-1) ?? null;
      const spot: Spot = { sentence, file, section, before, after: null };
      if (before) before.after = spot;
      spots.push(spot);
      const bareText = squeeze(sentence.text);
      text += bareText;
      for (let i = 0; i < bareText.length; i += 1) owners.push(spot);
    }
  }
  return { section, text, owners, spots };
}

/** Whether a passage holds one of the sentences. */
export function holdsSpot(
  { file, start, end }: Pick<Passage, "file" | "start" | "end">,
  spots: ReadonlySet<Spot>,
): boolean {
  return [...spots].some(
    (spot) => spot.file === file && start <= spot.sentence.start && spot.sentence.start < end,
  );
}
