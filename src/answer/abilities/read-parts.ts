/** A question → its parts that ask a number each, with the words, unit and cases of each. */

import { SIDES } from "../../language/fact-words.ts";
import { type Quantity, quantitiesIn } from "../../language/quantities.ts";
import { namesPersons, type UnitAsked, unitAsked } from "../../language/units-asked.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import {
  asksOfWhole,
  type Operations,
  operationsOf,
  saidOfAll,
  withoutOperations,
} from "../../question/conditions.ts";
import { type Terms, termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Ask } from "./asked-figures.ts";

export interface Part extends Omit<Ask, "years"> {
  /** Ordinals of the cases that it is about; none where any may tell. */
  readonly named: readonly number[];
  /** What stands after the number asked for, to the end of the clause. */
  readonly after: string;
  /** What is to be done with its figures. */
  readonly operations: Operations;
  /** It says nothing of its own and goes on from the part before. */
  readonly goesOn: boolean;
  /** Its own words name the cases, or no part before does. */
  readonly firm: boolean;
  /** It is one of several that 甲和乙 asks for; these share the group. */
  readonly grouped: boolean;
  readonly group: number;
}

/** Words that say by themselves what is counted: 钱和人分别少了多少. */
const UNIT_WORDS: readonly (readonly [readonly string[], UnitAsked["kind"], string])[] = [
  [["钱", "资金", "经费", "金额", "款"], "money", "元"],
  [["人", "人数", "人员"], "count", "人"],
];

/** The kind and unit of what words ask for by themselves: 投入的钱. */
export const wordOfUnit = (said: string) =>
  UNIT_WORDS.find(([words]) => words.some((word) => said.endsWith(word)));

export async function readParts(
  { text, named }: { readonly text: string; readonly named: readonly number[] },
  operations: Operations,
  { retriever, finder }: Pick<Knowledge, "retriever" | "finder">,
): Promise<Part[]> {
  const parts: Part[] = [];
  const given = quantitiesIn(text).filter(
    ({ kind }) => kind === "count" || kind === "money" || kind === "share",
  );
  let before: Terms | null = null;
  let scope = named;
  let lead = "";
  for (const segment of text.split(/[,;?。!]/)) {
    const units = unitAsked(segment).filter(
      ({ kind }) => kind !== "date" && kind !== "time" && kind !== "label",
    );
    if (units.length === 0) {
      const finding = await finder.find(segment);
      before = await read(finding.rest, before);
      scope = scopeOf(finding.mentions, scope);
      lead = segment;
      continue;
    }
    // 一共 in one clause adds nothing up in the next.
    const { add, together, remainder } = operationsOf(segment);
    const ofWhole = asksOfWhole(segment) && operations.together;
    const own = { ...operations, add, together: together || ofWhole, remainder };
    let from = 0;
    for (const unit of units) {
      // 经费收了多少 says what is asked together with its unit.
      const said = segment.slice(from, unit.end);
      from = unit.end;
      const bare = (await retriever.concepts(withoutOperations(said))).length === 0;
      const whole = bare && parts.length === 0 ? lead : said;
      const splits = operations.each || operations.add || operations.compare || operations.difference;
      const pieces = splits ? await piecesOf(whole) : [whole];
      const group = parts.length;
      const shared: Terms | null =
        pieces.length > 1 ? await read((await finder.find(whole)).rest, before) : before;
      for (const piece of pieces) {
        const finding = await finder.find(piece);
        scope = scopeOf(finding.mentions, pieces.length > 1 ? [] : scope);
        const asked: Terms = await read(`${finding.rest} ${unit.noun ?? ""}`, shared, unit);
        const goesOn = before !== null && asked.terms === before.terms;
        // 一共几分钟,后来多少: of the same unit.
        const last = parts.at(-1)?.unit;
        const same = goesOn && last && unit.kind === "count" && unit.units.length === 0 ? last : unit;
        parts.push({
          asked,
          unit: unitOf(same, piece, pieces.length > 1),
          named: scope,
          after: segment.slice(unit.end),
          operations: own,
          firm: finding.mentions.length > 0 || parts.length === 0,
          grouped: pieces.length > 1,
          group,
          goesOn,
          given: givenBut(given, unit),
        });
        before = pieces.length === 1 ? asked : shared;
      }
    }
  }
  if (parts.length === 0 && before) {
    const finding = await finder.find(text);
    const asked = await read(finding.rest, null);
    parts.push({
      asked,
      unit: null,
      named,
      after: "",
      operations,
      firm: true,
      grouped: false,
      group: 0,
      goesOn: false,
      given,
    });
  }
  return parts;

  function scopeOf(
    mentions: readonly { cases: readonly number[] }[],
    otherwise: readonly number[],
  ): readonly number[] {
    const all = [...new Set(mentions.flatMap(({ cases }) => cases))];
    const meant = named.length > 0 ? all.filter((one) => named.includes(one)) : all;
    return meant.length > 0 ? meant : otherwise;
  }

  /** 甲和乙各多少: both sides, where each says something; what follows 各 or 加起来 is said of both. */
  async function piecesOf(words: string): Promise<string[]> {
    const pieces = words.split(SIDES).filter((piece) => piece.trim() !== "");
    if (pieces.length < 2 || pieces.length > 4) return [words];
    for (const piece of pieces) {
      const { rest, mentions } = await finder.find(piece);
      const said = withoutOperations(rest);
      const telling =
        wordOfUnit(said) !== undefined || (mentions.length > 0 && yearsAsked(piece).length === 0);
      if (!telling && (await retriever.concepts(said)).length === 0) return [words];
    }
    const shared = saidOfAll(pieces.at(-1) ?? "");
    return pieces.map((piece, i) => (i < pieces.length - 1 ? `${piece} ${shared}` : piece));
  }

  async function read(words: string, inherited: Terms | null, unit?: UnitAsked): Promise<Terms> {
    const said = withoutOperations(words);
    const concepts = (await retriever.concepts(said)).filter(({ surface }) => !IMPLIED.has(surface) || !unit);
    const own = termsOf(said, concepts);
    if (!inherited) return own;
    return own.total < ALONE
      ? { ...inherited, said: own.said + inherited.said }
      : { ...own, before: inherited };
  }
}

/** Words that say less than this by themselves only go on from those before. */
const ALONE = 0.2;

/** What the unit asked for says already. */
const IMPLIED: ReadonlySet<string> = new Set([
  "时间",
  "时长",
  "期限",
  "钱",
  "资金",
  "金额",
  "比例",
  "比重",
  "占比",
  "数量",
  "人数",
  "数字",
  "时候",
]);

function unitOf(unit: UnitAsked, piece: string, split: boolean): UnitAsked {
  const bare = withoutOperations(piece).trim();
  const word = unit.units.length === 0 || split ? wordOfUnit(bare) : undefined;
  if (word) return { ...unit, kind: word[1], units: [word[2]] };
  return unit.units[0] === "个" && namesPersons(bare) ? { ...unit, units: ["个", "人"] } : unit;
}

/** A unit that is asked for with its number is no figure given. */
const givenBut = (given: readonly Quantity[], unit: UnitAsked) =>
  given.filter(({ start }) => start !== unit.start);
