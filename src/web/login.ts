/** The page on which whoever has a token lets themselves in. */

import { html } from "hono/html";
import type { Log } from "../console/log.ts";
import type { Role, WebAccess } from "./access.ts";
import { readBody } from "./http-server.ts";
import { pageText, type Site } from "./pages/layout.ts";
import { htmlResponse, seeOther, textResponse } from "./responses.ts";
import { get, post, type WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

const MAX_FORM_BYTES = 16 * 1024;

/** Below the root of the site, with the way back. */
export function loginPath({ pathname, search }: URL, role: Role): string {
  const next = `${pathname.slice(1)}${search}`;
  return `login?${new URLSearchParams({ ...(role === "curator" ? { as: role } : {}), next })}`;
}

interface Form {
  readonly role: Role;
  readonly next: string;
  readonly problem?: string;
}

async function formPage(site: Site, { role, next, problem }: Form, status: number): Promise<Response> {
  const main = html`<div class="sheet narrow">
<h1>${WEB.login}</h1>
<p>${role === "curator" ? WEB.curatorLead : WEB.loginLead}</p>
${problem === undefined ? "" : html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="session" class="login">
<input type="hidden" name="as" value="${role}">
<input type="hidden" name="next" value="${next}">
<input class="unseen" name="user" value="${WEB.user[role]}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
<label for="token">${WEB.token}</label>
<input id="token" name="token" type="password" required autocomplete="current-password" maxlength="500">
<button type="submit">${WEB.enter}</button>
</form>
</div>`;
  return htmlResponse(await pageText(site, { title: WEB.login, root: "", current: null, main }), status);
}

/** Who logs in as what, and from where, is told to the operator. */
export function loginRoutes({ access, log }: { readonly access: WebAccess; readonly log: Log }): WebRoute[] {
  if (!access.hasLogin("reader") && !access.hasLogin("curator")) return [];

  return [
    get("/login", "open", async ({ request, url, address, site }) => {
      const next = url.searchParams.get("next") ?? "";
      const role = roleOf(url.searchParams);
      const admission = access.admit(request, address);
      const isIn = admission.kind === "admitted" && (role === "reader" || admission.role === role);
      return isIn ? seeOther(within(next)) : formPage(site, { role, next }, 200);
    }),
    post("/session", "open", async ({ request, address, site }) => {
      const body = await readBody(request, MAX_FORM_BYTES);
      if (!body) return textResponse(WEB.tooLarge, 413);
      const form = new URLSearchParams(new TextDecoder().decode(body));
      const asked = { role: roleOf(form), next: form.get("next") ?? "" };
      const outcome = access.logIn(form.get("token") ?? "", address);
      if (outcome === "wait") return formPage(site, { ...asked, problem: WEB.wait }, 429);
      if (outcome === "stranger" || (asked.role === "curator" && outcome.role !== "curator")) {
        log.info(WEB.refusedLogin(address));
        return formPage(site, { ...asked, problem: WEB.wrongToken }, 403);
      }
      log.info(WEB.loggedIn(WEB.user[outcome.role], address));
      const response = seeOther(within(asked.next));
      response.headers.set("Set-Cookie", outcome.cookie);
      return response;
    }),
  ];
}

function roleOf(fields: URLSearchParams): Role {
  return fields.get("as") === "curator" ? "curator" : "reader";
}

/** Never leads to another site, whatever the address says. */
function within(next: string): string {
  const here = "http://here.invalid";
  const url = URL.canParse(next, `${here}/`) ? new URL(next, `${here}/`) : undefined;
  return url?.origin === here ? `.${url.pathname}${url.search}` : "./";
}
