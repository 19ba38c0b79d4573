/** What a request says of where it comes from → whether it may be another site's doing. */

import { isIP } from "node:net";

export interface OriginSettings {
  readonly host: string;
  readonly publicUrl: string | null;
}

export type OriginVerdict = "fine" | "foreign-host" | "foreign-site";

/**
 * - `foreign-host`: the name by which the client found this machine is none that is known here. Another site can let its
 *   own name point to this machine (DNS rebinding); it cannot do so with an IP address.
 * - `foreign-site`: a page of another site sent the request, and not by a plain link that somebody followed.
 */
export function originOf(request: Request, { host, publicUrl }: OriginSettings): OriginVerdict {
  const { headers, method } = request;
  const given = headers.get("host") ?? "";
  const name = given.replace(/:\d*$/, "").toLowerCase();
  const own = publicUrl === null ? undefined : new URL(publicUrl);
  const known = ["localhost", host.toLowerCase(), own?.hostname.toLowerCase()];
  if (!known.includes(name) && isIP(name.replace(/^\[|\]$/g, "")) === 0) return "foreign-host";
  const isReading = method === "GET" || method === "HEAD";
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") {
    const isFollowed =
      headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
    return isReading && isFollowed ? "fine" : "foreign-site";
  }
  if (site === "same-origin") return "fine";
  const origin = headers.get("origin");
  if (isReading || origin === null) return "fine";
  return hostOf(origin) === given.toLowerCase() || origin === own?.origin ? "fine" : "foreign-site";
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
