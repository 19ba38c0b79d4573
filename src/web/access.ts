/** A request's cookie, token or proxy header → who is let in. */

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export interface AccessSettings {
  /** Null where none is demanded. */
  readonly token: string | null;
  /** Header in which a reverse proxy names who it let in; null where there is no such proxy. */
  readonly userHeader: string | null;
  /** Cookies are for https alone. */
  readonly secure: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type Admission =
  | { readonly kind: "admitted"; readonly user: string | null }
  | { readonly kind: "stranger" }
  /** Too many wrong tokens in the last minute; nobody's token is looked at for now. */
  | { readonly kind: "wait" };

export interface WebAccess {
  admit(request: Request): Admission;
  /** The cookie for who shows the right token, or that of who shows nothing more. */
  logIn(token: string): { readonly cookie: string } | Exclude<Admission["kind"], "admitted">;
  /** A token can be typed in. */
  readonly hasLogin: boolean;
}

const COOKIE = "anlitong";
const COOKIE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

const WINDOW_MS = 60_000;
/** A token of any length worth having is not guessed at this pace. */
const MOST_WRONG = 20;

const LONGEST_USER = 200;

export function createWebAccess({ token, userHeader, secure, now = Date.now }: AccessSettings): WebAccess {
  const key = randomBytes(32);
  let wrong: number[] = [];

  /** Takes as long whatever is given, and however long it is. */
  const isToken = (given: string) => token !== null && timingSafeEqual(hmac(key, given), hmac(key, token));

  function tried(given: string): "right" | "stranger" | "wait" {
    wrong = wrong.filter((at) => now() - at < WINDOW_MS);
    if (wrong.length >= MOST_WRONG) return "wait";
    if (isToken(given)) return "right";
    wrong.push(now());
    return "stranger";
  }

  /** Holds until its day, or until the token is another. */
  const signed = (expires: string) =>
    hmac(Buffer.from(token ?? ""), `anlitong web ${expires}`).toString("hex");

  function holdsCookie(request: Request): boolean {
    const value = cookieOf(request, COOKIE) ?? "";
    const [expires = "", signature = ""] = value.split(".");
    if (token === null || !/^\d{1,15}$/.test(expires) || !/^[0-9a-f]{64}$/.test(signature)) return false;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(signed(expires))) && now() < Number(expires);
  }

  return {
    hasLogin: token !== null,
    admit(request) {
      const user = userHeader === null ? "" : (request.headers.get(userHeader)?.trim() ?? "");
      if (user !== "") return { kind: "admitted", user: user.slice(0, LONGEST_USER) };
      if (token === null)
        return userHeader === null ? { kind: "admitted", user: null } : { kind: "stranger" };
      if (holdsCookie(request)) return { kind: "admitted", user: null };
      const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
      if (bearer === undefined) return { kind: "stranger" };
      const kind = tried(bearer);
      return kind === "right" ? { kind: "admitted", user: null } : { kind };
    },
    logIn(given) {
      const kind = tried(given);
      if (kind !== "right") return kind;
      const expires = String(now() + COOKIE_DAYS * DAY_MS);
      const attributes = [
        `${COOKIE}=${expires}.${signed(expires)}`,
        "Path=/",
        "HttpOnly",
        "SameSite=Strict",
        `Max-Age=${(COOKIE_DAYS * DAY_MS) / 1000}`,
        ...(secure ? ["Secure"] : []),
      ];
      return { cookie: attributes.join("; ") };
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [key = "", value] = pair.trim().split("=");
    if (key === name) return value;
  }
  return undefined;
}
