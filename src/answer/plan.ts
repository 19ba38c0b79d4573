/** A question and what is talked about → where to look for its answer, in order; the first place that answers ends it. */

import type { Case } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import type { Quote } from "../grounding/answer.ts";
import { foldTight } from "../language/fold.ts";
import { bareName } from "../language/organizations.ts";
import { unitAsked } from "../language/units-asked.ts";
import { yearsAsked } from "../language/years-asked.ts";
import { itemsInstead } from "../question/counted.ts";
import type { AnswerType } from "../question/kinds.ts";
import { asksWhichCases } from "../question/lists.ts";
import { tellsSomething } from "../question/read.ts";
import type { Part } from "../question/request.ts";
import { asksOfAll, joined, pointsWithin, saysOnlyWhatDiffers, type Topic } from "../question/topic.ts";
import type { Looking } from "./abilities/ask.ts";

/** Questions in which a trouble may be told in any words. */
const OPEN: ReadonlySet<AnswerType> = new Set(["manner", "statement", "whether", "choice"]);

export interface Attempt {
  /** For those who ask why: whose words are looked for, and in which cases. */
  readonly words: "own" | "joined";
  readonly where: "named" | "talked-about" | "just-told" | "everywhere";
  /** Words to look for, folded and digitized. */
  readonly text: string;
  readonly asking: string;
  /** Words that count more than those taken over. */
  readonly fresh?: string;
  /** Only these cases, by ordinal; all where absent. */
  readonly cases?: ReadonlySet<number>;
  /** Only the passages of these quotes. */
  readonly within?: readonly Quote[];
  /** Items are counted: nothing but a list answers it. */
  readonly asList?: true;
  /** Names of which one has to stand with the words found. */
  readonly names?: readonly string[];
}

export function plan(part: Part, topic: Topic | null, cases: readonly Case[]): readonly Attempt[] {
  const { named } = part;
  const own = { words: "own", text: part.text, asking: part.text } as const;
  const { whose } = named;
  const inNamed = whose.cases.length > 0 && ({ where: "named", cases: new Set(whose.cases) } as const);
  const everywhere = { where: "everywhere" } as const;
  // Where the case named does not tell, its name may stand in another document; never without its name.
  const alone: Attempt[] = inNamed
    ? [
        { ...own, ...inNamed },
        { ...own, ...everywhere, cases: without(whose.cases, cases), names: namesOf(named, cases) },
        ...(named.inPassing ? [{ ...own, ...everywhere }] : []),
      ]
    : [{ ...own, ...everywhere }];
  const items = itemsInstead(part.text);
  if (items !== null)
    alone.push({ words: "own", text: items, asking: items, ...(inNamed || everywhere), asList: true });
  // Whoever asks for others' experience asks all of them, and so does who says of whom.
  if (!topic || part.consults || (!inNamed && asksOfAll(part))) return alone;
  const talkedAbout = cases.findIndex(({ id }) => id === topic.caseId);
  const inTopic = talkedAbout >= 0 && ({ where: "talked-about", cases: new Set([talkedAbout]) } as const);
  const both = { words: "joined", ...joined(topic, part), fresh: part.text } as const;
  if (inNamed)
    return saysOnlyWhatDiffers(part)
      ? // 那岚石呢 asks nothing by itself: what of that case has its name is no answer.
        [{ ...both, ...inNamed }, ...(tellsSomething(part.content) ? alone : [])]
      : part.asks && tellsSomething(part.content)
        ? alone
        : [...alone, { ...both, ...inNamed }];
  // 那24年呢, of a report on 2023: the report of that year first.
  const siblings = ofYearAsked(part, cases[talkedAbout], cases);
  const thatYear: Attempt[] = siblings.size > 0 ? [{ ...both, ...everywhere, cases: siblings }] : [];
  const here: Attempt[] = inTopic
    ? [
        { ...both, ...inTopic },
        { ...own, ...inTopic },
      ]
    : [];
  // 其中, 里头: a part of what was just told stands beside it.
  const beside: Attempt[] =
    inTopic && topic.quotes.length > 0 && pointsWithin(part)
      ? [{ ...own, where: "just-told", cases: inTopic.cases, within: topic.quotes }]
      : [];
  const wide = [...thatYear, ...beside, ...here, { ...both, ...everywhere }];
  // 它, 该单位: without its name another case's words are no answer.
  return part.ofSame && inTopic ? wide : [...wide, ...alone];
}

/** What they are called in the question, which may be mistyped, and in their headings. */
function namesOf({ whose, firmly }: Part["named"], cases: readonly Case[]): readonly string[] {
  const written = firmly ? whose.cases.flatMap((ordinal) => cases[ordinal]?.organization ?? []) : [];
  return [...new Set([...whose.words, ...written, ...written.map((name) => bareName(foldTight(name)))])];
}

/** The ordinals of all cases but these. */
function without(named: readonly number[], cases: readonly Case[]): ReadonlySet<number> {
  return new Set([...cases.keys()].filter((ordinal) => !named.includes(ordinal)));
}

/** The documents of the year asked for, where another year's is talked about: of the same organisation, else of any. */
function ofYearAsked(part: Part, topicCase: Case | undefined, cases: readonly Case[]): ReadonlySet<number> {
  const [year, ...others] = yearsAsked(part.text);
  if (year === undefined || others.length > 0 || !topicCase?.year || topicCase.year === year)
    return new Set();
  const ofYear = cases.flatMap((of, ordinal) => (of.role === "case" && of.year === year ? [ordinal] : []));
  const own = ofYear.filter((ordinal) => cases[ordinal]?.organization === topicCase.organization);
  return new Set(own.length > 0 ? own : ofYear);
}

/** An attempt as it is looked for. */
export function lookingFor(attempt: Attempt, part: Part): Looking {
  const { text, asking, fresh, cases, names, within } = attempt;
  const holds = ({ file, start, end }: Passage) =>
    within?.some(
      ({ citation: { source } }) => source.file === file && start <= source.start && source.start < end,
    );
  const ofCases = part.consults || asksWhichCases(part.text);
  const accepts = (passage: Passage) =>
    (!within || (holds(passage) ?? false)) && (!ofCases || passage.sectionKind !== "front");
  return {
    ...(within || ofCases ? { accepts } : {}),
    text,
    asking,
    ...(fresh === undefined ? {} : { fresh }),
    cases,
    names,
    rest: part.rest,
    absent: part.named.absent.length > 0,
    said: part.said,
    topics:
      part.named.cases.length === 0 &&
      (part.consults || (OPEN.has(part.type) && unitAsked(part.text).length === 0)),
  };
}
