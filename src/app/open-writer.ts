/** Settings and models → the writer that has a model point at the words that answer; none where no chat model is set. */

import { readFile } from "node:fs/promises";
import { WITHHELD_MS } from "../answer/early.ts";
import { PLACEHOLDERS, type PromptName, type Prompts, parsePrompt } from "../answer/writing/prompts.ts";
import { createReplyMemory } from "../answer/writing/reply-memory.ts";
import { type Caps, createSpending } from "../answer/writing/spending.ts";
import type { Writer, WritingRecord } from "../answer/writing/writer.ts";
import type { Log } from "../console/log.ts";
import type { ChatModel, Researcher } from "../models/model.ts";
import { loadTokenCounter } from "../models/tokens.ts";
import { createMemoryLedger, type OpenLedger } from "../stores/sqlite-ledger.ts";
import type { Stores } from "../stores/stores.ts";

export interface WriterSource {
  readonly chat: ChatModel;
  readonly researcher: Researcher | null;
  readonly caps: Caps;
  readonly stores: Pick<Stores, "ledger">;
  readonly log: Log;
  /** Is told of each call of the model. */
  readonly onWriting?: (record: WritingRecord) => void;
}

/** A corpus that is no longer, as a model is shown it, is shown whole. */
const WHOLE_TOKENS = 30_000;

export type OpenWriter = Writer & { close(): void };

/** Rejects where a prompt cannot be used. */
export async function openWriter(source: WriterSource): Promise<OpenWriter> {
  const { chat, researcher, caps, stores, log } = source;
  const prompts = await readPrompts();
  const ledger = await openLedger(stores, log);
  return {
    model: chat,
    researcher,
    prompts,
    room: WHOLE_TOKENS,
    withheldMs: WITHHELD_MS,
    countTokens: await loadTokenCounter(),
    spending: createSpending({ ledger, caps }),
    memory: createReplyMemory(),
    report(record) {
      source.onWriting?.(record);
      report(record, log);
    },
    close: () => ledger.close(),
  };
}

/** All of `prompts/`, checked. Rejects for the first one that cannot be used. */
export async function readPrompts(): Promise<Prompts> {
  const names = Object.keys(PLACEHOLDERS) as PromptName[];
  const read = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(`../../prompts/${name}.md`, import.meta.url), "utf8");
      return [name, parsePrompt(name, text)] as const;
    }),
  );
  return Object.fromEntries(read) as unknown as Prompts;
}

/** Where the disk takes nothing, what is spent is counted until the program ends. */
async function openLedger(stores: Pick<Stores, "ledger">, log: Log): Promise<OpenLedger> {
  return stores.ledger({ warn: log.warn }).catch((error: unknown) => {
    log.warn(`语言模型的用量无法保存，重新启动后从零计起：${String(error)}`);
    return createMemoryLedger();
  });
}

/** A line for each; what went wrong is a warning, for somebody has to mend it. */
function report({ outcome, why, kept, dropped, ...about }: WritingRecord, log: Log): void {
  const { prompt, version, model, promptTokens, completionTokens, ms } = about;
  const spent = `${promptTokens}+${completionTokens} token，${ms} 毫秒`;
  const claims = kept === undefined ? "" : `，采用 ${kept} 个分句`;
  const astray = dropped ? `，无效编号 ${dropped} 个` : "";
  const line = `模型 ${model}，提示词 ${prompt}@${version}：${OUTCOMES[outcome]}${claims}${astray}，${spent}`;
  if (outcome === "failed") log.warn(`${line}：${why ?? ""}`);
  else log.info(line);
}

const OUTCOMES: Readonly<Record<WritingRecord["outcome"], string>> = {
  pointed: "已选出",
  drafted: "已起草",
  insufficient: "认为不能作答",
  astray: "所指编号无一有效",
  spent: "当天用量已到上限，没有调用",
  failed: "没有结果",
  stopped: "已停止",
};
