/** Knowledge and a pair of streams → the MCP server on them, until the input ends. */

import type { Readable, Writable } from "node:stream";
import packageJson from "../../package.json" with { type: "json" };
import type { Log } from "../console/log.ts";
import { createDocuments } from "../web/mcp/documents.ts";
import { createOperations } from "../web/operations/operations.ts";
import type { OpenKnowledge } from "./open-knowledge.ts";
import { openWatch } from "./open-watch.ts";
import type { Reading, Scopes } from "./scopes.ts";
import type { Settings } from "./settings.ts";

export interface McpSource {
  readonly knowledge: OpenKnowledge;
  readonly scopes: Scopes;
  readonly reading: Reading;
  readonly log: Log;
  readonly input: Readable;
  readonly output: Writable;
  readonly settings: Pick<Settings, "dataDir" | "retentionDays" | "web">;
}

export async function serveMcp(source: McpSource): Promise<void> {
  // The SDK is loaded by no other command.
  const { serveStdio } = await import("../web/mcp/stdio.ts");
  const { settings, log, input, output } = source;
  const watch = await openWatch({ ...source, metrics: null });
  try {
    const abilities = watch.abilitiesOf("mcp", { as: source.reading });
    const { publicUrl } = settings.web;
    const operations = createOperations(abilities, publicUrl);
    const documents = createDocuments(abilities, publicUrl);
    await serveStdio({ input, output, log, operations, documents, version: packageJson.version });
  } finally {
    await watch.close();
  }
}
