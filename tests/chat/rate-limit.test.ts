/** How often somebody may ask. */

import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../src/chat/rate-limit.ts";

const LIMITS = { perPerson: 3, perChat: 4 };

describe("the limit of questions a minute", () => {
  it("lets so many through, says so once, and is silent until the minute is over", () => {
    const limit = createRateLimit(LIMITS);
    const verdicts = [0, 1_000, 2_000, 3_000, 4_000, 59_000].map((at) => limit.take("群", "甲", at));
    expect(verdicts).toEqual(["go", "go", "go", "tell", "silent", "silent"]);
    expect(limit.take("群", "甲", 60_000)).toBe("go");
    expect(limit.take("群", "甲", 60_500)).toBe("silent");
    expect(limit.take("群", "甲", 64_000)).toBe("go");
  });

  it("has what is asked in a busy chat wait for its place, in order", () => {
    const limit = createRateLimit(LIMITS);
    const people = ["甲", "乙", "丙", "丁", "戊", "己"];
    const verdicts = people.map((person, i) => limit.take("群", person, i * 1_000, i));
    expect(verdicts).toEqual(["go", "go", "go", "go", { waitMs: 56_000 }, { waitMs: 56_000 }]);
    expect(limit.take("别的群", "戊", 5_000, 7)).toBe("go");
    expect(limit.take("群", "庚", 60_500, 8)).toEqual({ waitMs: 1_500 });
    expect([4, 5, 8].map((ticket) => limit.take("群", "戊", 62_000, ticket))).toEqual(["go", "go", "go"]);
  });

  it("tells each person once where too many wait, and whatever cannot wait", () => {
    const limit = createRateLimit({ perPerson: 3, perChat: 1 });
    const verdicts = Array.from({ length: 7 }, (_, i) => limit.take("群", `甲${i}`, 0, i));
    expect(verdicts.map((verdict) => typeof verdict)).toEqual([
      "string",
      ...Array.from({ length: 5 }, () => "object"),
      "string",
    ]);
    expect([limit.take("群", "甲6", 1_000, 9), limit.take("群", "甲7", 1_000, 10)]).toEqual([
      "silent",
      "tell",
    ]);
    expect(limit.take("群", "甲8", 1_000)).toBe("tell");
  });

  it("goes by when a question was asked, not by when it arrives", () => {
    const limit = createRateLimit(LIMITS);
    const backlog = Array.from({ length: 20 }, (_, i) => limit.take("群", "甲", i * 60_000));
    expect(backlog.every((verdict) => verdict === "go")).toBe(true);
  });

  it("holds nobody up who asks after the clock was put back", () => {
    const limit = createRateLimit({ perPerson: 9, perChat: 1 });
    const hour = 60 * 60_000;
    expect(["甲", "乙", "丙"].map((person, i) => limit.take("群", person, hour, i))).toEqual([
      "go",
      { waitMs: 60_000 },
      { waitMs: 120_000 },
    ]);
    expect(limit.take("群", "丁", 0, 3)).toBe("go");
  });

  it("is no way to fill the memory", () => {
    const limit = createRateLimit(LIMITS);
    for (let i = 0; i < 30_000; i += 1) limit.take("群", `甲${i}`, i * 60_000);
    expect(limit.take("群", "甲0", 30_000 * 60_000)).toBe("go");
  });
});
