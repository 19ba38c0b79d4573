/** A question that asks something of several cases named → the place of each that tells it, and which do not tell. */

import type { Claim, Grounded, NotFound } from "../../grounding/answer.ts";
import { kindOf } from "../../language/dictionary.ts";
import { countIn } from "../../question/conditions.ts";
import type { Part } from "../../question/request.ts";
import type { CaseSide } from "../../question/sides.ts";
import { linesOf } from "../../search/lines.ts";
import { degreeIn } from "../../search/speak.ts";
import { weightShare } from "../../search/weigh.ts";
import type { Knowledge } from "../knowledge.ts";
import { notTold } from "../refuse.ts";
import { numbered } from "../together.ts";
import { type Found, groundedOf, look, MOST_PLACES } from "./ask.ts";
import { grounded } from "./show.ts";

/** More are compared by no reader. */
const MOST_SIDES = 6;

/** Of the things that the cases named speak of, a case that speaks of less does not tell it. */
const SPOKEN = 0.5;
const HEARD = 0.8;

/** Null where fewer than two are named, or more are asked about (总共3园). */
export async function tellEach(
  { named, said, text: asked, rest }: Part,
  knowledge: Knowledge,
): Promise<Grounded | NotFound | null> {
  const { sides } = named;
  if (sides.length < 2 || sides.length > MOST_SIDES || (countIn(asked) ?? 0) > sides.length) return null;
  const cases = await knowledge.store.cases();
  const claims: Claim[] = [];
  const untold: string[] = [];
  let certain = false;
  for (const side of sides) {
    const { text } = side;
    const looking = { text, asking: text, cases: new Set(side.cases), absent: false, said };
    const found = (await speaksOf(side, sides, knowledge)) ? await look(looking, knowledge) : null;
    const told =
      found && isTold(found)
        ? await groundedOf(found, knowledge, found.query.wanted.length > 0 ? 1 : MOST_PLACES)
        : null;
    certain ||= told?.certain ?? false;
    if (told) claims.push(...told.claims);
    else untold.push(cases[side.cases[0] ?? -1]?.organization ?? "");
  }
  if (claims.length === 0) return notTold(rest, undefined, knowledge);
  return { ...grounded(numbered(claims)), certain, ...(untold.length > 0 ? { untold } : {}) };
}

function isTold({ verdict }: Found): boolean {
  return verdict?.kind === "answer" || verdict?.kind === "near";
}

/** Whether the case speaks of the things asked about, as far as any of those named does. */
async function speaksOf(
  { cases: own, text }: CaseSide,
  sides: readonly CaseSide[],
  { retriever, store }: Knowledge,
): Promise<boolean> {
  const cases = await store.cases();
  const saidIn = (ordinals: readonly number[]) =>
    linesOf(cases, ordinals)
      .map(({ said, named }) => `${said}|${named}`)
      .join("|");
  const anywhere = saidIn(sides.flatMap((side) => side.cases));
  const here = saidIn(own);
  const things = (await retriever.concepts(text)).filter(
    (concept) => kindOf(concept.surface) !== "verb" && degreeIn(concept, anywhere) >= HEARD,
  );
  const degrees = things.map((concept) => degreeIn(concept, here));
  return things.length === 0 || weightShare(things, degrees) >= SPOKEN;
}
