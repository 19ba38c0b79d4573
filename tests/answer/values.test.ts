/** Figures of a row that answer how many: those that are a cell by themselves, however the table is set. */

import { expect, test } from "vitest";
import { answeringIn } from "../../src/answer/pick/values.ts";
import { parseDocument } from "../../src/corpus/parse.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { unitAsked } from "../../src/language/units-asked.ts";

const BARS = `# 汐州市船坞名录

| 序号 | 船坞 | 电话 | 焊工 |
|---|---|---|---|
| 1 | 汐东船坞 | 0990-1234567（1.报修；2.预约） | 36 |
`;
const BLANKS = `# 汐州市船坞名录

船坞        电话              焊工
汐东船坞    0990-1234567     36
汐西船坞    0990-7654321     41
`;

test.each([
  ["bars", BARS],
  ["blanks", BLANKS],
])("a table set with %s", (_, text) => {
  const [unionCase] = parseDocument("名录.md", text).cases;
  if (!unionCase) throw new Error("expected a case");
  const passage = passagesOf(unionCase).find(({ header }) => header !== undefined);
  if (!passage) throw new Error("expected a table");
  const from = passage.sentences.findIndex((sentence) => sentence.text.includes("汐东"));
  const span = { hit: { passage, case: unionCase }, from, to: from + 1 } as unknown as Parameters<
    typeof answeringIn
  >[0];
  const query = {
    wanted: unitAsked("汐东船坞有多少名焊工"),
    given: new Set<string>(),
  } as unknown as Parameters<typeof answeringIn>[1];
  expect(answeringIn(span, query).map((value) => value.text)).toEqual(["36"]);
});
