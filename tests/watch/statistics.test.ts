import { describe, expect, it } from "vitest";
import type { AuditEntry, AuditRecord } from "../../src/watch/audit.ts";
import { statisticsOf, statisticsSince, WEEKS } from "../../src/watch/statistics.ts";

type Answered = Extract<AuditRecord, { kind: "answer" }>;

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
    const { weeks } = await statisticsOf(
      [
        entry("2026-11-22T23:59:59+08:00"),
        entry("2026-11-23T00:00:00+08:00", { answer: "not-found" }),
        entry("2026-11-29T23:00:00+08:00"),
      ],
      { good: 0, bad: 0 },
      NOW,
    );
    expect(weeks).toHaveLength(WEEKS);
    expect(weeks[0]?.name).toBe("2026-08-31");
    expect(weeks.slice(-3)).toEqual([
      { name: "2026-11-09", asked: 0, refused: 0 },
      { name: "2026-11-16", asked: 1, refused: 0 },
      { name: "2026-11-23", asked: 2, refused: 1 },
    ]);
    expect(new Date(statisticsSince(NOW)).toISOString()).toBe("2026-08-30T16:00:00.000Z");
  });

  it("count a case once for an answer, and neither what was shown early nor what was sent", async () => {
    const at = "2026-11-25T12:00:00+08:00";
    const sent: AuditEntry = { ...entry(at), record: { kind: "sent", bot: "slack", content: "" } };
    const { cases, channels, total } = await statisticsOf(
      [
        entry(at, {}, ["甲", "甲", "乙"]),
        entry(at, { channel: "slack" }, ["乙"]),
        entry(at, { isEarly: true }, ["丙"]),
        sent,
        entry("2026-01-01T12:00:00+08:00", {}, ["丁"]),
      ],
      { good: 0, bad: 0 },
      NOW,
    );
    expect(cases).toEqual([
      { name: "乙", cited: 2 },
      { name: "甲", cited: 1 },
    ]);
    expect(channels.map(({ name, asked }) => [name, asked])).toEqual([
      ["web", 1],
      ["slack", 1],
    ]);
    expect(total).toEqual({ asked: 2, refused: 0 });
  });
});
