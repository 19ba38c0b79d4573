/** Brings to the app what it is to be told, by whichever way it has, until it acknowledges or Slack gives up. */

import { randomUUID } from "node:crypto";
import { after, sleep } from "../wire/clock.ts";
import { type Requester, request } from "./slack-requests.ts";
import type { Sockets } from "./slack-sockets.ts";
import type { Envelope, Payload, Raw } from "./slack-types.ts";

/** One attempt to bring one of them. */
export interface Delivery {
  readonly at: number;
  readonly envelopeId: string;
  readonly type: string;
  /** Of the event, where it is one. */
  readonly eventId?: string;
  readonly by: "http" | "socket";
  /** 0 for the first. */
  readonly retry: number;
  /** As HTTP has it; 200 for an acknowledgement by socket, 0 where there was no answer. */
  readonly status: number;
  /** From the beginning of this attempt to its acknowledgement. */
  readonly ackMs?: number;
  /** Why it was not taken. */
  readonly reason?: string;
  /** What was given back with the acknowledgement. */
  readonly response?: Payload | string;
}

export interface DeliverySettings extends Requester {
  /** Before each attempt after the first: Slack waits not at all, a minute and five minutes. */
  readonly retryAfterMs: readonly number[];
  readonly mostAtOnce: number;
  onAcknowledged(envelope: Envelope, response: Payload | string | undefined): void;
  onChange(): void;
  onNonsense(what: string): void;
}

export interface Deliverer {
  readonly deliveries: readonly Delivery[];
  /** What is neither acknowledged nor given up. */
  readonly unacknowledged: readonly Envelope[];
  readonly isOwed: () => boolean;
  deliver(raw: Raw): Envelope;
  setUrl(url: string | undefined): void;
  onOpen(): void;
  onAck(envelopeId: string, payload: Payload | undefined): void;
  onClose(connection: number): void;
}

interface Pending {
  readonly envelope: Envelope;
  retry: number;
  reason?: string;
  /** While it is under way. */
  sentAt?: number;
  connection?: number;
  cancel?: () => void;
}

export function createDeliverer(settings: DeliverySettings, sockets: () => Sockets): Deliverer {
  const { retryAfterMs, signal, mostAtOnce } = settings;
  const deliveries: Delivery[] = [];
  const pending = new Map<string, Pending>();
  const waiting = new Set<Pending>();
  const requests: Pending[] = [];
  const known = new Set<string>();
  let atOnce = 0;
  let url: string | undefined;

  function dispatch(one: Pending): void {
    if (signal.aborted) return;
    if (url !== undefined) {
      requests.push(one);
      bringNext();
      return;
    }
    const { envelope, retry, reason } = one;
    one.sentAt = Date.now();
    const connection = sockets().send({
      ...envelope,
      accepts_response_payload: envelope.type !== "events_api",
      ...(envelope.type === "events_api" ? { retry_attempt: retry, retry_reason: reason ?? "" } : {}),
    });
    if (connection === undefined) {
      waiting.add(one);
      return;
    }
    one.connection = connection;
    one.cancel = after(settings.answerWithinMs, () => fail(one, "socket", 0, "timeout"));
  }

  function bringNext(): void {
    while (atOnce < mostAtOnce && url !== undefined) {
      const one = requests.shift();
      if (!one) return;
      atOnce += 1;
      void bring(one, url).finally(() => {
        atOnce -= 1;
        bringNext();
      });
    }
  }

  async function bring(one: Pending, to: string): Promise<void> {
    one.sentAt = Date.now();
    const retry = one.retry > 0 ? { num: one.retry, reason: one.reason ?? "unknown_error" } : undefined;
    const { status, reason, mayRetry, response } = await request(settings, to, one.envelope, retry);
    if (signal.aborted) return;
    if (reason === undefined) succeed(one, "http", status, response);
    else fail(one, "http", status, reason, mayRetry);
  }

  function note(
    one: Pending,
    by: "http" | "socket",
    other: Pick<Delivery, "status" | "reason" | "response">,
  ): void {
    const { envelope, retry, sentAt = Date.now() } = one;
    const { event_id } = (envelope.payload ?? {}) as Payload;
    deliveries.push({
      at: sentAt,
      envelopeId: envelope.envelope_id,
      type: envelope.type,
      ...(typeof event_id === "string" ? { eventId: event_id } : {}),
      by,
      retry,
      ...(other.reason === undefined ? { ackMs: Date.now() - sentAt } : {}),
      ...other,
    });
  }

  function succeed(one: Pending, by: "http" | "socket", status: number, response?: Payload | string): void {
    note(one, by, { status, ...(response === undefined ? {} : { response }) });
    end(one);
    settings.onAcknowledged(one.envelope, response);
    settings.onChange();
  }

  function end(one: Pending): void {
    one.cancel?.();
    pending.delete(one.envelope.envelope_id);
    waiting.delete(one);
  }

  /** Events are tried again; of a command or a press its person is told that it did not work. */
  function fail(one: Pending, by: "http" | "socket", status: number, reason: string, mayRetry = true): void {
    note(one, by, { status, reason });
    one.cancel?.();
    const wait = one.envelope.type === "events_api" && mayRetry ? retryAfterMs[one.retry] : undefined;
    if (wait === undefined) {
      end(one);
    } else {
      one.retry += 1;
      one.reason = reason;
      delete one.connection;
      void sleep(wait, signal).then(() => {
        if (pending.get(one.envelope.envelope_id) === one) dispatch(one);
      });
    }
    settings.onChange();
  }

  function dispatchWaiting(): void {
    const all = [...waiting];
    waiting.clear();
    for (const one of all) dispatch(one);
  }

  return {
    deliveries,
    get unacknowledged() {
      return [...pending.values()].map(({ envelope }) => envelope);
    },
    isOwed: () => pending.size > 0,
    deliver(raw) {
      const envelope: Envelope = { ...raw, envelope_id: raw.envelope_id ?? randomUUID() };
      const one: Pending = { envelope, retry: 0 };
      known.add(envelope.envelope_id);
      // A duplicate of what is under way takes its place.
      pending.get(envelope.envelope_id)?.cancel?.();
      pending.set(envelope.envelope_id, one);
      dispatch(one);
      return envelope;
    },
    setUrl(to) {
      url = to;
      dispatchWaiting();
    },
    onOpen: dispatchWaiting,
    onAck(envelopeId, payload) {
      const one = pending.get(envelopeId);
      const isEmpty = payload === undefined || Object.keys(payload).length === 0;
      if (one) {
        if (!isEmpty && one.envelope.type === "events_api")
          settings.onNonsense(`a response to an event: ${JSON.stringify(payload).slice(0, 200)}`);
        succeed(one, "socket", 200, isEmpty ? undefined : payload);
      } else if (!known.has(envelopeId)) settings.onNonsense(`an unknown envelope: ${envelopeId}`);
    },
    onClose(connection) {
      for (const one of [...pending.values()])
        if (one.connection === connection) fail(one, "socket", 0, "disconnected");
    },
  };
}
