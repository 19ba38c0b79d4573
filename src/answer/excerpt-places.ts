/** A request for the source's words and cases → the place that it names: an item, a section, a part by its own words. */

import type { Case } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { type CasePart, casePartsOf } from "../question/case-parts.ts";
import { chaptersOf, isChapter } from "../question/chapters.ts";
import { type ItemSlot, isClause } from "../question/item-slot.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";
import { articleClauses, itemOfClause } from "./article-clauses.ts";
import { fitsByCase } from "./described.ts";
import { partsNamed, phrasesIn } from "./named-parts.ts";
import { itemOf, labelNumber, type Standing, sectionsCalled } from "./sections.ts";

const templates = openTemplates("sections");

/** A place in a case: the sentences that begin within it. */
export interface Found {
  readonly case: Case;
  readonly start: number;
  readonly end: number;
}

/** What names the place; see `ExcerptRequest`. */
interface Naming {
  readonly sections: readonly string[];
  readonly explicit?: boolean;
  readonly item: ItemSlot | null;
  readonly content: string;
  readonly text: string;
  readonly standing?: Standing | null;
}

/** The item of that number, in the sections named or in the case that fits the question best. */
export function itemIn(request: Naming, cases: readonly Case[]): Found | undefined {
  const { item, sections, explicit, content } = request;
  if (item === null) return undefined;
  const worth = fitsByCase(content, cases);
  const places = cases.flatMap((of, i) => {
    const own = clauseOf(of, sections, item) ?? chapterOf(of, item) ?? numberedPart(of, item, content);
    const rank = (worth.get(of) ?? 0) - i / 1_000 + (own || isCountedSo(of, item) ? COUNTED_SO : 0);
    if (own) return [{ ...own, rank }];
    // An item or a paragraph of that number is no chapter, and an item no paragraph.
    if (isChapter(item) || isClause(item)) return [];
    const within = sectionsCalled(sections, of);
    if (explicit && within.length === 0 && sections.length > 0) return [];
    const standing = request.standing ?? undefined;
    const found =
      itemOf(of, within, item, standing) ?? (explicit ? undefined : itemOf(of, [], item, standing));
    const answered = found ? undefined : numberedQuestion(of, item);
    const place = found ? { case: of, start: found.start, end: found.end } : answered;
    return place ? [{ ...place, rank }] : [];
  });
  return places.sort((a, b) => b.rank - a.rank)[0];
}

/** 第十条第二款, and its item; 第十条第二项: of an article that is a section by itself its item of that number, or its paragraph where it has no items. */
function clauseOf(of: Case, sections: readonly string[], item: ItemSlot): Found | undefined {
  if (!("number" in item) || item.unit !== "条") return undefined;
  if (item.clause !== undefined) {
    const clause = articleClauses(of, item.number)[item.clause - 1];
    const own = clause && item.within !== undefined ? itemOfClause(of, clause, item.within) : clause;
    return own && { case: of, start: own.start, end: own.end };
  }
  if (item.within === undefined) return undefined;
  const article = sectionsCalled(sections, of).find(({ name }) => labelNumber(name) === item.number);
  const items = article?.blocks.filter(({ label }) => label !== null) ?? [];
  const block = (items.length > 0 ? items : (article?.blocks ?? []))[item.within - 1];
  return block && { case: of, start: block.start, end: block.end };
}

/** 第三章: the chapter of that number, or the section where a document has none; 第三章第12条: the article. */
export function chapterOf(of: Case, item: ItemSlot): Found | undefined {
  if (!isChapter(item)) return undefined;
  const chapters = chaptersOf(of);
  const within = "number" in item ? item.within : undefined;
  const article = within === undefined ? undefined : itemOf(of, [], { number: within, unit: "条" });
  if (article) return { case: of, start: article.start, end: article.end };
  if (chapters.length === 0) return numberedSection(of, item);
  const number = "number" in item ? item.number : -1;
  const chapter = number < 0 ? chapters.at(number) : chapters.find((one) => one.number === number);
  return chapter && { case: of, start: chapter.start, end: chapter.end };
}

/** The only case that counts its parts by this word, whether or not it has one of this number. */
export function countingSo(item: ItemSlot, cases: readonly Case[]): Case | undefined {
  const unit = "unit" in item ? (item.unit ?? "") : "";
  const isCounted = new RegExp(`^第\\d+${unit}`);
  const counting = cases.filter((of) =>
    of.sections.some(({ name }) => unit !== "" && isCounted.test(readable(name))),
  );
  return counting.length === 1 ? counting[0] : undefined;
}

/** 问7, 附件1: what goes by its number throughout a document; of one number given twice what fits the content. */
function numberedPart(of: Case, item: ItemSlot, content: string): Found | undefined {
  if (!("number" in item) || !item.unit) return undefined;
  const group = unitGroup(item.unit);
  if (group === "unit-section") return numberedSection(of, item);
  const parts = casePartsOf(of).filter(({ kind, number, section, name }) => {
    if (number !== item.number) return false;
    const isHeaded = kind === "section" || kind === "heading";
    const heading = readable(kind === "section" ? section.name : name);
    if (group === "unit-question")
      return kind === "question" || (isHeaded && templates.says("question-heading", heading));
    return group === "unit-part" && isHeaded && heading.includes(item.unit ?? "");
  });
  const fits = fitsOf(
    content,
    parts.map((part) => pairsOf(part.text)),
  );
  const best = Math.max(...fits.map(({ covered }) => covered));
  const part = parts[fits.findIndex(({ covered }) => covered === best)];
  return part && placeOf(of, part);
}

