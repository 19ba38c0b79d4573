/** Lines typed or piped in → answers on the same terminal, as one conversation. */

import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Abilities } from "../../answer/abilities.ts";
import type { Asking } from "../../answer/asking.ts";
import { LISTED } from "../../chat/commands.ts";
import { MAX_QUESTION, tooLong } from "../../chat/limits.ts";
import { CHINESE_NAMES, usage } from "../../chat/request-wording.zh.ts";
import { requestOf } from "../../chat/requests.ts";
import { NEW_TOPIC, PRIVACY, STOPPED } from "../../chat/wording.zh.ts";
import { type Line, linesOf } from "../../console/lines.ts";
import { type Log, logError } from "../../console/log.ts";
import { createOutput } from "../../console/output.ts";
import type { Answer } from "../../grounding/answer.ts";
import { renderText } from "../../render/render.ts";
import { visible } from "../../render/text.ts";
import { ACKNOWLEDGED } from "../../render/wording.zh.ts";
import type { Channel } from "../channel.ts";
import { CLEAR, createPainter, showWaiting } from "./paint.ts";
import * as wording from "./wording.zh.ts";

const MAX_LINE_BYTES = 1024 * 1024;

/** Lines that the up key brings back. */
const MOST_TYPED = 200;

/** Earlier questions that are kept to understand the next one. */
const MAX_HISTORY = 20;

export interface TerminalParts {
  /** Each rejects when there is nothing that may be sent; the terminal then says so and goes on. */
  readonly abilities: Pick<Abilities, "answer" | "verify" | "summaryNamed" | "quoteNamed" | "compareNamed">;
  readonly log: Log;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
  /** Paint answers; only on a terminal. */
  readonly colours: boolean;
  /** Offered when the Tab key is pressed. */
  readonly names: () => Promise<readonly string[]>;
  /** What was typed in earlier sessions, the latest first. */
  readonly typed: TypedLines;
}

export interface TypedLines {
  readonly lines: readonly string[];
  keep(lines: readonly string[]): void;
}

/** With a person at the keys it prompts; piped in, it answers line by line. Both end with the input or by /退出. */
export function createTerminal(parts: TerminalParts): Channel {
  const { input, log } = parts;
  const output = createOutput(parts.output);
  const paint = createPainter(parts.colours && parts.output.isTTY === true);
  const ended = Promise.withResolvers<void>();
  const isTyped = input.isTTY === true && parts.output.isTTY === true;
  let history: string[] = [];
  /** The question that is being answered, which Ctrl+C gives up; without one a second Ctrl+C ends the conversation. */
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
      prompt: wording.PROMPT,
      completer: async (line: string) => completionsOf(line, await parts.names().catch(() => [])),
      history: [...parts.typed.lines],
      historySize: MOST_TYPED,
      removeHistoryDuplicates: true,
    });
    let isWarned = false;
    // Lines that came before the end are answered after it, when nothing can be prompted for any more.
    let open = true;
    keyboard.on("close", () => {
      open = false;
    });
    close = () => keyboard.close();
    keyboard.on("history", (lines: string[]) => parts.typed.keep(lines));
    keyboard.on("SIGINT", () => {
      if (asked) return asked.abort();
      if (isWarned && keyboard.line === "") return close();
      isWarned = true;
      parts.output.write(`\n${wording.PRESS_AGAIN}\n`);
      // The line that was begun, up to its end and then back to its beginning.
      for (const name of ["e", "u"]) keyboard.write(null, { ctrl: true, name });
      keyboard.prompt();
    });
    keyboard.prompt();
    let number = 0;
    for await (const text of keyboard) {
      number += 1;
      isWarned = false;
      yield { number, text };
      if (open) keyboard.prompt();
    }
  }

  async function converse(): Promise<void> {
    for await (const { text, flaw } of isTyped ? typedLines() : linesOf(input, MAX_LINE_BYTES)) {
      if (stopping) return;
      const typed = text?.trim();
      if (typed === undefined) await say(flaw === "too-long" ? wording.TOO_LONG : wording.UNREADABLE);
      else if (QUIT.includes(typed.replace(/^／/, "/").toLowerCase())) return;
      else if (typed !== "") await take(typed);
    }
  }

  async function take(text: string): Promise<void> {
    const request = requestOf(null, text);
    switch (request.kind) {
      case "question": {
        const { question, named } = request;
        return ask(question, named && ((asking) => named(parts.abilities, asking)));
      }
      case "verify":
        return ask(`核实“${request.text}”`, () => parts.abilities.verify(request.text));
      case "new":
      case "forget":
        history = [];
        return say(NEW_TOPIC);
      case "privacy":
        return say(PRIVACY);
      case "usage":
        return say(usage(request.command));
      case "stop":
        return say(STOPPED);
      // Here it says nothing unasked anyway.
      case "quiet":
        return say(ACKNOWLEDGED);
      case "start":
      case "help":
        await tell(plainly("帮助"));
        return say(wording.COMMANDS_HELP);
      // There is nothing here that a code opens, and whoever sits here has the files and the commands.
      case "pair":
      case "unpair":
      case "curate":
        return say(wording.NO_SUCH_COMMAND(text));
      case "unknown":
        return say(wording.NO_SUCH_COMMAND(request.command));
    }
  }

  /** `answer`: of a command that names what it is about, whatever was talked about. */
  async function ask(question: string, answer?: (asking: Asking) => Promise<Answer>): Promise<void> {
    const problem = tooLong("问题", question, MAX_QUESTION);
    if (problem) return say(problem);
    await tell(answer ?? plainly(question, history));
    history = [...history, question].slice(-MAX_HISTORY);
  }

  function plainly(question: string, earlier: readonly string[] = []) {
    const message = { question, history: earlier, addressed: "private" } as const;
    return (asking: Asking) => parts.abilities.answer(message, asking);
  }

  async function tell(answer: (asking: Asking) => Promise<Answer>): Promise<void> {
    const own = new AbortController();
    const waiting = isTyped ? showWaiting(parts.output) : undefined;
    asked = own;
    let text: string;
    try {
      const asking = { signal: own.signal, ...(waiting && { onStage: waiting.reached }) };
      text = paint(renderText(await answer(asking))) || ACKNOWLEDGED;
    } catch (error) {
      if (!own.signal.aborted) logError(log, error);
      text = own.signal.aborted ? STOPPED : wording.FAILED;
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
          if (isTyped) await output.write(`${CLEAR}${wording.FAREWELL}\n`);
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

/** Known here alone: the other commands are those of every chat. */
export const QUIT: readonly string[] = ["/退出", "/quit", "/exit"];

const COMMANDS = [...[...CHINESE_NAMES.keys(), ...LISTED].map((name) => `/${name}`), ...QUIT];

/** In the shape that readline asks for: the completions, and the end of the line that they complete. */
export function completionsOf(line: string, names: readonly string[]): [string[], string] {
  if (line.startsWith("/")) return [COMMANDS.filter((name) => name.startsWith(line)), line];
  for (let start = 0; start < line.length; start += 1) {
    const begun = line.slice(start);
    const fitting = names.filter((name) => name.startsWith(begun) && name !== begun);
    if (fitting.length > 0) return [fitting, begun];
  }
  return [[], line];
}
