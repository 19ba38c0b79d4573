/** A request's cookie, token or proxy header → who is let in, and whether as reader or curator. */

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parse, serialize } from "hono/utils/cookie";
import { createRateLimit } from "../chat/rate-limit.ts";
import type { WebRequest } from "./routes.ts";

export type Role = "reader" | "curator";

export interface AccessSettings {
  /** Null where none is demanded. */
  readonly token: string | null;
  /** Shown instead of the other by whoever looks after the cases; null where nobody does so here. */
  readonly curatorToken: string | null;
  /** Header in which a reverse proxy names who it let in; null where there is no such proxy. */
  readonly userHeader: string | null;
  /** Of those that the proxy names, who looks after the cases. */
  readonly curators: readonly string[];
  /** Tokens of programs, by the name of each; absent where none has one of its own. */
  readonly programs?: ReadonlyMap<string, string>;
  /** Cookies are for https alone. */
  readonly secure: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Admitted {
  readonly kind: "admitted";
  readonly role: Role;
  /** The same for all requests of one person, as far as that can be told: a name, a login, or an address. */
  readonly person: string;
}

export type Admission =
  | Admitted
  | { readonly kind: "stranger" }
  /** Too many wrong tokens from this address in the last minute. */
  | { readonly kind: "wait" };

export interface WebAccess {
  /** `address`: where the request comes from. */
  admit(request: Request, address: string): Admission;
  /** The cookie for who shows a right token. */
  logIn(
    token: string,
    address: string,
  ): { readonly cookie: string; readonly role: Role } | Exclude<Admission["kind"], "admitted">;
  /** A token can be typed in, and one for this role. */
  hasLogin(role: Role): boolean;
}

const COOKIE = "anlitong";
const COOKIE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A minute, from one address. A right token is let in all the same: nobody is kept out by others' guesses. */
const MOST_WRONG = 20;

const LONGEST_USER = 200;

export function createWebAccess(settings: AccessSettings): WebAccess {
  const {
    token,
    curatorToken,
    userHeader,
    curators,
    programs = new Map(),
    secure,
    now = Date.now,
  } = settings;
  const guesses = createRateLimit({ perPerson: MOST_WRONG, perChat: Number.POSITIVE_INFINITY });
  const isLimited = token !== null || userHeader !== null;

  function tried(given: string, address: string): Role | "stranger" | "wait" {
    const isToken = token !== null && isSame(given, token);
    const isCurator = curatorToken !== null && isSame(given, curatorToken);
    if (isToken || isCurator) return isCurator ? "curator" : "reader";
    return guesses.take("login", address, now()) === "go" ? "stranger" : "wait";
  }

  /** Holds until its day, or until the token of its role is another. */
  const signed = (login: string, role: string) =>
    hmac(Buffer.from((role === "curator" ? curatorToken : token) ?? ""), `anlitong web ${login}`).toString(
      "hex",
    );

  function heldBy(request: Request): Admitted | undefined {
    const [, login = "", expires, role = "", signature = ""] =
      /^((\d{1,15})\.(reader|curator)\.[0-9a-f]{16})\.([0-9a-f]{64})$/.exec(
        parse(request.headers.get("cookie") ?? "", COOKIE)[COOKIE] ?? "",
      ) ?? [];
    if ((role === "curator" ? curatorToken : token) === null || signature === "") return undefined;
    const isRight = timingSafeEqual(Buffer.from(signature), Buffer.from(signed(login, role)));
    if (!isRight || now() >= Number(expires)) return undefined;
    return { kind: "admitted", role: role === "curator" ? role : "reader", person: `login ${login}` };
  }

  return {
    hasLogin: (role) => (role === "curator" ? curatorToken : token) !== null,
    admit(request, address) {
      const user = userHeader === null ? "" : asSent(request.headers.get(userHeader) ?? "");
      const held = heldBy(request);
      const isCurator = curators.includes(user) || held?.role === "curator";
      if (user !== "") {
        const role = isCurator ? "curator" : "reader";
        return { kind: "admitted", role, person: `user ${user.slice(0, LONGEST_USER)}` };
      }
      if (held) return held;
      const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
      const [program] = [...programs].find(([, own]) => isSame(bearer ?? "", own)) ?? [];
      if (program !== undefined) return { kind: "admitted", role: "reader", person: `program ${program}` };
      // Whoever can reach a program that asks nobody has it to themselves.
      if (!isLimited) return { kind: "admitted", role: "curator", person: `address ${address}` };
      if (bearer === undefined) return { kind: "stranger" };
      const role = tried(bearer, address);
      if (role === "stranger" || role === "wait") return { kind: role };
      return { kind: "admitted", role, person: `address ${address}` };
    },
    logIn(given, address) {
      const role = tried(given, address);
      if (role === "stranger" || role === "wait") return role;
      const login = `${now() + COOKIE_DAYS * DAY_MS}.${role}.${randomBytes(8).toString("hex")}`;
      const cookie = serialize(COOKIE, `${login}.${signed(login, role)}`, {
        ...{ path: "/", httpOnly: true, sameSite: "Strict", secure },
        maxAge: (COOKIE_DAYS * DAY_MS) / 1000,
      });
      return { cookie, role };
    },
  };
}

const KEY = randomBytes(32);

/** Takes as long whatever is given, and however long it is. */
export function isSame(given: string, own: string): boolean {
  return timingSafeEqual(hmac(KEY, given), hmac(KEY, own));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** A name in Chinese is sent as bytes of UTF-8, each of which comes as a character. */
function asSent(name: string): string {
  const decoded = Buffer.from(name, "latin1").toString("utf8");
  return (/[^\0-\u00ff]/.test(name) || decoded.includes("\ufffd") ? name : decoded).trim();
}

interface AskingLimitParts {
  /** Most questions a minute of one person; null where one person has the program to themselves. */
  readonly perPerson: number | null;
  readonly now?: () => number;
}

export type MayAsk = (from: Pick<WebRequest, "person">) => boolean;

export function createAskingLimit({ perPerson, now = Date.now }: AskingLimitParts): MayAsk {
  if (perPerson === null) return () => true;
  const limit = createRateLimit({ perPerson, perChat: Number.POSITIVE_INFINITY });
  return ({ person }) => limit.take("web", person, now()) === "go";
}
