/** What is kept and counted of an answer: its very words, what it was made of, and how long it took. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { contractOf } from "../../src/render/contract.ts";
import type { AuditRecord } from "../../src/watch/audit.ts";
import { auditing } from "../../src/watch/auditing.ts";
import { createMetrics } from "../../src/watch/metrics.ts";
import { observing } from "../../src/watch/observing.ts";
import { newDir, openJournals } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";

const CORPUS = join(import.meta.dirname, "../../corpus");
const QUESTION = "镇江挽回了多少损失？";

async function setUp() {
  const plain = createAbilities(await openKnowledge());
  const records: AuditRecord[] = [];
  const failures: unknown[] = [];
  const isFull = { now: false };
  const metrics = createMetrics();
  const audit = auditing({
    audit: {
      async add(record) {
        if (isFull.now) throw new Error("database or disk is full");
        records.push(record);
      },
    },
    version: plain.version,
    program: "0.1.0",
    prompts: ["point@3"],
    onFailure: (error) => failures.push(error),
  });
  const abilities = observing(plain, "web", async (observed) => {
    await audit.observe(observed);
    await metrics.observe(observed);
  });
  return { plain, abilities, records, failures, isFull, metrics, audit };
}

describe("the record of an answer", () => {
  it("has the text as it was given, and every citation with the words that stand in the corpus", async () => {
    const { abilities, plain, records } = await setUp();
    const answer = await abilities.answer({ question: QUESTION });
    const { text, kind, by } = contractOf(answer);
    const [record] = records;
    expect(records).toHaveLength(1);
    expect(record).toMatchObject({
      ...{ kind: "answer", channel: "web", ability: "answer", question: QUESTION },
      ...{ answer: kind, by, text, isEarly: false },
      made: { corpus: (await plain.version()).id, program: "0.1.0", prompts: [] },
    });
    if (record?.kind !== "answer") return;
    expect(record.trace).toMatch(/^[\w-]{8}$/);
    expect(record.citations.length).toBeGreaterThan(0);
    for (const { quote, source } of record.citations) {
      const file = readFileSync(join(CORPUS, source.file), "utf8");
      expect(file.slice(source.start, source.end).replaceAll(/\s/g, "")).toContain(
        quote.replaceAll(/\s|……/g, "").slice(0, 10),
      );
    }
  });

  it("is made for every ability, and bears the trace that a channel gives", async () => {
    const { abilities, records } = await setUp();
    await abilities.answer({ question: QUESTION }, { trace: "u7" });
    await abilities.quoteNamed("镇江", "应用成效");
    await abilities.summaryNamed("镇江", "one");
    await abilities.compareNamed(["镇江", "圆通"], "应用成效");
    await abilities.verify("工会");
    await abilities.catalogue();
    const abilitiesKept = records.map((record) => record.kind === "answer" && record.ability);
    expect(abilitiesKept).toEqual(["answer", "quote", "summary", "compare", "verify", "catalogue"]);
    expect(records[0]).toMatchObject({ trace: "u7" });
  });

  it("holds up no answer when it cannot be written", async () => {
    const { abilities, failures, isFull } = await setUp();
    isFull.now = true;
    expect(await abilities.answer({ question: QUESTION })).toMatchObject({ kind: "grounded" });
    expect(failures).toEqual([new Error("database or disk is full")]);
  });

  it("has a message as the platform took it, without who gets it and where, and no sign of progress", async () => {
    const { records, audit } = await setUp();
    const journals = await openJournals(newDir());
    const journal = audit.overJournal(journals.of("slack T1 U1"), "slack T1 U1");
    const contents = [
      { text: "答", blocks: [], onlyFor: "U2", responseUrl: "https://secret", thread: "1" },
      { text: "正在查找", isSign: true },
      { file: { person: "U2", title: "t", docx: "" } },
    ];
    for (const content of contents) {
      const item = await journal.post({
        chat: "C1",
        message: "m",
        part: 0,
        content: JSON.stringify(content),
      });
      await journal.settled(item, "9", true);
      await journal.settled({ ...item, content: '{"text":"不发"}' }, null);
    }
    await journals.close();
    expect(records).toEqual([{ kind: "sent", bot: "slack", content: '{"text":"答","blocks":[]}' }]);
  });

  it("is none where nothing is said", async () => {
    const { abilities, records } = await setUp();
    const answer = await abilities.answer({ question: "收到", addressed: "thread-follow-up" });
    expect({ reply: answer.reply, records }).toEqual({ reply: "silent", records: [] });
  });
});

describe("the figures", () => {
  it("count answers, refusals and failures, and time every stage", async () => {
    const { abilities, metrics } = await setUp();
    await abilities.answer({ question: QUESTION });
    await abilities.answer({ question: "今天天气怎么样？" });
    const gaveUp = new AbortController();
    gaveUp.abort(new Error("left"));
    await expect(abilities.summaryNamed("镇江", "one", { signal: gaveUp.signal })).rejects.toThrow("left");
    const text = await metrics.text();
    const lines = text.split("\n");
    expect(lines).toContain('anlitong_answers_total{channel="web",ability="answer",outcome="grounded"} 1');
    expect(lines).toContain('anlitong_answers_total{channel="web",ability="answer",outcome="not-found"} 1');
    expect(lines).toContain('anlitong_answers_total{channel="web",ability="summary",outcome="stopped"} 1');
    expect(lines).toContain('anlitong_answer_seconds_count{stage="whole"} 2');
    expect(lines).toContain('anlitong_answer_seconds_count{stage="retrieving"} 2');
    expect(lines.find((line) => line.startsWith("anlitong_refusals_total"))).toMatch(/ 1$/);
    // No word of a question or an answer.
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it("tell of what waits and which corpus serves, at each reading", async () => {
    const { metrics, plain } = await setUp();
    let inbox = 3;
    metrics.watch({
      ...{ program: "0.1.0", version: plain.version },
      queues: async () => ({ inbox: inbox--, outbox: 0 }),
    });
    const { id } = await plain.version();
    expect(await metrics.text()).toContain(`anlitong_corpus_info{corpus="${id}",program="0.1.0"} 1`);
    expect(await metrics.text()).toContain('anlitong_queue{of="inbox"} 2');
  });
});
