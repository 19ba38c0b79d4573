import { describe, expect, it } from "vitest";
import { retryAfterOf, saidBy } from "../../src/models/failure.ts";

describe("the wait that a server asks for", () => {
  const now = Date.UTC(2025, 0, 1);
  it.each([
    ["seconds", "7", 7_000],
    ["a date", "Wed, 01 Jan 2025 00:00:09 GMT", 9_000],
    ["a date that is past", "Tue, 31 Dec 2024 00:00:00 GMT", 0],
    ["neither", "soon", undefined],
    ["nothing", "", undefined],
  ])("is read from %s", (_, value, expected) => {
    expect(retryAfterOf(new Headers({ "retry-after": value }), now)).toBe(expected);
  });
});

describe("what a server said", () => {
  it.each([
    ["Incorrect API key provided: sk-proj-abcdefgh.", "Incorrect API key provided: （已隐藏）"],
    ["a\n  b\u0007c", "a b c"],
    ["token ab/cd+ef== is unknown", "token （已隐藏） is unknown"],
    ["长".repeat(300), `${"长".repeat(200)}…`],
  ])("is one short line without secrets: %j", (message, line) => {
    expect(saidBy(message, { secrets: ["ab/cd+ef=="] })).toBe(line);
  });
});
