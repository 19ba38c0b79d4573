/** One HTTP server, on which channels and pages hang their routes. */

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { codeOf } from "../chat/failures.ts";
import { atMostEveryMinute, type Log } from "../console/log.ts";

/** `peer`: the address at the other end of the connection, which may be a proxy's. */
export type Handler = (request: Request, peer: string) => Promise<Response>;

export type Otherwise = Readonly<Record<"notFound" | "wrongMethod", Handler>>;

export interface HttpServer {
  /** Before `start`. A path is taken once for each method, and may be a pattern as Hono has them. */
  route(method: "GET" | "POST", path: string, handler: Handler): void;
  /** What is answered where no route is; plain words until it is said. */
  otherwise(handlers: Otherwise): void;
  /** Resolves when it listens; rejects with one line for the operator when it cannot. */
  start(): Promise<void>;
  /** Where it listens, as in http://127.0.0.1:3000; null while it does not. */
  readonly address: string | null;
  /** Takes no more requests, lets those under way be answered for a few seconds. May be called twice. */
  stop(): Promise<void>;
}

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  /** For a request with its body, not for its answer. */
  requestTimeout: 30_000,
  /** How often Node looks for those that are late; by itself every thirty seconds. */
  connectionsCheckingInterval: 1_000,
  // Longer than reverse proxies keep theirs (mostly 60 s), or they would send a request into one just closed.
  keepAliveTimeout: 65_000,
} as const;

const STOP_PATIENCE = 5_000;

interface Parts {
  readonly host: string;
  readonly port: number;
  /** Where the port is in use it listens at any other that is free. */
  readonly orAnyPort?: boolean;
  readonly log: Log;
}

type Incoming = Pick<IncomingMessage, "complete" | "socket">;

export function createHttpServer({ host, port, orAnyPort = false, log }: Parts): HttpServer {
  // The path as it was sent: a webhook may lie anywhere, percent signs and all.
  const app = new Hono<{ Bindings: { readonly peer: string } }>({
    getPath: ({ url }) => new URL(url).pathname,
  });
  const taken = new Map<string, Map<string, Handler>>();
  /** Requests under way on each open connection. */
  const connections = new Map<Socket, number>();
  const complain = atMostEveryMinute(log.warn);
  const plain = (words: string, status: number) => async () => new Response(words, { status });
  let otherwise: Otherwise = {
    notFound: plain("Not Found", 404),
    wrongMethod: plain("Method Not Allowed", 405),
  };
  let address: string | null = null;
  let stopped: Promise<void> | undefined;

  const listener = getRequestListener(
    async (request, { incoming }) => {
      const response = stopped ? new Response(null, { status: 503 }) : await answered(request, incoming);
      return stopped ? closing(response) : response;
    },
    // By itself it would replace Request and Response for the whole process.
    { overrideGlobalObjects: false },
  );
  const server = createServer(LIMITS, listener);

  server.on("connection", (socket) => {
    connections.set(socket, 0);
    socket.once("close", () => connections.delete(socket));
  });
  server.on("request", ({ socket }, outgoing) => {
    connections.set(socket, (connections.get(socket) ?? 0) + 1);
    outgoing.once("close", () => {
      if (!connections.has(socket)) return;
      connections.set(socket, (connections.get(socket) ?? 1) - 1);
      if (stopped) closeIdle();
    });
  });

  async function answered(request: Request, incoming: Incoming): Promise<Response> {
    try {
      return await app.fetch(request, { peer: incoming.socket.remoteAddress ?? "" });
    } catch (error) {
      if (incoming.complete || !incoming.socket.destroyed) return failed(error, request, log);
      log.debug("对方在请求发送完之前断开了连接");
      return new Response(null, { status: 400 });
    }
  }

  function closeIdle(): void {
    for (const [socket, underWay] of connections) if (underWay === 0) socket.destroySoon();
  }

  async function close(): Promise<void> {
    const impatience = setTimeout(() => {
      for (const socket of connections.keys()) socket.destroy();
    }, STOP_PATIENCE);
    // The server's own `close` also cuts off answers that are still on their way to the client (Node 24).
    await new Promise<void>((resolve) => {
      NetServer.prototype.close.call(server, () => resolve());
      closeIdle();
    });
    clearTimeout(impatience);
    address = null;
  }

  function route(method: "GET" | "POST", path: string, handler: Handler): void {
    const { pathname } = new URL(path, "http://localhost");
    const known = taken.get(pathname);
    if (known?.has(method)) throw new Error(`网址路径 ${pathname} 已有别的用途`);
    const handlers = known ?? new Map<string, Handler>();
    handlers.set(method, handler);
    if (known) return;
    taken.set(pathname, handlers);
    app.all(pathname, async ({ req, env }) => {
      const asked = handlers.get(req.method === "HEAD" ? "GET" : req.method);
      if (asked) return asked(req.raw, env.peer);
      const allowed = [...handlers.keys()].map((one) => (one === "GET" ? "GET, HEAD" : one)).join(", ");
      const refusal = await otherwise.wrongMethod(req.raw, env.peer);
      refusal.headers.set("Allow", allowed);
      return refusal;
    });
  }

  app.notFound(({ req, env }) => otherwise.notFound(req.raw, env.peer));
  app.onError((error) => {
    throw error;
  });
  route("GET", "/healthz", async () => new Response("ok"));

  return {
    route,
    otherwise: (handlers) => {
      otherwise = handlers;
    },
    async start() {
      await listen(server, { host, port }).catch((error: Error) => {
        const code = codeOf(error) ?? error.message;
        if (!orAnyPort || code !== "EADDRINUSE") throw new Error(line(code, host, port), { cause: error });
        return listen(server, { host, port: 0 });
      });
      // Such as too many open files; without a listener it would end the process.
      server.on("error", (error) => complain(`网络服务出错：${error.message}`));
      address = addressOf(server);
    },
    get address() {
      return address;
    },
    stop: () => {
      stopped ??= close();
      return stopped;
    },
  };
}

