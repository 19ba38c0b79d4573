/** One question, looked up in words → the best attempt of the plan that the judge lets pass, or that nothing tells it. */

import { textOf } from "../corpus/passages.ts";
import type { Answer } from "../grounding/answer.ts";
import { tight } from "../language/fold.ts";
import { readable } from "../language/templates.ts";
import { asksOverCases } from "../question/kinds.ts";
import type { Part } from "../question/request.ts";
import type { Topic } from "../question/topic.ts";
import { announcedIn, type Found, groundedOf, leadsToList, look, MOST_PLACES } from "./abilities/ask.ts";
import { answerOverCases } from "./abilities/over-cases.ts";
import { tellSides } from "./abilities/several.ts";
import { havingAsked, traceOf, unheardOf } from "./having.ts";
import { headedAsked } from "./headed.ts";
import type { Knowledge } from "./knowledge.ts";
import { sentencesIn } from "./pick/spans.ts";
import { type Attempt, lookingFor, plan } from "./plan.ts";
import { falsePremise, notTold } from "./refuse.ts";
import { casesThatTell, NOT_EXPLAINED } from "./replies.ts";
import { isTelling } from "./telling.ts";

export interface Answered {
  readonly answer: Answer;
  /** What gave it, where words were looked for. */
  readonly attempt?: Attempt;
  /** A part was asked for, of the case that was talked about. */
  readonly ofTopic?: boolean;
}

/** What is not told in the asker's word (集体协商) may be told of a topic by another: the cases that tell of it then. */
export async function inWords(
  part: Part,
  topic: Topic | null,
  knowledge: Knowledge,
  alone: boolean,
): Promise<Answered> {
  const answered = await lookedUp(part, topic, knowledge, alone);
  const { answer } = answered;
  if (answer.kind !== "not-found" || answer.reason.kind !== "not-told" || answer.reason.case) return answered;
  const listed = topic || part.named.absent.length > 0 ? null : await ofTopic(part, knowledge);
  return listed ? { answer: listed } : answered;
}

/** The one word of a question that tells what it is about, where the corpus has others for it alone. */
async function ofTopic({ rest }: Part, knowledge: Knowledge): Promise<Answer | null> {
  const [word, ...others] = (await knowledge.retriever.concepts(rest)).filter(isTelling);
  // Words alike in meaning alone (疗休养, of which no part stands there) list what is about something else.
  if (!word || others.length > 0 || word.known || (await traceOf(word.surface, knowledge)) === 0) return null;
  const text = casesThatTell(word.surface);
  const asked = { kind: "list", text, content: text, named: [], several: false, sections: [] } as const;
  const listed = await answerOverCases(asked, knowledge);
  return listed?.kind === "listing" && listed.byTopic ? listed : null;
}

/** The attempts in order; of those that do not pass, the best says what was found, or that nothing was. */
async function lookedUp(
  part: Part,
  topic: Topic | null,
  knowledge: Knowledge,
  alone: boolean,
): Promise<Answered> {
  const had = (await havingAsked(part, knowledge)) ?? (topic ? null : await unheardOf(part, knowledge));
  if (had) return { answer: had };
  const headed = await headedAsked(part, topic, knowledge);
  if (headed) return { answer: headed };
  const cases = await knowledge.store.cases();
  const attempts = plan(part, topic, cases);
  const founds: Found[] = [];
  let best: { found: Found; attempt: Attempt } | undefined;
  for (const attempt of attempts) {
    const found = await look(lookingFor(attempt, part), knowledge);
    knowledge.witness?.attempted(attempt, found);
    founds.push(found);
    const { verdict } = found;
    if (!verdict || (attempt.asList && verdict.kind !== "answer" && !leadsToList(found))) continue;
    if (verdict.kind === "answer") {
      best = { found, attempt };
      break;
    }
    if (!best || worth(verdict) > worth(best.found.verdict)) best = { found, attempt };
  }
  const { verdict } = best?.found ?? {};
  const isListed = best !== undefined && !part.named.several && announcedIn(best.found) !== undefined;
  const several = alone && !topic && !isListed && asksOverCases(part);
  const sides = best && several ? await tellSides(part, best.found, knowledge) : null;
  if (best && sides) return { answer: sides, attempt: best.attempt };
  if (best && verdict && verdict.kind !== "refuse") {
    const most = verdict.kind === "corrects" ? 1 : alone ? MOST_PLACES : 2;
    const found = part.consults ? ofTwoCases(best.found) : best.found;
    const answer = await groundedOf(found, knowledge, most);
    if (answer) return { answer, attempt: best.attempt };
  }
  const [first] = part.named.inPassing ? [] : part.named.cases;
  const talkedAbout = part.ofSame ? cases.find(({ id }) => id === topic?.caseId) : undefined;
  const unionCase = first === undefined ? talkedAbout : cases[first];
  const shown = part.type === "meaning" ? await usesOf(part, founds, knowledge) : null;
  if (shown) return { answer: shown };
  // What another case tells contradicts nothing of the one asked about.
  const toldOf = best?.found.ranked[0]?.span.hit.case;
  if (verdict?.contradicts && (!unionCase || toldOf?.id === unionCase.id))
    return { answer: falsePremise(verdict.contradicts, unionCase) };
  return { answer: await notTold(part.rest, unionCase, knowledge) };
}

/** 一函两书是什么意思, where nothing explains it: a place that says it. */
async function usesOf(part: Part, founds: readonly Found[], knowledge: Knowledge): Promise<Answer | null> {
  const concepts = (await knowledge.retriever.concepts(part.rest)).filter(isTelling);
  const says = ({ span }: Found["ranked"][number]) => {
    const said = tight(readable(textOf(sentencesIn(span))));
    return concepts.every(({ surface }) => said.includes(tight(surface)));
  };
  const found = concepts.length > 0 && founds.find(({ ranked }) => ranked.some(says));
  const answer = found && (await groundedOf({ ...found, ranked: found.ranked.filter(says) }, knowledge, 1));
  return answer ? { ...answer, nearest: true, says: NOT_EXPLAINED } : null;
}

/** Whoever asks for experience wants to read on in a case or two: nothing from where a third begins. */
function ofTwoCases(found: Found): Found {
  const cases = new Set<string>();
  const third = found.ranked.findIndex(({ span }) => cases.add(span.hit.case.id).size > 2);
  return third < 0 ? found : { ...found, ranked: found.ranked.slice(0, third) };
}

function worth(verdict: Found["verdict"]): number {
  return verdict ? (verdict.kind === "refuse" ? 0 : 1) + verdict.tells * verdict.right : -1;
}
