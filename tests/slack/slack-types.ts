/** What Slack and an app tell one another, as far as the local Slack goes. */

import type {
  BlockAction,
  EnvelopedEvent,
  MessageShortcut,
  SlashCommand,
  ViewClosedAction,
  ViewSubmitAction,
} from "@slack/bolt";

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId: string;
  readonly isBot?: boolean;
  readonly isAdmin?: boolean;
}

export interface Bot extends Person {
  readonly botId: string;
  readonly appId: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "channel" | "group" | "im" | "mpim";
  /** With whom, where it is a direct message to the bot. */
  readonly user?: string;
}

export type Interaction = BlockAction | MessageShortcut | ViewSubmitAction | ViewClosedAction;

/** Named as Socket Mode names them; over HTTP each has its own form. */
export type Incoming =
  | { readonly type: "events_api"; readonly payload: EnvelopedEvent<unknown> }
  | { readonly type: "slash_commands"; readonly payload: SlashCommand }
  | { readonly type: "interactive"; readonly payload: Interaction };

/** Anything at all that is to be delivered as if it were one of them. */
export interface Raw {
  readonly type: string;
  readonly payload: unknown;
  readonly envelope_id?: string;
}

export interface Envelope extends Raw {
  readonly envelope_id: string;
}

export type Payload = Readonly<Record<string, unknown>>;

export type Answer = { readonly ok: true; readonly [field: string]: unknown } | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly error: string;
  readonly [field: string]: unknown;
}

/** Ends a method: what it was asked cannot be done. */
export function refuse(error: string, other: Payload = {}): never {
  throw Object.assign(new Error(error), { refusal: { ok: false, error, ...other } satisfies Refusal });
}

/** What a method gives back, or how it refused. */
export async function answered(method: () => unknown): Promise<Answer> {
  try {
    return { ok: true, ...((await method()) as object) };
  } catch (error) {
    if (error instanceof Error && "refusal" in error) return error.refusal as Refusal;
    throw error;
  }
}
