/** Whether a case has something: the place that speaks of it, or plainly that none does, and who has it. */

import { expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

const first = async (question: string) => (await askContract(question)).text.split("\n")[0];

test.each(["镇江有司机之家吗", "镇江有没有司机之家？", "镇江建了司机之家没有"])(
  "a case that has no word of it is said to, and who has: %s",
  async (question) => {
    expect(await first(question)).toBe(
      "“江苏镇江市总工会”的案例中没有提到“司机之家”；提到的有：“山东德州齐河县总工会”。",
    );
  },
);

test("nobody is named where nobody has it", async () => {
  const answer = await askContract("齐河那个总站有没有洗澡的地方");
  expect([answer.kind, answer.citations]).toEqual(["not-found", []]);
  expect(answer.text.split("\n")[0]).toBe("“山东德州齐河县总工会”的案例中没有提到“洗澡”，无法回答这个问题。");
});

test("a case that has it is shown by the words that say so, and no others", async () => {
  const answer = await askContract("齐河有司机之家吗");
  expect([answer.kind, placesOf(answer), answer.claims.length]).toEqual([
    "grounded",
    ["山东德州齐河县总工会·主要内容(二)"],
    1,
  ]);
  expect(answer.text).toContain("司机之家");
});

test("more than whether there is such a thing goes the ordinary way", async () => {
  expect((await askContract("圆通的免费宿舍有多少间")).text).toContain("1.2万间");
});
