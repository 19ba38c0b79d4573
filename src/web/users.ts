/** The file of who may log in by name → each one's role, and whether a password is theirs. */

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { codeOf } from "../chat/failures.ts";

/** Each may do what those before it may. */
export const ROLES = ["reader", "curator", "administrator"] as const;

export type Role = (typeof ROLES)[number];

export function mayAs(role: Role, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}

export interface User {
  readonly name: string;
  readonly role: Role;
  /** `salt:hash`, both of them base64url. */
  readonly hashed: string;
}

export interface Users {
  all(): readonly User[];
  find(name: string): User | undefined;
}

/** No separator of the file, nothing that cannot be seen, no blank at either end. */
export const USER_NAME = /^(?! )[^:\p{C}\p{Zl}\p{Zp}]{1,100}(?<! )$/u;

const LINE = /^([^:]+):(reader|curator|administrator):([\w-]{22}:[\w-]{43})$/;

/** A line each: `name:role:salt:hash`. Throws where one is none; empty ones are passed over. */
export function parseUsers(text: string, path: string): User[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === "") return [];
    const [, name = "", role, hashed = ""] = LINE.exec(line) ?? [];
    const known = ROLES.find((one) => one === role);
    if (!known || !USER_NAME.test(name))
      throw new Error(`${path}:${at + 1}：应为 users add 所写的一行“姓名:角色:盐:散列”`);
    return [{ name, role: known, hashed }];
  });
}

export function usersText(users: readonly User[]): string {
  return users.map(({ name, role, hashed }) => `${name}:${role}:${hashed}\n`).join("");
}

/** Where there is no file there are no users. Throws where it cannot be read. */
export function readUsers(path: string): User[] {
  try {
    return parseUsers(readFileSync(path, "utf8"), path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/**
 * Follows the file as it changes, so that who is taken out of it is out at once; while it cannot be read nobody is in it.
 * Throws where it cannot be read at first.
 */
export function openUsers(path: string, warn: (line: string) => void): Users {
  let seen = stampOf(path);
  let users = readUsers(path);
  let told = "";

  function all(): readonly User[] {
    const stamp = stampOf(path);
    if (stamp === seen) return users;
    try {
      users = readUsers(path);
      seen = stamp;
      told = "";
    } catch (error) {
      users = [];
      // What could not be read, as with too many files open, is read again at the next request.
      if (codeOf(error) === undefined) seen = stamp;
      const line = error instanceof Error ? error.message : String(error);
      if (line !== told) warn(line);
      told = line;
    }
    return users;
  }

  return { all, find: (name) => all().find((user) => user.name === name) };
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : "";
}

/** 32 MB and some tenths of a second each time. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

export async function hashedPassword(password: string, salt = randomBytes(SALT_BYTES)): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // However an input method composes the same characters.
  scrypt(password.normalize("NFKC"), salt, HASH_BYTES, COST, (error, hash) =>
    error ? reject(error) : resolve(hash),
  );
  return `${salt.toString("base64url")}:${(await promise).toString("base64url")}`;
}

/** Takes as long for somebody who is not there. */
export async function isPassword(password: string, user: User | undefined): Promise<boolean> {
  const own = user?.hashed ?? "";
  const found = await hashedPassword(password, Buffer.from(own.slice(0, own.indexOf(":")), "base64url"));
  return own.length === found.length && timingSafeEqual(Buffer.from(own), Buffer.from(found));
}
