/** The page for administrators: who may log in, in which role, and who did of late. */

import { html } from "hono/html";
import { visible } from "../render/text.ts";
import type { LoginNote } from "./login.ts";
import { CURATING, type Html } from "./pages/layout.ts";
import { tableHtml } from "./pages/table.ts";
import { pageResponse } from "./responses.ts";
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
      return pageResponse(site, { ...CURATING, current: "users", title: USERS.title, root: "", main });
    }),
  ];
}

function loginCells(login: KeptLogin): readonly string[] {
  const { user, role, address } = login;
  const who = user ?? (role === null ? USERS.unknown : USERS.byToken);
  return [timeOf(login), who, role === null ? USERS.refused : USERS.role[role], address];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  const cellsOf = (cells: readonly string[]) =>
    html`<tr>${cells.map((cell) => html`<td>${visible(cell)}</td>`)}</tr>`;
  return html`<section><h2>${title}</h2>
${tableHtml(title, head, rows.map(cellsOf))}</section>`;
}

function timeOf(login: KeptLogin | undefined): string {
  return login ? new Date(login.at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) : "—";
}
