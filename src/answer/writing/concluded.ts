/** What a model pointed at → the answer in the source's words, a refusal, or the answer without it. */

import { type Answer, type Claim, type Grounded, type Quote, quotesOf } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { casesQuestion } from "../../question/conditions.ts";
import { asksOverCases } from "../../question/kinds.ts";
import { pickQueryOf } from "../pick/query.ts";
import { claimsFor } from "../pointed-claims.ts";
import { notTold } from "../refuse.ts";
import { RULES_TELL } from "../replies.ts";
import { numbered } from "../together.ts";
import type { Reply } from "./ask-model.ts";
import { createFit, isIn, setRight } from "./beside.ts";
import { computedFrom } from "./compute.ts";
import { areChosen, isWithin, mostTelling, type Room } from "./crowd.ts";
import type { Evidence, Pointer } from "./evidence.ts";
import { COMPUTED, notAnswered, notWritten } from "./leads.zh.ts";
import { type Pointing, pointedAt, pointersOf } from "./pointing.ts";
import { type Draft, unwritten, type Writing } from "./writer.ts";

/** Nobody reads more for one thing, for a manner, or over several cases and of what was chosen one by one. */
const ROOM: Room = { characters: 300, sentences: 4, passages: 3, spread: 3 };
const ROOM_FOR_MANNER: Room = { characters: 700, sentences: 10, passages: 3, spread: 3 };
const ROOM_FOR_SEVERAL: Room = { characters: 1_800, sentences: 40, passages: 20, spread: 5 };

export async function concluded(
  reply: Reply<Pointing>,
  draft: Draft,
  evidence: Pick<Evidence, "find">,
  writing: Writing,
): Promise<Answer> {
  const { answer } = draft;
  if (reply.kind === "none") return unwritten(answer, reply.fallback);
  const { value } = reply;
  const pointers = pointedAt(value, evidence);
  const isCorrected = answer.kind === "grounded" && answer.corrects !== undefined;
  // What was looked up and is not so stays said, unless the model finds all of it told.
  if (value.sufficient === "no" || (isCorrected && value.sufficient === "partly"))
    return refused(draft, value, writing);
  if (isSameList(answer, pointers) || isSameExcerpt(answer, pointers, evidence)) return answer;
  const [first, ...rest] = await claimsOf(pointers, value, draft, evidence, writing);
  if (!first) return unwritten(answer, "unwritten");
  // Who told of trouble of their own is sent to those who can help, whatever is told of it.
  const isTrouble =
    answer.kind === "not-found" && answer.reply === "redirect" && answer.reason.kind === "empty";
  const says = isTrouble ? RULES_TELL : value.sufficient === "partly" ? notWritten(value.missing) : undefined;
  return {
    kind: "grounded",
    by: reply.by,
    certain: true,
    claims: [first, ...rest],
    ...(says && { says }),
    suggestions: [],
    carried: answer.carried,
  };
}

/** What is worked out stands first, and what settles the question. */
async function claimsOf(
  pointers: readonly Pointer[],
  { settles, compute }: Pointing,
  { part, history, answer }: Draft,
  evidence: Pick<Evidence, "find">,
  { knowledge }: Writing,
): Promise<Claim[]> {
  const { store, retriever } = knowledge;
  const cases = await store.cases();
  const ground = createGround(store);
  const confirmed = confirmedOf(answer, pointers);
  const computed = await computedFrom(compute, evidence, cases, part.text, ground);
  const worked = computed.length > 0 ? computed : confirmed;
  const text = [...history.slice(-1), part.text].join(" ");
  const query = await pickQueryOf({ text, asking: part.text }, await retriever.concepts(text), store);
  const found = answer.kind === "grounded" && answer.certain ? quotesOf(answer) : [];
  const over = casesQuestion(part.text);
  const several = asksOverCases(part) || (over !== null && over !== "compare" && over !== "list");
  const isLong =
    query.type === "manner" || query.type === "reason" || query.type === "list" || query.listed !== null;
  const isChosen = areChosen(pointers);
  const room = several || isChosen ? ROOM_FOR_SEVERAL : isLong || over === "list" ? ROOM_FOR_MANNER : ROOM;
  const fitOf = createFit(query, found);
  const meant = isChosen ? setRight(pointers, evidence, fitOf) : pointers;
  const best = isChosen && isWithin(meant, room) ? meant : mostTelling(meant, query, found, room);
  const shown = await claimsFor(best, ground);
  const claims = several
    ? shown
    : firstOf(shown, isChosen ? best.toSorted((a, b) => fitOf(b) - fitOf(a)) : best);
  const settling = pointersOf([settles], evidence);
  const isSettling = ({ quotes }: Claim) => settling.some((pointer) => isIn(quotes, pointer));
  return numbered([...worked, ...claims.filter(isSettling), ...claims.filter((claim) => !isSettling(claim))]);
}

