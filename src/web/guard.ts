/** A request → the route's response, where it comes from this site and from somebody who is let in. */

import { html } from "hono/html";
import type { WebAccess } from "./access.ts";
import { type ProblemCode, problemResponse } from "./api-problem.ts";
import type { Handler } from "./http-server.ts";
import { loginMain, loginPath } from "./login.ts";
import { type OriginSettings, originOf } from "./origin.ts";
import { type Html, pageText, rootFrom, type Site } from "./pages/layout.ts";
import { htmlResponse, secured, textResponse } from "./responses.ts";
import type { WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

export interface Gate {
  readonly access: WebAccess;
  readonly origin: OriginSettings;
  readonly site: Site;
}

export function guarded({ access, handle }: WebRoute, gate: Gate): Handler {
  async function answered(request: Request, peer: string): Promise<Response> {
    const verdict = originOf(request, gate.origin);
    if (verdict === "foreign-host") return refused(access, "foreign-host", WEB.foreignHost);
    if (verdict === "foreign-site") return refused(access, "foreign-site", WEB.foreignSite);
    const url = new URL(request.url);
    const admission = gate.access.admit(request);
    if (admission.kind === "admitted") return handle({ request, url, user: admission.user, peer });
    if (access === "open") return handle({ request, url, user: null, peer });
    if (admission.kind === "wait")
      return access === "api"
        ? problemResponse({ code: "too-many", message: WEB.wait }, { "Retry-After": "60" })
        : textResponse(WEB.wait, 429);
    return access === "api" ? challenged() : ledToLogin(url, gate);
  }

  return async (request, peer) => secured(await answered(request, peer));
}

function refused(access: WebRoute["access"], code: ProblemCode, message: string): Response {
  const response = problemResponse({ code, message });
  return access === "api" ? response : textResponse(message, response.status);
}

function challenged(): Response {
  return problemResponse({ code: "no-access", message: WEB.notAdmitted }, { "WWW-Authenticate": "Bearer" });
}

async function ledToLogin(url: URL, { access, site }: Gate): Promise<Response> {
  const root = rootFrom(url.pathname);
  if (!access.hasLogin) {
    const main = loginMain.behindProxy();
    return htmlResponse(await pageText(site, { title: WEB.login, root, current: null, main }), 403);
  }
  // A strict cookie stays behind when a link on another site is followed; what this page asks for brings it along.
  return htmlResponse(String(await turnedTo(`${root}${loginPath(url)}`)), 401);
}

function turnedTo(href: string): Html {
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${href}"><title>${WEB.opening}</title></head>
<body><p><a href="${href}">${WEB.opening}</a></p></body></html>
`;
}
