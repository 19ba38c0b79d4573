/** A pasted text → whether the corpus has it: identical, altered (and where), or absent. */

import { diffArrays } from "diff";
import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import type { Difference, Verification } from "../grounding/answer.ts";
import { clausesOf } from "../grounding/clauses.ts";
import { createGround, type Ground } from "../grounding/ground.ts";
import { fold } from "../language/fold.ts";
import type { Knowledge } from "./knowledge.ts";

/** A text at least this like a place of the source is that place altered. */
const MIN_LIKENESS = 0.6;

/** Longer texts are compared by their first characters; a message holds no more. */
const MAX_PASTED = 4_000;

interface Candidate {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
  /** UTF-16 offsets into the passage's joined text, at ends of clauses. */
  readonly from: number;
  readonly to: number;
  readonly holdsAll: boolean;
  /** 0 to 1. */
  readonly likeness: number;
}

/** Width, 繁简, case, blanks and the shape of quotation marks make no difference; words, figures and stops do. */
export async function verify(pasted: string, knowledge: Knowledge): Promise<Verification> {
  const ground = createGround(knowledge.store);
  const paragraphs = withoutInvisible(pasted.slice(0, MAX_PASTED))
    .split(/\n\s*\n|\n(?=\s*[(（][一二三四五六七八九十])/)
    .map((text) => text.trim());
  const found: Found[] = [];
  for (const text of paragraphs) if (text !== "") found.push(await findParagraph(text, knowledge, ground));
  const told = new Set(found.map(({ verdict }) => verdict));
  const [only = "absent", ...others] = told;
  return {
    kind: "verification",
    pasted,
    verdict: others.length === 0 ? only : "altered",
    differences:
      told.has("identical") || told.has("altered")
        ? found.flatMap(({ differences }, i) => (i === 0 ? differences : [PARAGRAPH, ...differences]))
        : [],
    quotes: found.flatMap(({ quotes }) => quotes),
    suggestions: [],
    carried: null,
  };
}

type Found = Pick<Verification, "verdict" | "differences" | "quotes">;

const PARAGRAPH: Difference = { kind: "same", text: "\n" };

/** One paragraph of the pasted text; an absent one among others is all added. */
async function findParagraph(text: string, { retriever }: Knowledge, ground: Ground): Promise<Found> {
  const wanted = comparable(text);
  const hits = wanted === "" ? [] : await retriever.retrieve(text, { limit: 12 });
  const [best] = hits
    .flatMap((hit) => candidatesIn(hit.case, hit.passage, wanted))
    .sort((a, b) => Number(b.holdsAll) - Number(a.holdsAll) || b.likeness - a.likeness);
  const isLike = best !== undefined && (best.holdsAll || best.likeness >= MIN_LIKENESS);
  const apart = isLike ? undefined : hits.flatMap((hit) => figuresApart(hit, text))[0];
  if (apart) {
    const { said, ...place } = apart;
    return { verdict: "altered", differences: differences(said, text), quotes: [await ground.quote(place)] };
  }
  if (!isLike) return { verdict: "absent", differences: [{ kind: "added", text }], quotes: [] };
  const quote = await ground.quote(best);
  if (best.holdsAll) return { verdict: "identical", differences: [{ kind: "same", text }], quotes: [quote] };
  return { verdict: "altered", differences: differences(quote.text, text), quotes: [quote] };
}

/** Runs of clauses about as long as the pasted text. */
function candidatesIn(unionCase: Case, passage: Passage, wanted: string): Candidate[] {
  const joined = textOf(passage.sentences);
  const clauses = clausesOf(joined);
  const pairs = pairsOf(wanted);
  const closed = withoutStop(wanted) !== wanted;
  const found: Candidate[] = [];
  for (let first = 0; first < clauses.length; first += 1) {
    const from = clauses[first]?.from ?? 0;
    for (const { text, to: end } of clauses.slice(first)) {
      const to = closed ? end : end - text.length + withoutStop(text).length;
      const source = comparable(joined.slice(from, to));
      const likeness = dice(pairs, pairsOf(source));
      found.push({
        case: unionCase,
        passage,
        sentences: passage.sentences,
        from,
        to,
        holdsAll: source.includes(wanted),
        likeness,
      });
      if (source.length > wanted.length * 1.5 + 10) break;
    }
  }
  return found;
}

/** Characters beside the figures that have to be the same. */
const LEAST_BESIDE = 6;

interface FiguresApart extends Pick<Candidate, "case" | "passage" | "sentences" | "from" | "to"> {
  /** The words of the source that stand against those pasted. */
  readonly said: string;
}

/** 年均开展200万人次线上培训 of a longer clause that says 100万: the same but for its figures; none or one. */
function figuresApart(
  { case: of, passage }: Pick<Candidate, "case" | "passage">,
  text: string,
): FiguresApart[] {
  const joined = textOf(passage.sentences);
  const wanted = unitsOf(withoutStop(text));
  const source = unitsOf(joined);
  const beside = wanted.filter((unit) => !unit.isFigure).length;
  if (beside < LEAST_BESIDE || beside === wanted.length) return [];
  const at = source.findIndex((_, i) =>
    wanted.every(({ words, isFigure }, k) => {
      const other = source[i + k];
      return other !== undefined && (other.words === words || (isFigure && other.isFigure));
    }),
  );
  const first = source[at];
  const last = source[at + wanted.length - 1];
  if (!first || !last) return [];
  const around = clausesOf(joined).filter(({ from, to }) => from < last.end && first.start < to);
  const from = around[0]?.from ?? first.start;
  const to = around.at(-1)?.to ?? last.end;
  const said = joined.slice(first.start, last.end);
  return [{ case: of, passage, sentences: passage.sentences, from, to, said }];
}

/** What is compared whole, without blanks; UTF-16 offsets into the text. */
function unitsOf(text: string) {
  return [...text.matchAll(UNIT)].flatMap(({ 0: unit, index }) => {
    const words = comparable(unit);
    return words === ""
      ? []
      : [{ words, isFigure: /\d/.test(words), start: index, end: index + unit.length }];
  });
}

/** A stop or comma at the end is no difference where the pasted text ends without one. */
function withoutStop(text: string): string {
  return text.replace(/[,，;；:：.。!！?？]$/, "");
}

/** How often each pair of adjacent characters occurs. */
function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** The Sørensen–Dice coefficient of two multisets. */
function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [pair, count] of a) {
    shared += Math.min(count, b.get(pair) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Quotation marks are all one: those of a source are shown as inner ones within a quotation of it. */
function comparable(text: string): string {
  return fold(text)
    .replace(/\s+/g, "")
    .replace(/["“”「」『』‘’']/g, '"')
    .replace(/。/g, ".")
    .replace(/[、]/g, ",");
}

/** Figures and Latin words are compared whole, all else by characters; width, script and blanks make no difference. */
function differences(source: string, pasted: string): Difference[] {
  const sourceUnits = source.match(UNIT) ?? [];
  const pastedUnits = pasted.match(UNIT) ?? [];
  let inSource = 0;
  let inPasted = 0;
  return diffArrays(sourceUnits.map(comparable), pastedUnits.map(comparable)).map(
    ({ value, added, removed }): Difference => {
      const count = value.length;
      if (added) {
        inPasted += count;
        return { kind: "added", text: pastedUnits.slice(inPasted - count, inPasted).join("") };
      }
      inSource += count;
      const text = sourceUnits.slice(inSource - count, inSource).join("");
      if (removed) return { kind: "missing", text };
      inPasted += count;
      return { kind: "same", text };
    },
  );
}

const UNIT = /[\d.]*\d%?|[A-Za-z]+|[\s\S]/gu;

/** Zero-width and other format characters come along with pasted text unseen. */
function withoutInvisible(text: string): string {
  return text.replace(/\p{Cf}/gu, "");
}
