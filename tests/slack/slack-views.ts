/** Modals and home tabs. */

import { randomUUID } from "node:crypto";
import type { View } from "@slack/types";
import { type Payload, refuse } from "./slack-types.ts";
import type { OpenView, Trigger, World } from "./slack-world.ts";

/** "You can have up to three views in the view stack". */
const DEEPEST = 3;

/** Good for one view, and for seconds only. */
export function newTrigger(world: World, user: string, viewId?: string): string {
  const id = `${Date.now()}.${world.triggers.size}.${randomUUID().slice(0, 8)}`;
  world.triggers.set(id, { at: Date.now(), user, isUsed: false, ...(viewId ? { viewId } : {}) });
  return id;
}

export function openModal(world: World, payload: Payload): Payload {
  const trigger = exchange(world, payload);
  return shown(world, addView(world, payload.view as View, trigger.user));
}

export function pushModal(world: World, payload: Payload): Payload {
  const trigger = exchange(world, payload);
  const top = world.views.findLast(({ id, isOpen }) => isOpen && id === trigger.viewId);
  if (!top) return refuse("not_found");
  if (stackOf(world, top).length >= DEEPEST) refuse("push_limit_reached");
  return shown(world, addView(world, payload.view as View, trigger.user, top));
}

export function updateModal(world: World, { view_id, external_id, hash, view }: Payload): Payload {
  const found = world.views.findLast(
    ({ id, isOpen, view: one }) =>
      isOpen && (view_id === undefined ? one.external_id === external_id : id === view_id),
  );
  if (!found) return refuse("not_found");
  change(found, hash, view as View);
  return shown(world, found);
}

export function publishHome(world: World, { user_id, hash, view }: Payload): Payload {
  const user = String(user_id);
  if (!world.people.has(user)) refuse("user_not_found");
  if ((view as View).type !== "home") refuse("invalid_arguments");
  const known = world.homes.get(user);
  if (known) change(known, hash, view as View);
  const home = known ?? newView(view as View, user);
  world.homes.set(user, home);
  return shown(world, home);
}

/** What the app gives back when a modal is submitted: the modal closes, unless it says otherwise. */
export function closeSubmitted(world: World, viewId: string, user: string, response: Payload): void {
  const top = world.views.findLast(({ id, isOpen }) => isOpen && id === viewId);
  if (!top) return;
  switch (response.response_action) {
    case "errors":
      return;
    case "update":
      change(top, undefined, response.view as View);
      return;
    case "push":
      addView(world, response.view as View, user, top);
      return;
    case "clear":
      for (const view of stackOf(world, top)) view.isOpen = false;
      return;
    default:
      top.isOpen = false;
  }
}

/** As the app is told of it: with what its person has filled in so far. */
export function viewOutput(world: World, view: OpenView): Payload {
  return {
    id: view.id,
    team_id: world.team.id,
    app_id: world.bot.appId,
    app_installed_team_id: world.team.id,
    bot_id: world.bot.botId,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    hash: view.hash,
    state: { values: {} },
    title: null,
    close: null,
    submit: null,
    callback_id: "",
    private_metadata: "",
    external_id: "",
    clear_on_close: false,
    notify_on_close: false,
    ...view.view,
  };
}

function shown(world: World, view: OpenView): Payload {
  return { view: viewOutput(world, view) };
}

function exchange(world: World, { trigger_id, interactivity_pointer }: Payload): Trigger {
  const trigger = world.triggers.get(String(trigger_id ?? interactivity_pointer));
  if (!trigger) return refuse("invalid_trigger_id");
  if (trigger.isUsed) refuse("exchanged_trigger_id");
  if (Date.now() - trigger.at > world.lives.trigger) refuse("expired_trigger_id");
  trigger.isUsed = true;
  return trigger;
}

function addView(world: World, view: View, user: string, below?: OpenView): OpenView {
  if (view.type !== "modal") refuse("invalid_arguments");
  const added = newView(view, user, below);
  world.views.push(added);
  return added;
}

function newView(view: View, user: string, below?: OpenView): OpenView {
  const id = `V${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`;
  return {
    id,
    rootId: below?.rootId ?? id,
    ...(below ? { previousId: below.id } : {}),
    at: Date.now(),
    user,
    hash: newHash(),
    view,
    isOpen: true,
  };
}

function change(view: OpenView, hash: unknown, next: View): void {
  if (hash !== undefined && hash !== view.hash) refuse("hash_conflict");
  view.view = next;
  view.hash = newHash();
}

function newHash(): string {
  return `${Date.now()}.${randomUUID().slice(0, 8)}`;
}

function stackOf(world: World, { rootId }: OpenView): OpenView[] {
  return world.views.filter((view) => view.isOpen && view.rootId === rootId);
}
