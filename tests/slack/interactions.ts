/** What an app is told when people use its commands, buttons, shortcuts and modals. */

import type {
  BlockAction,
  MessageShortcut,
  SlashCommand,
  ViewClosedAction,
  ViewSubmitAction,
} from "@slack/bolt";
import { nextTs } from "./message-times.ts";
import { BOT, type Channel, type Person, WORKSPACE } from "./people.ts";

interface Interactive<T> {
  readonly type: "interactive";
  readonly payload: T;
}

/** A message of the app, as a test finds it in a channel. */
interface Posted {
  readonly ts: string;
  readonly text: string;
  readonly threadTs?: string;
  readonly blocks?: readonly object[];
}

/** A view, as a test finds it among those of the server. */
interface Shown {
  readonly id: string;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly view: object;
}

const TEAM = { id: WORKSPACE.id, domain: WORKSPACE.domain };

/** `/ask …`: it carries no message, and none can be typed in a thread. */
export function commands(
  by: Person,
  where: Channel,
  command: `/${string}`,
  text = "",
): { readonly type: "slash_commands"; readonly payload: SlashCommand } {
  return {
    type: "slash_commands",
    payload: {
      token: "local",
      team_id: WORKSPACE.id,
      team_domain: WORKSPACE.domain,
      channel_id: where.id,
      channel_name: nameOf(where),
      user_id: by.id,
      user_name: by.name,
      command,
      text,
      api_app_id: BOT.appId,
      is_enterprise_install: "false",
      // These are the server's to give.
      response_url: "",
      trigger_id: "",
    },
  };
}

/** What was pressed, beside its kind: `{ action_id, value }`. */
type Pressed = Readonly<Record<string, unknown>> & { readonly action_id: string };

/** A button, a feedback button or a menu under a message of the app. */
export function presses(
  by: Person,
  where: Channel,
  under: Posted,
  pressed: Pressed,
): Interactive<BlockAction> {
  const { ts, text, threadTs, blocks } = under;
  const place = { channel_id: where.id, message_ts: ts, is_ephemeral: false };
  return action(by, pressed, {
    container: { type: "message", ...place, ...(threadTs ? { thread_ts: threadTs } : {}) },
    channel: { id: where.id, name: nameOf(where) },
    message: {
      type: "message",
      user: BOT.id,
      bot_id: BOT.botId,
      app_id: BOT.appId,
      ts,
      text,
      ...(threadTs ? { thread_ts: threadTs } : {}),
      ...(blocks ? { blocks } : {}),
    },
    state: { values: {} },
    response_url: "",
  });
}

/** One under a message that its person alone sees; the app is not told what it says. */
export function pressesEphemeral(
  by: Person,
  where: Channel,
  under: { readonly ts: string },
  pressed: Pressed,
): Interactive<BlockAction> {
  return action(by, pressed, {
    container: { type: "message", channel_id: where.id, message_ts: under.ts, is_ephemeral: true },
    channel: { id: where.id, name: nameOf(where) },
    response_url: "",
  });
}

/** One in a modal or a home tab. */
export function pressesInView(by: Person, shown: Shown, pressed: Pressed): Interactive<BlockAction> {
  return action(by, pressed, {
    container: { type: "view", view_id: shown.id },
    view: outputOf(shown),
    state: { values: {} },
  });
}

function action(by: Person, pressed: Pressed, other: object): Interactive<BlockAction> {
  return {
    type: "interactive",
    payload: {
      type: "block_actions",
      team: TEAM,
      user: userOf(by),
      api_app_id: BOT.appId,
      token: "local",
      trigger_id: "",
      enterprise: null,
      is_enterprise_install: false,
      actions: [{ type: "button", block_id: "b1", action_ts: nextTs(), ...pressed }],
      ...other,
    } as unknown as BlockAction,
  };
}

/** A shortcut in the menu of any message, of whomever it is. */
export function usesShortcut(
  by: Person,
  where: Channel,
  on: Readonly<Record<string, unknown>> & { readonly ts: string; readonly text: string },
  callbackId: string,
): Interactive<MessageShortcut> {
  return {
    type: "interactive",
    payload: {
      type: "message_action",
      callback_id: callbackId,
      team: TEAM,
      user: { ...userOf(by), name: by.name },
      channel: { id: where.id, name: nameOf(where) },
      message: { ...on, type: "message" },
      message_ts: on.ts,
      action_ts: nextTs(),
      token: "local",
      is_enterprise_install: false,
      response_url: "",
      trigger_id: "",
    },
  };
}

/** By block and action, what was filled in: `{ reason: { text: { type: "plain_text_input", value: "…" } } }`. */
type Values = Readonly<Record<string, Readonly<Record<string, object>>>>;

export function submits(by: Person, shown: Shown, values: Values = {}): Interactive<ViewSubmitAction> {
  return {
    type: "interactive",
    payload: {
      type: "view_submission",
      team: TEAM,
      user: { ...userOf(by), name: by.name },
      api_app_id: BOT.appId,
      token: "local",
      trigger_id: "",
      view: { ...outputOf(shown), state: { values } },
      response_urls: [],
      is_enterprise_install: false,
    } as unknown as ViewSubmitAction,
  };
}

export function closes(by: Person, shown: Shown): Interactive<ViewClosedAction> {
  return {
    type: "interactive",
    payload: {
      type: "view_closed",
      team: TEAM,
      user: { ...userOf(by), name: by.name },
      api_app_id: BOT.appId,
      token: "local",
      view: outputOf(shown),
      is_cleared: false,
      is_enterprise_install: false,
    } as unknown as ViewClosedAction,
  };
}

function outputOf({ id, hash, rootId, previousId, view }: Shown): object {
  return {
    team_id: WORKSPACE.id,
    app_id: BOT.appId,
    bot_id: BOT.botId,
    id,
    hash,
    root_view_id: rootId,
    previous_view_id: previousId ?? null,
    state: { values: {} },
    callback_id: "",
    private_metadata: "",
    ...view,
  };
}

function userOf({ id, name, teamId }: Person) {
  return { id, username: name, name, team_id: teamId };
}

/** Names of private channels and direct messages are not told. */
function nameOf({ kind, name }: Channel): string {
  if (kind === "channel") return name;
  return kind === "im" ? "directmessage" : "privategroup";
}
