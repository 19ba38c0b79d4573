/** The channel for browsers: pages and interfaces as routes on the shared HTTP server, behind one guard. */

import type { Abilities } from "../answer/abilities.ts";
import type { Channel } from "../channels/channel.ts";
import type { Log } from "../console/log.ts";
import { logError } from "../console/log.ts";
import type { Feedback } from "../curation/feedback.ts";
import { createWebAccess } from "./access.ts";
import { askRoutes } from "./ask-routes.ts";
import { createAskingLimit } from "./asking-limit.ts";
import { assetRoutes } from "./asset-routes.ts";
import { type CuratorDesk, curatorRoutes } from "./curator-routes.ts";
import { exportRoute } from "./export-route.ts";
import { guarded } from "./guard.ts";
import type { HttpServer } from "./http-server.ts";
import { type InterfaceRoutesParts, interfaceRoutes } from "./interface-routes.ts";
import { loginRoutes } from "./login.ts";
import type { Operation } from "./operations/operations.ts";
import { ASK } from "./pages/ask-wording.zh.ts";
import { readAssets } from "./pages/assets.ts";
import { CURATOR } from "./pages/curator-wording.zh.ts";
import type { NavEntry, Site } from "./pages/layout.ts";
import { CATALOGUE } from "./pages/wording.zh.ts";
import { passageRoute } from "./passage-route.ts";
import { readerRoutes } from "./reader-routes.ts";
import { textResponse } from "./responses.ts";
import type { WebRoute } from "./routes.ts";
import { voteRoute } from "./vote-route.ts";
import { WEB } from "./wording.zh.ts";

export interface WebParts {
  readonly server: HttpServer;
  readonly abilities: Abilities;
  readonly log: Log;
  readonly operations: readonly Operation[];
  readonly mcp: InterfaceRoutesParts["mcp"];
  readonly feedback: Pick<Feedback, "vote">;
  readonly desk: CuratorDesk;
  /** Of the program. */
  readonly version: string;
  /** Most questions a minute of one person, where access is limited. */
  readonly perPerson: number;
  readonly host: string;
  readonly publicUrl: string | null;
  /** What a stranger must show; null where nobody is asked for it. */
  readonly token: string | null;
  /** Header in which a reverse proxy names who it let in. */
  readonly userHeader: string | null;
}

/** In this order at the head of every page. A page adds its entry here and its routes below. */
const NAV: readonly NavEntry[] = [
  { id: "reader", label: CATALOGUE.nav, path: "" },
  { id: "ask", label: ASK.nav, path: "ask" },
  { id: "curator", label: CURATOR.nav, path: "curator" },
];

/** Registers its routes at once; it is up as long as the server is. */
export function createWeb(parts: WebParts): Channel {
  const { server, abilities, log, host, publicUrl, token, userHeader } = parts;
  const assets = readAssets();
  const site: Site = { nav: NAV, home: "", assets: `assets/${assets.hash}`, modules: true };
  const access = createWebAccess({ token, userHeader, secure: publicUrl?.startsWith("https:") ?? false });
  const gate = { access, origin: { host, publicUrl }, site };
  const isLimited = token !== null || userHeader !== null;
  const mayAsk = createAskingLimit({ perPerson: isLimited ? parts.perPerson : null });
  const isReady = () =>
    abilities.version().then(
      () => true,
      (error) => {
        logError(log, error);
        return false;
      },
    );
  const ended = Promise.withResolvers<void>();

  const routes: readonly WebRoute[] = [
    ...assetRoutes(assets),
    ...loginRoutes({ access, site }),
    ...readerRoutes({ abilities, site }),
    ...interfaceRoutes({ ...parts, mayAsk, isReady }),
    ...askRoutes({ ...parts, site, mayAsk, isReady }),
    passageRoute(abilities),
    voteRoute(parts),
    exportRoute(abilities),
    ...curatorRoutes({ abilities, desk: parts.desk, site }),
  ];
  for (const route of routes) server.route(route.method, route.path, guarded(route, gate));
  // Probed by whatever watches over the program, by whatever name; it tells nothing of the corpus.
  server.route("GET", "/readyz", async () => {
    return (await isReady()) ? textResponse("ok") : textResponse(WEB.notReady, 503);
  });

  return {
    name: "网页",
    ended: ended.promise,
    async start() {},
    async stop() {
      ended.resolve();
    },
  };
}