/** 第3部分, 第3部分第2条: the section of that number, or of it the item. */
function numberedSection(of: Case, item: ItemSlot): Found | undefined {
  if (!("number" in item)) return undefined;
  const own = casePartsOf(of).filter(({ kind, number }) => kind === "section" && number === item.number);
  const [part] = own.toSorted(
    (a, b) => Number(a.section.under !== undefined) - Number(b.section.under !== undefined),
  );
  if (!part) return undefined;
  const within = item.within === undefined ? undefined : itemOf(of, [part.section], { number: item.within });
  return within ? { case: of, start: within.start, end: within.end } : placeOf(of, part);
}

/** 第4条 of questions that are numbered: the answer to the fourth. */
function numberedQuestion(of: Case, item: ItemSlot): Found | undefined {
  if (!("number" in item)) return undefined;
  const part = casePartsOf(of).find(({ kind, number }) => kind === "question" && number === item.number);
  return part && placeOf(of, part);
}

/** What a document counts in the question's own word goes before what may be called so: 第3条 of rules, Q3 and 问3. */
const COUNTED_SO = 0.3;

function isCountedSo(of: Case, item: ItemSlot): boolean {
  if (!("number" in item) || !item.unit) return false;
  const { unit, number } = item;
  return casePartsOf(of).some(
    (part) =>
      part.number === number &&
      (part.kind === "article" ? part.text.includes(`${number}${unit}`) : part.text.startsWith(unit)),
  );
}

function unitGroup(unit: string): string | undefined {
  return ["unit-question", "unit-part", "unit-section"].find((group) => templates.says(group, unit));
}

/** The part that a phrase of the question names, at least so well; of the number asked for, where one is. */
export function namedPart(
  { text, content, item }: Naming,
  cases: readonly Case[],
  least: number,
  paragraphs: boolean,
): Found | undefined {
  for (const phrase of phrasesIn(text)) {
    const best = partsNamed(phrase, content.replace(phrase, " "), cases).find(
      ({ part, fit }) =>
        fit >= least &&
        (paragraphs || part.kind !== "paragraph") &&
        (item === null || ("number" in item && item.number === part.number)),
    );
    if (best) return placeOf(best.case, best.part);
  }
  return undefined;
}

/** What a document numbers so: C1, 1.4, 甲-2. */
const CODE = /^(?:[a-z]\d{1,2}|\d{1,2}\.\d{1,2}|\p{Script=Han}-\d{1,2})(?![\d.])/u;

/** The section or item whose number stands in the question as the document writes it; undefined where none or several do. */
export function codedPart({ text }: Pick<Naming, "text">, cases: readonly Case[]): Found | undefined {
  const holds = (code: string) =>
    text.split(code).some((before, i, all) => i + 1 < all.length && isAlone(before, all[i + 1] ?? ""));
  const found = cases.flatMap((of) => [
    ...of.sections.flatMap(({ name, blocks }) => {
      const code = CODE.exec(readable(name))?.[0];
      const end = blocks.at(-1)?.end;
      return blocks[0] && end && code && holds(code) ? [{ case: of, start: blocks[0].start, end }] : [];
    }),
    ...of.sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ label, start, end }) => {
        const code = label === null ? undefined : CODE.exec(readable(label))?.[0];
        return code && holds(code) ? [{ case: of, start, end }] : [];
      }),
    ),
  ]);
  return found.length === 1 ? found[0] : undefined;
}

/** No letter, digit or measure goes on from it. */
function isAlone(before: string, behind: string): boolean {
  return !/[a-z\d.]$/.test(before) && !/^[a-z\d.%]/.test(behind);
}

/** Of a question its answer; of a heading what stands under it. */
function placeOf(of: Case, { body, start, end, kind }: CasePart): Found {
  return { case: of, start: kind === "question" || kind === "heading" ? body : start, end };
}

export function casesWith({ sections }: Naming, cases: readonly Case[]): Case[] {
  return cases.filter((of) => partsCalled(sections, of).length > 0);
}

/** The sections of that name, in the case that fits the question best; `several` where nothing tells them apart. */
export function sectionIn(request: Naming, cases: readonly Case[]): Found | "several" | undefined {
  const { sections, content, text } = request;
  const having = casesWith(request, cases);
  if (sections.length === 0 || having.length === 0) return undefined;
  const worth = fitsByCase(content, cases);
  const ranked = [...having].sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0));
  const [best, next] = ranked;
  if (best && next && content.trim() === "" && cases.length > 1) return "several";
  if (!best) return undefined;
  const parts = partsCalled(sections, best);
  const fits = fitsOf(
    `${content} ${text}`,
    parts.map((part) => pairsOf(part.text)),
  );
  const [first] = parts;
  const chosen =
    parts.length > 1
      ? parts[fits.findIndex((fit) => fit.covered === Math.max(...fits.map(({ covered }) => covered)))]
      : first;
  // A heading that repeats within a case is one; sections of several names are all asked for.
  const isOneName = new Set(parts.map(({ name }) => name)).size === 1;
  if (!first || !chosen) return undefined;
  const last = parts.at(-1) ?? first;
  return isOneName ? placeOf(best, chosen) : { case: best, start: placeOf(best, first).start, end: last.end };
}

/** The sections and headed paragraphs of these names. */
export function partsCalled(sections: readonly string[], of: Case): CasePart[] {
  const called = new Set(sections);
  return casePartsOf(of).filter(
    (part) =>
      (part.kind === "section" && called.has(part.section.name)) ||
      (part.kind === "heading" && called.has(part.name)),
  );
}
