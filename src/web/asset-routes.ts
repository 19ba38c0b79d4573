/** Styles and scripts → routes under which they may be kept for good, for another version has another address. */

import type { Assets } from "./pages/assets.ts";
import { textResponse } from "./responses.ts";
import { get, type WebRoute } from "./routes.ts";

export function assetRoutes({ hash, files }: Assets): WebRoute[] {
  const served = (name: string, kept: string): Response => {
    const asset = files.get(name);
    if (!asset) return textResponse("Not Found", 404);
    return new Response(asset.body, { headers: { "Content-Type": asset.type, "Cache-Control": kept } });
  };
  return [
    // Asked for by what does not read the page that names another.
    get("/favicon.ico", "open", async () => served("icon.svg", "public, max-age=86400")),
    get("/assets/*", "open", async ({ url }) => {
      const [, , version, name = ""] = url.pathname.split("/");
      // A page opened before an update still names the version before.
      return served(name, version === hash ? "public, max-age=31536000, immutable" : "no-cache");
    }),
  ];
}
