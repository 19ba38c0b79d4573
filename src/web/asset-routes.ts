/** Styles and scripts → routes under which they may be kept for good, for another version has another address. */

import type { Assets } from "./pages/assets.ts";
import { textResponse } from "./responses.ts";
import type { WebRoute } from "./routes.ts";

export function assetRoutes({ hash, files }: Assets): WebRoute[] {
  return [
    {
      method: "GET",
      path: "/assets/*",
      access: "open",
      async handle({ url }) {
        const [, , version, name = ""] = url.pathname.split("/");
        const asset = files.get(name);
        if (!asset) return textResponse("Not Found", 404);
        // A page opened before an update still names the version before.
        const kept = version === hash ? "public, max-age=31536000, immutable" : "no-cache";
        return new Response(asset.body, { headers: { "Content-Type": asset.type, "Cache-Control": kept } });
      },
    },
  ];
}
