/** 第二个呢, 前两个比一下, 3: an ordinal that counts the cases listed before → the question, about these cases. */

import type { Case } from "../corpus/case.ts";
import { openTemplates } from "../language/templates.ts";
import type { CaseFinder } from "../search/find-case.ts";
import { withoutOperations } from "./conditions.ts";
import { isArticle } from "./item-slot.ts";
import { atPlaces } from "./ordinals.ts";
import { readPart, tellsSomething } from "./read.ts";
import type { Named, Part } from "./request.ts";
import { sectionSlots } from "./section-slots.ts";
import type { Topic } from "./topic.ts";

const READ = openTemplates("read");

/** Null where no cases are counted. Where nothing was listed nor talked about, the catalogue is what is counted. */
export async function ofListed(
  part: Part,
  topic: Topic | null,
  finder: CaseFinder,
  cases: readonly Case[],
): Promise<Part | null> {
  if (part.named.cases.length > 0 || part.named.absent.length > 0) return null;
  const { ordinals } = part;
  if (!ordinals?.ofCases) return null;
  const listed = topic ? ordinalsOf(topic.listed, cases) : ordinalsOfAll(cases);
  const meant = atPlaces(listed, ordinals.places);
  if (meant.length === 0) return null;
  const text = part.text.replace(ordinals.words, " ");
  const rest = await readPart(text, finder, cases);
  const casesOf = (ordinals: readonly number[]) => ordinals.flatMap((ordinal) => cases[ordinal] ?? []);
  const slots = sectionSlots(rest.text, casesOf(meant));
  const isBare =
    !tellsSomething(withoutOperations(rest.content)) && slots.sections.length === 0 && slots.item === null;
  if (!topic && !isBare) return null;
  const several = meant.length > 1;
  // Cases listed without a quote were candidates: which of them was meant is what was asked back for.
  const chosen = !several && isBare && topic && topic.quotes.length === 0 ? topic.part : null;
  const own =
    chosen && (isArticle(chosen.slots.item) ? chosen.slots : sectionSlots(chosen.text, casesOf(meant)));
  if (chosen && own && (own.item !== null || own.sections.length > 0))
    return { ...chosen, said: part.said, named: namedBy(ordinals.words, meant), slots: own };
  return {
    ...rest,
    kind: isBare && !several && rest.kind === "ask" ? "summary" : rest.kind,
    said: part.said,
    text: /[\p{L}\p{N}]/u.test(rest.text) ? rest.text : part.text,
    named: {
      ...namedBy(ordinals.words, meant),
      sides: several ? meant.map((ordinal) => ({ cases: [ordinal], text: rest.text })) : [],
    },
    slots,
  };
}

/** 两个比一比, 跟镇江比呢: the two cases talked about last, or the last and the one named, to be compared; null for anything else. */
export function ofPair(part: Part, topic: Topic | null, cases: readonly Case[]): Part | null {
  const { named, text, rest } = part;
  const [own] = named.cases;
  const asked = own === undefined ? READ.says("both", text) : READ.says("beside-it", rest.trim());
  const others = own === undefined ? [topic?.caseId, topic?.earlierCaseId] : [topic?.caseId];
  const ordinals = others.map((id) => cases.findIndex((one) => one.id === id));
  const pair = [...new Set([...ordinals, ...named.cases])];
  if (!asked || pair.length !== 2 || pair.includes(-1)) return null;
  const sides = pair.map((ordinal) => ({ cases: [ordinal], text }));
  return {
    ...part,
    kind: "ask",
    ordinals: null,
    content: "",
    named: { ...namedBy(named.words, pair), sides },
  };
}

function namedBy(words: string, cases: readonly number[]): Named {
  const whose = { cases, words: [] };
  return {
    words,
    cases,
    several: cases.length > 1,
    firmly: true,
    inPassing: false,
    sides: [],
    absent: [],
    whose,
  };
}

function ordinalsOf(ids: readonly string[], cases: readonly Case[]): number[] {
  const places = new Map(cases.map(({ id }, ordinal) => [id, ordinal]));
  return ids.flatMap((id) => places.get(id) ?? []);
}

function ordinalsOfAll(cases: readonly Case[]): number[] {
  return cases.flatMap(({ role }, ordinal) => (role === "case" ? [ordinal] : []));
}
