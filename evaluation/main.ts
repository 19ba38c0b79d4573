/** Command line → the program measured: how many answers are right by corpus and type, what weights fit, what each is worth. */

import { parseArgs } from "node:util";
import type { Options } from "./run.ts";
import { blankOut, type DataFile, dataFileNamed } from "./without-file.ts";

const USAGE = `npm run eval -- [file or folder ...] [options]

Puts the questions of every corpus below tests/questions to the program, or those of the files and folders named.

  --held-back         the other half of all of them: counts only
  --set NAME          this corpus alone (may be repeated); chat for the messages
  --only TYPE         this type of question, or group of messages, alone
  --misses            print what is not strictly right, with the step to blame
  --save FILE         keep the result
  --compare FILE      with a result that was kept
  --json              print one object
  --corpus DIR        the documents that labelled files named on the command line ask about
  --fit               fit the weights of pick and judge, leaving one corpus out; with --strict, count whole answers too
  --without NAME      without a feature, a signal, or a data file of src/language: words, apart, templates/acts#greets
  --ablate NAME       what strict loses without it, by corpus (may be repeated)`;

const OPTIONS = {
  "held-back": { type: "boolean" },
  set: { type: "string", multiple: true },
  only: { type: "string" },
  misses: { type: "boolean" },
  save: { type: "string" },
  compare: { type: "string" },
  json: { type: "boolean" },
  corpus: { type: "string" },
  fit: { type: "boolean" },
  strict: { type: "boolean" },
  without: { type: "string", multiple: true },
  ablate: { type: "string", multiple: true },
  help: { type: "boolean" },
} as const;

/** Throws an `Error` for what is no use together. Data files are told apart from features and signals. */
export function optionsOf(args: readonly string[]): { options: Options; files: DataFile[]; help: boolean } {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const heldBack = values["held-back"] ?? false;
  if (heldBack && (values.misses || values.fit || values.ablate))
    throw new Error("--held-back counts only: what is read or fitted there is no longer held back");
  if (heldBack && positionals.length > 0) throw new Error("--held-back and files do not go together");
  const without = values.without ?? [];
  const files = without.flatMap((name) => dataFileNamed(name) ?? []);
  return {
    files,
    help: values.help ?? false,
    options: {
      paths: positionals,
      heldBack,
      sets: values.set ?? [],
      only: values.only,
      misses: values.misses ?? false,
      save: values.save,
      compare: values.compare,
      json: values.json ?? false,
      corpus: values.corpus,
      fit: values.fit ?? false,
      strict: values.strict ?? false,
      without: without.filter((name) => dataFileNamed(name) === undefined),
      ablate: values.ablate ?? [],
    },
  };
}

async function main(args: readonly string[]): Promise<void> {
  const { options, files, help } = optionsOf(args);
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  for (const file of files) blankOut(file);
  // Only now: what the program reads at its start has to be blank already.
  const { run } = await import("./run.ts");
  const { readEnvFile } = await import("../src/app/settings.ts");
  await run(options, {
    environment: { ...readEnvFile(".env"), ...process.env },
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
  });
}

if (import.meta.main)
  await main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
