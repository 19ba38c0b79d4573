/** Options and environment → open knowledge for one command, and its answers on standard output. */

import type { Readable, Writable } from "node:stream";
import type { Abilities } from "../../answer/abilities.ts";
import { createLog, type Log } from "../../console/log.ts";
import { createOutput, jsonLine, type Output } from "../../console/output.ts";
import { createProgress } from "../../console/progress.ts";
import { parseReaders } from "../../corpus/readers-file.ts";
import type { Answer } from "../../grounding/answer.ts";
import { contractOf } from "../../render/contract.ts";
import { visible } from "../../render/text.ts";
import { type OpenKnowledge, openKnowledge } from "../open-knowledge.ts";
import { createScopes, type Reading, type Scopes } from "../scopes.ts";
import { parseSettings, type Settings } from "../settings.ts";
import { UsageError } from "./usage.ts";

/** The process as a command sees it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Path of a `.env` file, which there need not be; `environment` goes before it. */
  readonly envFile?: string;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly errors: Writable & { readonly isTTY?: boolean };
}

/** What every command takes. */
export interface CommonOptions {
  readonly corpus?: string;
  readonly data?: string;
  readonly json?: boolean;
  /** Names of readers, whose answers are wanted. */
  readonly as?: string;
}

export interface Session {
  readonly knowledge: OpenKnowledge;
  readonly scopes: Scopes;
  /** Whose answers are wanted; undefined where nobody was named. */
  readonly reading: Reading | undefined;
  /** Theirs, or of all that there is. */
  readonly abilities: Abilities;
  readonly settings: Settings;
  readonly input: Readable;
  readonly output: Output;
  readonly log: Log;
}

/** Flags come before variables. Throws a `SettingsError`. */
export function settingsOf({ environment }: Surroundings, { corpus, data }: CommonOptions): Settings {
  return parseSettings({
    ...environment,
    ...(corpus?.trim() ? { CORPUS_DIR: corpus } : {}),
    ...(data?.trim() ? { DATA_DIR: data } : {}),
  });
}

/** Opens the knowledge, runs the command, and lets go of everything however it ends. */
export async function inSession<T>(
  surroundings: Surroundings,
  options: CommonOptions,
  command: (session: Session) => Promise<T>,
  /** Whether the models of the settings are tried out first. */
  tryOut = false,
): Promise<T> {
  const settings = settingsOf(surroundings, options);
  const reading = readingOf(options.as);
  const { input, errors } = surroundings;
  const log = createLog(errors, settings.logLevel, settings.logForm);
  const progress = createProgress(errors, "建立索引");
  const knowledge = await openKnowledge({ settings, log, onProgress: progress.update, tryOut }).finally(
    progress.stop,
  );
  const scopes = createScopes({ knowledge, corpusDir: settings.corpusDir, log });
  try {
    return await command({
      ...{ knowledge, scopes, reading },
      abilities: scopes.abilitiesFor(reading ?? "operator"),
      settings,
      input,
      output: createOutput(surroundings.output),
      log,
    });
  } finally {
    await knowledge.close();
  }
}

/** Whoever is named; throws a `UsageError` where the name is none. */
export function readingOf(as: string | undefined): Reading | undefined {
  if (as === undefined) return undefined;
  const { readers, problems } = parseReaders(as);
  if (problems.length > 0 || readers.length === 0)
    throw new UsageError(`--as ${problems[0] ?? "应写明读者"}`);
  return readers;
}

export function printAnswer(
  answer: Answer,
  { json }: CommonOptions,
  { output, settings }: Pick<Session, "output" | "settings">,
): Promise<void> {
  const contract = contractOf(answer, settings.web.publicUrl);
  return output.write(json ? jsonLine(contract) : `${visible(contract.text)}\n`);
}
