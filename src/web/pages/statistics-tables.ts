/** How the cases were used → tables, whatever they are shown in: a page, a table for a spreadsheet, a document for reports. */

import { CSV_HEAD, csvRow } from "../../render/csv.ts";
import type { Part } from "../../render/transcript/conversation.ts";
import type { Cited, Named, Statistics } from "../../watch/statistics.ts";
import { STATISTICS } from "./curator-wording.zh.ts";

export interface StatisticsTable {
  readonly title: string;
  /** Of the name, then of each count. */
  readonly head: readonly string[];
  readonly rows: readonly StatisticsRow[];
}

export interface StatisticsRow {
  readonly name: string;
  readonly counts: readonly number[];
  /** Of the first count, what is shown paler. */
  readonly pale: number;
}

export interface StatisticsTables {
  readonly byWeek: StatisticsTable;
  readonly byChannel: StatisticsTable;
  readonly byCase: StatisticsTable;
  readonly bySubject: StatisticsTable;
}

export function tablesOf({ weeks, channels, cases, subjects }: Statistics): StatisticsTables {
  const { byWeek, byChannel, byCase, bySubject, heads } = STATISTICS;
  const channelName = (channel: string) => STATISTICS.channels[channel] ?? channel;
  return {
    byWeek: {
      title: byWeek,
      head: [heads.week, ...heads.counts],
      rows: weeks.map((week) => countsRow(week, STATISTICS.week)),
    },
    byChannel: {
      title: byChannel,
      head: [heads.channel, ...heads.counts],
      rows: channels.map((channel) => countsRow(channel, channelName)),
    },
    byCase: { title: byCase, head: [heads.case, heads.cited], rows: cases.map(citedRow) },
    bySubject: { title: bySubject, head: [heads.subject, heads.cited], rows: subjects.map(citedRow) },
  };
}

function countsRow({ name, asked, refused, good, bad }: Named, nameOf: (name: string) => string) {
  return { name: nameOf(name), counts: [asked, asked - refused, refused, good, bad], pale: refused };
}

function citedRow({ name, cited }: Cited): StatisticsRow {
  return { name, counts: [cited], pale: 0 };
}

export function leadOf({ weeks, total }: Statistics): string {
  return STATISTICS.lead(weeks[0]?.name ?? "", weeks.length, total);
}

/** One table: a row has either counts or how often it was cited. */
export function statisticsCsv(statistics: Statistics): string {
  const { heads } = STATISTICS;
  const blank = (count: number) => Array.from({ length: count }, () => null);
  const rows = Object.values(tablesOf(statistics)).flatMap(({ title, rows: named }: StatisticsTable) =>
    named.map(({ name, counts }) =>
      counts.length > 1
        ? [title, name, ...counts, null]
        : [title, name, ...blank(heads.counts.length), ...counts],
    ),
  );
  return [CSV_HEAD, ...[[heads.kind, heads.name, ...heads.counts, heads.cited], ...rows].map(csvRow)].join(
    "",
  );
}

export function statisticsParts(statistics: Statistics): Part[] {
  const tables: readonly StatisticsTable[] = Object.values(tablesOf(statistics));
  return [
    { kind: "title", text: STATISTICS.title },
    { kind: "paragraph", text: leadOf(statistics) },
    ...tables.flatMap(({ title, head, rows }): Part[] => [
      { kind: "heading", text: title },
      rows.length === 0
        ? { kind: "paragraph", text: STATISTICS.none }
        : { kind: "table", head, rows: rows.map(({ name, counts }) => [name, ...counts.map(String)]) },
    ]),
  ];
}
