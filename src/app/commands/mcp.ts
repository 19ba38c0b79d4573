/** mcp: the abilities as tools of an assistant, over standard input and output, until the input ends. */

import type { Writable } from "node:stream";
import packageJson from "../../../package.json" with { type: "json" };
import { createDocuments } from "../../web/mcp/documents.ts";
import { createOperations } from "../../web/operations/operations.ts";
import { openWatch } from "../open-watch.ts";
import type { Commands } from "./command.ts";
import type { CommonOptions, Session } from "./session.ts";

/** `output` carries the protocol, which wants a stream of bytes. */
export function addMcp({ addReading: add, run }: Commands, output: Writable): void {
  add("mcp", "作为 MCP 服务器，从标准输入接受助手的调用，直到输入结束。", [
    "mcp",
    "mcp --corpus documents",
  ]).action((options: CommonOptions) => run(options, (session) => serveMcp(session, output)));
}

async function serveMcp(session: Session, output: Writable): Promise<void> {
  // The SDK is loaded by no other command.
  const { serveStdio } = await import("../../web/mcp/stdio.ts");
  // An assistant may hand on what it reads: unless somebody is named, it is what everybody may read.
  const { settings, log, input, reading = [] } = session;
  const watch = await openWatch({ ...session, metrics: null });
  try {
    const abilities = watch.abilitiesOf("mcp", { as: reading });
    const { publicUrl } = settings.web;
    const operations = createOperations(abilities, publicUrl);
    const documents = createDocuments(abilities, publicUrl);
    await serveStdio({ input, output, log, operations, documents, version: packageJson.version });
  } finally {
    await watch.close();
  }
}
