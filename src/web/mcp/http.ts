/** Requests to /mcp → answers of the MCP server; each request stands for itself, and no session is kept. */

import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { createMcpServer, type McpParts } from "./server.ts";

/** The longest text to be verified, each character escaped, and what the protocol puts around it. */
const MAX_BODY_BYTES = 256 * 1024;

/** For POST alone: without sessions there is nothing to listen to beside answers, and nothing to end. */
export function createMcpHandler(
  parts: Omit<McpParts, "mayAsk">,
): (request: Request, mayAsk: McpParts["mayAsk"]) => Promise<Response> {
  return async (request, mayAsk) => {
    const mcp = createMcpServer({ ...parts, mayAsk });
    mcp.onerror = (error) => parts.log.debug(`MCP：${error.message}`);
    const transport = new WebStandardStreamableHTTPServerTransport({ maxRequestBodySize: MAX_BODY_BYTES });
    await mcp.connect(transport);
    // Gives up what is under way for a client that leaves.
    request.signal.addEventListener("abort", () => void mcp.close(), { once: true });
    return transport.handleRequest(request);
  };
}
