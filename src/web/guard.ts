/** A request → the route's response, where it comes from this site and from somebody who is let in. */

import { html } from "hono/html";
import { type Asker, onBehalfOf } from "../chat/asker.ts";
import type { Admission, Admitted, WebAccess } from "./access.ts";
import { type ProblemCode, problemResponse, STATUSES } from "./api-problem.ts";
import type { Handler } from "./http-server.ts";
import { loginPath } from "./login.ts";
import { type Comer, type OriginSettings, originOf } from "./origin.ts";
import { type Html, rootFrom, type Site } from "./pages/layout.ts";
import { refusalResponse } from "./request-body.ts";
import { htmlResponse, saidResponse, secured } from "./responses.ts";
import type { WebRoute } from "./routes.ts";
import { mayAs, type Role } from "./users.ts";
import { WEB } from "./wording.zh.ts";

export interface Gate {
  readonly access: WebAccess;
  readonly origin: OriginSettings;
  /** Where a request comes from, by what the connection and a trusted proxy say. */
  readonly comerOf: (request: Request, peer: string) => Comer;
  readonly site: Site;
  /** Somebody at this address is named in a header that only a proxy may set. */
  readonly onUnbelieved: (address: string) => void;
}

export function guarded({ access, handle }: WebRoute, gate: Gate): Handler {
  async function answered(request: Request, peer: string): Promise<Response> {
    const verdict = originOf(request, gate.origin);
    const url = new URL(request.url);
    const refused = (code: ProblemCode, message: string, headers: Record<string, string> = {}) =>
      access === "api"
        ? problemResponse({ code, message }, headers)
        : saidResponse(siteFor(gate.site, null), url, message, STATUSES[code]);
    if (verdict === "foreign-host") return refused("foreign-host", WEB.foreignHost);
    if (verdict === "foreign-site") return refused("foreign-site", WEB.foreignSite);
    const comer = gate.comerOf(request, peer);
    const { address } = comer;
    const admission = gate.access.admit(request, comer);
    const isIn = admission.kind === "admitted";
    const person = isIn ? admission.person : `address ${address}`;
    const wanted = access === "curator" || access === "administrator" ? access : "reader";
    if (access === "open" || (isIn && mayAs(admission.role, wanted)))
      return onBehalfOf(isIn ? namesOf(admission) : [], () =>
        handle({ request, url, person, address, admission, site: siteFor(gate.site, admission) }).catch(
          refusalResponse,
        ),
      );
    if (admission.kind === "stranger" && admission.isUnbelieved) gate.onUnbelieved(address);
    if (admission.kind === "wait") return refused("too-many", WEB.wait, { "Retry-After": "60" });
    if (access === "api") return refused("no-access", WEB.notAdmitted, { "WWW-Authenticate": "Bearer" });
    // Whose name is known would only get the same once more.
    if (isIn && admission.name !== undefined)
      return saidResponse(siteFor(gate.site, admission), url, WEB.notYours, 403);
    return ledToLogin(url, wanted, gate);
  }

  return async (request, peer) => secured(await answered(request, peer));
}

/** As readers of collections are named. Who looks after the cases reads them too; an address is nobody's name. */
function namesOf({ person, role }: Admitted): Asker {
  const [, kind, name] = /^(user|program) (.+)$/s.exec(person) ?? [];
  return [
    ...(kind === undefined ? [] : [`${kind}:${name}`]),
    ...(mayAs(role, "curator") ? ["role:curator", "role:reader"] : ["role:reader"]),
  ];
}

/** Who may not open a page is not shown the way to it. */
function siteFor(site: Site, admission: Admission | null): Site {
  const { role, name } = admission?.kind === "admitted" ? admission : { role: "reader" as const };
  const nav = site.nav.filter(({ role: wanted = "reader" }) => mayAs(role, wanted));
  return { ...site, nav, ...(name !== undefined && { user: name }) };
}

async function ledToLogin(url: URL, role: Role, { access, site }: Gate): Promise<Response> {
  if (!access.hasLogin(role))
    return saidResponse(siteFor(site, null), url, role === "reader" ? WEB.behindProxy : WEB.notYours, 403);
  // A strict cookie stays behind when a link on another site is followed; what this page asks for brings it along.
  return htmlResponse(String(await turnedTo(`${rootFrom(url.pathname)}${loginPath(url, role)}`)), 401);
}

function turnedTo(href: string): Html {
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${href}"><title>${WEB.opening}</title></head>
<body><p><a href="${href}">${WEB.opening}</a></p></body></html>
`;
}
