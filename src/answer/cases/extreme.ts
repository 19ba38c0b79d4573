/** Cases that meet a condition → the one with the greatest or least number, year or number of items. */

import { subjectOf } from "../../search/match.ts";
import { clausesOf } from "../clauses.ts";
import type { Request } from "../request.ts";
import type { Extreme } from "./conditions.ts";
import { type Amount, amountsIn, holdsFigure } from "./figures.ts";
import { itemsOf } from "./layout.ts";
import { sectionsInList } from "./list-scope.ts";
import type { Member } from "./members.ts";
import type { Spot } from "./spots.ts";

interface Measured {
  readonly member: Member;
  readonly value: number;
}

/** All of them where none can be measured; several where they are equal. */
export function extremeAmong(found: readonly Member[], { of, sign }: Extreme, request: Request): Member[] {
  const { text } = request.understanding;
  const measured = found.flatMap((member): Measured[] => {
    if (of === "items") {
      const sections = sectionsInList(request, member.case) ?? member.case.sections;
      return [{ member, value: Math.max(0, ...sections.map((section) => itemsOf(section))) }];
    }
    const numbered = member.spots.flatMap((spot) => numbersIn(spot, of, text));
    const best = numbered.sort((a, b) => sign * (b.value - a.value))[0];
    return best ? [{ member: { ...member, spots: [best.spot] }, value: best.value }] : [];
  });
  const values = measured.map(({ value }) => value);
  const extreme = sign > 0 ? Math.max(...values) : Math.min(...values);
  return measured.length === 0
    ? [...found]
    : measured.filter(({ value }) => value === extreme).map(({ member }) => member);
}

function numbersIn(spot: Spot, of: Extreme["of"], question: string): { spot: Spot; value: number }[] {
  if (of === "year") {
    const years = [...subjectOf(spot.sentence.text).text.matchAll(/(?<!\d)((?:19|20)\d{2})年/g)];
    return years.map((match) => ({ spot, value: Number(match[1]) }));
  }
  const clauses = clausesOf(spot.sentence.text).map(({ text }) => text);
  const said = Math.max(...clauses.map(spot.shows));
  const telling = clauses.filter((clause) => spot.shows(clause) >= 0.75 * said);
  return telling
    .flatMap(amountsIn)
    .filter((amount) => isAsked(amount, question))
    .map(({ value }) => ({ spot, value }));
}

/** 人次最多 counts in 人次, 经费最多 in 元, 比例最高 in %; else any unit will do. */
function isAsked({ unit, value }: Amount, question: string): boolean {
  if (/人次/.test(question)) return unit === "人次";
  if (/人数|多少人|几个人/.test(question)) return /[人名位]/.test(unit);
  if (/钱|经费|资金|金额|投入|花/.test(question))
    return unit === "元" || holdsFigure(`${value}${unit}`, { figure: "money", range: null });
  if (/率|比例|占比|幅/.test(question)) return unit === "%";
  return true;
}
