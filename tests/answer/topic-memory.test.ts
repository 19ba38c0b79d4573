/** A conversation that is remembered is answered as one that is gone through anew. */

import { describe, expect, it } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import { createTopicMemory } from "../../src/answer/topic-memory.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();

const TALK = [
  "圆通的应用成效是什么？",
  "主要内容呢？",
  "第二点具体说说",
  "换成盐田呢？",
  "总结一下镇江的案例",
  "那它的成效呢？",
  "引用一下原文",
  "哪些案例提到欠薪？",
  "齐河呢？",
  "它的推荐词是什么？",
  "那应用成效呢",
  "今天天气怎么样",
  "再说说它的主要内容",
  "第一项呢",
];

describe("a memory of conversations", () => {
  it("changes no answer, however long the conversation grows", async () => {
    const memory = createTopicMemory();
    for (const [i, question] of TALK.entries()) {
      const message = { question, history: TALK.slice(0, i) };
      expect(await respond(message, knowledge, { memory })).toEqual(await respond(message, knowledge));
    }
  });

  it("is asked for the longest beginning that it knows, and knows nothing of another index", async () => {
    const memory = createTopicMemory();
    const cases = await knowledge.store.cases();
    await respond({ question: TALK[1] ?? "", history: TALK.slice(0, 1) }, knowledge, { memory });
    expect(memory.recall(cases, TALK.slice(0, 5)).length).toBe(2);
    expect(memory.recall(cases, ["别的问题"])).toEqual({ topic: null, length: 0 });
    expect(memory.recall([...cases], TALK.slice(0, 5)).length).toBe(0);
  });
});
