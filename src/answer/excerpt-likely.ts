/** Words of the source asked for, but by no part's name → how much of it is wanted, and where it likely stands. */

import type { Case } from "../corpus/case.ts";
import { textOf } from "../corpus/passages.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";
import { look } from "./abilities/ask.ts";
import type { Found } from "./excerpt-places.ts";
import type { Knowledge } from "./knowledge.ts";
import { phrasesIn } from "./named-parts.ts";
import { sentencesIn } from "./pick/spans.ts";

const templates = openTemplates("sections");

type Extent = "sentence" | "part" | "case";

/** What is likely told there is quoted for what is asked only where it is likely the place, too. */
const SURE = 0.45;

/** 那句 is one sentence; 那段, 那条, 那部分 a paragraph or an item. */
export function extentOf(text: string): Extent {
  if (templates.says("whole-case", text)) return "case";
  if (templates.says("a-sentence", text)) return "sentence";
  return templates.says("a-part", text) ? "part" : "sentence";
}

/** What answers the words best, where that is likely: its sentences, or the item or paragraph. */
export async function likelyPlace(
  {
    text,
    content,
    cases,
  }: { readonly text: string; readonly content: string; readonly cases: readonly Case[] },
  knowledge: Knowledge,
): Promise<Found | undefined> {
  const all = await knowledge.store.cases();
  const scope = cases.length > 0 ? new Set(cases.map((of) => all.indexOf(of))) : undefined;
  const [phrase = content] = extentOf(text) === "part" ? phrasesIn(text) : [];
  const found = await look({ text: phrase, asking: phrase, cases: scope, absent: false }, knowledge);
  const [best] = found.verdict?.kind === "answer" ? found.ranked : [];
  if (!best) return undefined;
  const { case: of, passage } = best.span.hit;
  const said = readable(`${of.organization} ${of.title} ${passage.section} ${textOf(passage.sentences)}`);
  const [fit] = fitsOf(phrase, [pairsOf(said)]);
  const holdsFigures = (phrase.match(/\d+(?:\.\d+)?/g) ?? []).every((figure) => said.includes(figure));
  if (!fit || fit.exact === 0 || !holdsFigures || (found.verdict?.right ?? 0) < SURE) return undefined;
  const sentences = isOneSaid(text) ? sentencesIn(best.span) : passage.sentences;
  return { case: of, start: sentences[0]?.start ?? passage.start, end: sentences.at(-1)?.end ?? passage.end };
}

/** One sentence, or what somebody said; else what is asked for word for word is an item or a paragraph. */
export function isOneSaid(text: string): boolean {
  return (
    extentOf(text) === "sentence" && (templates.says("spoken", text) || templates.says("a-sentence", text))
  );
}
