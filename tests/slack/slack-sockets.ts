/** Socket Mode: connections that the app opens, over which envelopes go out and acknowledgements come in. */

import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { after } from "../wire/clock.ts";
import type { Bot, Envelope, Payload } from "./slack-types.ts";

/** One connection of an app. */
export interface Connection {
  readonly id: number;
  readonly openedAt: number;
  readonly isOpen: boolean;
}

export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

export interface SocketHandlers {
  onOpen(): void;
  onAck(envelopeId: string, payload: Payload | undefined): void;
  onClose(connection: number): void;
  onNonsense(what: string): void;
}

export interface Sockets {
  /** All that there have been. */
  readonly connections: readonly Connection[];
  /** What apps.connections.open gives back: good for one connection. */
  newUrl(): string;
  /** By one of the connections, in turn; its number, or undefined where there is none. */
  send(envelope: Envelope & Payload): number | undefined;
  /** Asks the app to go, by one connection or by all. */
  disconnect(reason: DisconnectReason, connection?: number): void;
  /** Cuts the line without a word, of one connection or of all. */
  cut(connection?: number): void;
  /** Sends anything at all to all of them. */
  sendText(text: string): void;
  stop(): void;
}

interface Line {
  readonly id: number;
  readonly openedAt: number;
  isOpen: boolean;
  readonly socket: WebSocket;
}

/** "Up to 10 concurrent WebSocket connections per app". */
const MOST_CONNECTIONS = 10;
/** In seconds, as Slack puts it: what it says beforehand of how long a connection will last. */
const CONNECTION_TIME = 18_060;
const PING_EVERY_MS = 10_000;

export function createSockets(server: Server, bot: Bot, handlers: SocketHandlers): Sockets {
  const accepting = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const lines: Line[] = [];
  let turn = 0;
  let baseUrl = "";

  const open = () => lines.filter(({ isOpen, socket }) => isOpen && socket.readyState === socket.OPEN);
  const chosen = (id: number | undefined) => open().filter((line) => id === undefined || line.id === id);
  const host = "applink-local";

  function accept(socket: WebSocket): void {
    const line: Line = { id: lines.length + 1, openedAt: Date.now(), isOpen: true, socket };
    lines.push(line);
    socket.on("message", (data) => take(String(data)));
    socket.on("error", () => {});
    socket.on("close", () => {
      line.isOpen = false;
      handlers.onClose(line.id);
    });
    if (open().length > MOST_CONNECTIONS) {
      goodbye(line, "too_many_websockets");
      socket.close();
      line.isOpen = false;
      return;
    }
    ping(line);
    say(line, {
      type: "hello",
      num_connections: open().length,
      connection_info: { app_id: bot.appId },
      debug_info: { host, build_number: 1, approximate_connection_time: CONNECTION_TIME },
    });
    handlers.onOpen();
  }

  /** Apps give a connection up over which none comes. */
  function ping(line: Line): void {
    const cancel = after(PING_EVERY_MS, () => {
      if (line.isOpen) line.socket.ping("Ping from the local Slack");
      if (line.isOpen) ping(line);
    });
    line.socket.once("close", cancel);
  }

  function take(text: string): void {
    let said: Payload | undefined;
    try {
      said = JSON.parse(text);
    } catch {
      // Reported below.
    }
    if (typeof said?.envelope_id !== "string") handlers.onNonsense(text.slice(0, 200));
    else handlers.onAck(said.envelope_id, said.payload as Payload | undefined);
  }

  function say(line: Line, message: Payload): void {
    line.socket.send(JSON.stringify(message));
  }

  function goodbye(line: Line, reason: DisconnectReason): void {
    say(line, { type: "disconnect", reason, debug_info: { host } });
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    // A ticket is good for one connection.
    if (pathname !== "/link/" || !tickets.delete(searchParams.get("ticket") ?? "")) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      return;
    }
    accepting.handleUpgrade(request, socket, head, accept);
  };
  server.on("upgrade", upgrade);
  server.once("listening", () => {
    const address = server.address();
    baseUrl = typeof address === "object" && address ? `ws://127.0.0.1:${address.port}` : "";
  });

  return {
    connections: lines,
    newUrl() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${baseUrl}/link/?ticket=${ticket}&app_id=${bot.appId}`;
    },
    send(envelope) {
      const all = open();
      const line = all[turn++ % Math.max(all.length, 1)];
      if (!line) return undefined;
      say(line, envelope);
      return line.id;
    },
    disconnect(reason, id) {
      for (const line of chosen(id)) goodbye(line, reason);
    },
    cut(id) {
      for (const line of chosen(id)) line.socket.terminate();
    },
    sendText(text) {
      for (const { socket } of open()) socket.send(text);
    },
    stop() {
      for (const { socket } of lines) socket.terminate();
      accepting.close();
    },
  };
}
