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

  it("counts a chat beside its people", () => {
    const limit = createRateLimit(LIMITS);
    const people = ["甲", "乙", "丙", "丁", "戊"];
    expect(people.map((person) => limit.take("群", person, 0))).toEqual(["go", "go", "go", "go", "tell"]);
    expect(limit.take("别的群", "戊", 0)).toBe("go");
  });

  it("goes by when a question was asked, not by when it arrives", () => {
    const limit = createRateLimit(LIMITS);
    const backlog = Array.from({ length: 20 }, (_, i) => limit.take("群", "甲", i * 60_000));
    expect(backlog.every((verdict) => verdict === "go")).toBe(true);
  });

  it("is no way to fill the memory", () => {
    const limit = createRateLimit(LIMITS);
    for (let i = 0; i < 30_000; i += 1) limit.take("群", `甲${i}`, i * 60_000);
    expect(limit.take("群", "甲0", 30_000 * 60_000)).toBe("go");
  });
});
