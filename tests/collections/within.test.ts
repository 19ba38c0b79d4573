/** Questions that name a collection to look in, and what follows on them. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namedIn } from "../../src/answer/within.ts";
import { contractOf } from "../../src/render/contract.ts";
import { type ClosedCorpus, closedCorpus } from "./closed-corpus.ts";

let corpus: ClosedCorpus;

beforeAll(async () => {
  corpus = await closedCorpus({ readers: "飞书：ou_reader" });
});

afterAll(() => corpus.close());

const ask = async (question: string, ...history: string[]) =>
  contractOf(await corpus.scopes.abilitiesFor(["feishu:ou_reader"]).answer({ question, history }));

describe("the name of a collection", () => {
  it.each([
    ["在机要里，有哪些案例？", "机要", "有哪些案例？"],
    ["请问在“机要”卷里有多少个案例？", "机要", "有多少个案例？"],
    ["按十佳：欠薪怎么处理", "十佳", "欠薪怎么处理"],
    ["机要文件夹里的夜校有几场", "机要", "夜校有几场"],
    ["在２０２４卷中，谁投入最多", "2024", "谁投入最多"],
  ])("%s", (question, name, rest) => {
    expect(namedIn(question, ["十佳", "机要", "2024", "年"])).toEqual({ name, rest });
  });

  it.each([
    "在机要的案例中表现突出的是谁",
    "机要有哪些案例？",
    "圆通在机要里的做法",
    "在机要里",
    "在2024年里有哪些案例",
    "按机要的要求怎么做",
  ])("is none in %s", (question) => {
    expect(namedIn(question, ["十佳", "机要", "2024", "年"])).toBeUndefined();
  });
});

it("counts and lists in the collection alone, and says so", async () => {
  const { text, cases } = await ask("在机要里，有哪些案例？");
  expect(cases).toHaveLength(3);
  expect(text).toMatch(/^（只查“机要”）\n现收录案例 3 个/);
  expect((await ask("在十佳里，有哪些案例？")).cases).toHaveLength(10);
  expect((await ask("有哪些案例？")).cases).toHaveLength(13);
});

it("says of what it does not find that it looked there alone", async () => {
  const { kind, text } = await ask("在机要里，圆通速递有限公司工会有多少间宿舍？");
  expect([kind, text.split("\n")[0]]).toEqual(["not-found", "（只查“机要”）"]);
});

it("goes on in the collection where a question goes on, and in all of it where one stands by itself", async () => {
  const before = "在机要里，苇河县总工会的讲堂授课多少场？";
  const next = await ask("那成效呢？", before);
  expect(next.text).toMatch(/^（只查“机要”）\n[\s\S]*六成/);
  expect((await ask("有哪些案例？", before)).cases).toHaveLength(13);
});
