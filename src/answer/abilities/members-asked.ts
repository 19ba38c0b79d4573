/**
 * 五型是哪五型, 什么是四步法, 五件事里的二和四 → the things that go by their number, all of them or those asked for: items of one section
 * whose opening sentences all bear that word, sentences that count them up, or a list within a sentence.
 */

import type { Case } from "../../corpus/case.ts";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import type { Claim, Grounded } from "../../grounding/answer.ts";
import { countedSentences } from "../../grounding/clauses.ts";
import { createGround, type Place } from "../../grounding/ground.ts";
import { tight } from "../../language/fold.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import type { Part } from "../../question/request.ts";
import type { Knowledge } from "../knowledge.ts";
import { grounded, sayingAll } from "./show.ts";

const COUNTS = openTemplates("counts");

/** Passages in which what goes by its number is looked for where no case is named. */
const HITS = 10;

interface Asked {
  readonly count: number;
  /** 型, of which there are so many. */
  readonly thing: string;
  /** 5件事, as it has to stand there; none where the items alone are meant. */
  readonly words?: string;
  /** Places from 1; all where there are none. */
  readonly places: readonly number[];
}

/** `each`: what is shown of each; `whole`: what is shown where all are asked for. */
interface Members {
  readonly each: readonly Place[];
  readonly whole: readonly Place[];
}

/** `meant`: the cases named or talked about. Null where no such things are asked for, or there are more or fewer. */
export async function membersAsked(
  part: Pick<Part, "text" | "rest">,
  meant: readonly Case[],
  { store, retriever }: Pick<Knowledge, "store" | "retriever">,
): Promise<Grounded | null> {
  const asked = askedIn(part);
  if (!asked || meant.length > 1) return null;
  const own = meant.flatMap((of) => membersOf(asked, of));
  const hits = own.length > 0 || !asked.words ? [] : await retriever.retrieve(part.rest, { limit: HITS });
  const all =
    own.length > 0 ? own : [...new Set(hits.map((hit) => hit.case))].flatMap((of) => membersOf(asked, of));
  const [members] = all;
  if (!members) return null;
  const chosen = asked.places.flatMap((place) => members.each[place - 1] ?? []);
  if (chosen.length < asked.places.length) return null;
  const ground = createGround(store);
  const claims: Claim[] = [];
  for (const place of chosen.length > 0 ? chosen : members.whole)
    claims.push(sayingAll([await ground.quote(place)]));
  return grounded(claims);
}

function askedIn({ text, rest }: Pick<Part, "text" | "rest">): Asked | null {
  const named = COUNTS.match("members-of", rest.trim())?.groups;
  if (named?.words && named.thing) {
    const places = [named.first, named.second].flatMap((place) => (place ? [Number(place)] : []));
    return { count: Number(named.count), thing: named.thing, words: tight(named.words), places };
  }
  const which = COUNTS.match("which-of-them", text)?.groups;
  const thing = which?.thing ?? thingCounted(text, which?.count);
  return which && thing !== undefined ? { count: Number(which.count), thing, places: [] } : null;
}

/** 模 of 三模式是哪三个. */
function thingCounted(text: string, count: string | undefined): string | undefined {
  return text.match(new RegExp(`(?<![\\d哪])${count}[个大种项类]?(\\p{Script=Han})`, "u"))?.[1];
}

function membersOf(asked: Asked, of: Case): Members[] {
  const { words } = asked;
  const passages = passagesOf(of);
  const naming =
    words === undefined
      ? []
      : passages.filter(({ sentences }) => sentences.some((one) => says(one.text, words)));
  if (words !== undefined && naming.length === 0) return [];
  return [
    ...naming.flatMap((passage) => countedUp(asked, passage, of)),
    ...itemsBearing(asked, passages, of),
    ...naming.flatMap((passage) => listedIn(asked, passage, of)),
  ];
}

/** Whether it says so, whatever marks stand between: “五型”班组. */
function says(text: string, words: string): boolean {
  return tight(readable(text)).replace(MARKS, "").includes(words);
}

const MARKS = /["'“”‘’「」『』《》]/g;

/** 一是 …, 二是 …, in a passage that names them. */
function countedUp({ count }: Asked, passage: Passage, of: Case): Members[] {
  const { sentences } = passage;
  const opening = countedSentences(sentences).map((one) => sentences.indexOf(one));
  if (opening.length !== count) return [];
  const each = opening.map((at, i) => ({
    case: of,
    passage,
    sentences: sentences.slice(at, opening[i + 1]),
  }));
  return [{ each, whole: [{ case: of, passage, sentences }] }];
}

function itemsBearing({ count, thing }: Asked, passages: readonly Passage[], of: Case): Members[] {
  const items = passages.filter(({ item }) => item !== null);
  return [...Map.groupBy(items, ({ section }) => section).values()].flatMap((members) => {
    const areThose = members.every(({ sentences }) => readable(sentences[0]?.text ?? "").includes(thing));
    if (members.length !== count || !areThose) return [];
    const each = members.map((passage) => ({ case: of, passage, sentences: passage.sentences.slice(0, 1) }));
    return [{ each, whole: each }];
  });
}

/** A list of so many beside the words, or within marks in the sentence behind them: 办好“五件事”。开展“一次政策宣讲,一次送关爱,…”. */
function listedIn({ count, words = "" }: Asked, passage: Passage, of: Case): Members[] {
  const { sentences } = passage;
  const at = sentences.findIndex((one) => says(one.text, words));
  for (const behind of [0, 1]) {
    const sentence = sentences[at + behind];
    const spans = sentence ? listOf(sentence.text, count, words) : [];
    if (!sentence || spans.length === 0) continue;
    const each = spans.map(([from, to]) => ({ case: of, passage, sentences: [sentence], from, to }));
    return [{ each, whole: [{ case: of, passage, sentences: sentences.slice(at, at + behind + 1) }] }];
  }
  return [];
}

/**
 * Where the members of a list of so many stand: in marks, in the clause that bears the words, behind its colon, or where each ends as
 * the words do (五大员: 宣传员、服务员…). Any other list is of something else: 推行“三张清单”。在码头、车间、宿舍设点.
 */
function listOf(text: string, count: number, named: string): readonly (readonly [number, number])[] {
  const quoted = [...text.matchAll(/[“‘"「]([^“”‘’"「」]+)[”’"」]/g)].map(
    ({ 1: words = "", index }) => [words, index + 1] as const,
  );
  const all = [...text.matchAll(/[^，,。；;：:]+/g)];
  const clauses = all.flatMap(({ 0: words, index }, i) => {
    const isBehind = /[：:]/.test(text[index - 1] ?? "") && says(all[i - 1]?.[0] ?? "", named);
    const areCalled = words.split("、").every((one) => one.endsWith(named.at(-1) ?? " "));
    return isBehind || areCalled || says(words, named) ? [[words, index] as const] : [];
  });
  const lists = [
    ...quoted.map(([words, start]) => piecesOf(words, start, /[^、，,]+/g)),
    ...clauses.map(([words, start]) => piecesOf(words, start, /[^、]+/g)),
    ...clauses
      .filter(([words]) => words.includes("、"))
      .map(([words, start]) => piecesOf(words, start, /[^、和及]+/g)),
  ];
  return lists.find(({ length }) => length === count) ?? [];
}

function piecesOf(words: string, start: number, piece: RegExp) {
  return [...words.matchAll(piece)].map(
    ({ 0: text, index }) => [start + index, start + index + text.length] as const,
  );
}
