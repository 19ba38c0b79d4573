/** Several cases → the same part of each side by side, word for word. */

import type { Case, SectionKind } from "../../corpus/case.ts";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import type { Comparison, NonEmpty, Quote } from "../../grounding/answer.ts";
import { caseRef, createGround, type Ground } from "../../grounding/ground.ts";
import { SIDES_END } from "../../language/fact-words.ts";
import { withoutOperations } from "../../question/conditions.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import type { SectionSlots } from "../../question/section-slots.ts";
import type { Mention } from "../../search/mention.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import { type SectionWish, sectionsMeant } from "../sections.ts";
import { groundedOf, look } from "./ask.ts";

/** As many cases as a table on a screen can hold. */
export const MAX_COMPARED = 5;

/** Characters of one cell; a longer section shows the opening sentences of its paragraphs and items. */
const CELL = 260;

/** Places shown of each case. */
const PLACES = 2;
const LEAST = 60;

const ROWS: readonly SectionKind[] = ["development", "measures", "results"];

type Row = Comparison["rows"][number];

/** By the sections asked for, or by what each case says of the thing asked for; null where none says anything of it. */
export async function compareAsked(
  part: Part,
  named: NonEmpty<Case>,
  knowledge: Knowledge,
): Promise<Comparison | null> {
  const { content, slots } = part;
  const row = tellsSomething(withoutOperations(content))
    ? await subjectRow(part, named.slice(0, MAX_COMPARED), knowledge)
    : undefined;
  if (row === null) return null;
  const compared = row ? comparison(named, [row]) : await compareSections(named, wishesOf(slots), knowledge);
  return compared.rows.length > 0 ? compared : null;
}

/** A heading by its own words, else by the kind that they stand for. */
function wishesOf({ words, kinds }: SectionSlots): SectionWish[] {
  if (kinds.length === 0) return words.map((said) => ({ words: said, kind: null }));
  return kinds.map((kind, i) => ({
    words: (words.length === kinds.length && words[i]) || "",
    kind,
  }));
}

/** Each case is looked through by itself, for its own words, so that none is silent because another says more. */
async function subjectRow(part: Part, cases: readonly Case[], knowledge: Knowledge): Promise<Row | null> {
  const { text, rest, slots } = part;
  const all = await knowledge.store.cases();
  const ground = createGround(knowledge.store);
  const { mentions } = await knowledge.finder.find(text);
  const cells: Row["cells"][number][] = [];
  for (const unionCase of cases) {
    const ordinal = all.findIndex(({ id }) => id === unionCase.id);
    const own = wordsOf(ordinal, text, mentions);
    const words = withoutOperations(own ?? rest);
    const sections = new Set(
      slots.sections.filter((name) => unionCase.sections.some((one) => one.name === name)),
    );
    const accepts = ({ section }: Passage) => sections.size === 0 || sections.has(section);
    const looking = { text: words, asking: own ?? text, cases: new Set([ordinal]), accepts, absent: false };
    const found = await look(looking, knowledge);
    const isTold = found.verdict !== null && found.verdict.kind !== "refuse";
    const told = isTold ? await groundedOf(found, knowledge, PLACES, ground) : null;
    const quotes = (told?.claims ?? []).flatMap((claim) => claim.quotes);
    cells.push({ case: caseRef(unionCase), quotes });
  }
  return cells.some(({ quotes }) => quotes.length > 0)
    ? { section: subjectOf(withoutOperations(rest)), cells }
    : null;
}

/** Without what joins one side to the next. */
const withoutSides = (words: string) => words.replace(SIDES_END, "").trim();

/** 甲调处的案件和乙解决的诉求，数量谁多: the words that follow the name of this case, with those said of all; null where all share the same. */
function wordsOf(ordinal: number, text: string, mentions: readonly Mention[]): string | null {
  const ordered = mentions.toSorted((a, b) => a.start - b.start);
  const segments = ordered.map(({ end }, i) => text.slice(end, ordered[i + 1]?.start));
  const last = segments.at(-1) ?? "";
  const comma = last.search(/[,;?。]/);
  const shared = comma < 0 ? "" : last.slice(comma);
  const owns = segments.map((segment, i) =>
    i < segments.length - 1 ? segment : last.slice(0, last.length - shared.length),
  );
  if (owns.slice(0, -1).some((own) => !tellsSomething(withoutSides(own)))) return null;
  const at = ordered.findIndex(({ cases }) => cases.includes(ordinal));
  return at < 0 ? null : `${withoutSides(owns[at] ?? "")} ${shared}`;
}

/** What is compared, as the head of its row: the words of the question without what joins them. */
function subjectOf(words: string): string {
  return words
    .split(/[^\p{L}\p{N}%]+/u)
    .map((word) => word.replace(/^的/, ""))
    .filter((word) => word.length > 1)
    .join("、");
}

/** Rows: the sections asked for; else background, measures and results. */
export async function compareSections(
  named: NonEmpty<Case>,
  wishes: readonly SectionWish[],
  { store }: Pick<Knowledge, "store">,
): Promise<Comparison> {
  const ground = createGround(store);
  const rows: Row[] = [];
  const all = wishes.length > 0 ? wishes : ROWS.map((kind) => ({ words: "", kind }));
  for (const wish of all) {
    const cells: Row["cells"][number][] = [];
    for (const unionCase of named.slice(0, MAX_COMPARED))
      cells.push(await sectionCell(unionCase, wish, ground));
    const name = cells.flatMap(({ quotes }) => quotes)[0]?.citation.section;
    if (name) rows.push({ section: name, cells });
  }
  return comparison(named, rows);
}

/** Cases beyond `MAX_COMPARED` are named as left out. */
function comparison(named: NonEmpty<Case>, rows: readonly Row[]): Comparison {
  const [first, ...rest] = named;
  return {
    kind: "comparison",
    cases: [caseRef(first), ...rest.slice(0, MAX_COMPARED - 1).map(caseRef)],
    rows,
    omitted: named.slice(MAX_COMPARED).map(caseRef),
    suggestions: [],
    carried: null,
  };
}

async function sectionCell(unionCase: Case, wish: SectionWish, ground: Ground) {
  const names = new Set(sectionsMeant(wish, unionCase).map(({ name }) => name));
  const passages = passagesOf(unionCase).filter(({ section }) => names.has(section));
  const length = passages.reduce((sum, passage) => sum + passage.end - passage.start, 0);
  const quotes: Quote[] = [];
  for (const passage of passages) {
    const sentences =
      length <= CELL ? passage.sentences : openingOf(passage, Math.max(LEAST, CELL / passages.length));
    quotes.push(...(await ground.quotes({ case: unionCase, passage, sentences })));
  }
  return { case: caseRef(unionCase), quotes };
}
