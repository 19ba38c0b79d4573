/** A connection to a platform that goes out and lasts → what comes over it, and a new one whenever it is lost. */

import { once } from "node:events";
import { WebSocket } from "ws";
import { atMostEveryMinute, type Log } from "../console/log.ts";
import { type Failures, PlatformError } from "./failures.ts";
import type { Listening, Receive } from "./platform.ts";
import { createTrouble, pause, stubbornly, type Unreached } from "./trouble.ts";
import type { Way } from "./way.ts";

type Sent = string | Uint8Array;

/** One connection, from the handshake on. */
export interface Connection {
  /** Rejects, with what surely did not get through, where the connection is not open. */
  send(data: Sent): void;
  /** A beat that the other side answers without being told how. */
  ping(): void;
  /** The platform says good-bye: another is opened first, and this one is heard for so long still (ms). */
  retire(keepMs: number): void;
  /** Given up; the next one comes no sooner than after so long (ms). */
  leave(waitMs: number): void;
  /** Given when it is no more. */
  readonly closed: AbortSignal;
}

/** Something that came over a line. */
export interface Told<U> {
  /** To be kept; undefined for what is none of ours, and is acknowledged all the same. */
  readonly update: U | undefined;
  /** Absent where the platform waits for no word of it. What is not kept, or not acknowledged, may be told again. */
  readonly acknowledge?: (isKept: boolean) => void | Promise<void>;
}

/** What a line needs whatever its platform. */
export interface LineBase {
  readonly way: Way;
  readonly log: Log;
  /** Where it is no use to begin; absent where it may be. What is refused later may be given back. */
  readonly hopeless?: (error: unknown) => Error | undefined;
}

export interface LineParts<U> extends LineBase {
  readonly failures: Failures;
  /** Of what the log says; `notKept`: where the disk is full or broken. */
  readonly says: Unreached & { readonly notKept: (reason: string) => string };
  /** Where the next connection goes; may have to ask for it. */
  readonly address: (signal: AbortSignal) => Promise<string>;
  /** Makes an open socket a connection: says who we are. Rejects where that is refused. */
  readonly greet?: (connection: Connection) => Promise<void>;
  /** Undefined for what is nothing to be kept; may throw for what is malformed. */
  readonly take: (data: Buffer, connection: Connection) => Told<U> | undefined;
  readonly beat: { readonly everyMs: () => number; readonly send: (connection: Connection) => void };
}

const HANDSHAKE_MS = 10_000;

/** An answer to a beat may come so late: seconds kill lines that are well, and within twenty another is to stand. */
const GRACE_MS = 16_000;

const LOOK_MS = 1_000;

/** A line that lasted so long was one; shorter ones are come back from ever more slowly. */
const CALM_MS = 60_000;
const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 30_000;

/** Where less would be waited after a line that broke, none is after a good-bye. */
const LONGEST_AT_ONCE_MS = 4_000;

const MAX_PAYLOAD = 8 * 1024 * 1024;

export function createLine<U>(parts: LineParts<U>) {
  const { way, log, failures, says } = parts;
  const trouble = createTrouble(log, failures, says);
  const complain = atMostEveryMinute(log.error);
  let newest: Connection | undefined;
  let receive: Receive<U> = async () => {};

  async function hear(data: Buffer, connection: Connection): Promise<void> {
    try {
      const told = parts.take(data, connection);
      if (!told) return;
      const isKept = await receive(told.update === undefined ? [] : [told.update]).then(
        () => true,
        (error: unknown) => {
          complain(says.notKept(failures.reasonOf(error)));
          return false;
        },
      );
      await told.acknowledge?.(isKept);
    } catch (error) {
      log.debug(failures.reasonOf(error));
    }
  }

  /** Resolves with a connection that stands, and with what becomes of it. */
  async function open(signal: AbortSignal) {
    const address = await parts.address(AbortSignal.any([signal, AbortSignal.timeout(HANDSHAKE_MS)]));
    const socket = new WebSocket(address, {
      agent: way.agentFor(address),
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: MAX_PAYLOAD,
      perMessageDeflate: false,
    });
    const closed = new AbortController();
    const over = Promise.withResolvers<{ readonly restMs?: number; readonly isRetired?: true }>();
    let heardAt = performance.now();
    let retiring: NodeJS.Timeout | undefined;
    const end = () => socket.terminate();
    const mark = () => {
      heardAt = performance.now();
    };
    const connection: Connection = {
      closed: closed.signal,
      send(data) {
        if (socket.readyState !== WebSocket.OPEN)
          throw new PlatformError({ kind: "unavailable" }, "not connected");
        socket.send(data);
      },
      ping: () => socket.ping(),
      retire(keepMs) {
        over.resolve({ isRetired: true });
        retiring ??= setTimeout(end, keepMs);
      },
      leave(restMs) {
        over.resolve({ restMs });
        socket.terminate();
      },
    };
    socket.on("message", (data: Buffer) => {
      mark();
      void hear(data, connection);
    });
    for (const sign of ["ping", "pong", "open"]) socket.on(sign, mark);
    socket.on("error", (error) => log.debug(failures.reasonOf(error)));
    const { everyMs, send } = parts.beat;
    let beatAt = performance.now();
    // How long a beat is may change meanwhile.
    const watching = setInterval(() => {
      const now = performance.now();
      if (now - heardAt > everyMs() + GRACE_MS) end();
      if (now - beatAt < everyMs() || socket.readyState !== WebSocket.OPEN) return;
      beatAt = now;
      send(connection);
    }, LOOK_MS);
    signal.addEventListener("abort", end, { once: true });
    socket.on("close", () => {
      clearInterval(watching);
      clearTimeout(retiring);
      signal.removeEventListener("abort", end);
      if (newest === connection) newest = undefined;
      closed.abort();
      over.resolve({});
    });
    try {
      await once(socket, "open", { signal });
      await Promise.race([
        parts.greet?.(connection),
        once(closed.signal, "abort").then(() => {
          if (parts.greet) throw new PlatformError({ kind: "unavailable" }, "closed at once");
        }),
      ]);
    } catch (error) {
      socket.terminate();
      throw error;
    }
    newest = connection;
    return { over: over.promise };
  }

  return {
    /** Until the signal is given; `up` is called when a connection stands, or cannot be had for now. */
    async run(take: Receive<U>, { signal, up }: Listening) {
      receive = take;
      let restMs = FIRST_REST_MS;
      let hopeless = parts.hopeless ?? (() => undefined);
      while (!signal.aborted) {
        // Whoever starts the program does not wait for a platform that is away.
        const stubborn = { trouble, hopeless, signal, onTrouble: up };
        const opened = await stubbornly(stubborn, () => open(signal));
        if (!opened) return;
        hopeless = () => undefined;
        up();
        const since = performance.now();
        const lost = await opened.over;
        const isCalm = performance.now() - since > CALM_MS;
        // Good-byes are followed at once, but not for ever by one another.
        const isAtOnce = lost.isRetired === true && (isCalm || restMs < LONGEST_AT_ONCE_MS);
        restMs = isCalm ? FIRST_REST_MS : Math.min(restMs * 2, LONGEST_REST_MS);
        // Not all bots of a country at once.
        const usualMs = isAtOnce ? 0 : restMs * (0.75 + Math.random() / 2);
        await pause(lost.restMs ?? usualMs, signal);
      }
    },
    /** The newest connection. Throws where there is none. */
    current() {
      if (!newest) throw new PlatformError({ kind: "unavailable" }, "not connected");
      return newest;
    },
  };
}
