/** A request's cookie, token or proxy header → who is let in, and in which role. */

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parse, serialize } from "hono/utils/cookie";
import { createRateLimit } from "../chat/rate-limit.ts";
import { type Comer, networkOf } from "./origin.ts";
import type { WebRequest } from "./routes.ts";
import { isPassword, ROLES, type Role, type Users } from "./users.ts";

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
  /** Who may log in by name; their roles count for those whom the proxy names, too. Absent where nobody may. */
  readonly users?: Users | null;
  /** Signs logins by name, together with what is kept of the password; where it is absent they end with the program. */
  readonly loginKey?: Buffer;
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
  /** Where it is a name under which they logged in here, and can leave. */
  readonly name?: string;
}

export type Admission =
  | Admitted
  /** `isUnbelieved`: somebody is named, but not by a proxy that is known. */
  | { readonly kind: "stranger"; readonly isUnbelieved?: boolean }
  /** Too many wrong tokens from this address in the last minute. */
  | { readonly kind: "wait" };

/** What was typed into the form: with no name, the secret is a token. */
export interface Given {
  readonly name: string;
  readonly secret: string;
}

export interface LoggedIn {
  readonly cookie: string;
  readonly role: Role;
  /** Null for who showed a token. */
  readonly user: string | null;
}

export interface WebAccess {
  admit(request: Request, comer: Comer): Admission;
  /** The cookie for who shows a right token or password. */
  logIn(given: Given, address: string): Promise<LoggedIn | Exclude<Admission["kind"], "admitted">>;
  /** The cookie of whoever leaves. */
  readonly left: string;
  /** Somebody in this role can log in. */
  hasLogin(role: Role): boolean;
  /** Somebody can log in by a token. */
  readonly hasTokens: boolean;
  /** Not everybody who reaches the program is let in. */
  readonly isLimited: boolean;
}

const COOKIE = "anlitong";
const COOKIE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A minute, from one address. A right token is let in all the same: nobody is kept out by others' guesses. */
const MOST_WRONG = 20;

/** A minute, for one name and for all names from one address: passwords are shorter than tokens. Who is logged in stays so. */
const MOST_PASSWORDS = { perPerson: 10, perChat: 30 };

/** One password is looked at after the other, for each takes a processor; whoever comes when so many wait comes again. */
const MOST_WAITING = 8;

const LONGEST_NAME = 100;

const LONGEST_USER = 200;

