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

test.each([
  ["今年想组织职工疗休养，有没有好经验", "疗休养"],
  ["想给女职工弄个哺乳室，有案例没", "哺乳室"],
  ["工会换届选举的程序有参考没", "换届选举"],
  ["有没有关于母婴室的案例", "母婴室"],
  ["有没有反面案例", "反面"],
])("a thing wished for that nothing tells of is said to be told by none: %s", async (question, thing) => {
  const answer = await askContract(question);
  expect([answer.kind, answer.text.split("\n")[0]]).toEqual([
    "not-found",
    `现有案例中没有提到“${thing}”，无法回答这个问题。`,
  ]);
});

test.each(["想建驿站有参考没", "想搞积分换礼品，有案例没"])(
  "a thing that cases tell of is looked up: %s",
  async (question) => {
    expect((await askContract(question)).kind).toBe("grounded");
  },
);

test.each([
  ["总结火星的案例"],
  ["比较火星和水星"],
  ["对比圆通和火星的应用成效"],
  ["总结火星的案例", "圆通的应用成效是什么？"],
])("nothing is told of somebody of whom nothing has a word: %s", async (question, ...history) => {
  const { kind, text } = await askContract(question, ...history);
  expect([kind, text.split("\n")[0]]).toEqual(["not-found", "现有案例中没有“火星”的内容。"]);
});

test("a heading of somebody of whom nothing has a word is quoted of nobody", async () => {
  expect(await first("引用火星的应用成效")).toBe("现有案例中没有“火星”的内容。");
  expect((await askContract("引用劳模的应用成效")).kind).toBe("excerpt");
});

test.each([
  ["圆通有200万员工对吗", "不对，原文是这样写的："],
  ["圆通有200万员工吗", "原文没有“200万”的说法，问题的前提与原文不符。相关的原文是："],
])("a figure that is not so is told to be, beside the true one: %s", async (question, line) => {
  const { corrects, text } = await askContract(question);
  expect([corrects, text.split("\n")[0]]).toEqual([true, line]);
  expect(text).toContain("55万员工");
});

test.each(["一函两书是什么意思", "小三级工会指什么"])(
  "words that nothing explains are shown where they stand, and said to be unexplained: %s",
  async (question) => {
    const { corrects, text, citations } = await askContract(question);
    expect([corrects, text.split("\n")[0], citations.length]).toEqual([
      true,
      "案例原文没有专门解释这个说法。",
      1,
    ]);
  },
);
