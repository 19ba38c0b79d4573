/** Abilities and a pair of streams → the MCP server on them, until the input ends. */

import type { Readable, Writable } from "node:stream";
import packageJson from "../../package.json" with { type: "json" };
import type { Abilities } from "../answer/abilities.ts";
import type { Log } from "../console/log.ts";
import { notingUnanswered } from "../curation/note-unanswered.ts";
import { makeFolder } from "../stores/folder.ts";
import { lockServing } from "../stores/serving-lock.ts";
import { openSqliteFeedback } from "../stores/sqlite-feedback.ts";
import { createDocuments } from "../web/mcp/documents.ts";
import { createOperations } from "../web/operations/operations.ts";
import type { Settings } from "./settings.ts";

export interface McpSource {
  readonly abilities: Abilities;
  readonly log: Log;
  readonly input: Readable;
  readonly output: Writable;
  readonly settings: Pick<Settings, "dataDir" | "retentionDays" | "web">;
}

export async function serveMcp({ abilities, settings, ...parts }: McpSource): Promise<void> {
  // The SDK is loaded by no other command.
  const { serveStdio } = await import("../web/mcp/stdio.ts");
  const { log } = parts;
  await makeFolder(settings.dataDir);
  const serving = lockServing(settings.dataDir);
  const feedback = await openSqliteFeedback({
    dir: settings.dataDir,
    warn: log.warn,
    retentionDays: settings.retentionDays,
  });
  try {
    const noting = notingUnanswered(abilities, { feedback, log });
    const { publicUrl } = settings.web;
    const operations = createOperations(noting, publicUrl);
    const documents = createDocuments(noting, publicUrl);
    await serveStdio({ ...parts, operations, documents, version: packageJson.version });
  } finally {
    await feedback.close();
    serving.end();
  }
}
