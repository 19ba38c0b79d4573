/** Lines typed or piped in → answers on the same terminal, as one conversation. */

import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { MAX_QUESTION, tooLong } from "../../chat/limits.ts";
import { type Line, linesOf } from "../../console/lines.ts";
import { logError } from "../../console/log.ts";
import { createOutput } from "../../console/output.ts";
import { renderAnswer } from "../../render/render.ts";
import { visible } from "../../render/text.ts";
import { ACKNOWLEDGED } from "../../render/wording.zh.ts";
import type { Channel, ChannelParts } from "../channel.ts";
import { commandNamed, completionsOf } from "./commands.ts";
import { createPainter } from "./paint.ts";
import { showWaiting } from "./waiting.ts";
import {
  COMMANDS_HELP,
  FAILED,
  FAREWELL,
  NEW_TOPIC,
  NO_SUCH_COMMAND,
  PROMPT,
  STOPPED,
  TOO_LONG,
  UNREADABLE,
} from "./wording.zh.ts";

const MAX_LINE_BYTES = 1024 * 1024;

/** Earlier questions that are kept to understand the next one. */
const MAX_HISTORY = 20;

export interface TerminalParts extends ChannelParts {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
  /** Paint answers; only on a terminal. */
  readonly colours: boolean;
  /** Offered when the Tab key is pressed. */
  readonly names: readonly string[];
}

/** With a person at the keys it prompts; piped in, it answers line by line. Both end with the input or by /退出. */
export function createTerminal(parts: TerminalParts): Channel {
  const { input, log } = parts;
  const output = createOutput(parts.output);
  const paint = createPainter(parts.colours && parts.output.isTTY === true);
  const ended = Promise.withResolvers<void>();
  const isTyped = input.isTTY === true && parts.output.isTTY === true;
  let history: string[] = [];
  /** The question that is being answered, which Ctrl+C gives up; without one it ends the conversation. */
  let asked: AbortController | undefined;
  let started = false;
  let stopping = false;
  let close = () => {
    input.destroy();
  };

  async function* typedLines(): AsyncGenerator<Line> {
    const keyboard = createInterface({
      input,
      output: parts.output,
      prompt: PROMPT,
      completer: (line: string) => completionsOf(line, parts.names),
    });
    // Lines that came before the end are answered after it, when nothing can be prompted for any more.
    let open = true;
    keyboard.on("close", () => {
      open = false;
    });
    close = () => keyboard.close();
    keyboard.on("SIGINT", () => (asked ? asked.abort() : close()));
    keyboard.prompt();
    let number = 0;
    for await (const text of keyboard) {
      number += 1;
      yield { number, text };
      if (open) keyboard.prompt();
    }
  }

  async function converse(): Promise<void> {
    for await (const { text, flaw } of isTyped ? typedLines() : linesOf(input, MAX_LINE_BYTES)) {
      if (stopping) return;
      if (text === undefined) await say(flaw === "too-long" ? TOO_LONG : UNREADABLE);
      else if (text.trim() !== "" && !(await take(text.trim()))) return;
    }
  }

  /** False when the conversation is to end. */
  async function take(text: string): Promise<boolean> {
    if (!/^[/／]/.test(text)) {
      await ask(text);
      return true;
    }
    switch (commandNamed(text)) {
      case "quit":
        return false;
      case "new":
        history = [];
        await say(NEW_TOPIC);
        return true;
      case "help":
        await tell("帮助");
        await say(COMMANDS_HELP);
        return true;
      case "cases":
        await tell("有哪些案例？");
        return true;
      case undefined:
        await say(NO_SUCH_COMMAND(text));
        return true;
    }
  }

  async function ask(question: string): Promise<void> {
    const problem = tooLong("问题", question, MAX_QUESTION);
    if (problem) return say(problem);
    await tell(question, history);
    history = [...history, question].slice(-MAX_HISTORY);
  }

  async function tell(question: string, earlier: readonly string[] = []): Promise<void> {
    const own = new AbortController();
    const waiting = isTyped ? showWaiting(parts.output) : undefined;
    asked = own;
    let text: string;
    try {
      const asking = { signal: own.signal, ...(waiting && { onStage: waiting.reached }) };
      const message = { question, history: earlier, addressed: "private" } as const;
      text = paint(renderAnswer(await parts.answer(message, asking))) || ACKNOWLEDGED;
    } catch (error) {
      if (!own.signal.aborted) logError(log, error);
      text = own.signal.aborted ? STOPPED : FAILED;
    } finally {
      asked = undefined;
      waiting?.end();
    }
    await output.write(`${text}\n\n`);
  }

  function say(text: string): Promise<void> {
    return output.write(`${visible(text)}\n\n`);
  }

  return {
    name: "终端",
    ended: ended.promise,
    async start() {
      started = true;
      converse()
        .then(async () => {
          close();
          if (isTyped) await output.write(`${FAREWELL}\n`);
        })
        .then(ended.resolve, ended.reject);
    },
    async stop() {
      stopping = true;
      asked?.abort();
      close();
      if (started) await ended.promise.catch(() => {});
    },
  };
}