export function createWebAccess(settings: AccessSettings): WebAccess {
  const { token, curatorToken, userHeader, curators, programs = new Map(), secure } = settings;
  const { users = null, loginKey = randomBytes(32), now = Date.now } = settings;
  const guesses = createRateLimit({ perPerson: MOST_WRONG, perChat: Number.POSITIVE_INFINITY });
  const passwords = createRateLimit(MOST_PASSWORDS);
  let waiting = 0;
  let before: Promise<unknown> = Promise.resolve();
  const isLimited = token !== null || userHeader !== null || users !== null;
  const cookieOf = (value: string, maxAge: number) =>
    serialize(COOKIE, value, { path: "/", httpOnly: true, sameSite: "Strict", secure, maxAge });

  function tried(given: string, address: string): Role | "stranger" | "wait" {
    const isToken = token !== null && isSame(given, token);
    const isCurator = curatorToken !== null && isSame(given, curatorToken);
    if (isToken || isCurator) return isCurator ? "curator" : "reader";
    return guesses.take("login", networkOf(address), now()) === "go" ? "stranger" : "wait";
  }

  async function triedBy({ name, secret }: Given, address: string): Promise<Role | "stranger" | "wait"> {
    if (waiting > MOST_WAITING) return "wait";
    // Before anybody is looked up: names that somebody here has count like those that nobody has.
    if (passwords.take(networkOf(address), name.slice(0, LONGEST_NAME), now()) !== "go") return "wait";
    waiting += 1;
    const looked = before.then(async (): Promise<Role | "stranger"> => {
      const user = users?.find(name);
      return (await isPassword(secret, user)) && user ? user.role : "stranger";
    });
    before = looked.catch(() => {}).finally(() => (waiting -= 1));
    return looked;
  }

  /** What a cookie of such a login is signed with: it holds until that is another. */
  function keyOf(who: string): string | Buffer | null {
    if (who === "reader") return token;
    if (who === "curator") return curatorToken;
    const user = userOf(who);
    // Not by what the file of users says alone: whoever came to read it could log in as anybody.
    return user ? hmac(loginKey, user.hashed) : null;
  }

  const userOf = (who: string) => users?.find(Buffer.from(who.slice(1), "base64url").toString());

  const signed = (login: string, key: string | Buffer) => hmac(key, `anlitong web ${login}`).toString("hex");

  function heldBy(request: Request): Admitted | undefined {
    const [, login = "", expires, who = "", signature = ""] =
      /^((\d{1,15})\.(reader|curator|_[\w-]{1,600})\.[0-9a-f]{16})\.([0-9a-f]{64})$/.exec(
        parse(request.headers.get("cookie") ?? "", COOKIE)[COOKIE] ?? "",
      ) ?? [];
    const key = keyOf(who);
    if (key === null || signature === "") return undefined;
    const isRight = timingSafeEqual(Buffer.from(signature), Buffer.from(signed(login, key)));
    if (!isRight || now() >= Number(expires)) return undefined;
    const user = userOf(who);
    if (user) return { kind: "admitted", role: user.role, person: `user ${user.name}`, name: user.name };
    return { kind: "admitted", role: who === "curator" ? who : "reader", person: `login ${login}` };
  }

  return {
    hasLogin: (role) =>
      users !== null ||
      (role === "reader" && token !== null) ||
      (role === "curator" && curatorToken !== null),
    hasTokens: token !== null || curatorToken !== null,
    isLimited,
    left: cookieOf("", 0),
    admit(request, { address, isProxied }) {
      const named = userHeader === null ? "" : asSent(request.headers.get(userHeader) ?? "");
      // Whoever is not the proxy could name anybody.
      const user = isProxied ? named : "";
      const held = heldBy(request);
      if (user !== "") {
        const roles = [users?.find(user)?.role, curators.includes(user) ? "curator" : "reader", held?.role];
        const role = ROLES.findLast((one) => roles.includes(one)) ?? "reader";
        return { kind: "admitted", role, person: `user ${user.slice(0, LONGEST_USER)}` };
      }
      if (held) return held;
      const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
      const [program] = [...programs].find(([, own]) => isSame(bearer ?? "", own)) ?? [];
      if (program !== undefined) return { kind: "admitted", role: "reader", person: `program ${program}` };
      // Whoever can reach a program that asks nobody has it to themselves, but for what a token is set for.
      if (!isLimited) {
        const isCurator =
          curatorToken === null || (bearer !== undefined && tried(bearer, address) === "curator");
        return { kind: "admitted", role: isCurator ? "curator" : "reader", person: `address ${address}` };
      }
      if (bearer === undefined) return { kind: "stranger", isUnbelieved: named !== user };
      const role = tried(bearer, address);
      if (role === "stranger" || role === "wait") return { kind: role };
      return { kind: "admitted", role, person: `address ${address}` };
    },
    async logIn(given, address) {
      const user = given.name === "" ? null : given.name;
      const role = user === null ? tried(given.secret, address) : await triedBy(given, address);
      if (role === "stranger" || role === "wait") return role;
      const who = user === null ? role : `_${Buffer.from(user).toString("base64url")}`;
      const login = `${now() + COOKIE_DAYS * DAY_MS}.${who}.${randomBytes(8).toString("hex")}`;
      const value = `${login}.${signed(login, keyOf(who) ?? "")}`;
      return { cookie: cookieOf(value, (COOKIE_DAYS * DAY_MS) / 1000), role, user };
    },
  };
}

const KEY = randomBytes(32);

/** Takes as long whatever is given, and however long it is. */
export function isSame(given: string, own: string): boolean {
  return timingSafeEqual(hmac(KEY, given), hmac(KEY, own));
}

function hmac(key: string | Buffer, text: string): Buffer {
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