/** `pointers`: that which fits best first; its claim goes first where there are many. */
function firstOf(claims: readonly Claim[], [pointer]: readonly Pointer[]): Claim[] {
  const first = claims.find(({ quotes }) => pointer && isIn(quotes, pointer));
  return first && claims.length > MANY ? [...new Set([first, ...claims])] : [...claims];
}

const MANY = 3;

/** What was worked out without the model, of words that the model points at, and of all of them. */
function confirmedOf(answer: Answer, pointers: readonly Pointer[]): Claim[] {
  if (answer.kind !== "grounded" || !answer.certain) return [];
  // A row is told with its headings: each cell of it, and nothing that was worked out.
  const isQuoted = ({ text, quotes }: Claim) => {
    const said = quotes.map((quote) => quote.text);
    return (
      said.join("").includes(text) ||
      said.every((row) => row.split(/[|\t]/).every((cell) => text.includes(cell.trim())))
    );
  };
  const isPointedAt = (quote: Quote) => pointers.some((pointer) => isIn([quote], pointer));
  const worked = answer.claims.filter((claim) => !isQuoted(claim) && claim.quotes.every(isPointedAt));
  const quotes = worked.flatMap((claim) => claim.quotes);
  // What was chosen one by one is all needed; of many in a row nobody knows.
  const isAll = pointers.every((pointer) => isIn(quotes, pointer));
  return isAll || !areChosen(pointers)
    ? worked.map((claim) => ({ ...claim, text: `${claim.text}${COMPUTED}` }))
    : [];
}

/** What was quoted without the model is what it points at, or beside: whole, as it was wished for. */
function isSameExcerpt(
  answer: Answer,
  pointers: readonly Pointer[],
  { find }: Pick<Evidence, "find">,
): boolean {
  if (answer.kind !== "excerpt") return false;
  const about = pointers.flatMap(({ number }) => [number - 1, number, number + 1].flatMap(find));
  return about.some((pointer) => isIn(answer.quotes, pointer));
}

/** The cases that were listed without the model are the very ones that it points at; of one case its words say more. */
function isSameList(answer: Answer, pointers: readonly Pointer[]): boolean {
  if (answer.kind !== "listing" || answer.entries.length === 1) return false;
  const listed = new Set(answer.entries.map(({ case: of }) => of.id));
  const pointed = new Set(pointers.map(({ case: of }) => of.id));
  return listed.size === pointed.size && [...listed].every((id) => pointed.has(id));
}

/** With the nearest places as such, where what was answered without the model was sure of them. */
async function refused(
  { answer, part }: Draft,
  { missing }: Pointing,
  { knowledge }: Writing,
): Promise<Answer> {
  if (answer.kind === "not-found" || answer.kind === "ambiguous" || answer.kind === "excerpt") return answer;
  if (answer.kind === "grounded" && answer.corrects) return answer;
  if (answer.kind === "grounded" && answer.certain)
    return { ...answer, certain: false, nearest: true, says: notAnswered(missing) } satisfies Grounded;
  const [first] = part.named.cases;
  const cases = await knowledge.store.cases();
  const refusal = await notTold(part.rest, first === undefined ? undefined : cases[first], knowledge);
  return { ...refusal, carried: answer.carried };
}
