/** What watches over the program asks: is it ready, and if not, why; and its figures for Prometheus. */

import { isSame } from "./access.ts";
import type { HttpServer } from "./http-server.ts";
import { isFromHere, type OriginSettings, originOf } from "./origin.ts";
import { textResponse } from "./responses.ts";
import { WEB } from "./wording.zh.ts";

export interface HealthParts {
  readonly server: HttpServer;
  /** Why it could not answer now, a line each; none when it can. They tell nothing of the corpus or of people. */
  readonly problems: () => Promise<readonly string[]>;
  readonly metrics: { text(): Promise<string>; readonly contentType: string };
  /** Null where figures are for this machine alone. */
  readonly token: string | null;
  readonly origin: OriginSettings;
}

/**
 * Under no guard, for what probes a program does so by whatever name. `/healthz`, of the server itself, says that the
 * program is alive; `/readyz` that it can answer. Figures are told who shows the token, or where there is none a program
 * on this machine that comes through no proxy.
 */
export function hangHealthRoutes({ server, problems, metrics, token, origin }: HealthParts): void {
  server.route("GET", "/readyz", async () => {
    const reasons = await problems();
    return reasons.length === 0 ? textResponse("ok") : textResponse(reasons.join("\n"), 503);
  });
  server.route("GET", "/metrics", async (request, peer) => {
    const isLetIn =
      token === null
        ? isFromHere(request, peer) && originOf(request, origin) === "fine"
        : isSame(request.headers.get("authorization") ?? "", `Bearer ${token}`);
    if (!isLetIn) return textResponse(WEB.metricsClosed, 403);
    return new Response(await metrics.text(), {
      headers: { "Content-Type": metrics.contentType, "Cache-Control": "no-store" },
    });
  });
}
