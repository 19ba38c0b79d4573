/**
 * 哪家挽回的损失最多 → the figures that cases tell of it, the largest first, or a few that are near it where none is surely told;
 * null where nothing is. A case that tells none is not among them, so a lone figure is quoted and called nothing.
 */

import type { Grounded } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { sameUnit } from "../../language/quantities.ts";
import { withoutAsking } from "../../language/stop-words.ts";
import { unitAsked } from "../../language/units-asked.ts";
import { asCounted, operationsOf, withoutOperations } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { pick } from "../pick/pick.ts";
import { BY_FIGURES_TOLD, TOLD_ONCE } from "../replies.ts";
import { look } from "./ask.ts";
import { type UnitOfWord, unitOfWord } from "./asked-figures.ts";
import { computed } from "./computed.ts";
import { type Candidate, figuresIn, isOne } from "./figures-told.ts";
import { grounded, quoteFact, quoteLine, sayingAll } from "./show.ts";

/** Passages that are looked at for figures. */
const PASSAGES = 40;

/** Less of what is asked said between a figure and the one before it, or much else said there, and it counts something else. */
const OWN = 0.3;
/** So much of what is asked said there, and that is what it counts. */
const SAID = 0.8;
const LONGEST_THING = 16;

/** Cases whose figures are shown where none is surely meant. */
const MOST_NEAR = 3;

/** How many there are of it, in whatever unit. */
const ANY = { kind: "count", units: [], start: 0, end: 0 } as const;

export async function mostAsked(
  text: string,
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Grounded | null> {
  const operations = operationsOf(text);
  if (!operations.which) return null;
  const ofChange = operations.risesMost || operations.fallsMost;
  const { retriever, weights = {} } = knowledge;
  const words = asCounted(withoutAsking(withoutOperations(rankingIn(text))).trim());
  if (words === "") return null;
  const question = `${words}多少`;
  const found = await look({ text: question, asking: question, absent: false }, knowledge);
  const hits = await retriever.retrieve(question, { limit: PASSAGES });
  const ranked = pick(hits, found.query, weights.pick, PASSAGES);
  const terms = termsOf(words, await retriever.concepts(words));
  const side = { year: null, cases: [] };
  const figures = figuresIn({ ...found, ranked }, ANY, terms, side, ranked.length, operations, all).filter(
    ({ fact }) => fact.thing.length <= LONGEST_THING && (fact.delta || !ofChange),
  );
  const unit = unitOfWord(words);
  const ofUnit = unit ? figures.filter(({ fact }) => isOf(unit, fact)) : [];
  // Nothing but money answers what was spent most.
  const told = ofUnit.length > 0 || unit?.kind === "money" ? ofUnit : figures;
  const sure = told.filter(({ isClear, own }) => isClear && own >= OWN);
  const [best] = sure;
  if (found.verdict?.kind !== "answer" || !best || ofChange || unitAsked(text).length > 0)
    return operations.least ? null : near(told, ground);
  // What both say that is asked is one thing, whatever else they say of it, and of what whole it is a part.
  const isLike = ({ fact, own }: Candidate) => {
    const { unit, thing, part } = best.fact;
    const same = Math.min(own, best.own) >= SAID ? { unit, thing, part } : { unit };
    return isOne({ ...fact, ...same }, best.fact) && sameUnit(fact.unit, unit);
  };
  const column = firstOfEachCase(sure.filter(isLike));
  const wish = { ...operations, add: false, together: false, difference: false, compare: false };
  const most = column.length > 1 ? await computed(column, wish, ground) : null;
  return most
    ? { ...grounded(most), says: BY_FIGURES_TOLD }
    : {
        ...grounded([sayingAll([await quoteLine(best.fact.line, ground)])]),
        ...(column.length === 1 && { says: TOLD_ONCE }),
      };
}

/** 55万员工 names its unit in no word of its own. */
function isOf({ kind, unit }: UnitOfWord, fact: Fact): boolean {
  return fact.kind === kind && (fact.unit === "" || sameUnit(unit, fact.unit));
}

function firstOfEachCase(told: readonly Candidate[]): Fact[] {
  const ofCase = Map.groupBy(told, ({ fact }) => fact.line.case.id);
  return [...ofCase.values()].flatMap(([first]) => first?.fact ?? []);
}

/** The clause of 给工人要回来钱最多的是哪家，要回多少 that ranks. */
function rankingIn(text: string): string {
  const ranks = (clause: string) => {
    const { most, least } = operationsOf(clause);
    return most || least;
  };
  return text.split(/[,;?。!]/).find(ranks) ?? text;
}

/** What the likeliest cases tell, a figure each, where nothing says that they tell of one thing. */
async function near(told: readonly Candidate[], ground: Ground): Promise<Grounded | null> {
  const facts = firstOfEachCase(told.filter(({ isClear, own }) => isClear || own > 0)).slice(0, MOST_NEAR);
  if (facts.length === 0) return null;
  const claims = await Promise.all(facts.map(async (fact) => sayingAll([await quoteFact(fact, ground)])));
  return { ...grounded(claims), certain: false };
}
