/** 怎么申请, 要带哪些材料: what stands below the one heading that says so, all items of it. */

import { calledOf } from "../corpus/called.ts";
import type { Case, Section } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Answer } from "../grounding/answer.ts";
import { createGround } from "../grounding/ground.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { bareHeading } from "../question/case-parts.ts";
import type { Part } from "../question/request.ts";
import type { Topic } from "../question/topic.ts";
import { isUnsaid } from "../search/weigh.ts";
import { grounded, nonEmpty, sayingAll } from "./abilities/show.ts";
import type { Knowledge } from "./knowledge.ts";
import { isTelling } from "./telling.ts";
import { listAround } from "./whole-lists.ts";

const SECTIONS = openTemplates("sections");

/** Share of what the question is about that the document's name and the section say. */
const SAID = 0.5;

/** Null where no heading says so, several do, or something else than this document is asked about. */
export async function headedAsked(
  { text, rest, named }: Part,
  topic: Topic | null,
  { store, retriever }: Knowledge,
): Promise<Answer | null> {
  const fits = headingAsked(text);
  if (!fits) return null;
  const cases = await store.cases();
  const own = named.cases.flatMap((ordinal) => cases[ordinal] ?? []);
  const known = own[0]?.id ?? topic?.caseId;
  const id = known ?? (await retriever.retrieve(text, { limit: 1 }))[0]?.case.id;
  const of = own[0] ?? cases.find((one) => one.id === id);
  const [section, ...others] = of?.sections.filter(({ name }) => fits(bareHeading(name))) ?? [];
  if (!of || own.length > 1 || !section || others.length > 0) return null;
  const concepts = (await retriever.concepts(rest)).filter(isTelling);
  const said = readable(`${calledOf(of)} ${section.under ?? ""} ${section.name} ${wordsOf(section)}`);
  const isSaid = concepts.filter(({ surface }) => said.includes(surface)).length >= SAID * concepts.length;
  const first = firstItem(of, section);
  if (!first || !isSaid || concepts.some(isUnsaid)) return null;
  const ground = createGround(store);
  const quotes = await Promise.all(
    listAround(first, of).map((place) => ground.quotes({ case: of, ...place })),
  );
  return quotes.length > 0 ? grounded([sayingAll(nonEmpty(quotes.flat()))]) : null;
}

/** What the heading has to be, by its bare words; undefined where no such thing is asked. */
function headingAsked(text: string): ((heading: string) => boolean) | undefined {
  const deed = SECTIONS.match("asks-way", text)?.groups?.words;
  if (deed) return (heading) => heading.includes(deed) && SECTIONS.says("heads-way", heading);
  const thing = SECTIONS.match("asks-needs", text)?.groups?.words;
  return thing ? (heading) => heading.endsWith(thing) : undefined;
}

function firstItem(of: Case, { name, line }: Section): Passage | undefined {
  return passagesOf(of).find((one) => one.section === name && one.item !== null && one.line >= line);
}

function wordsOf({ blocks }: Section): string {
  return blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join("");
}
