/** The lasting connection of a robot of DingTalk → callbacks, each acknowledged when it is kept. */

import { isObject, objectIn } from "../../chat/json.ts";
import { createLine, type LineBase } from "../../chat/line.ts";
import type { Toasts } from "../../chat/toasts.ts";
import type { Api } from "./api.ts";
import { notedFor } from "./card.ts";
import { failures } from "./failures.ts";
import { type Callback, TOPICS } from "./updates.ts";
import { LOG } from "./wording.zh.ts";

/** open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol; only what is used. */
interface Frame {
  readonly type: string;
  readonly headers: { readonly topic: string; readonly messageId: string };
  /** JSON. */
  readonly data: string;
}

const BEAT_MS = 30_000;

/** After its good-bye DingTalk tells nothing new, and cuts the line within ten seconds. */
const KEEP_MS = 15_000;

/** `topics`: what is asked for. */
export function streamBy(api: Api, topics: readonly string[], toasts: Pick<Toasts, "wait">, base: LineBase) {
  return createLine<Callback>({
    ...{ ...base, failures, says: LOG },
    address: (signal) => api.gateway(topics, signal),
    take(data, connection) {
      const frame = frameOf(data);
      if (!frame) return undefined;
      const { type } = frame;
      const { topic, messageId: id } = frame.headers;
      const answer = (data: string) => {
        const headers = { messageId: id, contentType: "application/json" };
        connection.send(JSON.stringify({ code: 200, headers, message: "OK", data }));
      };
      if (type === "SYSTEM" && topic === "ping") answer(frame.data);
      else if (type === "SYSTEM" && topic === "disconnect") connection.retire(KEEP_MS);
      else if (type === "EVENT") answer(JSON.stringify({ status: "SUCCESS" }));
      if (type !== "CALLBACK") return undefined;
      const note = topic === TOPICS.card ? toasts.wait(id) : undefined;
      return {
        update: { id, topic, body: JSON.parse(frame.data) },
        // Not acknowledged, it may be told again.
        async acknowledge(isKept) {
          const response = note ? notedFor(await note) : null;
          if (isKept) answer(JSON.stringify({ response }));
        },
      };
    },
    beat: { everyMs: () => BEAT_MS, send: (connection) => connection.ping() },
  });
}

function frameOf(data: Buffer): Frame | undefined {
  const frame = objectIn(data);
  if (!isObject(frame?.headers)) return undefined;
  if (frame.type === "CALLBACK" && !objectIn(String(frame.data))) return undefined;
  return frame as unknown as Frame;
}
