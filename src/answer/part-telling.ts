/** Words of a topic and a case → the smallest part of it, or parts, where most of what the case says of them stands. */

import type { Case, Span } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import { withoutYears } from "../language/years-asked.ts";
import { type CasePart, casePartsOf } from "../question/case-parts.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Knowledge } from "./knowledge.ts";

/** This share of what the case says of the words. */
const MOST = 0.6;
/** A name says as much as so many sentences. */
const NAME = 3;
/** A name that says so much of the words names what is meant. */
const NAMED = 0.75;
/** A paragraph opens with no name that is longer. */
const OPENING = 18;
/** Words that the title holds to this degree say which case is meant. */
const TITLED = 0.8;
/** The rest of the words weighs so much, of all, where a part is meant. */
const LEAST_REST = 0.25;
/** Shorter parts tell too little to be summed up; of a part that is nearly all of the case all is told. */
const SHORTEST = 60;
const NEARLY_ALL = 0.8;

/** None where the words describe the whole case, or are said all over it. `within`: in one of these; anywhere where there are none. */
export async function partsTelling(
  topic: string,
  of: Case,
  { within, wholeSections }: { readonly within: readonly Span[]; readonly wholeSections: boolean },
  { retriever }: Knowledge,
): Promise<readonly Span[]> {
  const asked = await retriever.concepts(withoutYears(topic));
  const degrees = (text: string, concepts: readonly WeightedConcept[]) =>
    retriever.match(text, concepts).map(({ degree }) => degree);
  const inPart = degrees(of.sections.map(({ name }) => name).join(" "), asked);
  const inFile = degrees(of.file, asked);
  // A file is called by its matter, or by a part of it.
  const titled = degrees(`${of.organization} ${of.title}`, asked).map((degree, i) =>
    (inPart[i] ?? 0) < TITLED ? Math.max(degree, inFile[i] ?? 0) : degree,
  );
  const rest = asked.filter((_, i) => (titled[i] ?? 0) < TITLED);
  const isWithin = ({ start, end }: Span) =>
    within.length === 0 || within.some((span) => span.start <= start && end <= span.end);
  const passages = passagesOf(of).filter((passage) => passage.sectionKind !== "heading" && isWithin(passage));
  const parts = casePartsOf(of).filter(
    (part) => isWithin(part) && part.section !== of.heading && (!wholeSections || part.kind === "section"),
  );
  const said = [
    ...passages
      .flatMap(({ sentences }) => sentences)
      .map(({ start, end, text }) => ({ start, end, of: degrees(text, rest) })),
    ...parts.filter(isAlone).map((part) => ({
      start: part.start,
      end: part.end,
      of: degrees(nameOf(part), rest).map((degree) => NAME * degree),
    })),
  ];
  const sums = (where: (span: Span) => boolean) =>
    rest.map((_, i) => said.reduce((sum, one) => sum + (where(one) ? (one.of[i] ?? 0) : 0), 0));
  const all = sums(() => true);
  const weight = rest.reduce((sum, one, i) => sum + ((all[i] ?? 0) > 0 ? one.weight : 0), 0);
  const known = asked.reduce((sum, one, i) => sum + ((titled[i] ?? 0) >= TITLED ? one.weight : 0), weight);
  if (weight === 0 || weight < LEAST_REST * known) return [];
  const size = passages.reduce((sum, { start, end }) => sum + end - start, 0);
  const fitting = parts
    .filter(({ start, end }) => end - start <= NEARLY_ALL * size)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const shareOf = (values: readonly number[]) =>
    rest.reduce((sum, one, i) => sum + ((all[i] ?? 0) > 0 ? one.weight * (values[i] ?? 0) : 0), 0) / weight;
  const shareIn = (values: readonly number[], i: number) => (values[i] ?? 0) / (all[i] || 1);
  const sharesIn = ({ start, end }: Span) => {
    const own = sums((one) => start <= one.start && one.end <= end);
    return own.map((_, i) => shareIn(own, i));
  };
  const long = fitting.filter(({ start, end }) => end - start >= SHORTEST);
  const one =
    long.find((part) => shareOf(degrees(nameOf(part), rest)) >= NAMED) ??
    long.find((part) => shareOf(sharesIn(part)) >= MOST);
  if (one) return [one];
  if (wholeSections)
    return parts
      .filter((part) => !parts.some((other) => isInside(other, part)))
      .toSorted((a, b) => shareOf(sharesIn(b)) - shareOf(sharesIn(a)))
      .slice(0, 1);
  // 算账和教训: each of the words has a part of its own.
  const shares = fitting.map(sharesIn);
  const each = rest.flatMap((_, i) => fitting[shares.findIndex((own) => (own[i] ?? 0) >= MOST)] ?? []);
  const apart = [...new Set(each)];
  const covered = rest.map((_, i) =>
    Math.min(
      1,
      apart.reduce((sum, part) => sum + (shares[fitting.indexOf(part)]?.[i] ?? 0), 0),
    ),
  );
  return shareOf(covered) >= MOST ? apart : [];
}

/** An item is a paragraph, too, and is named once. */
function isAlone({ kind, start, end }: CasePart, _: number, parts: readonly CasePart[]): boolean {
  return (
    kind !== "paragraph" ||
    !parts.some((other) => other.kind !== kind && other.start === start && other.end === end)
  );
}

/** Of two spans of one extent neither is in the other. */
export function isInside(one: Span, other: Span): boolean {
  return (
    one !== other &&
    other.start <= one.start &&
    one.end <= other.end &&
    one.end - one.start < other.end - other.start
  );
}

/** What a part is called; of a paragraph or item the few words that it opens with, behind which it goes on. */
function nameOf({ kind, name, text }: CasePart): string {
  if (kind === "section" || kind === "heading" || kind === "question") return name;
  const opening = /^[^。:;!?]*[。:;!?]/u.exec(kind === "paragraph" ? text : name)?.[0] ?? name;
  return opening.length <= OPENING && opening.length < text.length ? opening : "";
}

/** So many passages tell which case speaks of something; more than so many times as much says clearly. */
const HITS = 12;
const MORE = 2;

/** Of these cases the one whose passages speak clearly more of the words than those of any other; all where none does. */
export async function tellingMost(
  topic: string,
  cases: readonly Case[],
  { store, retriever }: Knowledge,
): Promise<readonly Case[]> {
  const all = await store.cases();
  const scope = { cases: new Set(cases.map((of) => all.indexOf(of))) };
  const hits = await retriever.retrieve(topic, { limit: HITS, scope });
  const worth = (of: Case) => hits.reduce((sum, hit) => sum + (hit.case === of ? hit.score : 0), 0);
  const [best, next] = cases.toSorted((a, b) => worth(b) - worth(a));
  return best && next && worth(best) > MORE * worth(next) ? [best] : cases;
}
