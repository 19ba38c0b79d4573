/**
 * Fails a test in which any socket leaves the machine: the product promises to work with no network. Tests load it
 * before themselves; programs that tests start load it with `--import`.
 */

import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

const GUARD = Symbol.for("anlitong.no-network");
const kept = globalThis as { [GUARD]?: string[] };

/** Test files that share a process load this file more than once. */
const isGuarded = kept[GUARD] !== undefined;

/** What was tried and refused, in this process; a program that hides the refusal fails all the same. */
kept[GUARD] ??= [];
export const attempts: string[] = kept[GUARD];

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::"]);

function refuse(attempt: string): never {
  attempts.push(attempt);
  throw new Error(`no network in tests: ${attempt}`);
}

function guard(): void {
  const connect = Socket.prototype.connect;

  Socket.prototype.connect = function guarded(this: Socket, ...args: Parameters<Socket["connect"]>) {
    const [target] = normalized(args);
    const host = target.host ?? "localhost";
    if (target.path === undefined && !LOOPBACK.has(host))
      refuse(`a socket was to be opened to ${host}:${target.port}`);
    return connect.apply(this, args);
  } as Socket["connect"];

  const send = dgram.Socket.prototype.send;

  dgram.Socket.prototype.send = function guarded(this: dgram.Socket, ...args: unknown[]) {
    // (message, [offset, length,] port, address): the address is the only text after the message.
    const host = args.slice(1).find((argument) => typeof argument === "string") ?? "localhost";
    if (!LOOPBACK.has(host)) refuse(`a datagram was to be sent to ${host}`);
    return Reflect.apply(send, this, args);
  } as typeof send;

  const lookup = dns.lookup;

  dns.lookup = Object.assign(function guarded(host: string, ...rest: unknown[]) {
    if (!LOOPBACK.has(host)) refuse(`the address of ${host} was to be asked for`);
    return Reflect.apply(lookup, dns, [host, ...rest]);
  }, lookup) as typeof lookup;

  syncBuiltinESMExports();
}

if (!isGuarded) guard();

if (process.env.VITEST) {
  const { afterEach, expect } = await import("vitest");
  afterEach(() => {
    expect(attempts).toEqual([]);
  });
} else {
  process.on("exit", () => {
    if (attempts.length > 0) process.exitCode = 99;
  });
}

interface Target {
  readonly host?: string;
  readonly port?: number | string;
  readonly path?: string;
}

/** `connect` takes (port, host), (path), (options), or what node:net made of them. */
function normalized(args: readonly unknown[]): readonly [Target] {
  const [first, second] = args;
  if (Array.isArray(first)) return normalized(first);
  if (typeof first === "object" && first !== null) return [first as Target];
  if (typeof first === "number" || /^\d+$/.test(String(first))) {
    return [{ port: first as number, ...(typeof second === "string" ? { host: second } : {}) }];
  }
  return [{ path: String(first) }];
}
