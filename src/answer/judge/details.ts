/** A question and the words found → whether they leave out the kind of detail that it asks for: a name, an address, a day. */

import { cutWords, isWord } from "../../language/dictionary.ts";
import { namesPerson } from "../../language/persons.ts";
import type { Quantity } from "../../language/quantities.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { share } from "../pick/features.ts";
import type { PickQuery } from "../pick/query.ts";
import { headOf, readingOf, type Span, sentencesIn, spanText, surroundings } from "../pick/spans.ts";

const DETAILS = openTemplates("details");

const NAMES = [...new Set(DETAILS.all.map(({ group }) => group))]
  .filter((group) => group.startsWith("asks-"))
  .map((group) => group.slice("asks-".length));

type Detailed = Pick<PickQuery, "asking" | "pairs" | "wanted" | "links">;

/**
 * The first kind of detail asked for that the best of the spans does not hold; null where all are there. `ofAll`: no case is named,
 * and 是哪家 may be answered by the case.
 */
export function detailUntold(
  query: Detailed,
  spans: readonly [Span, ...Span[]],
  ofAll = false,
): string | null {
  const [span] = spans;
  const { asking } = query;
  const { header = "", section } = span.hit.passage;
  // 最高额度 above a table says it of its rows.
  const text = readable(`${spanText(span)} ${header} ${section}`);
  // What a column counts in stands above the table, or in the title of a list of prices.
  const isRowOfFigures = DETAILS.says("fee-column", headOf(span.hit)) && quantitiesIn(span).length > 0;
  const untold = NAMES.find(
    (name) =>
      DETAILS.says(`asks-${name}`, asking) &&
      !DETAILS.says(`tells-${name}`, text) &&
      !(name === "fee" && isRowOfFigures) &&
      !(name === "person" && namesPerson(spanText(span))),
  );
  return (
    untold ??
    (ofAll && DETAILS.says("which-case", asking) ? null : nameUntold(query, span)) ??
    dateUntold(asking, span) ??
    eachUntold(asking, span) ??
    feeUntold(query, spans)
  );
}

/** 停车费怎么收: a fee of another name is none, in whatever place one stands. */
function feeUntold({ asking, links }: Detailed, spans: readonly Span[]): string | null {
  if (!DETAILS.says("fee-asked", asking)) return null;
  const around = spans.map(surroundings);
  const isTold = (fee: string) =>
    [fee, ...links.filter(({ of }) => of.includes(fee)).map(({ text }) => text)].some((name) =>
      around.some((text) => text.includes(name)),
    );
  return cutWords(asking).some((word) => isFee(word) && !isTold(word)) ? "fee" : null;
}

function isFee(word: string): boolean {
  return DETAILS.says("fee-word", word) && isWord(word);
}

/** A sentence that says so much of what the best one says of the question may be the one with the name. */
const NEARLY = 0.5;

/**
 * That names stand elsewhere in a passage is no answer to 哪几家: the sentences that say about as much of the question as any
 * have to hold one, or more where several are asked for.
 */
function nameUntold({ asking, pairs, wanted }: Detailed, span: Span): string | null {
  const areSeveral = DETAILS.says("which-several", asking);
  const isTable = span.hit.passage.header !== undefined;
  // 最多的是哪家 may be answered by the case itself.
  if (DETAILS.says("asks-most", asking) || !DETAILS.says("which", asking)) return null;
  if (areSeveral ? isTable : wanted.length > 0) return null;
  const said = ({ text }: { readonly text: string }) =>
    share(pairs, ({ text: pair }) => readable(text).includes(pair));
  const sentences = sentencesIn(span);
  const most = Math.max(...sentences.map(said));
  const isPerson = DETAILS.says("which-person", asking);
  const namesIn = (text: string) => {
    const read = readable(text);
    const isOfPerson = namesPerson(text) || (isPerson && DETAILS.says("tells-person", read));
    return (isOfPerson ? 1 : 0) + (isPerson ? 0 : DETAILS.spans("named", read).length);
  };
  const names = sentences
    .filter((one) => said(one) >= NEARLY * most)
    .reduce((sum, { text }) => sum + namesIn(text), 0);
  return names >= (areSeveral ? 2 : 1) ? null : "which";
}

/** 哪天, 几月: a year alone does not tell it. */
function dateUntold(asking: string, span: Span): string | null {
  const grain = (["day", "month"] as const).find((name) => DETAILS.says(name, asking));
  if (!grain) return null;
  const told = quantitiesIn(span).some(
    ({ kind, date }) => kind === "time" || date?.[grain] !== undefined || date?.day !== undefined,
  );
  return told ? null : grain;
}

const NO_FIGURES: ReadonlySet<string> = new Set(["label", "date", "ordinal"]);

/** 各多少, 分别几个: one figure does not tell two. */
function eachUntold(asking: string, span: Span): string | null {
  if (!DETAILS.says("each", asking)) return null;
  return quantitiesIn(span).filter(({ kind }) => !NO_FIGURES.has(kind)).length >= 2 ? null : "each";
}

function quantitiesIn(span: Span): readonly Quantity[] {
  return sentencesIn(span).flatMap((sentence) => readingOf(sentence).quantities);
}
