/** The manifest from which people create the app: it lets the bot do what it does, and nothing beyond. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { VERIFY_SHORTCUT } from "../../src/channels/slack/happening.ts";
import { SCOPES } from "../../src/channels/slack/slack.ts";
import { commandNamed } from "../../src/chat/requests.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

interface Manifest {
  readonly display_information: { readonly name: string; readonly description: string };
  readonly features: {
    readonly agent_view?: { readonly suggested_prompts: readonly { title: string; message: string }[] };
    readonly app_home: Readonly<Record<string, boolean>>;
    readonly shortcuts: readonly {
      readonly type: string;
      readonly callback_id: string;
      readonly name: string;
    }[];
    readonly slash_commands: readonly { readonly command: string; readonly should_escape: boolean }[];
  };
  readonly oauth_config: {
    readonly scopes: { readonly bot: readonly string[]; readonly user?: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean };
    readonly socket_mode_enabled: boolean;
  };
}

const manifest: Manifest = JSON.parse(read("slack-manifest.json"));
const { features, settings } = manifest;
const scopes = manifest.oauth_config.scopes.bot;
const events = settings.event_subscriptions.bot_events;

/** docs.slack.dev/reference/events/<event>, "Required scopes"; none for the first. */
const EVENT_SCOPES: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_uninstalled: null,
  tokens_revoked: null,
  agent_session_stopped: null,
  app_mention: "app_mentions:read",
  assistant_thread_started: null,
  link_shared: "links:read",
  reaction_added: "reactions:read",
  "message.im": "im:history",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.mpim": "mpim:history",
};

/** docs.slack.dev/reference/methods/<method>, "Scopes"; any of them will do. */
const METHOD_SCOPES: Readonly<Record<string, readonly string[] | null>> = {
  "auth.test": null,
  "views.open": null,
  "views.publish": null,
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.delete": ["chat:write"],
  "chat.getPermalink": null,
  "chat.unfurl": ["links:write"],
  "conversations.history": ["channels:history"],
  "conversations.open": ["im:write"],
  "conversations.replies": ["channels:history"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "reactions.add": ["reactions:write"],
  "chat.startStream": ["chat:write"],
  "chat.appendStream": ["chat:write"],
  "chat.stopStream": ["chat:write"],
  "agents.sessions.setStatus": ["chat:write"],
  "assistant.threads.setStatus": ["chat:write"],
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
  "assistant.threads.setTitle": ["assistant:write"],
};

/**
 * Cards of links ask for domains, which only whoever runs the reader can name: left out until they do. So is the reading
 * of channels: without it the bot says that it cannot see what stands above.
 */
const LEFT_OUT = new Set(["chat.unfurl", "conversations.history", "conversations.replies"]);

const sources = readdirSync(new URL("src/channels/slack/", ROOT))
  .map((name) => read(`src/channels/slack/${name}`))
  .join("\n");
const called = new Set(
  [
    ...sources.matchAll(
      /client(?:\s*\.\w+)*\s*\.(?:auth|chat|views|assistant|agents|conversations|files|reactions)[\s\S]*?\(/g,
    ),
  ].map(([path]) => path.replace(/\s+/g, "").slice("client.".length, -1)),
);

describe("the manifest", () => {
  it("is of the form that Slack takes, with words of the lengths that it takes", () => {
    const { name, description } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(settings.interactivity.is_enabled).toBe(true);
    expect(settings.socket_mode_enabled).toBe(true);
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("subscribes to what the code listens to, each with its scope", () => {
    for (const event of events) {
      expect(Object.keys(EVENT_SCOPES)).toContain(event);
      const scope = EVENT_SCOPES[event];
      if (scope) expect(scopes).toContain(scope);
      expect(sources).toContain(`"${event.split(".")[0]}"`);
    }
  });

  it("allows every method that is called", () => {
    expect(called.size).toBeGreaterThan(5);
    for (const method of called) {
      expect(Object.keys(METHOD_SCOPES)).toContain(method);
      const any = METHOD_SCOPES[method];
      if (any && !LEFT_OUT.has(method)) expect(any.some((scope) => scopes.includes(scope))).toBe(true);
    }
  });

  it("gives the permissions that the start looks for", () => {
    expect(scopes).toEqual(SCOPES);
  });

  it("asks for nothing beyond that, and for nothing of the person who installs it", () => {
    // Files that are sent to the bot are had at addresses of their own.
    const needed = new Set([
      "commands",
      "files:read",
      ...events.flatMap((event) => EVENT_SCOPES[event] ?? []),
    ]);
    for (const method of called) for (const scope of METHOD_SCOPES[method] ?? []) needed.add(scope);
    expect(scopes.filter((scope) => !needed.has(scope))).toEqual([]);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(manifest.oauth_config.scopes.user ?? []).toEqual([]);
  });

  it("leaves the reading of channels to who wants it", () => {
    expect(scopes.filter((scope) => /^(?:channels|groups|mpim):/.test(scope))).toEqual([]);
    expect(events.filter((event) => /^message\.(?!im$)/.test(event))).toEqual([]);
  });

  it("names commands and shortcuts that the code knows, and questions that are such", () => {
    for (const { command, should_escape } of features.slash_commands) {
      expect(commandNamed(command.slice(1))).toBe(command.slice(1));
      expect(should_escape).toBe(false);
    }
    expect(features.slash_commands.map(({ command }) => command).toSorted()).toEqual(["/ask", "/case"]);
    expect(features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ["message", VERIFY_SHORTCUT],
    ]);
    expect(features.shortcuts.every(({ name }) => name.length <= 24)).toBe(true);
    expect(features.agent_view?.suggested_prompts.length).toBeLessThanOrEqual(4);
  });
});
