/** The page on which whoever has the token lets themselves in. */

import { html } from "hono/html";
import type { WebAccess } from "./access.ts";
import { readBody } from "./http-server.ts";
import { type Html, pageText, type Site } from "./pages/layout.ts";
import { htmlResponse, seeOther, textResponse } from "./responses.ts";
import type { WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

const MAX_FORM_BYTES = 16 * 1024;

/** Below the root of the site, with the way back. */
export function loginPath({ pathname, search }: URL): string {
  return `login?next=${encodeURIComponent(`${pathname.slice(1)}${search}`)}`;
}

export const loginMain = {
  form: (next: string, problem: string): Html => html`<div class="sheet narrow">
<h1>${WEB.login}</h1>
<p>${WEB.loginLead}</p>
${problem === "" ? "" : html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="session" class="login">
<input type="hidden" name="next" value="${next}">
<input class="unseen" name="user" value="${WEB.everybody}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
<label for="token">${WEB.token}</label>
<input id="token" name="token" type="password" required autocomplete="current-password" maxlength="500">
<button type="submit">${WEB.enter}</button>
</form>
</div>`,
  behindProxy: (): Html =>
    html`<div class="sheet narrow"><h1>${WEB.login}</h1><p>${WEB.behindProxy}</p></div>`,
};

export function loginRoutes({
  access,
  site,
}: {
  readonly access: WebAccess;
  readonly site: Site;
}): WebRoute[] {
  if (!access.hasLogin) return [];

  async function shown(next: string, problem: string, status: number): Promise<Response> {
    const main = loginMain.form(next, problem);
    return htmlResponse(await pageText(site, { title: WEB.login, root: "", current: null, main }), status);
  }

  return [
    {
      method: "GET",
      path: "/login",
      access: "open",
      handle: async ({ request, url }) => {
        const next = url.searchParams.get("next") ?? "";
        return access.admit(request).kind === "admitted" ? seeOther(within(next)) : shown(next, "", 200);
      },
    },
    {
      method: "POST",
      path: "/session",
      access: "open",
      async handle({ request }) {
        const body = await readBody(request, MAX_FORM_BYTES);
        if (!body) return textResponse(WEB.tooLarge, 413);
        const form = new URLSearchParams(new TextDecoder().decode(body));
        const next = form.get("next") ?? "";
        const outcome = access.logIn(form.get("token") ?? "");
        if (outcome === "stranger") return shown(next, WEB.wrongToken, 403);
        if (outcome === "wait") return shown(next, WEB.wait, 429);
        const response = seeOther(within(next));
        response.headers.set("Set-Cookie", outcome.cookie);
        return response;
      },
    },
  ];
}

/** Never leads to another site, whatever the address says. */
function within(next: string): string {
  const here = "http://here.invalid";
  const url = URL.canParse(next, `${here}/`) ? new URL(next, `${here}/`) : undefined;
  return url?.origin === here ? `.${url.pathname}${url.search}` : "./";
}
