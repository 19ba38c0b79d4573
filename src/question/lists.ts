/** A question for cases → the conditions that they have to meet: words, figures, kinds of organisations, years, a topic. */

import { OR } from "../language/fact-words.ts";
import { type Quantity, quantitiesIn } from "../language/quantities.ts";
import { openTemplates } from "../language/templates.ts";

const templates = openTemplates("lists");

/** A kind of figure that a case has to tell, whatever its value. */
export type HeldFigure = "money" | "share" | "year" | "person" | "number";

export interface ListConditions {
  readonly asks: "which" | "count";
  readonly negative: boolean;
  /** The cases named are those that are left out. */
  readonly except: boolean;
  /** It says itself that it asks for cases, whoever it names beside. */
  readonly ofCases: boolean;
  /** What cases are about, not what they mention. */
  readonly about: boolean;
  readonly title: boolean;
  /** Whether numbered items are asked for. */
  readonly items: boolean;
  /** Words in quotation marks, or figures, that have to stand there to the letter: one of them, or all. */
  readonly words: readonly string[];
  readonly every: boolean;
  readonly at: "start" | "end" | null;
  readonly held: HeldFigure | null;
  readonly bounds: readonly Quantity[];
  /** Ordinal of the case asked for, -1 for the last; null where none is. */
  readonly ordinal: number | null;
  /** How many cases the question says that there are; null for any number. */
  readonly expected: number | null;
}

const QUOTED = /["“「『《‘']([^"“”「」『』《》‘’']{1,30})["”」』》’']/g;

/** Null where the question is not for cases. `text`: folded and digitized. */
export function listAsked(text: string): ListConditions | null {
  const plain = text.replace(QUOTED, "“”");
  const ordinal = ordinalIn(plain);
  const counts = templates.says("count", plain);
  if (!counts && !templates.says("which", plain)) return null;
  const quoted = [...text.matchAll(QUOTED)].map(([, words = ""]) => words);
  const between = text.match(/[”」』》"][^“「『《"]*[“「『《"]/)?.[0] ?? "";
  return {
    asks: counts ? "count" : "which",
    negative: templates.says("negative", plain),
    except: templates.says("except", plain),
    ofCases: templates.says("of-cases", plain),
    about: templates.says("about", plain),
    title: templates.says("title", plain),
    items: templates.says("items", plain),
    words: quoted,
    every: quoted.length > 1 && !templates.says("or", text) && templates.says("both", between),
    at: templates.says("start", plain) ? "start" : templates.says("end", plain) ? "end" : null,
    held: HELD.find((figure) => templates.says(`${figure}-held`, plain)) ?? null,
    bounds: quantitiesIn(plain).filter(
      ({ hedge, kind }) =>
        hedge !== undefined &&
        hedge !== "about" &&
        (kind === "count" || kind === "money" || kind === "share"),
    ),
    ordinal,
    expected: expectedIn(plain),
  };
}

const HELD: readonly HeldFigure[] = ["money", "share", "year", "person", "number"];

function ordinalIn(text: string): number | null {
  if (templates.says("last", text)) return -1;
  const [, before, after] = templates.match("ordinal", text) ?? [];
  return Number(before ?? after) || null;
}

function expectedIn(text: string): number | null {
  return Number(templates.match("expected", text)?.[1]) || null;
}

/**
 * The words to look for: without what asks for cases, and without quoted words. Words in brackets that say it in other
 * ways (外卖平台或外卖员) are ways of their own.
 */
export function wordsOfList(rest: string, { held }: Pick<ListConditions, "held"> = { held: null }): string[] {
  const unquoted = rest.replace(QUOTED, " ");
  const plain = held ? templates.without(`${held}-held`, unquoted) : unquoted;
  const inside = [...plain.matchAll(/\(([^()]*)\)/g)].map(([, words = ""]) => words);
  const ways = [plain.replace(/\([^()]*\)/g, " "), ...inside.filter((words) => templates.says("or", words))];
  return ways
    .map((words) => templates.without("strip", words).replace(/\s+/g, " ").trim())
    .filter((words) => words !== "");
}

/** The sides of 甲或乙; the text alone where it has no alternatives. */
export function alternativesIn(words: string): string[] {
  return words.split(OR).map((side) => side.trim());
}
