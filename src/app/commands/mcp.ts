/** mcp: the abilities as tools of an assistant, over standard input and output, until the input ends. */

import type { Readable, Writable } from "node:stream";
import packageJson from "../../../package.json" with { type: "json" };
import type { Log } from "../../console/log.ts";
import { createDocuments } from "../../web/mcp/documents.ts";
import { createOperations } from "../../web/operations/operations.ts";
import type { OpenKnowledge } from "../open-knowledge.ts";
import { openWatch } from "../open-watch.ts";
import type { Reading, Scopes } from "../scopes.ts";
import type { Settings } from "../settings.ts";
import type { Commands } from "./command.ts";
import type { CommonOptions } from "./session.ts";

/** An assistant may hand on what it reads: unless somebody is named, it is what everybody may read. */
const NOBODY = [] as const;

/** `output` carries the protocol, which wants a stream of bytes. */
export function addMcp({ addReading: add, run }: Commands, output: Writable): void {
  add("mcp", "作为 MCP 服务器，从标准输入接受助手的调用，直到输入结束。", [
    "mcp",
    "mcp --corpus documents",
  ]).action(async (options: CommonOptions) => {
    await run(options, ({ knowledge, scopes, reading = NOBODY, settings, input, log }) =>
      serveMcp({ knowledge, scopes, reading, settings, input, output, log }),
    );
  });
}

interface McpSource {
  readonly knowledge: OpenKnowledge;
  readonly scopes: Scopes;
  readonly reading: Reading;
  readonly log: Log;
  readonly input: Readable;
  readonly output: Writable;
  readonly settings: Pick<Settings, "dataDir" | "retentionDays" | "web">;
}

async function serveMcp(source: McpSource): Promise<void> {
  // The SDK is loaded by no other command.
  const { serveStdio } = await import("../../web/mcp/stdio.ts");
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
