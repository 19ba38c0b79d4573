/** A `.env` file, and what is typed for it step by step: checked, tried, and written at the end alone. */

import { randomBytes } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isServed } from "../../stores/locks.ts";
import type { Setup, SetupDesk } from "../../web/setup-desk.ts";
import { systemError } from "../exit-code.ts";
import { isSecret } from "../secrets.ts";
import { isLoopback, parseSettings, problemsIn, readEnvFile } from "../settings.ts";
import { readText, withValues, writePrivately } from "./env-file.ts";
import { SETUP, STEPS } from "./steps.zh.ts";
import { tryStep } from "./try-step.ts";

export interface SetupSource {
  /** Of the file, which there need not be. */
  readonly path: string;
  /** What holds now: the file's variables, and before them those of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Values = Readonly<Record<string, string>>;

export function createSetup({ path, environment }: SetupSource): Setup {
  const typed = new Map<string, string>();
  const holding = (values: Values = {}) => ({ ...environment, ...Object.fromEntries(typed), ...values });
  const fieldsOf = (step: string) => STEPS.find(({ id }) => id === step)?.fields ?? [];

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
      const names = fieldsOf(id).map(({ name }): string => name);
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
      for (const { name } of fieldsOf(id)) typed.delete(name);
    },
    async try(id, trial) {
      const problems = [...problemsIn(holding()).values()];
      if (problems.length > 0) return problems.map((detail) => ({ what: ".env", right: false, detail }));
      const step = STEPS.find((one) => one.id === id);
      const settings = parseSettings(holding());
      // A robot that is new is not served yet, least of all by the program whose page this is.
      const isServing = settings.wecom?.botId === environment.WECOM_BOT_ID && isServed(settings.dataDir);
      return step ? tryStep(step.id, settings, trial, isServing) : [];
    },
    changes: () =>
      [...typed].map(([name, value]) => `${name}=${isSecret(name, value) && value ? SETUP.hidden : value}`),
    async save() {
      const before = readEnvFile(path);
      const modeBefore = await modeOf(path);
      await writePrivately(path, withValues(await readText(path), Object.fromEntries(typed)));
      const mode = await modeOf(path);
      const outside = [...typed.keys()].filter(
        (name) => environment[name] !== undefined && environment[name] !== before[name],
      );
      return [
        ...outside.map(SETUP.outside),
        ...(mode === "600" ? [] : [SETUP.readable(path)]),
        ...(modeBefore === null || modeBefore === mode ? [] : [SETUP.narrowed(path, modeBefore)]),
      ];
    },
  };
}

/** Null where there is no such file. Windows has permissions of another kind. */
async function modeOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ mode }) => (mode & 0o777).toString(8),
    () => null,
  );
}

/** For the page; null but at the first start of a program that this machine alone can reach, and that may write its settings. */
export function createSetupDesk(source: SetupSource & { readonly host: string }): SetupDesk | null {
  if (!isLoopback(source.host) || !isFirstStart(source) || !isWritable(dirname(source.path))) return null;
  const setup = createSetup(source);
  return {
    ...setup,
    save: () =>
      setup.save().catch((error: unknown) => {
        throw systemError(error);
      }),
    code: randomBytes(16).toString("hex"),
    isOpen: () => isFirstStart(source),
  };
}

/** A service under systemd may not write where its program lies. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Nothing that the set-up asks for is set. Proxies are in many a shell, and say nothing of this program. */
function isFirstStart({ path, environment }: SetupSource): boolean {
  const holds: SetupSource["environment"] = { ...environment, ...readEnvFile(path) };
  return STEPS.every(
    ({ id, fields }) => id === "network" || fields.every(({ name }) => !holds[name]?.trim()),
  );
}
