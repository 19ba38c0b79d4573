/** A question for cases → every case of the corpus that meets its conditions, each with the words that show it. */

import type { Case } from "../../corpus/case.ts";
import { passagesOf } from "../../corpus/passages.ts";
import type { Listing, NonEmpty, NotFound, Quote } from "../answer.ts";
import { caseRef, createGround, type Ground, type Place } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { falsePremise, notTold } from "../refuse.ts";
import type { Request } from "../request.ts";
import { cellPlaces, withoutTalk } from "./compare-subject.ts";
import { type CaseQuestion, caseQuestionOf } from "./conditions.ts";
import { extremeAmong } from "./extreme.ts";
import { type FigureKind, figureOf, holdsFigure } from "./figures.ts";
import { casesMeant, withoutSections } from "./list-scope.ts";
import { type Member, members } from "./members.ts";
import { bestPlaces, titlePlace } from "./spots.ts";
import { topicOf } from "./topic.ts";

/** Characters of source that a list may quote, and those of one case. */
const BUDGET = 1_700;
const LEAST = 60;
const MOST = 220;

/** A short list shows another sentence of each case; so does a longer one, asked what each has or where a word stands. */
const SHORT_LIST = 3;
const ASKS_EACH = /各|分别|多少|几|什么|[“"「『《]/;

/** Says that cases name something, so that what none of them names is no matter of other words. */
const NAMES = /提到|提及|写到|讲到|说到|谈到|涉及|出现|用到|点到/;

const DETAIL_WORTH = 0.5;

/** So many cases can each be told more of. */
const FEW = 4;

type Entry = Listing["entries"][number];

/** The whole catalogue. */
export async function listCatalogue(
  knowledge: Knowledge,
  asks: Listing["asks"] = "catalogue",
): Promise<Listing> {
  const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  return listing(asks, "", cases.map(bare), knowledge);
}

export async function listAsked(request: Request, knowledge: Knowledge): Promise<Listing | NotFound> {
  const { intent, text } = request.understanding;
  if (intent === "catalogue") return listCatalogue(knowledge, /几|多少/.test(text) ? "count" : "catalogue");
  const cases = await knowledge.store.cases();
  const meant = casesMeant(request, cases);
  const question = caseQuestionOf(withoutSections(request, meant), text);
  const found = await members(question, meant, request, knowledge);
  const listed = question.extreme ? extremeAmong(found, question.extreme, request) : found;
  if (listed.length > 0)
    return listing(
      intent === "count" ? "count" : "which",
      request.content.trim(),
      listed.map((member) => withFigures(member, figureOf(question.detail))),
      knowledge,
      { text, details: await detailPlaces(question.detail, listed, request, knowledge) },
    );
  return noneFound(question, request, knowledge);
}

/** Of sentences that show as much, those that hold the figures asked for go first. */
function withFigures({ case: unionCase, spots }: Member, figure: FigureKind | null): Member {
  if (figure === null) return { case: unionCase, spots };
  const holds = (text: string) => (holdsFigure(text, { figure, range: null }) ? DETAIL_WORTH : 0);
  return {
    case: unionCase,
    spots: spots.map((spot) => ({
      ...spot,
      worth: spot.worth + holds(spot.sentence.text),
      shows: (clause) => spot.shows(clause) + holds(clause),
    })),
  };
}

/** Where each case of a short list tells what is asked of it beside; none of them where the list is long. */
async function detailPlaces(
  detail: string,
  listed: readonly Member[],
  request: Request,
  knowledge: Knowledge,
): Promise<Map<string, readonly Place[]>> {
  const topic = await topicOf(withoutTalk(detail), knowledge.retriever);
  const places = new Map<string, readonly Place[]>();
  if (!topic || listed.length > FEW) return places;
  const subject = { label: detail, of: [], figure: figureOf(detail), focus: false };
  for (const { case: unionCase } of listed)
    places.set(unionCase.id, await cellPlaces({ case: unionCase, topic }, subject, request, knowledge));
  return places;
}

async function noneFound(
  { conditions, topic }: CaseQuestion,
  request: Request,
  { retriever }: Knowledge,
): Promise<NotFound> {
  const concepts = await retriever.concepts(topic || request.content);
  const words = conditions.flatMap((condition) =>
    condition.kind === "words" && !condition.negated ? condition.words.map(({ surface }) => surface) : [],
  );
  if (words.length > 0 || topic === "") return falsePremise(words);
  const missing = concepts.filter(({ known }) => !known).map(({ surface }) => surface);
  return NAMES.test(request.understanding.text) ? falsePremise(missing) : notTold(concepts);
}

interface Asked {
  readonly text: string;
  readonly details: ReadonlyMap<string, readonly Place[]>;
}

/** Characters and sentences that one case may take. */
interface Room {
  readonly budget: number;
  readonly sentences: number;
}

const bare = (unionCase: Case): Member => ({ case: unionCase, spots: [] });

async function listing(
  asks: Listing["asks"],
  condition: string,
  listed: readonly Member[],
  { store }: Knowledge,
  { text, details }: Asked = { text: "", details: new Map() },
): Promise<Listing> {
  const sentences = ASKS_EACH.test(text) || listed.length <= SHORT_LIST ? 2 : 1;
  const ground = createGround(store);
  const budget = Math.min(MOST, Math.max(LEAST, BUDGET / Math.max(1, listed.length)));
  const entries: Entry[] = [];
  for (const member of listed) entries.push(await entryOf(member, { budget, sentences, details }, ground));
  return { kind: "listing", asks, condition, entries, suggestions: [], carried: null };
}

async function entryOf(
  { case: unionCase, spots }: Member,
  { budget, sentences, details }: Room & Pick<Asked, "details">,
  ground: Ground,
): Promise<Entry> {
  const own = spots.length > 0 ? bestPlaces(spots, budget, sentences) : [headingPlace(unionCase)];
  const sentencesShown = new Set(own.flatMap((place) => place.sentences.map(({ start }) => start)));
  const beside = (details.get(unionCase.id) ?? []).filter(({ sentences: [first] }) =>
    first ? !sentencesShown.has(first.start) : false,
  );
  const quotes: Quote[] = [];
  for (const place of [...own, ...beside]) quotes.push(await ground.quote(place));
  const [first, ...rest] = quotes;
  if (!first) throw new Error(`${unionCase.file}:${unionCase.line}: expected words to quote, found none`);
  const all: NonEmpty<Quote> = [first, ...rest];
  return { case: caseRef(unionCase), claim: { text: first.text, quotes: all } };
}

/** A case's title, or whatever its heading or text begins with. */
export function headingPlace(unionCase: Case): Place {
  const title = titlePlace(unionCase);
  if (title) return title;
  const [passage] = passagesOf(unionCase);
  if (!passage)
    throw new Error(`${unionCase.file}:${unionCase.line}: expected a case with words, found none`);
  return { case: unionCase, passage, sentences: passage.sentences.slice(0, 1) };
}
