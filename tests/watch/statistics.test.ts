import { describe, expect, it } from "vitest";
import type { AuditEntry, AuditRecord } from "../../src/watch/audit.ts";
import { type StatisticsSource, statisticsOf, statisticsSince, WEEKS } from "../../src/watch/statistics.ts";

type Answered = Extract<AuditRecord, { kind: "answer" }>;

const counted = (entries: readonly AuditEntry[], more: Partial<StatisticsSource> = {}) =>
  statisticsOf({ entries, votes: [], subjectsOf: () => [], now: NOW, ...more });

const NONE = { asked: 0, refused: 0, good: 0, bad: 0 };

const entry = (at: string, record: Partial<Answered> = {}, cited: readonly string[] = []): AuditEntry => ({
  ...{ number: 1, at: Date.parse(at), hash: "" },
  record: {
    ...{ kind: "answer", trace: "t", channel: "web", ability: "answer", question: "问", isEarly: false },
    ...{ answer: "grounded", by: "extractive", text: "答", made: { corpus: "", program: "", prompts: [] } },
    citations: cited.map((organization) => ({ case: { organization } }) as Answered["citations"][number]),
    ...record,
  },
});

/** A Sunday, nearly over in China. */
const NOW = Date.parse("2026-11-29T23:30:00+08:00");

describe("the statistics", () => {
  it("count by weeks of China, which begin on Monday, and leave out none", async () => {
    const { weeks } = await counted([
      entry("2026-11-22T23:59:59+08:00"),
      entry("2026-11-23T00:00:00+08:00", { answer: "not-found" }),
      entry("2026-11-29T23:00:00+08:00"),
    ]);
    expect(weeks).toHaveLength(WEEKS);
    expect(weeks[0]?.name).toBe("2026-08-31");
    expect(weeks.slice(-3)).toEqual([
      { ...NONE, name: "2026-11-09" },
      { ...NONE, name: "2026-11-16", asked: 1 },
      { ...NONE, name: "2026-11-23", asked: 2, refused: 1 },
    ]);
    expect(new Date(statisticsSince(NOW)).toISOString()).toBe("2026-08-30T16:00:00.000Z");
  });

  it("count a case once for an answer, and neither what was shown early nor what was sent", async () => {
    const at = "2026-11-25T12:00:00+08:00";
    const sent: AuditEntry = { ...entry(at), record: { kind: "sent", bot: "slack", content: "" } };
    const { cases, channels, total } = await counted([
      entry(at, {}, ["甲", "甲", "乙"]),
      entry(at, { channel: "slack" }, ["乙"]),
      entry(at, { isEarly: true }, ["丙"]),
      sent,
      entry("2026-01-01T12:00:00+08:00", {}, ["丁"]),
    ]);
    expect(cases).toEqual([
      { name: "乙", cited: 2 },
      { name: "甲", cited: 1 },
    ]);
    expect(channels.map(({ name, asked }) => [name, asked])).toEqual([
      ["web", 1],
      ["slack", 1],
    ]);
    expect(total).toEqual({ ...NONE, asked: 2 });
  });

  it("count votes in the week and channel in which they were given", async () => {
    const vote = (at: string, channel: string, isGood: boolean) => ({ at: Date.parse(at), channel, isGood });
    const { weeks, channels, total } = await counted([entry("2026-11-25T12:00:00+08:00")], {
      votes: [
        vote("2026-11-22T23:59:59+08:00", "feishu", true),
        vote("2026-11-23T00:00:00+08:00", "web", false),
        vote("2026-01-01T12:00:00+08:00", "web", false),
      ],
    });
    expect(weeks.slice(-2).map(({ good, bad }) => [good, bad])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(channels).toEqual([
      { ...NONE, name: "web", asked: 1, bad: 1 },
      { ...NONE, name: "feishu", good: 1 },
    ]);
    expect(total).toEqual({ asked: 1, refused: 0, good: 1, bad: 1 });
  });

  it("count a subject once for an answer, whichever cases about it are cited", async () => {
    const at = "2026-11-25T12:00:00+08:00";
    const about: Readonly<Record<string, readonly string[]>> = { 甲: ["欠薪", "调解"], 乙: ["欠薪"] };
    const { subjects } = await counted(
      [entry(at, {}, ["甲", "乙"]), entry(at, {}, ["乙"]), entry(at, {}, ["丙"])],
      {
        subjectsOf: ({ organization }) => about[organization] ?? [],
      },
    );
    expect(subjects).toEqual([
      { name: "欠薪", cited: 2 },
      { name: "调解", cited: 1 },
    ]);
  });
});
