/** The channel for browsers: pages and interfaces as routes on the shared HTTP server, behind one guard. */

import type { Abilities } from "../answer/abilities.ts";
import type { Channel } from "../channels/channel.ts";
import { atMostEveryMinute, type Log, logError } from "../console/log.ts";
import type { DocumentsDesk } from "../curation/documents.ts";
import type { Feedback } from "../curation/feedback.ts";
import { type AccessSettings, createAskingLimit, createWebAccess } from "./access.ts";
import { askRoutes } from "./ask-routes.ts";
import type { CorrectionsDesk } from "./corrections-desk.ts";
import { correctionsRoutes } from "./corrections-routes.ts";
import { type CuratorDesk, curatorRoutes } from "./curator-routes.ts";
import { documentsRoutes } from "./documents-routes.ts";
import { type Gate, guarded } from "./guard.ts";
import type { HttpServer } from "./http-server.ts";
import { type InterfaceRoutesParts, interfaceRoutes } from "./interface-routes.ts";
import { type LoginParts, loginRoutes } from "./login.ts";
import type { Operation } from "./operations/operations.ts";
import { createComerOf } from "./origin.ts";
import { ASK } from "./pages/ask-wording.zh.ts";
import { type Assets, readAssets } from "./pages/assets.ts";
import { CURATOR } from "./pages/curator-wording.zh.ts";
import type { NavEntry, Site } from "./pages/layout.ts";
import { CATALOGUE } from "./pages/wording.zh.ts";
import { readerRoutes } from "./reader-routes.ts";
import { saidResponse, textResponse } from "./responses.ts";
import { get, type WebRoute } from "./routes.ts";
import type { SetupDesk } from "./setup-desk.ts";
import { setupRoutes } from "./setup-routes.ts";
import { type UsersParts, usersRoutes } from "./users-routes.ts";
import { USERS, WEB } from "./wording.zh.ts";

export interface WebParts {
  readonly server: HttpServer;
  readonly abilities: Abilities;
  readonly log: Log;
  readonly operations: readonly Operation[];
  readonly mcp: InterfaceRoutesParts["mcp"];
  readonly feedback: Pick<Feedback, "vote">;
  readonly desk: CuratorDesk;
  readonly corrections: CorrectionsDesk;
  readonly documents: DocumentsDesk;
  /** Null but at the first start. */
  readonly setup: SetupDesk | null;
  /** Of the program. */
  readonly version: string;
  /** Most questions a minute of one person, where access is limited. */
  readonly perPerson: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly access: Omit<AccessSettings, "secure">;
  readonly onLogin: LoginParts["onLogin"];
  readonly logins: UsersParts["logins"];
  /** Addresses of reverse proxies, which are believed when they say where a request comes from. */
  readonly proxies: readonly string[];
}

/** In this order at the head of every page. A page adds its entry here and its routes below. */
const NAV: readonly NavEntry[] = [
  { id: "reader", label: CATALOGUE.nav, path: "" },
  { id: "ask", label: ASK.nav, path: "ask" },
  { id: "curator", label: CURATOR.nav, path: "curator", role: "curator" },
];

const USERS_ENTRY: NavEntry = { id: "users", label: USERS.nav, path: "users", role: "administrator" };

/** Registers its routes at once; it is up as long as the server is. */
export function createWeb(parts: WebParts): Channel {
  const { server, abilities, log, host, publicUrl } = parts;
  const { users = null } = parts.access;
  const assets = readAssets();
  const nav = users ? [...NAV, USERS_ENTRY] : NAV;
  const site: Site = { nav, home: "", assets: `assets/${assets.hash}`, modules: true };
  const access = createWebAccess({ ...parts.access, secure: publicUrl?.startsWith("https:") ?? false });
  const warn = atMostEveryMinute(log.warn);
  const gate: Gate = {
    ...{ access, origin: { host, publicUrl }, comerOf: createComerOf(parts.proxies), site },
    onUnbelieved: (address) => warn(WEB.unbelieved(address)),
  };
  const mayAsk = createAskingLimit({ perPerson: access.isLimited ? parts.perPerson : null });
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
    ...loginRoutes({ access, users, log, onLogin: parts.onLogin }),
    ...(users ? usersRoutes({ users, logins: parts.logins }) : []),
    ...readerRoutes(abilities, parts.documents),
    ...interfaceRoutes({ ...parts, mayAsk, isReady }),
    ...askRoutes({ ...parts, mayAsk, isReady }),
    ...curatorRoutes({ abilities, desk: parts.desk }),
    ...correctionsRoutes(parts.corrections),
    ...documentsRoutes(parts.documents),
    ...(parts.setup ? setupRoutes(parts.setup) : []),
  ];
  for (const route of routes) server.route(route.method, route.path, guarded(route, gate));
  const nothing = (message: string, status: number) =>
    guarded(
      get("", "open", ({ url, site: own }) => saidResponse(own, url, message, status)),
      gate,
    );
  server.otherwise({ notFound: nothing(WEB.notFound, 404), wrongMethod: nothing(WEB.wrongMethod, 405) });

  return {
    name: "网页",
    ended: ended.promise,
    async start() {},
    async stop() {
      ended.resolve();
    },
  };
}

function assetRoutes({ hash, files }: Assets): WebRoute[] {
  const served = (name: string, kept: string): Response => {
    const asset = files.get(name);
    if (!asset) return textResponse("Not Found", 404);
    return new Response(asset.body, { headers: { "Content-Type": asset.type, "Cache-Control": kept } });
  };
  return [
    // Asked for by what does not read the page that names another.
    get("/favicon.ico", "open", async () => served("icon.svg", "public, max-age=86400")),
    get("/assets/*", "open", async ({ url }) => {
      const [, , version, name = ""] = url.pathname.split("/");
      // A page opened before an update still names the version before.
      return served(name, version === hash ? "public, max-age=31536000, immutable" : "no-cache");
    }),
  ];
}
