/** Fails a test in which any socket leaves the machine: the product promises to work with no network. */

import { Socket } from "node:net";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1", "::ffff:127.0.0.1"]);

const connect = Socket.prototype.connect;

Socket.prototype.connect = function guarded(this: Socket, ...args: Parameters<Socket["connect"]>) {
  const [target] = normalized(args);
  const host = target.host ?? "localhost";
  if (target.path === undefined && !LOOPBACK.has(host)) {
    throw new Error(`no network in tests: a socket was to be opened to ${host}:${target.port}`);
  }
  return connect.apply(this, args);
} as Socket["connect"];

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
