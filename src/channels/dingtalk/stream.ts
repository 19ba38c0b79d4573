/** The lasting connection of a robot of DingTalk → callbacks, each acknowledged when it is kept. */

import { isObject, objectIn } from "../../chat/json.ts";
import { type Connection, createLine, type LineParts } from "../../chat/line.ts";
import type { Listening, Receive } from "../../chat/platform.ts";
import type { Api } from "./api.ts";
import { failures } from "./failures.ts";
import { type Callback, TOPICS } from "./updates.ts";
import { LOG } from "./wording.zh.ts";

export interface StreamParts extends Pick<LineParts, "way" | "log" | "trouble"> {
  readonly api: Api;
}

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

export function listenBy({ api, way, log, trouble }: StreamParts) {
  return async (receive: Receive<Callback>, listening: Listening): Promise<void> => {
    const line = createLine({
      way,
      log,
      trouble,
      failures,
      address: (signal) => api.gateway(Object.values(TOPICS), signal),
      take,
      beat: { everyMs: () => BEAT_MS, send: (connection) => connection.ping() },
    });

    function take(data: Buffer, connection: Connection): void {
      const frame = frameOf(data);
      if (!frame) return;
      const { type, headers } = frame;
      if (type === "SYSTEM" && headers.topic === "ping") answer(connection, frame, frame.data);
      else if (type === "SYSTEM" && headers.topic === "disconnect") connection.retire(KEEP_MS);
      else if (type === "EVENT") answer(connection, frame, JSON.stringify({ status: "SUCCESS" }));
      else if (type === "CALLBACK")
        receive([{ topic: headers.topic, body: JSON.parse(frame.data) }])
          .then(() => answer(connection, frame, JSON.stringify({ response: null })))
          // Not acknowledged, it may be told again.
          .catch((error: unknown) => log.error(LOG.notKept(failures.reasonOf(error))));
    }

    function answer(connection: Connection, { headers: { messageId } }: Frame, data: string): void {
      const headers = { messageId, contentType: "application/json" };
      try {
        connection.send(JSON.stringify({ code: 200, headers, message: "OK", data }));
      } catch (error) {
        // What is told again is known by then.
        log.debug(failures.reasonOf(error));
      }
    }

    await line.run(listening);
  };
}

function frameOf(data: Buffer): Frame | undefined {
  const frame = objectIn(data);
  if (!isObject(frame?.headers)) return undefined;
  if (frame.type === "CALLBACK" && !objectIn(String(frame.data))) return undefined;
  return frame as unknown as Frame;
}
