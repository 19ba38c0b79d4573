/** The lasting connection of a smart robot of WeCom → callbacks that are kept, and commands with what became of them. */

import { randomBytes } from "node:crypto";
import { PlatformError } from "../../chat/failures.ts";
import { objectIn } from "../../chat/json.ts";
import { type Connection, createLine, type LineBase, type Told } from "../../chat/line.ts";
import type { ServedParts } from "../../chat/serve.ts";
import { errorOf, failures, NOT_SUBSCRIBED } from "./failures.ts";
import { LOG } from "./wording.zh.ts";

/** developer.work.weixin.qq.com/document/path/100719 and 101027; only what is used. */
export interface Callback {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  readonly body: Body;
}

export interface Spoken {
  readonly msgtype: string;
  readonly text?: { readonly content: string };
  /** As words already. */
  readonly voice?: { readonly content: string };
  readonly mixed?: { readonly msg_item?: readonly Spoken[] };
}

export interface Body extends Spoken {
  readonly msgid: string;
  readonly chattype?: "single" | "group";
  /** Of a group. */
  readonly chatid?: string;
  readonly from: { readonly userid: string };
  /** Seconds since 1970. */
  readonly create_time?: number;
  /** What is replied to, with its words and without its id. */
  readonly quote?: Spoken;
  readonly event?: Event;
}

/** What a button carries, and the card in which it stands. */
export interface CardEvent {
  readonly event_key: string;
  readonly task_id: string;
}

export interface Event {
  readonly eventtype: string;
  readonly template_card_event?: CardEvent;
  readonly feedback_event?: {
    readonly id: string;
    /** 1: of use, 2: of none, 3: taken back. */
    readonly type: number;
    readonly content?: string;
    readonly inaccurate_reason_list?: readonly number[];
  };
}

export interface WecomAccount extends Pick<ServedParts, "proxies"> {
  readonly botId: string;
  readonly secret: string;
  /** Null for WeCom's own; that of a private deployment. */
  readonly url: string | null;
}

const USUAL_URL = "wss://openws.work.weixin.qq.com";

export type Robot = ReturnType<typeof createRobot>;

const BEAT_MS = 30_000;
const ANSWER_MS = 10_000;

/** Another program has taken the place: to take it back at once would be a duel. */
const KICKED_MS = 60_000;

interface Frame extends Partial<Callback> {
  readonly errcode?: number;
  readonly errmsg?: string;
}

export function createRobot({ url, botId, secret }: WecomAccount, base: LineBase) {
  /** By request, in order: several frames answer the same callback, and are acknowledged by its id alone. */
  const waiting = new Map<Connection, Map<string, PromiseWithResolvers<void>[]>>();

  const line = createLine<Callback>({
    ...{ ...base, failures, says: LOG },
    address: async () => url ?? USUAL_URL,
    greet: (connection) => callOver(connection, "aibot_subscribe", { bot_id: botId, secret }),
    take,
    beat: {
      everyMs: () => BEAT_MS,
      send: (connection) =>
        connection.send(JSON.stringify({ cmd: "ping", headers: { req_id: newId("ping") } })),
    },
  });

  function take(data: Buffer, connection: Connection): Told<Callback> | undefined {
    const frame: Frame | undefined = objectIn(data);
    const id = frame?.headers?.req_id;
    if (!frame || id === undefined) return undefined;
    if (frame.cmd === undefined) {
      const answered = waiting.get(connection)?.get(id)?.shift();
      if (frame.errcode === 0) answered?.resolve();
      else answered?.reject(errorOf(Number(frame.errcode), frame.errmsg));
      if (frame.errcode === NOT_SUBSCRIBED) connection.leave(0);
    } else if (frame.body?.event?.eventtype === "disconnected_event") {
      base.log.warn(LOG.kicked);
      connection.leave(KICKED_MS);
    } else if (frame.cmd === "aibot_msg_callback" || frame.cmd === "aibot_event_callback")
      // WeCom tells nothing twice: what cannot be kept is lost.
      return { update: frame as Callback };
    return undefined;
  }

  async function callOver(
    connection: Connection,
    cmd: string,
    body: object,
    requestId = newId(cmd),
  ): Promise<void> {
    connection.send(JSON.stringify({ cmd, headers: { req_id: requestId }, body }));
    const answer = Promise.withResolvers<void>();
    const requests = waiting.get(connection) ?? listen(connection);
    // One that is given up stays in its place, lest a late acknowledgement be taken for that of the next.
    requests.set(requestId, [...(requests.get(requestId) ?? []), answer]);
    const timer = setTimeout(
      () => answer.reject(new PlatformError({ kind: "unsure" }, "no acknowledgement")),
      ANSWER_MS,
    );
    try {
      await answer.promise;
    } finally {
      clearTimeout(timer);
      if (requests.get(requestId)?.length === 0) requests.delete(requestId);
    }
  }

  function listen(connection: Connection) {
    const requests = new Map<string, PromiseWithResolvers<void>[]>();
    waiting.set(connection, requests);
    const end = () => {
      waiting.delete(connection);
      const lost = new PlatformError({ kind: "unsure" }, "connection lost");
      for (const answer of [...requests.values()].flat()) answer.reject(lost);
    };
    connection.closed.addEventListener("abort", end, { once: true });
    return requests;
  }

  return {
    /** `requestId`: that of the callback that is answered. Rejects with a `PlatformError`. */
    call: async (cmd: string, body: object, requestId?: string) =>
      callOver(line.current(), cmd, body, requestId),
    run: line.run,
  };
}

function newId(cmd: string): string {
  return `${cmd}_${Date.now()}_${randomBytes(6).toString("hex")}`;
}
