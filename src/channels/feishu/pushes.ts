/** Feishu's long connection → events that are kept, each acknowledged in time; presses of buttons with a line for whoever pressed. */

import { isObject, objectIn } from "../../chat/json.ts";
import { type Connection, createLine, type LineParts } from "../../chat/line.ts";
import type { Listening, Receive } from "../../chat/platform.ts";
import type { Api, ClientConfig } from "./api.ts";
import { failures } from "./failures.ts";
import * as frames from "./frame.ts";
import { LOG, SEEN } from "./wording.zh.ts";

/** Of what Feishu tells; the same `id` for one thing, however often it is told. */
export interface Update {
  readonly id: string;
  readonly type: string;
  readonly event: unknown;
}

export interface Pushes {
  /** For whoever pressed the button of that event; nothing where it was acknowledged already. */
  toast(id: string, text: string): void;
  run(receive: Receive<Update>, listening: Listening): Promise<void>;
}

export interface PushesParts extends Pick<LineParts, "way" | "log" | "trouble"> {
  readonly api: Api;
}

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
    ...{ way, log, trouble, failures },
    async address(signal) {
      const { URL: url, ClientConfig } = await api.endpoint(signal);
      service = Number(new URL(url).searchParams.get("service_id") ?? 0);
      adopt(ClientConfig);
      return url;
    },
    take(data, connection) {
      try {
        takeFrame(frames.readFields(data), connection);
      } catch (error) {
        log.debug(String(error));
      }
    },
    beat: {
      everyMs: () => beatMs,
      send: (connection) => connection.send(frames.writeFields(frames.pingOf(service))),
    },
  });

  function adopt({ PingInterval: seconds = 0 }: ClientConfig = {}): void {
    if (seconds > 0) beatMs = seconds * 1000;
  }

  function takeFrame(frame: frames.Fields, connection: Connection): void {
    if (!frames.isControl(frame)) {
      const payload = wholeOf(frame);
      if (payload) void handle(frame, payload, connection);
    } else if (frames.headerOf(frame, "type") === "pong" && frames.payloadOf(frame).length > 0)
      adopt(JSON.parse(frames.textOf(frames.payloadOf(frame))));
  }

  /** Undefined while pieces are missing. */
  function wholeOf(frame: frames.Fields): Uint8Array | undefined {
    const sum = Number(frames.headerOf(frame, "sum") ?? 1);
    if (!(sum > 1)) return frames.payloadOf(frame);
    if (sum > MOST_PIECES) throw new RangeError(`expected ${MOST_PIECES} pieces at most, found ${sum}`);
    const id = frames.headerOf(frame, "message_id") ?? "";
    const parts = pieces.get(id) ?? Array.from<Uint8Array | undefined>({ length: sum });
    pieces.delete(id);
    parts[Number(frames.headerOf(frame, "seq") ?? 0)] = frames.payloadOf(frame);
    const there = parts.filter((part) => part !== undefined);
    if (there.length === parts.length) return Buffer.concat(there);
    pieces.set(id, parts);
    const [oldest] = pieces.keys();
    if (pieces.size > MOST_IN_PIECES && oldest !== undefined) pieces.delete(oldest);
    return undefined;
  }

  /** What cannot be kept is told again, as is what is acknowledged too late. */
  async function handle(frame: frames.Fields, payload: Uint8Array, connection: Connection): Promise<void> {
    let answer: object = { code: 200 };
    try {
      const update = updateIn(payload);
      const toast = update?.type === "card.action.trigger" ? toastOf(update.id) : undefined;
      if (update) await receive([update]);
      const content = (await toast) ?? "";
      const said = JSON.stringify({ toast: { type: "info", content } });
      if (content !== "") answer = { code: 200, data: Buffer.from(said).toString("base64") };
    } catch (error) {
      log.error(LOG.notKept(failures.reasonOf(error)));
      answer = { code: 500 };
    }
    try {
      connection.send(frames.writeFields(frames.answering(frame, answer)));
    } catch (error) {
      log.debug(failures.reasonOf(error));
    }
  }

  async function toastOf(id: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const timer = setTimeout(resolve, TOAST_MS, SEEN);
    toasts.set(id, resolve);
    const said = await promise;
    clearTimeout(timer);
    toasts.delete(id);
    return said;
  }

  return {
    toast: (id, text) => toasts.get(id)?.(text),
    async run(take, listening) {
      receive = take;
      await line.run(listening);
    },
  };
}

/** Undefined for what is no event of the second make. */
function updateIn(payload: Uint8Array): Update | undefined {
  const { header, event } = objectIn(payload) ?? {};
  const { event_id: id, event_type: type } = isObject(header) ? header : {};
  return typeof id === "string" && typeof type === "string" ? { id, type, event } : undefined;
}
