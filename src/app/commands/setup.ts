/** setup: a conversation at the terminal through the steps of the first set-up, at whose end `.env` is written. */

import type { Writable } from "node:stream";
import { createProgress } from "../../console/progress.ts";
import { openPrompt, type Prompt } from "../../console/prompt.ts";
import { visible } from "../../render/text.ts";
import type { Setup, SetupField, SetupFinding, SetupStep } from "../../web/setup-desk.ts";
import { createSetup } from "../setup/setup.ts";
import { isTried } from "../setup/try-step.ts";
import type { Commands } from "./command.ts";
import type { Surroundings } from "./session.ts";
import { SETUP_TALK as TALK } from "./setup-wording.zh.ts";
import { UsageError } from "./usage.ts";

interface Talk {
  readonly setup: Setup;
  readonly prompt: Prompt;
  readonly errors: Writable & { readonly isTTY?: boolean };
  say(...lines: readonly string[]): void;
}

/** Typed for a value that is to be taken away. */
const NONE = "-";

export function addSetup({ addBare, broken }: Commands, surroundings: Surroundings): void {
  const { input, output, errors, environment, envFile = ".env" } = surroundings;
  addBare("setup", TALK.description, ["setup"]).action(async () => {
    if (input.isTTY !== true) throw new UsageError(TALK.noTerminal);
    const prompt = openPrompt(input, output);
    const setup = createSetup({ path: envFile, environment });
    const say = (...lines: readonly string[]) =>
      void output.write(lines.map((line) => `${visible(line)}\n`).join(""));
    try {
      await goThrough({ setup, prompt, errors, say }, envFile);
    } catch (error) {
      if (!prompt.left.aborted) throw error;
      say("", TALK.left(envFile));
      broken();
    } finally {
      prompt.close();
    }
  });
}

async function goThrough(talk: Talk, path: string): Promise<void> {
  const { setup, prompt, say } = talk;
  say(TALK.title, "", ...TALK.intro(path));
  const done = new Set<string>();
  // What is typed in one step may add another further on.
  for (;;) {
    const step = setup.steps().find(({ id }) => !done.has(id));
    if (!step) break;
    done.add(step.id);
    say("", TALK.step(done.size, step.title), `  ${step.lead}`);
    for (const { label, given } of step.fields) if (given !== null) say(`  ${TALK.given(label, given)}`);
    if (isYes(await prompt.ask(TALK.wanted), false)) await fillIn(talk, step);
  }
  const changes = setup.changes();
  if (changes.length === 0) return say("", TALK.nothing(path));
  say("", TALK.changes(path), ...changes.map((line) => `  ${line}`));
  if (!isYes(await prompt.ask(TALK.write), true)) return say("", TALK.left(path));
  say("", TALK.written(path), ...(await setup.save()), ...TALK.next);
}

/** Until it can be used, is kept all the same, or is given up. */
async function fillIn({ setup, prompt, errors, say }: Talk, { id }: SetupStep): Promise<void> {
  const fields = () => setup.steps().find((step) => step.id === id)?.fields ?? [];
  /** Also from the last time round: what could be used need not be typed again. */
  const values: Record<string, string> = {};
  for (;;) {
    for (const field of fields()) {
      const typed = await askFor(prompt, { ...field, given: values[field.name] ?? field.given });
      if (field.isSecret && typed !== "" && typed !== NONE) say(`    ${TALK.received(typed.length)}`);
      if (typed !== "") values[field.name] = typed === NONE ? "" : typed;
    }
    const problems = setup.take(id, values);
    say(...problems.map((line) => `  ${TALK.wrong}${line}`));
    if (problems.length === 0) {
      if (isTried(id) && fields().some(({ given }) => given !== null)) say(`  ${TALK.trying}`);
      const findings = await tryOut({ setup, prompt, errors }, id);
      say(
        ...findings.map(
          ({ what, right, detail }) => `  ${right ? TALK.right : TALK.wrong}${what}：${detail}`,
        ),
      );
      if (findings.every(({ right }) => right)) return;
      const choice = await prompt.ask(TALK.againKeepOrNot);
      if (choice === "2") return;
      if (choice === "3") return setup.forget(id);
    } else if ((await prompt.ask(TALK.againOrNot)) === "3") return setup.forget(id);
  }
}

function askFor(prompt: Prompt, { label, given, isSecret }: SetupField): Promise<string> {
  const question = `  ${visible(TALK.field(label, given))}`;
  return isSecret ? prompt.askSecret(question) : prompt.ask(question);
}

async function tryOut(
  { setup, prompt, errors }: Pick<Talk, "setup" | "prompt" | "errors">,
  id: string,
): Promise<readonly SetupFinding[]> {
  const progress = createProgress(errors, TALK.reading);
  const left = Promise.withResolvers<never>();
  prompt.left.addEventListener("abort", () => left.reject(prompt.left.reason), { once: true });
  const trying = setup.try(id, { signal: prompt.left, onProgress: progress.update });
  return Promise.race([trying, left.promise]).finally(progress.stop);
}

function isYes(typed: string, usual: boolean): boolean {
  return typed === "" ? usual : /^(?:y|yes|是)$/i.test(typed);
}
