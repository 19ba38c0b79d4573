import { describe, expect, it } from "vitest";
import { asTyped, type ChatMessage, parseMessages, scoreChat } from "../../evaluation/chat.ts";
import type { ContractAnswer } from "../../src/render/contract.ts";
import { ACCOUNTS, answerOf, REFUSAL } from "./outcomes.ts";

function messageOf(change: object = {}): ChatMessage {
  const line = { id: "c1", group: "consult", message: "账户多少？", expect: "answer", ...change };
  const [message] = parseMessages(JSON.stringify(line), "m.jsonl");
  if (!message) throw new Error("expected one message, found none");
  return message;
}

const scored = (change: object, answer: Partial<ContractAnswer>) =>
  scoreChat(messageOf(change), { ...answerOf([ACCOUNTS]), ...answer });

const courtesy = { ...REFUSAL, kind: "help", text: "不客气。", reply: "courtesy" } as const;

describe("a message", () => {
  it("is put as a channel hands it on, with what it replies to", () => {
    const message = messageOf({ history: [{ q: "谁？" }], reply_to: "一\n二", addressed: "mention" });
    const { question, history, replyTo, addressed } = asTyped(message);
    expect({ question, history, replyTo, addressed }).toEqual({
      question: "账户多少？",
      history: ["谁？"],
      replyTo: "一\n二",
      addressed: "mention",
    });
  });

  it("is refused where it expects what there is not", () => {
    expect(() => messageOf({ expect: "applause" })).toThrow(
      /^m\.jsonl:1: expected a question, found a wrong expect: /,
    );
  });
});

describe("a reply", () => {
  it.each<[string, object, Partial<ContractAnswer>]>([
    ["an answer with the words, from the case", { must_contain: ["128"], case: ["岚石县总工会"] }, {}],
    ["thanks answered in a line", { expect: "courtesy" }, courtesy],
    ["silence", { expect: "silent" }, { ...courtesy, reply: "silent" }],
    ["a refusal", { expect: "refuse" }, REFUSAL],
    ["a draft that says it is none", { expect: "draft" }, { text: "我不会代写，以下可引用。" }],
    ["what is right as well", { expect: "list", also: ["refuse"] }, REFUSAL],
  ])("is right: %s", (_what, message, answer) => {
    expect(scored(message, answer)).toMatchObject({ right: true, strict: true, fault: null });
  });

  it.each<[string, object, Partial<ContractAnswer>]>([
    ["must not: 128", { must_not: ["128"] }, {}],
    ["lacks 129|130", { must_contain: ["129|130"] }, {}],
    ["came refuse", {}, REFUSAL],
    ["no citations", {}, { citations: [] }],
    ["wrong case", { case: ["澄川市总工会"] }, {}],
    ["cases missing", { case: ["岚石县总工会", "澄川市总工会"] }, {}],
    ["further cases", { expect: "list", case: ["岚石县"] }, answerOf([ACCOUNTS, "夜班食堂开到凌晨。"])],
    ["other case first", { case: ["岚石县"], any: true }, answerOf(["夜班食堂开到凌晨。", ACCOUNTS])],
    ["1 citations", { expect: "courtesy" }, {}],
    ["came silent", { expect: "courtesy" }, { ...courtesy, reply: "silent" }],
    ["1201 characters", {}, { text: "啊".repeat(1_201) }],
    ["15 characters", { max_chars: 10 }, {}],
    ["came answer, says nothing of writing", { expect: "draft" }, {}],
  ])("is wrong: %s", (fault, message, answer) => {
    expect(scored(message, answer)).toMatchObject({ right: false, strict: false, fault });
  });

  it("is not strictly right where it refuses what asked nothing", () => {
    expect(scored({ expect: "courtesy" }, REFUSAL)).toEqual({
      right: true,
      strict: false,
      came: "refuse",
      fault: null,
    });
  });
});