/** The body of a request; undefined where it is longer than `maxBytes`, of which no more is read than that. */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get("content-length")) > maxBytes) return undefined;
  let held = new Uint8Array(0);
  let length = 0;
  // To cancel a body may close its connection, before the answer is given.
  for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
    if (length + chunk.length > maxBytes) return undefined;
    if (length + chunk.length > held.length) {
      const larger = new Uint8Array(Math.min(maxBytes, 2 * (length + chunk.length)));
      larger.set(held.subarray(0, length));
      held = larger;
    }
    held.set(chunk, length);
    length += chunk.length;
  }
  return held.subarray(0, length);
}

function closing(response: Response): Response {
  const { status, headers } = response;
  const last = new Headers(headers);
  last.set("Connection", "close");
  return new Response(response.body, { status, headers: last });
}

/** The client learns a number only, by which the line in the log is found. */
function failed(error: unknown, { method, url }: Request, log: Log): Response {
  const trace = randomBytes(4).toString("hex");
  const message = error instanceof Error ? error.message : String(error);
  log.error(`处理请求 ${method} ${new URL(url).pathname} 时出错（编号 ${trace}）：${message}`);
  if (error instanceof Error && error.stack) log.debug(error.stack);
  return new Response(`服务器出错（编号 ${trace}）`, {
    status: 500,
    headers: { "Content-Type": "text/plain; charset=UTF-8" },
  });
}

function addressOf(server: NetServer): string | null {
  const at = server.address();
  if (at === null || typeof at === "string") return at;
  return `http://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`;
}

function listen(server: NetServer, at: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function line(code: string, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `PORT=${port}：${host} 上的这个端口已被占用，请换一个端口，或停止占用它的程序`;
    case "EACCES":
      return `PORT=${port}：没有使用这个端口的权限，请换一个 1024 或更大的端口`;
    case "EADDRNOTAVAIL":
      return `HOST=${host}：应为本机的地址，例如 127.0.0.1；所有网卡都接受连接时用 0.0.0.0`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST=${host}：找不到这个主机名，应为本机的名称或 IP 地址，例如 127.0.0.1`;
    default:
      return `HOST=${host}、PORT=${port}：无法在此接受连接（${code}）`;
  }
}
