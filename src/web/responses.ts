/** Texts → responses that a browser takes for what they are, and in which it runs nothing but the program's own scripts. */

import type { Part } from "../render/transcript/conversation.ts";
import { type Page, pageText, rootFrom, type Site, saidPage } from "./pages/layout.ts";

/** Nothing from another host, nothing inline, no frame around it, no text taken for a script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const SECURITY: Readonly<Record<string, string>> = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // Other sites learn nothing. "no-referrer" would take the origin from this site's own forms as well.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

/** The same response with the headers that every one has. */
export function secured(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(SECURITY)) headers.set(name, value);
  // What the corpus and a person's questions say is kept by no proxy on the way.
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
  return new Response(response.body, { status: response.status, headers });
}

export function htmlResponse(text: string, status = 200): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/html; charset=UTF-8" } });
}

export async function pageResponse(site: Site, page: Page, status = 200): Promise<Response> {
  return htmlResponse(await pageText(site, page), status);
}

/** A page of one line of the program's own. */
export function saidResponse(site: Site, { pathname }: URL, message: string, status: number) {
  return pageResponse(site, saidPage(rootFrom(pathname), message), status);
}

export function textResponse(text: string, status = 200): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/plain; charset=UTF-8" } });
}

const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** To be saved as a file by that name; `plain` stands in for it where a browser takes ASCII alone. */
export function fileResponse(
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  { name, plain }: { readonly name: string; readonly plain: string },
): Response {
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}

/** The library is loaded where somebody wants a Word document. */
export async function wordResponse(
  parts: readonly Part[],
  called: Parameters<typeof fileResponse>[2],
): Promise<Response> {
  const { docxOf } = await import("../render/transcript/docx.ts");
  return fileResponse(await docxOf(parts), DOCX_TYPE, called);
}

/** To another address; a GET whatever came before. `location` is relative or of this site. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location } });
}
