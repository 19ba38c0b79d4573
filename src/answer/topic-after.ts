/** An answered question → what is talked about now, and what of it was taken over. */

import { type Answer, type Carried, quotesOf } from "../grounding/answer.ts";
import { yearsAsked } from "../language/years-asked.ts";
import type { Part } from "../question/request.ts";
import type { Topic } from "../question/topic.ts";
import type { Answered } from "./in-words.ts";

/** The case stays as it was where the answer is about none. `ofListed`: one of the cases listed before was picked. */
export function topicAfter(
  before: Topic | null,
  part: Part,
  { answer, attempt }: Answered,
  ofListed = false,
): Topic {
  const quotes = quotesOf(answer);
  const [main = null] = [...new Set(quotes.map(({ citation }) => citation.case.id))];
  const refused = answer.kind === "not-found" && "case" in answer.reason ? answer.reason.case?.id : undefined;
  const stays = part.named.cases.length === 0 ? (before?.caseId ?? null) : null;
  const caseId = main ?? refused ?? stays;
  const [first] = quotes.filter(({ citation }) => citation.section !== "标题");
  const text = attempt?.text ?? part.text;
  return {
    part,
    text,
    earlierYear: earlierYear(before, text),
    asking: attempt?.asking ?? part.text,
    caseId,
    earlierCaseId: (caseId === before?.caseId ? before?.earlierCaseId : before?.caseId) ?? null,
    section: first?.citation.section ?? null,
    item: first?.citation.item ?? null,
    quotes,
    listed: ofListed && before ? before.listed : listedIn(answer),
  };
}

function earlierYear(before: Topic | null, text: string): number | null {
  if (!before) return null;
  const [[own, ...others], [year, ...rest]] = [yearsAsked(text), yearsAsked(before.text)];
  const isOther = own !== undefined && year !== undefined && own !== year;
  return isOther && others.length === 0 && rest.length === 0 ? year : before.earlierYear;
}

function listedIn(answer: Answer): readonly string[] {
  if (answer.kind === "listing") return answer.entries.map((entry) => entry.case.id);
  if (answer.kind === "comparison") return answer.cases.map(({ id }) => id);
  return answer.kind === "ambiguous" ? answer.candidates.map(({ id }) => id) : [];
}

/** What a follow-up took over, to be shown; null where it stands alone. */
export function carriedOf(topic: Topic | null, { answer, attempt, ofTopic }: Answered): Carried | null {
  if (!topic) return null;
  const quotes = quotesOf(answer);
  const [quote] = quotes;
  const stayed = quotes.every(({ citation }) => citation.case.id === topic.caseId);
  const carried: Carried = {
    ...(quote && stayed && (ofTopic || attempt?.where === "talked-about")
      ? { case: quote.citation.case.organization }
      : {}),
    ...(attempt?.words === "joined" ? { question: topic.part.said } : {}),
  };
  return Object.keys(carried).length > 0 ? carried : null;
}
