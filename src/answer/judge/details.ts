/** A question and the words found → whether they leave out the kind of detail that it asks for: a name, an address, a day. */

import { namesPerson } from "../../language/persons.ts";
import type { Quantity } from "../../language/quantities.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { share } from "../pick/features.ts";
import type { PickQuery } from "../pick/query.ts";
import { readingOf, type Span, sentencesIn, spanText } from "../pick/spans.ts";

const DETAILS = openTemplates("details");

const NAMES = [...new Set(DETAILS.all.map(({ group }) => group))]
  .filter((group) => group.startsWith("asks-"))
  .map((group) => group.slice("asks-".length));

/** The first kind of detail asked for that the span does not hold; null where all are there. */
export function detailUntold(
  query: Pick<PickQuery, "asking" | "pairs" | "wanted">,
  span: Span,
): string | null {
  const { asking } = query;
  const { header = "", section } = span.hit.passage;
  // 最高额度 above a table says it of its rows.
  const text = readable(`${spanText(span)} ${header} ${section}`);
  // What a column counts in stands above the table.
  const column = readable(header);
  const isRowOfFigures = DETAILS.says("fee-column", column) && quantitiesIn(span).length > 0;
  const untold = NAMES.find(
    (name) =>
      DETAILS.says(`asks-${name}`, asking) &&
      !DETAILS.says(`tells-${name}`, text) &&
      !(name === "fee" && isRowOfFigures) &&
      !(name === "person" && namesPerson(spanText(span))),
  );
  return untold ?? nameUntold(query, span) ?? dateUntold(asking, span) ?? eachUntold(asking, span);
}

/** A sentence that says so much of what the best one says of the question may be the one with the name. */
const NEARLY = 0.5;

/** That names stand elsewhere in a passage is no answer to 哪几家: a sentence that says about as much of the question as any has to hold one. */
function nameUntold(
  { asking, pairs, wanted }: Pick<PickQuery, "asking" | "pairs" | "wanted">,
  span: Span,
): string | null {
  // 最多的是哪家 may be answered by the case itself.
  if (wanted.length > 0 || DETAILS.says("asks-most", asking) || !DETAILS.says("which", asking)) return null;
  const said = ({ text }: { readonly text: string }) =>
    share(pairs, ({ text: pair }) => readable(text).includes(pair));
  const sentences = sentencesIn(span);
  const most = Math.max(...sentences.map(said));
  const isNamed = sentences.some(
    (one) =>
      said(one) >= NEARLY * most && (DETAILS.says("named", readable(one.text)) || namesPerson(one.text)),
  );
  return isNamed ? null : "which";
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
