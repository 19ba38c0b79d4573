/** Requests to /mcp → answers of the MCP server; each request stands for itself, and no session is kept. */

import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Handler } from "../../http-server.ts";
import { createMcpServer, type McpParts } from "./server.ts";

/** The longest text to be verified, each character escaped, and what the protocol puts around it. */
const MAX_BODY_BYTES = 256 * 1024;

export interface McpHttpParts extends Omit<McpParts, "mayAsk"> {
  /** Whether whoever sent this may call a tool now. */
  readonly mayAsk: (request: Request) => boolean;
}

export function createMcpHandler(parts: McpHttpParts): Handler {
  return async (request) => {
    // Without sessions there is nothing to listen to beside answers, and nothing to end.
    if (request.method !== "POST")
      return new Response("Method Not Allowed", { status: 405, headers: { Allow: "POST" } });
    const mcp = createMcpServer({ ...parts, mayAsk: () => parts.mayAsk(request) });
    mcp.server.onerror = (error) => parts.log.debug(`MCP：${error.message}`);
    const transport = new WebStandardStreamableHTTPServerTransport({ maxRequestBodySize: MAX_BODY_BYTES });
    await mcp.connect(transport);
    // Gives up what is under way for a client that leaves.
    request.signal.addEventListener("abort", () => void mcp.close(), { once: true });
    return transport.handleRequest(request);
  };
}
