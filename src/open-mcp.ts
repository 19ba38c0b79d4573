/** Abilities and a pair of streams → the MCP server on them, until the input ends. */

import type { Readable, Writable } from "node:stream";
import packageJson from "../package.json" with { type: "json" };
import type { Abilities } from "./answer/abilities.ts";
import type { Log } from "./console/log.ts";
import { createOperations } from "./operations/operations.ts";

export interface McpSource {
  readonly abilities: Abilities;
  readonly log: Log;
  readonly input: Readable;
  readonly output: Writable;
}

export async function serveMcp({ abilities, ...streams }: McpSource): Promise<void> {
  // The SDK is loaded by no other command.
  const { serveStdio } = await import("./channels/mcp/stdio.ts");
  await serveStdio({
    ...streams,
    operations: createOperations(abilities),
    version: packageJson.version,
  });
}
