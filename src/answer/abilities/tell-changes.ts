/** A question for what has grown, shrunk or differs between years in a table → the rows that have, each with both figures. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { GROWTH_COLUMN } from "../../language/fact-words.ts";
import type { Operations } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import { type CaseLines, saidForm } from "../../search/lines.ts";
import { claimOf, rowLabel, sayingOf, shownValue } from "./show.ts";
import { byRow, type Change, type Changes, changesOfYears, growthOf, rowsMeant } from "./table-changes.ts";
import { type Column, type ColumnsAsked, columnsOf, headerSaid, nameOf, rowKey } from "./table-columns.ts";

/** What has grown, shrunk, or differs between years; null where that is not asked, or the tables do not tell. */
export async function tellChanges(
  asked: ColumnsAsked,
  column: Column,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const { text, operations, years } = asked;
  const { rises, falls, risesMost, fallsMost, difference, compare, lastYear, most } = operations;
  const { table } = column;
  // 哪些县区(含市直) asks of all rows, whichever it names.
  const ofAll = operations.which && (rises || falls);
  const rows = ofAll ? null : rowsMeant(table, text, risesMost || fallsMost);
  const keys = rows?.map(rowKey);
  const isMeant = ({ line, total }: Fact) => (keys ? keys.includes(rowKey(line)) : !total);
  if (risesMost || fallsMost || rises || falls) {
    const growth = GROWTH_COLUMN.test(column.header) ? byRow(column) : growthOf(table, column.index);
    const told = growth ? [...growth.values()].filter(isMeant) : [];
    if (told.length > 0) return tellGrowth(told, operations, ground);
  }
  const ofTwo = years.length > 1 && (difference || compare);
  const ofYears = ofTwo || lastYear || rises || falls || risesMost || fallsMost;
  const changes = ofYears ? changesOfYears(column, asked, cases) : null;
  if (!changes) return null;
  const meant = changes.all.filter(({ to }) => isMeant(to));
  const sign = rises ? 1 : falls ? -1 : 0;
  if (sign !== 0)
    return tellAll(
      meant.filter(({ by }) => by * sign > 0),
      changes,
      ground,
    );
  if (risesMost || fallsMost || most) return tellMost(meant, changes, fallsMost ? -1 : 1, ground);
  if (!rows) return null;
  // 多了几个基层工会、多了多少会员: each column of the table that the question says.
  const sisters = columnsOf(table).filter(
    ({ header }) => headerSaid(saidForm(nameOf(header)), saidForm(text)) >= 0.9,
  );
  const claims = await tellAll(meant, changes, ground);
  for (const sister of sisters) {
    if (sister === column) continue;
    const other = changesOfYears(sister, asked, cases);
    if (other)
      claims.push(
        ...(await tellAll(
          other.all.filter(({ to }) => isMeant(to)),
          other,
          ground,
        )),
      );
  }
  return claims;
}

async function tellGrowth(facts: readonly Fact[], operations: Operations, ground: Ground): Promise<Claim[]> {
  const { rises, risesMost, fallsMost } = operations;
  const sorted = facts.toSorted((a, b) => b.value - a.value);
  const [first] = sorted;
  const last = sorted.at(-1);
  const claims: Claim[] = [];
  if (risesMost && first) return [await claimOf(`增幅最大的是${sayingOf(first)}`, [first], ground)];
  if (fallsMost && last && last.value < 0)
    return [await claimOf(`降幅最大的是${sayingOf(last)}`, [last], ground)];
  for (const fact of facts.filter(({ value }) => (rises ? value > 0 : value < 0)))
    claims.push(await claimOf(sayingOf(fact), [fact], ground));
  return claims;
}

async function tellAll(all: readonly Change[], changes: Changes, ground: Ground): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const change of all)
    claims.push(await claimOf(sayingOfChange(change, changes), [change.from, change.to], ground));
  return claims;
}

/** The row that has grown or shrunk most. */
async function tellMost(
  all: readonly Change[],
  changes: Changes,
  sign: 1 | -1,
  ground: Ground,
): Promise<Claim[]> {
  const [first] = all.toSorted((a, b) => sign * (b.by - a.by));
  if (!first || sign * first.by <= 0) return [];
  const text = `相差最多的是${sayingOfChange(first, changes)}`;
  return [await claimOf(text, [first.from, first.to], ground)];
}

/** 潭口县：会员（万人）2024年比2023年少800人（11.12→11.04） */
function sayingOfChange({ row, from, to, by }: Change, { labels }: Changes): string {
  const [before, now] = labels;
  const gap = to.unit === "%" ? `${Math.abs(by)}个百分点` : shownValue(Math.abs(by), [from, to]);
  const way = by === 0 ? "相同" : `${by > 0 ? "多" : "少"}${gap}`;
  const header = headerOf(to);
  const what = header === now || /年$/.test(header) ? "" : header;
  return `${rowLabel(row)}：${what}${now}比${before}${way}（${from.quantity.text}→${to.quantity.text}）`;
}

const headerOf = ({ line, start }: Fact) =>
  nameOf(line.table?.header[line.cells.findIndex((cell) => cell.start <= start && start < cell.end)] ?? "");
