/** Starts what the settings name: opens the knowledge, says what is on, and runs the channels until they end. */

import { fstatSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exitCodeOf } from "./app/exit-code.ts";
import { openChannels } from "./app/open-channels.ts";
import { openKnowledge, warnOfIndexing } from "./app/open-knowledge.ts";
import { createScopes } from "./app/scopes.ts";
import { parseSettings, readEnvFile } from "./app/settings.ts";
import { createSetupDesk } from "./app/setup/setup.ts";
import { collectionLines, overviewOf } from "./app/startup-report.ts";
import { createLog } from "./console/log.ts";
import { createOutput } from "./console/output.ts";
import { createProgress } from "./console/progress.ts";
import { readAhead } from "./search/read-ahead.ts";
import { createMetrics } from "./watch/metrics.ts";

process.exitCode = await main().catch((error: unknown) =>
  exitCodeOf(error, createLog(process.stderr, process.env.LOG_LEVEL === "debug" ? "debug" : "error")),
);

async function main(): Promise<number> {
  const environment = { ...readEnvFile(".env"), ...process.env };
  const settings = parseSettings(environment);
  const metrics = createMetrics();
  const log = metrics.overLog(createLog(process.stderr, settings.logLevel, settings.logForm));
  const progress = createProgress(process.stderr, "建立索引");
  const knowledge = await openKnowledge({
    ...{ settings, log, tryOut: true },
    onProgress: progress.update,
    onWriting: metrics.wrote,
  }).finally(progress.stop);
  const scopes = createScopes({ knowledge, corpusDir: settings.corpusDir, log });
  const stopped = stopSignal();
  const ended = new AbortController();
  try {
    warnOfIndexing(knowledge, log);
    const setup = createSetupDesk({ path: ".env", environment, host: settings.web.host });
    const channels = await openChannels({
      settings,
      ...{ knowledge, scopes, log, metrics, setup },
      terminal: {
        input: process.stdin,
        output: process.stdout,
        colours: !process.env.NO_COLOR,
        names: async () => [...(await knowledge.finder.names()).keys()],
        typed: readTyped(settings.dataDir),
        isPiped: isPiped(),
      },
    });
    try {
      const overview = overviewOf(settings, {
        caseCount: (await knowledge.store.cases()).filter(({ role }) => role === "case").length,
        fileCount: (await knowledge.store.files()).length,
        collections: collectionLines(await scopes.collections()),
        channels: channels.names,
        isTyped: process.stdin.isTTY === true || isPiped(),
        web: await channels.listen(),
        models: {
          chat: knowledge.models?.chat?.id ?? null,
          fallback: knowledge.models?.fallback?.id ?? null,
          embedder: knowledge.models?.embedding?.asking.id ?? null,
          reranker: knowledge.models?.reranker?.id ?? null,
        },
      });
      await createOutput(process.stdout).write(`${overview}\n\n`);
      // What cannot be read ahead is met when it is asked for.
      readAhead(await knowledge.store.cases(), ended.signal).catch((error: unknown) =>
        log.warn(`预读案例时出错，不影响启动：${error instanceof Error ? error.message : String(error)}`),
      );
      // Who stops the program while it starts does not wait for the network.
      await Promise.race([stopped, channels.start().then(() => channels.ended)]);
    } finally {
      ended.abort();
      await channels.stop();
    }
  } finally {
    await knowledge.close();
  }
  return 0;
}

/** Not so for a service, whose standard input is /dev/null. */
function isPiped(): boolean {
  const input = fstatSync(0);
  return input.isFIFO() || input.isFile() || input.isSocket();
}

function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once("SIGINT", () => resolve());
  process.once("SIGTERM", () => resolve());
  return promise;
}

/** What is typed, for the next session of whoever may read the data folder; what cannot be kept is not there, and nothing else is amiss. */
function readTyped(dataDir: string) {
  const path = join(dataDir, "terminal-history.txt");
  let writing = Promise.resolve();
  return {
    lines: linesIn(path),
    keep(lines: readonly string[]) {
      const text = `${lines.join("\n")}\n`;
      writing = writing.then(() => writeFile(path, text, { mode: 0o600 })).catch(() => {});
    },
  };
}

function linesIn(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}
