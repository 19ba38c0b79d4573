/** Feishu's long connection → events that are kept, each acknowledged in time; presses of buttons with a line for whoever pressed. */

import { isObject, objectIn } from "../../chat/json.ts";
import { type Connection, createLine, type LineBase, type Told } from "../../chat/line.ts";
import type { Toasts } from "../../chat/toasts.ts";
import type { Api } from "./api.ts";
import { failures } from "./failures.ts";
import { answering, type Frame, frameIn, pingOf, textOf } from "./frame.ts";
import { LOG } from "./wording.zh.ts";

/** Of what Feishu tells; the same `id` for one thing, however often it is told. */
export interface Update {
  readonly id: string;
  readonly type: string;
  readonly event: unknown;
}

const USUAL_BEAT_MS = 120_000;

/** Messages of which some pieces are there; older ones will not get whole any more. */
const MOST_IN_PIECES = 100;
const MOST_PIECES = 1_000;

export function createPushes(api: Api, toasts: Pick<Toasts, "wait">, base: LineBase) {
  let beatMs = USUAL_BEAT_MS;
  let service = 0;
  const pieces = new Map<string, (Uint8Array | undefined)[]>();

  return createLine<Update>({
    ...{ ...base, failures, says: LOG },
    async address(signal) {
      const { URL: url, ClientConfig } = await api.endpoint(signal);
      service = Number(new URL(url).searchParams.get("service_id") ?? 0);
      adopt(ClientConfig);
      return url;
    },
    take(data, connection) {
      const frame = frameIn(data);
      const { isControl, headers, payload } = frame;
      if (!isControl) {
        const whole = wholeOf(frame);
        return whole && told(frame, whole, connection);
      }
      if (headers.get("type") === "pong" && payload.length > 0) adopt(JSON.parse(textOf(payload)));
      return undefined;
    },
    beat: { everyMs: () => beatMs, send: (connection) => connection.send(pingOf(service)) },
  });

  function adopt({ PingInterval: seconds = 0 }: { readonly PingInterval?: number } = {}): void {
    if (seconds > 0) beatMs = seconds * 1000;
  }

  /** Undefined while pieces are missing. */
  function wholeOf({ headers, payload }: Frame): Uint8Array | undefined {
    const sum = Number(headers.get("sum") ?? 1);
    if (!(sum > 1)) return payload;
    if (sum > MOST_PIECES) throw new RangeError(`expected ${MOST_PIECES} pieces at most, found ${sum}`);
    const id = headers.get("message_id") ?? "";
    const parts = pieces.get(id) ?? Array.from<Uint8Array | undefined>({ length: sum });
    pieces.delete(id);
    parts[Number(headers.get("seq") ?? 0)] = payload;
    const there = parts.filter((part) => part !== undefined);
    if (there.length === parts.length) return Buffer.concat(there);
    pieces.set(id, parts);
    const [oldest] = pieces.keys();
    if (pieces.size > MOST_IN_PIECES && oldest !== undefined) pieces.delete(oldest);
    return undefined;
  }

  /** What cannot be kept is told again, as is what is acknowledged too late. */
  function told(frame: Frame, payload: Uint8Array, connection: Connection): Told<Update> {
    const update = updateIn(payload);
    const toast = update?.type === "card.action.trigger" ? toasts.wait(update.id) : "";
    return {
      update,
      async acknowledge(isKept) {
        const content = isKept ? await toast : "";
        const said = Buffer.from(JSON.stringify({ toast: { type: "info", content } })).toString("base64");
        const code = isKept ? 200 : 500;
        connection.send(answering(frame, content === "" ? { code } : { code, data: said }));
      },
    };
  }
}

/** Undefined for what is no event of the second make. */
function updateIn(payload: Uint8Array): Update | undefined {
  const { header, event } = objectIn(payload) ?? {};
  const { event_id: id, event_type: type } = isObject(header) ? header : {};
  return typeof id === "string" && typeof type === "string" ? { id, type, event } : undefined;
}
