#!/usr/bin/env node
/** Command line → one command, its answer on standard output, and an exit code; with no command all of it is started. */

import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

// Halves the time of every run but the first, `npm start` among them; it serves only what is imported after it.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/anlitong"));
// A pattern becomes machine code, which costs more than a hundred runs over a question, when it has run so often and not at once.
setFlagsFromString("--regexp-tier-up-ticks=100");

if (process.argv.length <= 2) await import("./main.ts");
else {
  const { runCommand } = await import("./app/commands/run.ts");
  process.exitCode = await runCommand(process.argv.slice(2), {
    environment: process.env,
    envFile: ".env",
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
  });
}
