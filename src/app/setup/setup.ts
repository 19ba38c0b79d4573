/** A `.env` file, and what is typed for it step by step: checked, tried, and written at the end alone. */

import { stat } from "node:fs/promises";
import type { Finding } from "../commands/check.ts";
import { isSecret } from "../secrets.ts";
import { parseSettings, problemsIn, readEnvFile } from "../settings.ts";
import { readText, withValues, writePrivately } from "./env-file.ts";
import { SETUP, STEPS, type StepAsked } from "./steps.zh.ts";
import { type Trial, tryStep } from "./try-step.ts";

export interface SetupSource {
  /** Of the file, which there need not be. */
  readonly path: string;
  /** What holds now: the file's variables, and before them those of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A setting as it stands, with what was typed. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly isSecret: boolean;
  /** Of a secret only that there is one; null where nothing stands. */
  readonly given: string | null;
}

export interface Step extends Pick<StepAsked, "id" | "title" | "lead"> {
  readonly fields: readonly Field[];
}

export interface Setup {
  /** As it stands now: what was typed in one step may add fields to another, and a step without fields is none. */
  steps(): readonly Step[];
  /** Blank values are left out, "" takes one away. Gives back a line for each value of the step that cannot be used, and then takes none. */
  take(id: Step["id"], values: Readonly<Record<string, string>>): readonly string[];
  /** Takes back what was typed in a step. */
  forget(id: Step["id"]): void;
  try(id: Step["id"], trial: Trial): Promise<readonly Finding[]>;
  /** A line for each value that was typed, without secrets. */
  changes(): readonly string[];
  /** Resolves with what is to be known of what was written. Whatever stands in the file by now stays, but for what was typed. */
  save(): Promise<readonly string[]>;
}

type Values = Readonly<Record<string, string>>;

export function createSetup({ path, environment }: SetupSource): Setup {
  const typed = new Map<string, string>();
  const holding = (values: Values = {}) => ({ ...environment, ...Object.fromEntries(typed), ...values });
  const asked = (id: Step["id"]) => STEPS.find((step) => step.id === id)?.fields ?? [];

  return {
    steps() {
      const now: Readonly<Record<string, string | undefined>> = holding();
      return STEPS.flatMap((step) => {
        const fields = step.fields
          .filter(({ when }) => when === undefined || now[when])
          .map(({ name, label }) => {
            const value = now[name]?.trim() ?? "";
            const hides = isSecret(name, value);
            return { name, label, isSecret: hides, given: value && hides ? SETUP.hidden : value || null };
          });
        return fields.length > 0 ? [{ ...step, fields }] : [];
      });
    },
    take(id, values) {
      const names = asked(id).map(({ name }): string => name);
      const own = Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) =>
          names.includes(name) ? [[name, value.trim()]] : [],
        ),
      );
      const unusable = Object.keys(own).filter((name) => /\p{Cc}/u.test(own[name] ?? ""));
      if (unusable.length > 0) return unusable.map(SETUP.unusable);
      const problems = problemsIn(holding(own));
      const lines = names.flatMap((name) => problems.get(name) ?? []);
      if (lines.length === 0) for (const [name, value] of Object.entries(own)) typed.set(name, value);
      return lines;
    },
    forget(id) {
      for (const { name } of asked(id)) typed.delete(name);
    },
    async try(id, trial) {
      const problems = [...problemsIn(holding()).values()];
      if (problems.length > 0) return problems.map((detail) => ({ what: ".env", right: false, detail }));
      return tryStep(id, parseSettings(holding()), trial);
    },
    changes: () =>
      [...typed].map(([name, value]) => `${name}=${isSecret(name, value) && value ? SETUP.hidden : value}`),
    async save() {
      const before = readEnvFile(path);
      const mode = await stat(path).then(
        (found) => found.mode & 0o777,
        () => 0o600,
      );
      await writePrivately(path, withValues(await readText(path), Object.fromEntries(typed)));
      const outside = [...typed.keys()].filter(
        (name) => environment[name] !== undefined && environment[name] !== before[name],
      );
      return [
        ...outside.map(SETUP.outside),
        ...((mode & 0o077) === 0 ? [] : [SETUP.narrowed(path, mode.toString(8))]),
      ];
    },
  };
}

/** Nothing that the set-up asks for is set. Proxies are in many a shell, and say nothing of this program. */
export function isFirstStart({ path, environment }: SetupSource): boolean {
  const holds: SetupSource["environment"] = { ...environment, ...readEnvFile(path) };
  return STEPS.every(
    ({ id, fields }) => id === "network" || fields.every(({ name }) => !holds[name]?.trim()),
  );
}
