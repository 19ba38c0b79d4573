/** The two ways in which updates reach a bot, of which it has one at a time. */

import { setMaxListeners } from "node:events";
import type { DeleteWebhookParams, GetUpdatesParams, SetWebhookParams } from "@gramio/types";
import { type Answer, refusal } from "./bot-api-answers.ts";
import type { Updates } from "./bot-api-updates.ts";
import { type Delivery, deliver, type WebhookSettings } from "./bot-api-webhook.ts";

export interface Deliverer {
  readonly deliveries: readonly Delivery[];
  getUpdates(params: GetUpdatesParams, signal: AbortSignal): Promise<Answer>;
  setWebhook(params: SetWebhookParams): Answer;
  deleteWebhook(params: DeleteWebhookParams): Answer;
  getWebhookInfo(): Answer;
  stop(): void;
}

const DONE: Answer = { ok: true, result: true };
const DEFAULT_CONNECTIONS = 40;

export function createDeliverer(updates: Updates, retryMs: number): Deliverer {
  const deliveries: Delivery[] = [];
  let webhook: WebhookSettings | undefined;
  let courier = new AbortController();

  function dismiss(): void {
    courier.abort();
    webhook = undefined;
    updates.onPush = () => {};
  }

  return {
    deliveries,
    async getUpdates(params, signal) {
      if (webhook)
        return refusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      updates.allow(params.allowed_updates);
      return updates.poll(params, signal);
    },
    setWebhook({ url, secret_token, max_connections, allowed_updates, drop_pending_updates }) {
      dismiss();
      updates.interrupt(refusal(409, "Conflict: terminated by setWebhook request"));
      updates.allow(allowed_updates);
      if (drop_pending_updates) updates.clear();
      if (url === "") return DONE;
      webhook = {
        url,
        maxConnections: max_connections ?? DEFAULT_CONNECTIONS,
        ...(secret_token ? { secretToken: secret_token } : {}),
      };
      courier = new AbortController();
      setMaxListeners(0, courier.signal);
      deliver(updates, { ...webhook, retryMs, deliveries, signal: courier.signal });
      return DONE;
    },
    deleteWebhook({ drop_pending_updates }) {
      dismiss();
      if (drop_pending_updates) updates.clear();
      return DONE;
    },
    getWebhookInfo() {
      const failed = deliveries.findLast(({ status }) => status < 200 || status > 299);
      const result = {
        url: webhook?.url ?? "",
        has_custom_certificate: false,
        pending_update_count: updates.pending.size,
        ...(webhook ? { max_connections: webhook.maxConnections, ip_address: "127.0.0.1" } : {}),
        ...(failed
          ? {
              last_error_date: Math.floor(failed.at / 1000),
              last_error_message: `Wrong response from the webhook: ${failed.status}`,
            }
          : {}),
        ...(updates.allowed ? { allowed_updates: updates.allowed } : {}),
      };
      return { ok: true, result };
    },
    stop() {
      dismiss();
      updates.interrupt({ ok: true, result: [] });
    },
  };
}
