/** A request → the route's response, where it comes from this site and from somebody who is let in. */

import type { Handler } from "../../http-server.ts";
import { pageText, rootFrom, type Site } from "../../pages/layout.ts";
import type { WebAccess } from "./access.ts";
import { loginMain, loginPath } from "./login.ts";
import { type OriginSettings, originOf } from "./origin.ts";
import { htmlResponse, jsonResponse, secured, seeOther, textResponse } from "./responses.ts";
import type { WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

export interface Gate {
  readonly access: WebAccess;
  readonly origin: OriginSettings;
  readonly site: Site;
}

export function guarded({ access, handle }: WebRoute, gate: Gate): Handler {
  async function answered(request: Request): Promise<Response> {
    const verdict = originOf(request, gate.origin);
    if (verdict === "foreign-host") return textResponse(WEB.foreignHost, 421);
    if (verdict === "foreign-site") return textResponse(WEB.foreignSite, 403);
    const url = new URL(request.url);
    const admission = gate.access.admit(request);
    if (admission.kind === "admitted") return handle({ request, url, user: admission.user });
    if (access === "open") return handle({ request, url, user: null });
    if (admission.kind === "wait")
      return access === "api" ? jsonResponse({ error: WEB.wait }, 429) : textResponse(WEB.wait, 429);
    return access === "api" ? challenged() : ledToLogin(request, url, gate);
  }

  return async (request) => secured(await answered(request));
}

function challenged(): Response {
  const response = jsonResponse({ error: WEB.notAdmitted }, 401);
  response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}

async function ledToLogin(request: Request, url: URL, { access, site }: Gate): Promise<Response> {
  const root = rootFrom(url.pathname);
  if (!access.hasLogin) {
    const main = loginMain.behindProxy();
    return htmlResponse(await pageText(site, { title: WEB.login, root, current: null, main }), 403);
  }
  // A strict cookie stays behind when a link on another site is followed; this site's own request brings it along.
  if (request.headers.get("sec-fetch-site") === "cross-site") return againFromHere();
  return seeOther(`${root}${loginPath(url)}`);
}

function againFromHere(): Response {
  return htmlResponse(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="0"><title>${WEB.opening}</title><p>${WEB.opening}`,
  );
}
