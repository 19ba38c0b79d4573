/** 第二点补的是哪几个月, 第一、三条要原文, 末了那个: items counted in what is talked about → their words. */

import type { Case, Sentence } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import type { Answer } from "../grounding/answer.ts";
import { countedSentences } from "../grounding/clauses.ts";
import { readable } from "../language/templates.ts";
import { casePartsOf } from "../question/case-parts.ts";
import { type ItemSlot, isArticle, itemSlot } from "../question/item-slot.ts";
import { atPlaces } from "../question/ordinals.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";
import { tellsSomething } from "../question/read.ts";
import type { Part } from "../question/request.ts";
import type { Topic } from "../question/topic.ts";
import { groundedOf, look } from "./abilities/ask.ts";
import { excerptFrom } from "./excerpt-from.ts";
import { type Found, itemIn } from "./excerpt-places.ts";
import type { Knowledge } from "./knowledge.ts";

/** A shorter item is shown whole, whatever of it is asked. */
const SHORT = 200;

/** Null where no item of the case talked about is counted, or it has none in that place. */
export async function itemsAsked(
  part: Part,
  topic: Topic,
  of: Case,
  knowledge: Knowledge,
): Promise<Answer | null> {
  const { ordinals, slots, content } = part;
  if (!ordinals || part.named.cases.length > 0 || slots.sentence) return null;
  const sections = slots.sections.length > 0 ? slots.sections : topic.part.slots.sections;
  const isBare = !tellsSomething(content);
  // Words that may name a section, too, tell items apart: 产生效益.
  const words = part.rest.replace(ordinals.words, " ");
  const counted = countedUp(topic, of);
  const places = ordinals.places.flatMap((place): Found[] => {
    const item = ofArticle(slotOf(place, slots.item), topic);
    const naming = { sections, item, content: "", text: part.text, standing: topic };
    const [own] = atPlaces(counted, [place]);
    const quoted = own && { case: of, start: own.start, end: own.end };
    const fits = isBare ? undefined : fitting(place, words, of);
    const found = quoted ?? fits ?? (item && itemIn(naming, [of])) ?? (isBare && toldIn(topic, of, place));
    return found ? [found] : [];
  });
  const [only, ...others] = places;
  if (!only || places.length < ordinals.places.length) return null;
  if (isBare || others.length > 0 || part.kind === "quote") {
    const excerpt = await excerptFrom([only, ...others], knowledge);
    return excerpt.kind === "excerpt" ? excerpt : null;
  }
  if (lengthOf(only) > SHORT) {
    const cases = new Set([(await knowledge.store.cases()).indexOf(of)]);
    const accepts = ({ start, end }: { start: number; end: number }) => only.start < end && start < only.end;
    const found = await look({ text: words, asking: part.text, cases, accepts, absent: false }, knowledge);
    if (found.verdict?.kind === "answer") return groundedOf(found, knowledge, 1);
  }
  const excerpt = await excerptFrom([only], knowledge);
  return excerpt.kind === "excerpt" ? excerpt : null;
}

/** The sentence that tells each of the things counted up in the words just quoted: 一是 …, 二是 …; none where they do not. */
function countedUp({ quotes, part }: Topic, of: Case): readonly Sentence[] {
  const sentences = passagesOf(of).flatMap((passage) => passage.sentences);
  const quoted = quotes
    .filter(({ citation }) => citation.case.id === of.id)
    .map(({ citation: { source } }) =>
      sentences.filter(({ start }) => source.start <= start && start < source.end),
    );
  const [counted] = quoted.map(countedSentences).filter(({ length }) => length > 1);
  return (
    counted ??
    quoted
      .flat()
      .map((sentence) => listedIn(sentence, part.text))
      .find(({ length }) => length > 0) ??
    []
  );
}

/**
 * 排查、帮扶、处置、宣传有机统一“四步法” tells all four steps in one sentence: a list of as many as were asked for, beside which
 * these words stand, or in whose every member the word for one of them (五大员) does.
 */
function listedIn(sentence: Sentence, asked: string): readonly Sentence[] {
  for (const clause of readable(sentence.text).split(/[,。;:!?]/)) {
    const members = clause.split("、");
    const count = members.length;
    const counting = new RegExp(`(?<!\\d)${count}\\p{Script=Han}?(\\p{Script=Han})`, "u");
    const [words = "", thing = ""] = asked.match(counting) ?? [];
    const areThose = clause.includes(words) || members.every((member) => member.includes(thing));
    if (count > 2 && words !== "" && areThose) return Array(count).fill(sentence);
  }
  return [];
}

/** What was told in that place, all of its paragraph; undefined where so much was not told. */
function toldIn({ quotes }: Topic, of: Case, place: number): Found | undefined {
  const passages = quotes.flatMap(({ citation: { source } }) =>
    passagesOf(of).filter(({ start, end }) => start <= source.start && source.start < end),
  );
  const [passage] = atPlaces([...new Set(passages)], [place]);
  return passage && { case: of, start: passage.start, end: passage.end };
}

/** Of the items of that number the one that says most of what is asked; undefined where none says any of it. */
function fitting(place: number, content: string, of: Case): Found | undefined {
  const parts = casePartsOf(of).filter(({ kind, number }) => number === place && kind !== "section");
  const fits = fitsOf(
    content,
    parts.map(({ text }) => pairsOf(text)),
  );
  const best = Math.max(0, ...fits.map(({ covered }) => covered));
  const part = best > 0 ? parts[fits.findIndex(({ covered }) => covered === best)] : undefined;
  return part && { case: of, start: part.start, end: part.end };
}

function slotOf(place: number, read: ItemSlot | null): ItemSlot | null {
  if (read && "number" in read && read.number === place) return read;
  if (place > 0) return { number: place };
  return place === -1 ? { last: true } : null;
}

/** 第2款 by itself is of the article talked about. */
function ofArticle(item: ItemSlot | null, { section, item: label }: Topic): ItemSlot | null {
  if (!item || !("number" in item) || item.unit !== "款") return item;
  const slots = [section, label].map((name) => itemSlot(readable(name ?? ""))?.slot ?? null);
  const article = slots.find(isArticle);
  return article ? { number: article.number, unit: "条", clause: item.number } : item;
}

function lengthOf({ case: of, start, end }: Found): number {
  return Math.min(end, of.sections.at(-1)?.blocks.at(-1)?.sentences.at(-1)?.end ?? end) - start;
}
