/** What a page says → the whole HTML document around it: landmarks, navigation, styles and scripts. */

import { html } from "hono/html";
import { visible } from "../../render/text.ts";
import type { Role } from "../users.ts";
import { PAGES } from "./wording.zh.ts";

/** Made by `html` from "hono/html", which escapes whatever is put into it. */
export type Html = ReturnType<typeof html>;

export interface NavEntry {
  readonly id: string;
  readonly label: string;
  /** Below the root of the site; empty for the catalogue. */
  readonly path: string;
  /** Whoever may at least do what this role may is shown it; everybody where it is absent. */
  readonly role?: Role;
}

/** What all pages of one site have in common: the served one, or an exported folder. */
export interface Site {
  readonly nav: readonly NavEntry[];
  /** The page of the catalogue, below the root; empty where that is the root itself. */
  readonly home: string;
  /** Below the root, without a slash at its end. */
  readonly assets: string;
  /** A script of an exported folder cannot be a module: browsers load none from a file. */
  readonly modules: boolean;
  /** Who logged in by this name. */
  readonly user?: string;
}

export interface Page {
  readonly title: string;
  /** The way from this page to the root of the site: "", "../", "../../" …; links are relative, wherever the site lies. */
  readonly root: string;
  /** The navigation entry that this page belongs to. */
  readonly current: string | null;
  readonly main: Html;
  /** Names of the browser's scripts that it needs, besides those of every page. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  /** Said at the foot: what the corpus is, for instance. */
  readonly foot?: Html | string;
  /** Of `body`, for the styles. */
  readonly kind?: string;
}

/** What all pages of those who look after the cases have in common. */
export const CURATING = { current: "curator", styles: ["ask.css"], kind: "curating" } as const;

export async function pageText(site: Site, page: Page): Promise<string> {
  const { root, current } = page;
  const asset = (name: string) => `${root}${site.assets}/${name}`;
  const script = (name: string) =>
    site.modules
      ? html`<script type="module" src="${asset(name)}"></script>`
      : html`<script defer src="${asset(name)}"></script>`;
  const document = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title === "" ? PAGES.name : `${page.title} · ${PAGES.name}`}</title>
<link rel="icon" href="${asset("icon.svg")}" type="image/svg+xml">
${site.modules ? html`<link rel="manifest" href="${asset("site.webmanifest")}">` : ""}
${["site.css", ...(page.styles ?? [])].map((name) => html`<link rel="stylesheet" href="${asset(name)}">`)}
<script src="${asset("theme.js")}"></script>
${(page.scripts ?? []).map(script)}
</head>
<body class="${page.kind ?? ""}">
<a class="skip" href="#main">${PAGES.skip}</a>
<header class="top">
<a class="brand" href="${`${root}${site.home}` || "./"}">${PAGES.name}</a>
<nav aria-label="${PAGES.nav}">
${site.nav.map(
  ({ id, label, path }) =>
    html`<a href="${`${root}${path}` || "./"}"${id === current ? html` aria-current="page"` : ""}>${label}</a>`,
)}
</nav>
${site.user === undefined ? "" : html`<form class="who" method="post" action="${root}logout"><span>${visible(site.user)}</span><button type="submit" class="second">${PAGES.logOut}</button></form>`}
<button class="theme" type="button" hidden>${PAGES.theme}</button>
</header>
<main id="main" tabindex="-1">
${page.main}
</main>
<footer class="foot">${page.foot ?? ""}</footer>
</body>
</html>
`;
  return String(await document);
}

/** A line of the program's own, and the way on. */
export function saidPage(root: string, message: string): Page {
  const main = html`<div class="sheet narrow"><h1 class="said">${message}</h1><p><a href="${root || "./"}">${PAGES.toHome}</a></p></div>`;
  return { title: "", root, current: null, main };
}

/** The way back to the root from an address below it, as it was sent: a slash within a name is written %2F. */
export function rootFrom(pathname: string): string {
  return "../".repeat(pathname.split("/").length - 2);
}
