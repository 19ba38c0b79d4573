/** Somebody says what is the matter with them, and asks who has dealt with it. */

import { expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

test.each(["我们这儿欠薪多，谁解决过", "我们单位欠薪的多，哪家解决过"])(
  "what is the matter is looked for, not who: %s",
  async (question) => {
    const [first = ""] = placesOf(await askContract(question));
    expect(first).toMatch(/^北京东城区总工会·/);
  },
);

test.each(["有没有做托育的", "有没有搞托育的工会"])(
  "what no case has a trace of is refused: %s",
  async (question) => {
    const { kind, text } = await askContract(question);
    expect([kind, text.split("\n")[0]]).toEqual([
      "not-found",
      "现有案例中没有提到“托育”，无法回答这个问题。",
    ]);
  },
);

test.each(["想上个大屏 看看会员都在哪儿活动 有样子没", "我们这儿欠薪的多 人家咋治的"])(
  "whoever asks for experience is shown two cases at most: %s",
  async (question) => {
    const cases = new Set((await askContract(question)).citations.map(({ case: of }) => of.id));
    expect(cases.size).toBeLessThan(3);
    expect(cases.size).toBeGreaterThan(0);
  },
);

test("questions with blanks between them are answered one by one", async () => {
  const { text } = await askContract("旌阳花了多少钱 补了多少人 建了多少驿站");
  expect(text).toMatch(/1500余万元[\s\S]*215人[\s\S]*83个/);
});
