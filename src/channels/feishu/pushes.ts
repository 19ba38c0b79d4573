/** Feishu's long connection → events that are kept, each acknowledged in time; presses of buttons with a line for whoever pressed. */

import { type Connection, createLine } from "../../chat/line.ts";
import type { Listening, Receive } from "../../chat/platform.ts";
import type { TroubleLines } from "../../chat/trouble.ts";
import type { Way } from "../../chat/way.ts";
import type { Log } from "../../console/log.ts";
import type { Api, ClientConfig } from "./api.ts";
import { failureOf, reasonOf } from "./failures.ts";
import { decodeFrame, encodeFrame, type Frame, headerOf } from "./frame.ts";
import type { Update } from "./updates.ts";
import { LOG, SEEN } from "./wording.zh.ts";

export interface Pushes {
  /** For whoever pressed the button of that event; nothing where it was acknowledged already. */
  toast(id: string, text: string): void;
  run(receive: Receive<Update>, listening: Listening): Promise<void>;
}

export interface PushesParts {
  readonly api: Api;
  readonly way: Way;
  readonly log: Log;
  readonly trouble: TroubleLines;
}

const CONTROL = 0;
const USUAL_BEAT_MS = 120_000;

/** Feishu waits three seconds for the answer to a press; people wait less. */
const TOAST_MS = 800;

/** Messages of which some pieces are there; older ones will not get whole any more. */
const MOST_IN_PIECES = 100;
const MOST_PIECES = 1_000;

export function createPushes({ api, way, log, trouble }: PushesParts): Pushes {
  let receive: Receive<Update> = async () => {};
  let beatMs = USUAL_BEAT_MS;
  let service = 0;
  const pieces = new Map<string, (Uint8Array | undefined)[]>();
  const toasts = new Map<string, (text: string) => void>();

  const line = createLine({
    way,
    log,
    trouble,
    failures: { failureOf, reasonOf },
    async address(signal) {
      const { URL: url, ClientConfig } = await api.endpoint(signal);
      service = Number(new URL(url).searchParams.get("service_id") ?? 0);
      adopt(ClientConfig);
      return url;
    },
    take(data, connection) {
      try {
        takeFrame(decodeFrame(data), connection);
      } catch (error) {
        log.debug(String(error));
      }
    },
    beat: {
      everyMs: () => beatMs,
      send: (connection) => connection.send(encodeFrame({ ...PING, service })),
    },
  });

  function adopt(config: ClientConfig | undefined): void {
    const seconds = config?.PingInterval;
    if (typeof seconds === "number" && seconds > 0) beatMs = seconds * 1000;
  }

  function takeFrame(frame: Frame, connection: Connection): void {
    if (frame.method === CONTROL) {
      if (headerOf(frame, "type") === "pong" && frame.payload.length > 0)
        adopt(JSON.parse(textOf(frame.payload)));
      return;
    }
    const payload = wholeOf(frame);
    if (payload !== undefined) void handle(frame, payload, connection);
  }

  /** Undefined while pieces are missing. */
  function wholeOf(frame: Frame): Uint8Array | undefined {
    const sum = Number(headerOf(frame, "sum") ?? 1);
    if (!(sum > 1)) return frame.payload;
    if (sum > MOST_PIECES)
      throw new RangeError(`frame: expected ${MOST_PIECES} pieces at most, found ${sum}`);
    const id = headerOf(frame, "message_id") ?? "";
    const parts = pieces.get(id) ?? Array.from<Uint8Array | undefined>({ length: sum });
    pieces.delete(id);
    parts[Number(headerOf(frame, "seq") ?? 0)] = frame.payload;
    const there = parts.filter((part) => part !== undefined);
    if (there.length === parts.length) return Buffer.concat(there);
    pieces.set(id, parts);
    for (const oldest of pieces.keys()) {
      if (pieces.size <= MOST_IN_PIECES) break;
      pieces.delete(oldest);
    }
    return undefined;
  }

  /** What cannot be kept is told again, as is what is acknowledged too late. */
  async function handle(frame: Frame, payload: Uint8Array, connection: Connection): Promise<void> {
    let answer: object = { code: 200 };
    try {
      const update = updateIn(payload);
      const toast = update?.type === "card.action.trigger" ? toastOf(update.id) : undefined;
      if (update) await receive([update]);
      const content = (await toast) ?? "";
      if (content !== "") answer = { code: 200, data: base64({ toast: { type: "info", content } }) };
    } catch (error) {
      log.error(LOG.notKept(reasonOf(error)));
      answer = { code: 500 };
    }
    try {
      connection.send(encodeFrame({ ...frame, payload: Buffer.from(JSON.stringify(answer)) }));
    } catch (error) {
      log.debug(reasonOf(error));
    }
  }

  async function toastOf(id: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const timer = setTimeout(resolve, TOAST_MS, SEEN);
    toasts.set(id, resolve);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      toasts.delete(id);
    }
  }

  return {
    toast: (id, text) => toasts.get(id)?.(text),
    async run(take, listening) {
      receive = take;
      await line.run(listening);
    },
  };
}

const PING: Frame = {
  seqId: 0n,
  logId: 0n,
  service: 0,
  method: CONTROL,
  headers: [["type", "ping"]],
  payload: new Uint8Array(),
};

/** Undefined for what is no event of the second make. */
function updateIn(payload: Uint8Array): Update | undefined {
  const { header, event } = JSON.parse(textOf(payload)) as {
    readonly header?: { readonly event_id?: string; readonly event_type?: string };
    readonly event?: unknown;
  };
  if (typeof header?.event_id !== "string" || typeof header.event_type !== "string") return undefined;
  return { id: header.event_id, type: header.event_type, event };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}
