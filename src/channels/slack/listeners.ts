/** Bodies of Slack → the handlers that Bolt chooses for them, and what comes of it. */

import {
  App,
  type BlockAction,
  type MessageShortcut,
  type Receiver,
  type ViewSubmitAction,
} from "@slack/bolt";
import { type Job, SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import { onReaction } from "../../chat/reactions.ts";
import { teamOf } from "./addressed.ts";
import { ACTIONS } from "./buttons.ts";
import { deskFor, type SlackDesk } from "./desk.ts";
import type { SlackBody } from "./http.ts";
import type { MessageHappening } from "./message-event.ts";
import { onAction } from "./on-action.ts";
import { onAssistant, onMessagesTab } from "./on-assistant.ts";
import { onHome } from "./on-home.ts";
import { onLink } from "./on-link.ts";
import { onCommand, onMessage } from "./on-message.ts";
import { onShortcut, VERIFY_SHORTCUT } from "./on-shortcut.ts";
import { onStopped } from "./on-stopped.ts";
import { quietLogger } from "./quiet-logger.ts";
import { onReason, REASON_VIEW } from "./reason.ts";

/** Rejects with what a handler rejects with. A body that no handler takes comes to nothing. */
export type Work = (body: SlackBody, job: Job) => Promise<Outcome>;

/** What Bolt is given arrives by another way, and is acknowledged before it is worked. */
const RECEIVER: Receiver = {
  init: () => {},
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

export function createWork(desk: SlackDesk, token: string): Work {
  const app = createApp(desk, token);
  const under = new WeakMap<object, { readonly job: Job; outcome: Outcome }>();
  const take = async (body: object, handler: (at: SlackDesk, job: Job) => Promise<Outcome>) => {
    const work = under.get(body);
    if (work) work.outcome = await handler(deskFor(desk, teamOf(body as SlackBody)), work.job);
  };
  app.event("app_mention", ({ event, body }) =>
    take(body, (at, job) => onMessage(at, event as MessageHappening, job)),
  );
  app.event("message", ({ event, body }) =>
    take(body, (at, job) => onMessage(at, event as MessageHappening, job)),
  );
  app.event("app_home_opened", ({ event, body }) =>
    take(body, (at) => (event.tab === "messages" ? onMessagesTab(at, event) : onHome(at, event))),
  );
  app.event("assistant_thread_started", ({ event, body }) => take(body, (at) => onAssistant(at, event)));
  app.event("agent_session_stopped", ({ event, body }) => take(body, (at) => onStopped(at, event)));
  app.event("reaction_added", ({ event: { user, reaction, item }, body }) =>
    take(body, (at) =>
      onReaction(at, { chat: item.channel, person: user, message: item.ts, sign: reaction }),
    ),
  );
  app.event("link_shared", ({ event, body }) => take(body, (at) => onLink(at, event)));
  app.command(/.*/, ({ command, body }) => take(body, (at, job) => onCommand(at, command, job)));
  app.shortcut(VERIFY_SHORTCUT, ({ shortcut, body }) =>
    take(body, (at, job) => onShortcut(at, shortcut as MessageShortcut, job)),
  );
  for (const action of [ACTIONS.press, ACTIONS.publish, ACTIONS.expert, ACTIONS.feedback])
    app.action(action, ({ body }) => take(body, (at, job) => onAction(at, body as BlockAction, job)));
  app.view({ callback_id: REASON_VIEW, type: "view_submission" }, ({ body }) =>
    take(body, (at) => onReason(at, body as ViewSubmitAction)),
  );
  return async (body, job) => {
    const work = { job, outcome: SILENCE };
    under.set(body, work);
    await app.processEvent({ body, ack: async () => {} });
    return work.outcome;
  };
}

function createApp({ botUserId, teamId, log }: SlackDesk, token: string): App {
  const app = new App({
    receiver: RECEIVER,
    authorize: async () => ({ botToken: token, botUserId, teamId }),
    logger: quietLogger(log),
  });
  app.error(async (error) => {
    throw "original" in error && error.original instanceof Error ? error.original : error;
  });
  return app;
}
