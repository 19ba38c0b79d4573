/** What happens in the program → figures in the form that Prometheus reads. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CorpusVersion } from "../answer/corpus-version.ts";
import type { WritingRecord } from "../answer/writing/writer.ts";
import type { Journal } from "../chat/journal.ts";
import { LOG_LEVELS, type Log } from "../console/log.ts";
import { type Observed, platformOf } from "./observing.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/** Seconds; an answer without a model takes milliseconds, one with a model up to a minute. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name: `anlitong_${name}`, help, labelNames, registers });
  const gauge = <T extends string>(
    name: string,
    help: string,
    labelNames: readonly T[],
    collect?: (own: Gauge<T>) => Promise<void>,
  ) => {
    const own: Gauge<T> = new Gauge({
      name: `anlitong_${name}`,
      help,
      labelNames,
      registers,
      ...(collect && { collect: () => collect(own) }),
    });
    return own;
  };

  const answers = counter("answers_total", "Answers by what they came to", ["channel", "ability", "outcome"]);
  const refusals = counter("refusals_total", "Refusals by their reason", ["reason"]);
  const early = counter("early_answers_total", "Answers shown while a model was waited for", ["channel"]);
  const seconds = new Histogram({
    name: "anlitong_answer_seconds",
    help: "Time to an answer; stage whole is all of it",
    labelNames: ["stage"],
    buckets: BUCKETS,
    registers,
  });
  const deliveries = counter("deliveries_total", "Messages by what became of them", ["platform", "outcome"]);
  const tokens = counter("model_tokens_total", "Tokens of language models, as charged", ["kind"]);
  const writings = counter("model_calls_total", "Calls of language models", ["outcome"]);
  const lines = counter("log_lines_total", "Lines of the log", ["level"]);
  const auditFailures = counter("audit_failures_total", "Entries of the audit that could not be written", []);
  const selfTest = gauge(
    "selftest_passed",
    "1 where the questions asked at the start were answered right",
    [],
  );

  return {
    async observe({ channel, ability, outcome, isEarly, isStopped, ms, stages }: Observed) {
      if (isEarly) {
        early.inc({ channel });
        return;
      }
      const came = "answer" in outcome ? outcome.answer.kind : isStopped ? "stopped" : "error";
      answers.inc({ channel, ability, outcome: came });
      if ("answer" in outcome && outcome.answer.kind === "not-found")
        refusals.inc({ reason: outcome.answer.reason.kind });
      if (came === "stopped") return;
      seconds.observe({ stage: "whole" }, ms / 1000);
      for (const [stage, took] of stages) seconds.observe({ stage }, took / 1000);
    },
    /** The journal of a bot, whose messages are counted as a platform takes them. */
    overJournal: (journal: Journal, bot: string): Journal => ({
      ...journal,
      async settled(item, sentAs, isSent) {
        await journal.settled(item, sentAs, isSent);
        deliveries.inc({ platform: platformOf(bot), outcome: isSent === true ? "sent" : "given_up" });
      },
    }),
    /** The log, whose lines are counted. */
    overLog(log: Log): Log {
      const counted = (level: keyof Log) => (message: string) => {
        lines.inc({ level });
        log[level](message);
      };
      for (const level of LOG_LEVELS) lines.inc({ level }, 0);
      return {
        debug: counted("debug"),
        info: counted("info"),
        warn: counted("warn"),
        error: counted("error"),
      };
    },
    wrote({ outcome, promptTokens, completionTokens }: WritingRecord) {
      writings.inc({ outcome });
      tokens.inc({ kind: "prompt" }, promptTokens);
      tokens.inc({ kind: "completion" }, completionTokens);
    },
    auditFailed: () => auditFailures.inc(),
    selfTested: (isRight: boolean) => selfTest.set(Number(isRight)),
    /** What is asked at each reading; `queues`: what waits to be answered and to be sent, in all chats. */
    watch({
      program,
      version,
      queues,
    }: Readonly<{
      program: string;
      version: () => Promise<CorpusVersion>;
      queues: () => Promise<Readonly<Record<"inbox" | "outbox", number>>>;
    }>) {
      gauge("corpus_info", "1 for the corpus and the program in use", ["corpus", "program"], async (own) => {
        own.reset();
        own.set({ corpus: await version().then(({ id }) => id, unknown), program }, 1);
      });
      gauge("cases", "Cases in the corpus", [], async (own) => {
        own.set(await version().then(({ caseCount }) => caseCount, none));
      });
      gauge("queue", "What waits to be answered (inbox) and to be sent (outbox)", ["of"], async (own) => {
        const { inbox, outbox } = await queues();
        own.set({ of: "inbox" }, inbox);
        own.set({ of: "outbox" }, outbox);
      });
    },
    /** In the text form of Prometheus. */
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

const unknown = () => "unknown";
const none = () => 0;
