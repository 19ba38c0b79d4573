/** Commands, presses and modals: what they bring along to be used once, and what is given back in answer to them. */

import { randomUUID } from "node:crypto";
import { respond } from "./slack-messages.ts";
import { answered, type Envelope, type Payload, type Raw } from "./slack-types.ts";
import { closeSubmitted, newTrigger } from "./slack-views.ts";
import type { World } from "./slack-world.ts";
import { checkCall } from "./wire.ts";

/** With a trigger and an address to answer to, where they were left empty for Slack to give. */
export function completed<T extends Raw>(world: World, baseUrl: string, raw: T): T {
  const isUsed = raw.type === "slash_commands" || raw.type === "interactive";
  if (!isUsed || typeof raw.payload !== "object" || raw.payload === null) return raw;
  const payload = raw.payload as Payload;
  const user = String(payload.user_id ?? (payload.user as Payload | undefined)?.id);
  const view = payload.view as Payload | undefined;
  const channel = payload.channel_id ?? (payload.channel as Payload | undefined)?.id;
  const message = payload.message as Payload | undefined;
  return {
    ...raw,
    payload: {
      ...payload,
      ...(payload.trigger_id === ""
        ? { trigger_id: newTrigger(world, user, view ? String(view.id) : undefined) }
        : {}),
      ...(payload.response_url === "" && channel !== undefined
        ? { response_url: newAddress(world, baseUrl, String(channel), user, message) }
        : {}),
    },
  };
}

function newAddress(
  world: World,
  baseUrl: string,
  channel: string,
  user: string,
  message: Payload | undefined,
): string {
  const id = randomUUID();
  const messageTs = message ? { messageTs: String(message.ts) } : {};
  world.addresses.set(id, { at: Date.now(), channel, user, uses: 0, ...messageTs });
  return `${baseUrl}/response/${id}`;
}

/** What came with the acknowledgement: a message for a command, what becomes of a modal for its submission. */
export async function takeResponse(
  world: World,
  { type, payload }: Envelope,
  response: Payload | string | undefined,
): Promise<void> {
  const body = payload as Payload;
  if (type === "interactive" && body.type === "view_submission") {
    const given = typeof response === "object" ? response : {};
    if (Object.keys(given).length > 0) world.violations.push(...checkCall("view_submission", given));
    closeSubmitted(world, String((body.view as Payload).id), String((body.user as Payload).id), given);
    return;
  }
  if (response === undefined || response === "") return;
  if (type === "interactive")
    world.violations.push(`${body.type}: acknowledged with ${JSON.stringify(response).slice(0, 200)}`);
  if (type !== "slash_commands") return;
  const message = typeof response === "string" ? { text: response } : response;
  const faults = checkCall("response_url", message);
  world.violations.push(...faults);
  const id = String(body.response_url).split("/").at(-1) ?? "";
  const address = world.addresses.get(id);
  if (address && faults.length === 0) await answered(async () => respond(world, address, message));
}
