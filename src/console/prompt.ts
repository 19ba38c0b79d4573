/** Questions at a terminal → what is typed; of what is secret nothing is shown and nothing remembered. */

import { createInterface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";

export type Prompt = ReturnType<typeof openPrompt>;

export function openPrompt(input: Readable, output: Writable & { readonly columns?: number }) {
  const left = new AbortController();
  const signal: AbortSignal = left.signal;
  // Also between questions: a secret may be pasted too early.
  let isHidden = true;
  const shown = new Writable({
    write(chunk, _encoding, done) {
      // Decided at once: what waited here might be shown, or not, as the next question has it.
      if (!isHidden) output.write(chunk);
      done();
    },
  });
  // By which lines are broken where they are edited.
  Object.assign(shown, { columns: output.columns });
  // What was typed before is not offered again: it may have been a secret.
  const reading = createInterface({ input, output: shown, terminal: true, historySize: 0 });
  const leave = () => left.abort();
  reading.on("SIGINT", leave);
  reading.on("close", leave);

  async function typed(question: string, hides: boolean): Promise<string> {
    // What was typed before it was asked for is meant for nothing.
    reading.write(null, { ctrl: true, name: "u" });
    if (hides) output.write(question);
    isHidden = hides;
    try {
      return (await reading.question(hides ? "" : question, { signal })).trim();
    } finally {
      if (hides) output.write("\n");
      isHidden = true;
    }
  }

  return {
    /** Without blanks around it. Rejects when whoever sits there leaves (Ctrl+C, Ctrl+D). */
    ask: (question: string) => typed(question, false),
    /** The same, with nothing shown of what is typed. */
    askSecret: (question: string) => typed(question, true),
    /** Given when whoever sits there has left. */
    left: signal,
    close() {
      reading.off("close", leave);
      reading.close();
    },
  };
}
