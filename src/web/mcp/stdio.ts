/** Standard input and output → one client of the MCP server, until its input ends. */

import type { Readable, Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Operation } from "../operations/operations.ts";
import { createMcpServer, type McpParts } from "./server.ts";

export interface StdioParts extends Omit<McpParts, "mayAsk"> {
  readonly input: Readable;
  /** Carries the protocol and nothing else. */
  readonly output: Writable;
}

/** Resolves when the input has ended and every call is answered. */
export async function serveStdio({ input, output, ...parts }: StdioParts): Promise<void> {
  const running = new Set<Promise<unknown>>();
  const documents = {
    ...parts.documents,
    tools: (all: readonly Operation[]) => parts.documents.tools(all).map((one) => watched(one, running)),
  };
  const mcp = createMcpServer({ ...parts, documents, mayAsk: () => true });
  const ended = Promise.withResolvers<void>();
  for (const event of ["end", "close", "error"]) input.once(event, () => ended.resolve());
  // Who starts the program may leave it at any time.
  output.on("error", () => ended.resolve());
  mcp.onclose = ended.resolve;
  mcp.onerror = (error) => parts.log.warn(`MCP：${error.message}`);
  await mcp.connect(new StdioServerTransport(input, output));
  await ended.promise;
  // What was read last is handled in the next turn, and answered in the one after the work.
  await nextTurn();
  await Promise.allSettled(running);
  await nextTurn();
  await mcp.close();
}

/** The same, with what is under way kept in `running`. */
function watched(operation: Operation, running: Set<Promise<unknown>>): Operation {
  return {
    ...operation,
    prepare: (input) => {
      const run = operation.prepare(input);
      return (asking) => {
        const outcome = run(asking);
        const settled = outcome.then(
          () => {},
          () => {},
        );
        running.add(settled);
        settled.finally(() => running.delete(settled));
        return outcome;
      };
    },
  };
}
