/** Rules of the Bot API that its types do not say, and one of this project. */

import { type Entity, entityFaults, linkFaults, quoteEntityFaults } from "./wire-entities.ts";

type Node = Readonly<Record<string, unknown>>;
type Rule = (node: Node) => readonly string[];

/** What is wrong with the parameters of a call that its schema accepts. */
export function ruleFaults(method: string, payload: Node): string[] {
  const faults = OF_METHODS[method]?.(payload) ?? [];
  return [
    ...(/^(?:edit|stop)Message/.test(method) ? targetFaults(payload) : []),
    ...faults,
    ...walk(payload),
  ];
}

function walk(value: unknown, path = ""): string[] {
  if (typeof value === "string") return value.isWellFormed() ? [] : [`${path}: not encoded in UTF-8`];
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value)
    ? []
    : ANYWHERE.flatMap((rule) => rule(value as Node)).map((fault) => (path ? `${path}.${fault}` : fault));
  const within = Object.entries(value).flatMap(([key, part]) =>
    walk(part, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key),
  );
  return [...own, ...within];
}

const ANYWHERE: readonly Rule[] = [
  // This project's own: texts carry entities and are never parsed.
  (node) => keys(node, /(?:^|_)parse_mode$/).map((key) => `${key}: this program sends entities only`),
  entitiesRule,
  keyboardRule,
  (node) => ("quote_position" in node && !("quote" in node) ? ["quote_position: without quote"] : []),
  (node) =>
    "quote_entities" in node
      ? quoteEntityFaults(list<Entity>(node.quote_entities)).map((fault) => `quote_entities${fault}`)
      : [],
  ({ rich_message: rich }) =>
    isNode(rich) ? oneOf(rich, ["html", "markdown", "blocks"]).map((fault) => `rich_message: ${fault}`) : [],
  ({ reply_parameters: reply }) =>
    isNode(reply)
      ? oneOf(reply, ["message_id", "ephemeral_message_id"]).map((fault) => `reply_parameters: ${fault}`)
      : [],
  ({ language_code: code }) =>
    typeof code === "string" && !/^(?:[a-z]{2})?$/.test(code) ? ["language_code: two letters or none"] : [],
];

const OF_METHODS: Readonly<Record<string, Rule>> = {
  editMessageText: (payload) => oneOf(payload, ["text", "rich_message"]),
  sendMessageDraft: draftRule,
  sendRichMessageDraft: draftRule,
  // "As non-premium users, bots can set up to one reaction per message."
  setMessageReaction: ({ reaction }) => (list(reaction).length > 1 ? ["reaction: one at most"] : []),
  setMyCommands: ({ commands }) =>
    list<{ command: string }>(commands).flatMap(({ command }, i) =>
      /^[a-z0-9_]{1,32}$/.test(command)
        ? []
        : [`commands[${i}]: /${command} is not of lowercase Latin letters, digits and _`],
    ),
  answerInlineQuery: ({ results, button }) => {
    const ids = list<{ id: string }>(results).map(({ id }) => id);
    return [
      // telegram-bot-api, Client::get_inline_query_results.
      ...(ids.length > 50 ? [`results: ${ids.length} items, not 0-50`] : []),
      ...(new Set(ids).size < ids.length ? ["results: an id occurs twice"] : []),
      ...(isNode(button)
        ? oneOf(button, ["web_app", "start_parameter"]).map((fault) => `button: ${fault}`)
        : []),
    ];
  },
  setWebhook: ({ url, secret_token }) => [
    ...(isWebhookUrl(String(url)) ? [] : [`url: '${url}' is not https on port 443, 80, 88 or 8443`]),
    ...(/^[\w-]*$/.test(String(secret_token ?? ""))
      ? []
      : ["secret_token: other characters than A-Za-z0-9_-"]),
  ],
};

function draftRule({ draft_id }: Node): string[] {
  return draft_id === 0 ? ["draft_id: must not be zero"] : [];
}

/** Plain HTTP is for tests alone: their webhooks listen on the loopback, where nothing speaks TLS. */
function isWebhookUrl(url: string): boolean {
  if (url === "") return true;
  const parsed = URL.parse(url);
  if (parsed?.protocol === "http:") return ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
  return parsed?.protocol === "https:" && ["", "80", "88", "8443"].includes(parsed.port);
}

function targetFaults(payload: Node): string[] {
  const has = (key: string) => payload[key] !== undefined;
  const inChat = has("chat_id") && has("message_id");
  return inChat !== has("inline_message_id") ? [] : ["chat_id and message_id, or else inline_message_id"];
}

/** text with entities, caption with caption_entities, and so on. */
function entitiesRule(node: Node): string[] {
  return keys(node, /(?:^|_)entities$/).flatMap((key) => {
    const owner = key === "entities" ? ["text", "message_text"] : [key.replace("_entities", "")];
    const text = owner.map((name) => node[name]).find((value) => typeof value === "string");
    if (typeof text !== "string") return [`${key}: without ${owner.join(" or ")}`];
    return entityFaults(text, list<Entity>(node[key])).map((fault) => `${key}${fault}`);
  });
}

/** python-telegram-bot, constants.InlineKeyboardMarkupLimit: both found by experiment. */
function keyboardRule({ inline_keyboard }: Node): string[] {
  const rows = list<readonly Node[]>(inline_keyboard);
  const total = rows.reduce((sum, row) => sum + row.length, 0);
  return [
    ...(total > 100 ? [`inline_keyboard: ${total} buttons, not 0-100`] : []),
    ...rows.flatMap((row, i) => [
      ...(row.length > 8 ? [`inline_keyboard[${i}]: ${row.length} buttons, not 0-8`] : []),
      ...row.flatMap((button, j) =>
        buttonFaults(button).map((fault) => `inline_keyboard[${i}][${j}]: ${fault}`),
      ),
    ]),
  ];
}

/** tdlib, get_inline_keyboard_button, and the documentation of InlineKeyboardButton. */
function buttonFaults(button: Node): string[] {
  const actions = Object.keys(button).filter(
    (key) => !["text", "icon_custom_emoji_id", "style"].includes(key) && button[key] !== undefined,
  );
  return [
    ...(actions.length === 1 ? [] : [`${actions.length} actions, not one: ${actions.join()}`]),
    ...(String(button.text).trim() === "" ? ["text must be non-empty"] : []),
    ...(typeof button.url === "string" ? linkFaults(button.url) : []),
  ];
}

function oneOf(node: Node, names: readonly string[]): string[] {
  const given = names.filter((name) => node[name] !== undefined);
  return given.length === 1 ? [] : [`exactly one of ${names.join(", ")}, not ${given.length}`];
}

function keys(node: Node, pattern: RegExp): string[] {
  return Object.keys(node).filter((key) => pattern.test(key));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value : [];
}
