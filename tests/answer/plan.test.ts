/** A question and what is talked about → where to look, in order; and what is talked about afterwards. */

import { describe, expect, test } from "vitest";
import { plan } from "../../src/answer/plan.ts";
import { notFound } from "../../src/answer/refuse.ts";
import { carriedOf, topicAfter } from "../../src/answer/topic-after.ts";
import { readPart } from "../../src/question/read.ts";
import { joined, saysOnlyWhatDiffers, type Topic } from "../../src/question/topic.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({
    "选编.md": documentText(
      { organization: "岚石县总工会", sections: { 主要内容: ["新建驿站12个。"], 应用成效: ["授课48场。"] } },
      { organization: "梨坡镇总工会", sections: { 主要内容: ["新建驿站9个。"], 应用成效: ["授课7场。"] } },
    ),
  }).then(openKnowledge);
  return opened;
}

async function part(question: string) {
  const { finder, store } = await knowledge();
  return readPart(question, finder, await store.cases());
}

/** After a question that was answered with words of the case with this organisation. */
async function topicOf(question: string, organization: string | null): Promise<Topic> {
  const read = await part(question);
  const cases = await (await knowledge()).store.cases();
  return {
    part: read,
    text: read.text,
    earlierYear: null,
    asking: read.text,
    caseId: cases.find((one) => one.organization === organization)?.id ?? null,
    earlierCaseId: null,
    section: null,
    item: null,
    quotes: [],
    listed: [],
  };
}

async function attempts(question: string, topic: Topic | null) {
  const cases = await (await knowledge()).store.cases();
  return plan(await part(question), topic, cases).map(({ words, where }) => `${words} ${where}`);
}

describe("a question is looked for", () => {
  test("in the case that it names, then everywhere with its name", async () => {
    expect(await attempts("岚石新建多少个驿站", null)).toEqual(["own named", "own everywhere"]);
  });

  test("everywhere where it names none", async () => {
    expect(await attempts("新建多少个驿站", null)).toEqual(["own everywhere"]);
  });

  test("first in the case talked about, with the earlier words, then by its own", async () => {
    const topic = await topicOf("岚石新建多少个驿站", "岚石县总工会");
    expect(await attempts("授课多少场", topic)).toEqual([
      "joined talked-about",
      "own talked-about",
      "joined everywhere",
      "own everywhere",
    ]);
  });

  test("with the earlier words first where it says only what differs", async () => {
    const topic = await topicOf("岚石新建多少个驿站", "岚石县总工会");
    expect(await attempts("那梨坡呢", topic)).toEqual(["joined named"]);
    expect(await attempts("梨坡的夜校", topic)).toEqual(["joined named", "own named", "own everywhere"]);
    expect(await attempts("梨坡授课多少场", topic)).toEqual(["own named", "own everywhere"]);
  });
});

describe("the words of a follow-up", () => {
  test("take the place of those that they stand against", async () => {
    const topic = await topicOf("岚石2023年新建多少个驿站", "岚石县总工会");
    const { text, asking } = joined(topic, await part("那梨坡2024年呢"));
    expect([/岚石|2023/.test(text), text.includes("2024年"), text.includes("驿站"), asking]).toEqual([
      false,
      true,
      true,
      topic.asking,
    ]);
  });

  test.each([
    ["那梨坡呢", true],
    ["2024年呢", true],
    ["梨坡授课多少场", false],
  ])("say only what differs, or more: %s", async (question, only) => {
    expect(saysOnlyWhatDiffers(await part(question))).toBe(only);
  });
});

describe("what is talked about afterwards", () => {
  test("is the case that was quoted, and the one before it is remembered", async () => {
    const { ask } = await knowledge();
    const before = await topicOf("岚石新建多少个驿站", "岚石县总工会");
    const answer = await ask("梨坡授课多少场？");
    const after = topicAfter(before, await part("梨坡授课多少场？"), { answer });
    const cases = await (await knowledge()).store.cases();
    const idOf = (name: string) => cases.find(({ organization }) => organization === name)?.id;
    expect([after.caseId, after.earlierCaseId, after.section]).toEqual([
      idOf("梨坡镇总工会"),
      idOf("岚石县总工会"),
      "应用成效",
    ]);
  });

  test("stays where the answer is about no case", async () => {
    const before = await topicOf("岚石新建多少个驿站", "岚石县总工会");
    const after = topicAfter(before, await part("食堂有多少间"), { answer: notFound({ kind: "empty" }) });
    expect([after.caseId, after.quotes, after.listed]).toEqual([before.caseId, [], []]);
  });

  test("was not taken over where nothing was talked about", async () => {
    expect(carriedOf(null, { answer: notFound({ kind: "empty" }) })).toBeNull();
  });
});
