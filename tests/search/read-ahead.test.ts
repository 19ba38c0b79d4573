import { expect, test } from "vitest";
import { linesOf } from "../../src/search/lines.ts";
import { readAhead } from "../../src/search/read-ahead.ts";
import { openKnowledge } from "../knowledge.ts";

test("cases that were read ahead are not read again", async () => {
  const cases = [...(await (await openKnowledge()).store.cases())];
  await readAhead(cases, new AbortController().signal);
  expect(linesOf(cases).map((of, i) => of === linesOf(cases, [i])[0])).toEqual(cases.map(() => true));
});
