/** A question sent to the server → its events, until the answer is there, or whoever asked gives up. */

import type { View } from "./ask-build.ts";
import type { Turn } from "./ask-memory.ts";

export interface Given {
  readonly view: View;
  /** Only with an answer, not with a line of the program's own. */
  readonly id?: string;
  readonly question?: string;
  readonly answer?: Turn["answer"];
  readonly copy?: string;
  readonly forget?: boolean;
}

export interface Question {
  readonly mode: string;
  readonly text: string;
  readonly history: readonly string[];
}

export interface Listening {
  readonly signal: AbortSignal;
  readonly onStage: (stage: string) => void;
  /** Is given an answer that another may replace. */
  readonly onEarly: (early: Given) => void;
}

/** Rejects with a message for people, or as aborted. */
export async function ask(question: Question, { signal, onStage, onEarly }: Listening): Promise<Given> {
  const response = await fetch("ask/answer", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(question),
    signal,
  });
  if (!response.ok || !response.body) throw new Error((await response.json()).error.message);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error("");
    waiting += value;
    const blocks = waiting.split("\n\n");
    waiting = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event, data] = /^event: (\w+)\ndata: ([^\n]*)$/.exec(block) ?? [];
      if (event === "stage") onStage(JSON.parse(data ?? "").stage);
      if (event === "early") onEarly(JSON.parse(data ?? ""));
      if (event === "error") throw new Error(JSON.parse(data ?? "").message);
      if (event === "answer") return JSON.parse(data ?? "");
    }
  }
}
