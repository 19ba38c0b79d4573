/** The page on which whoever has a token, or a name and a password, lets themselves in; and the way out again. */

import { html } from "hono/html";
import { type Log, logError } from "../console/log.ts";
import type { Given, WebAccess } from "./access.ts";
import { readBody } from "./http-server.ts";
import type { Site } from "./pages/layout.ts";
import { pageResponse, seeOther, textResponse } from "./responses.ts";
import { get, post, type WebRoute } from "./routes.ts";
import { mayAs, ROLES, type Role, type Users } from "./users.ts";
import { WEB } from "./wording.zh.ts";

const MAX_FORM_BYTES = 16 * 1024;

/** Below the root of the site, with the way back. */
export function loginPath({ pathname, search }: URL, role: Role): string {
  const next = `${pathname.slice(1)}${search}`;
  return `login?${new URLSearchParams({ ...(role === "reader" ? {} : { as: role }), next })}`;
}

/** Somebody logged in, or tried to. */
export interface LoginNote {
  /** Null for a token, and for a name that nobody here has: it may have been a password. */
  readonly user: string | null;
  /** Null where they were not let in. */
  readonly role: Role | null;
  readonly address: string;
}

export interface LoginParts {
  readonly access: WebAccess;
  /** Null where nobody has a name. */
  readonly users: Users | null;
  readonly log: Log;
  /** Keeps it; who logs in waits for that. */
  readonly onLogin: (note: LoginNote) => Promise<void>;
}

interface Form {
  readonly role: Role;
  readonly next: string;
  /** Typed before. */
  readonly name?: string;
  readonly problem?: string;
}

/** Who logs in as what, and from where, is told to the operator. */
export function loginRoutes({ access, users, log, onLogin }: LoginParts): WebRoute[] {
  if (!ROLES.some(access.hasLogin)) return [];

  async function formPage(
    site: Site,
    { role, next, name, problem }: Form,
    status: number,
  ): Promise<Response> {
    const byToken = role === "curator" ? WEB.curatorLead : WEB.loginLead;
    const main = html`<div class="sheet narrow">
<h1>${WEB.login}</h1>
<p>${users ? WEB.usersLead : byToken}</p>
${problem === undefined ? "" : html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="session" class="login">
<input type="hidden" name="as" value="${role}">
<input type="hidden" name="next" value="${next}">
${
  users
    ? html`<label for="user">${WEB.name}</label>
<input id="user" name="user" autocomplete="username" maxlength="100" value="${name ?? ""}"${access.hasTokens ? "" : html` required`}>`
    : html`<input class="unseen" value="${WEB.user[role === "reader" ? role : "curator"]}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>`
}
<label for="token">${users ? (access.hasTokens ? WEB.orToken : WEB.password) : WEB.token}</label>
<input id="token" name="token" type="password" required autocomplete="current-password" maxlength="500">
<button type="submit">${WEB.enter}</button>
</form>
</div>`;
    return pageResponse(site, { title: WEB.login, root: "", current: null, main }, status);
  }

  const noted = (note: LoginNote) => onLogin(note).catch((error: unknown) => logError(log, error));

  return [
    get("/login", "open", async ({ url, admission, site }) => {
      const next = url.searchParams.get("next") ?? "";
      const role = roleOf(url.searchParams);
      const isIn = admission.kind === "admitted" && mayAs(admission.role, role);
      return isIn ? seeOther(within(next)) : formPage(site, { role, next }, 200);
    }),
    post("/session", "open", async ({ request, address, site }) => {
      const body = await readBody(request, MAX_FORM_BYTES);
      if (!body) return textResponse(WEB.tooLarge, 413);
      const form = new URLSearchParams(new TextDecoder().decode(body));
      const given: Given = { name: (form.get("user") ?? "").trim(), secret: form.get("token") ?? "" };
      const asked = { role: roleOf(form), next: form.get("next") ?? "", name: given.name };
      const outcome = await access.logIn(given, address);
      if (outcome === "wait") return formPage(site, { ...asked, problem: WEB.wait }, 429);
      const isToken = given.name === "";
      if (outcome === "stranger" || (isToken && !mayAs(outcome.role, asked.role))) {
        const what = isToken ? WEB.token : WEB.nameOrPassword;
        log.info(WEB.refusedLogin(what, address));
        const user = users?.find(given.name)?.name ?? null;
        await noted({ user, role: null, address });
        return formPage(site, { ...asked, problem: WEB.wrong(what) }, 403);
      }
      const { role, user, cookie } = outcome;
      log.info(WEB.loggedIn(user ?? WEB.user[role === "reader" ? role : "curator"], address));
      await noted({ user, role, address });
      const response = seeOther(within(asked.next));
      response.headers.set("Set-Cookie", cookie);
      return response;
    }),
    post("/logout", "open", async () => {
      const response = seeOther("./");
      response.headers.set("Set-Cookie", access.left);
      return response;
    }),
  ];
}

function roleOf(fields: URLSearchParams): Role {
  return ROLES.find((role) => role === fields.get("as")) ?? "reader";
}

/** Never leads to another site, whatever the address says. */
function within(next: string): string {
  const here = "http://here.invalid";
  const url = URL.canParse(next, `${here}/`) ? new URL(next, `${here}/`) : undefined;
  return url?.origin === here ? `.${url.pathname}${url.search}` : "./";
}
