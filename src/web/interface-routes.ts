/** The interface for programs as routes: JSON below /api/, and the MCP server. */

import { createApi, type InterfaceParts } from "./api.ts";
import type { WebRoute } from "./routes.ts";

export interface InterfaceRoutesParts extends InterfaceParts {
  /** Answers at /mcp. */
  readonly mcp: (request: Request, mayAsk: () => boolean) => Promise<Response>;
}

export function interfaceRoutes({ mcp, ...parts }: InterfaceRoutesParts): WebRoute[] {
  const handle = createApi(parts);
  return [
    { method: "GET", path: "/api/*", access: "api", handle },
    { method: "POST", path: "/api/*", access: "api", handle },
    {
      method: "POST",
      path: "/mcp",
      access: "api",
      handle: (from) => mcp(from.request, () => parts.mayAsk(from)),
    },
  ];
}
