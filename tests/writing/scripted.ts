/** A chat model that says what a test has it say, and a writer around it. */

import { readFileSync } from "node:fs";
import type { Pointing } from "../../src/answer/writing/pointing.ts";
import {
  PLACEHOLDERS,
  type PromptName,
  type Prompts,
  parsePrompt,
} from "../../src/answer/writing/prompts.ts";
import { createReplyMemory } from "../../src/answer/writing/reply-memory.ts";
import { type Caps, createSpending, type Ledger } from "../../src/answer/writing/spending.ts";
import type { Writer, WritingRecord } from "../../src/answer/writing/writer.ts";
import type { ChatModel, Generation, Researcher } from "../../src/models/model.ts";
import { createMemoryLedger } from "../../src/stores/sqlite-ledger.ts";

/** A clause as a prompt shows it. */
export interface Shown {
  readonly id: string;
  readonly text: string;
  /** Case and section, as the prompt names them. */
  readonly head: string;
}

export type Script = (asked: Generation<unknown>, clauses: readonly Shown[]) => unknown;

export interface ScriptedWriter extends Writer {
  readonly records: WritingRecord[];
  readonly asked: Generation<unknown>[];
}

export const SHIPPED: Prompts = Object.fromEntries(
  (Object.keys(PLACEHOLDERS) as PromptName[]).map((name) => [
    name,
    parsePrompt(name, readFileSync(new URL(`../../prompts/${name}.md`, import.meta.url), "utf8")),
  ]),
) as unknown as Prompts;

/** What a script throws, the model rejects with. A reply is checked by the shape that was asked for, as an edge does it. */
export function scriptedWriter(
  script: Script,
  options: {
    readonly caps?: Partial<Caps>;
    readonly ledger?: Ledger;
    readonly researcher?: Researcher;
    readonly now?: () => number;
    readonly room?: number;
    readonly withheldMs?: number;
  } = {},
): ScriptedWriter {
  const {
    caps,
    ledger = createMemoryLedger(),
    researcher = null,
    now,
    room = 30_000,
    withheldMs = 60_000,
  } = options;
  const records: WritingRecord[] = [];
  const asked: Generation<unknown>[] = [];
  const model: ChatModel = {
    id: "test:scripted",
    async generate(generation) {
      asked.push(generation as Generation<unknown>);
      generation.signal?.throwIfAborted();
      const said = await script(generation as Generation<unknown>, clausesIn(generation.input));
      generation.onUsage?.({
        promptTokens: countTokens(generation.instructions + generation.input),
        completionTokens: 50,
      });
      generation.signal?.throwIfAborted();
      const parsed = generation.shape.safeParse(said);
      if (parsed.success) return parsed.data;
      // What is no object of the shape is text, as an edge hears it.
      const rescued = typeof said === "string" ? generation.rescue?.(said) : undefined;
      if (rescued === undefined) throw parsed.error;
      return rescued;
    },
  };
  return {
    model,
    researcher,
    prompts: SHIPPED,
    room,
    withheldMs,
    memory: createReplyMemory(),
    countTokens,
    spending: createSpending({
      ledger,
      caps: { total: null, perChat: null, perPerson: null, ...caps },
      ...(now && { now }),
    }),
    report: (record) => records.push(record),
    records,
    asked,
  };
}

/** About as many as models count for Chinese. */
export function countTokens(text: string): number {
  return Math.ceil(0.75 * text.length);
}

export function clausesIn(input: string): Shown[] {
  let head = "";
  return input.split("\n").flatMap((line): Shown[] => {
    if (line.startsWith("# ")) head = line.slice(2);
    const [, id, text] = line.match(/^(S\d+\.\d+) (.*)$/) ?? [];
    return id && text !== undefined ? [{ id, text, head }] : [];
  });
}

/** A reply that points at these, in the shape that is asked for. */
export function pointing(clauses: readonly string[], more: Partial<Pointing> = {}): Pointing {
  return {
    sufficient: "yes",
    missing: "none",
    clauses: [...clauses],
    settles: "",
    compute: [],
    ...more,
  };
}

export const NO_ANSWER = pointing([], { sufficient: "no" });

/** Points at the first clauses that there are. */
export const honest: Script = ({ name }, clauses) =>
  name === "rewrite" ? { question: "" } : pointing(clauses.slice(0, 2).map(({ id }) => id));
