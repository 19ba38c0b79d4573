/** mcp: the abilities as tools of an assistant, over standard input and output. */

import type { Writable } from "node:stream";
import { serveMcp } from "../open-mcp.ts";
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
