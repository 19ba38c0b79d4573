/** What a request says of where it comes from → whether it may be another site's doing; with its connection and the proxies on the way → its address. */

import { BlockList, isIP } from "node:net";

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

/** Where a request comes from. */
export interface Comer {
  readonly address: string;
  /** A trusted proxy brings it: what that says of who is let in is believed, too. */
  readonly isProxied: boolean;
}

/**
 * `proxies`: addresses, or networks as in 10.0.0.0/8. Only what these say is believed: of the addresses that
 * X-Forwarded-For names the last that is none of theirs.
 */
export function createComerOf(proxies: readonly string[]): (request: Request, peer: string) => Comer {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = "", bits] = proxy.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    trusted.addSubnet(address, Number(bits ?? (family === "ipv6" ? 128 : 32)), family);
  }
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return ({ headers }, peer) => {
    const named = (headers.get("x-forwarded-for") ?? "").split(",").map((one) => plain(one.trim()));
    let address = plain(peer);
    const isProxied = isTrusted(address);
    while (isTrusted(address)) {
      const before = named.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = before;
    }
    return { address, isProxied };
  };
}

/** Who has one address of IPv6 has the 2^64 around it: they are one. Another address is one of its own. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const written = new URL(`http://[${address.replace(/%.*/, "")}]`).hostname.slice(1, -1);
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const [first, last] = [groups(written.split("::")[0] ?? ""), groups(written.split("::")[1] ?? "")];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
  return `${[...first, ...zeros, ...last].slice(0, 4).join(":")}::/64`;
}

const OWN = new BlockList();
OWN.addSubnet("127.0.0.0", 8, "ipv4");
OWN.addAddress("::1", "ipv6");

/** Through a proxy on this machine all the world comes from here. `address`: where the connection comes from. */
export function isFromHere({ headers }: Request, address: string): boolean {
  if (["forwarded", "x-forwarded-for", "x-real-ip"].some((name) => headers.has(name))) return false;
  const bare = plain(address);
  return OWN.check(bare, isIP(bare) === 6 ? "ipv6" : "ipv4");
}

/** An address, or a network as in 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = "", bits = "0", ...rest] = text.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** As a network of IPv4 may be named within one of IPv6, with a port, or in brackets. */
function plain(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, "$1");
  return bare.replace(/^::ffff:(?=[\d.]+$)/i, "");
}
