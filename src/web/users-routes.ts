/** The page for administrators: who may log in, in which role, and who did of late. */

import { html } from "hono/html";
import { visible } from "../render/text.ts";
import type { LoginNote } from "./login.ts";
import { type Html, pageText } from "./pages/layout.ts";
import { htmlResponse } from "./responses.ts";
import { get, type WebRoute } from "./routes.ts";
import type { Users } from "./users.ts";
import { USERS } from "./wording.zh.ts";

export interface KeptLogin extends LoginNote {
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface UsersParts {
  readonly users: Users;
  /** Of the last weeks, the latest first. */
  readonly logins: () => Promise<readonly KeptLogin[]>;
}

/** More than anybody reads through. */
const MOST_SHOWN = 200;

export function usersRoutes({ users, logins }: UsersParts): WebRoute[] {
  return [
    get("/users", "administrator", async ({ site }) => {
      const kept = await logins();
      const lastOf = (name: string) => kept.find(({ user, role }) => user === name && role !== null);
      const main = html`<div class="sheet users">
<h1>${USERS.title}</h1>
<p class="lead">${USERS.lead}</p>
${section(
  USERS.users,
  USERS.userHead,
  users.all().map(({ name, role }) => [name, USERS.role[role], timeOf(lastOf(name))]),
)}
${section(USERS.logins, USERS.loginHead, kept.slice(0, MOST_SHOWN).map(loginCells))}
</div>`;
      const looks = { current: "users", styles: ["ask.css"], kind: "curating" };
      return htmlResponse(await pageText(site, { title: USERS.title, root: "", main, ...looks }));
    }),
  ];
}

function loginCells(login: KeptLogin): readonly string[] {
  const { user, role, address } = login;
  const who = user ?? (role === null ? USERS.unknown : USERS.byToken);
  return [timeOf(login), who, role === null ? USERS.refused : USERS.role[role], address];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<section><h2>${title}</h2>
<div class="wide" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${visible(cell)}</td>`)}</tr>`)}</tbody>
</table></div></section>`;
}

function timeOf(login: KeptLogin | undefined): string {
  return login ? new Date(login.at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) : "—";
}
