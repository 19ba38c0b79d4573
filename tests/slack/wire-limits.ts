/** How long, how many: limits that Slack states in the prose of its documentation, or nowhere but in its refusals. */

import type { Payload } from "./wire.ts";

/** Of texts their UTF-16 units, of lists their items, of numbers their value. */
interface Limit {
  /** Of what: a field, or a field of a field. */
  readonly of: string;
  readonly least?: number;
  readonly most?: number;
}

/** By the type of a block, an element or a chunk. */
const BY_TYPE: Readonly<Record<string, readonly Limit[]>> = {
  section: [
    { of: "text.text", least: 1, most: 3000 },
    { of: "fields", least: 1, most: 10 },
  ],
  header: [{ of: "text.text", least: 1, most: 150 }],
  context: [{ of: "elements", least: 1, most: 10 }],
  actions: [{ of: "elements", least: 1, most: 25 }],
  context_actions: [{ of: "elements", least: 1, most: 5 }],
  markdown: [{ of: "text", least: 1, most: 12_000 }],
  markdown_text: [{ of: "text", least: 1, most: 12_000 }],
  mrkdwn: [{ of: "text", least: 1, most: 3000 }],
  plain_text: [{ of: "text", least: 1, most: 3000 }],
  image: [
    { of: "alt_text", least: 1, most: 2000 },
    { of: "image_url", most: 3000 },
    { of: "title.text", most: 2000 },
  ],
  input: [
    { of: "label.text", least: 1, most: 2000 },
    { of: "hint.text", most: 2000 },
  ],
  card: [
    { of: "title.text", most: 150 },
    { of: "subtitle.text", most: 150 },
    { of: "body.text", most: 200 },
  ],
  carousel: [{ of: "elements", least: 1, most: 10 }],
  container: [
    { of: "title.text", least: 1, most: 150 },
    { of: "subtitle.text", most: 150 },
    { of: "child_blocks", least: 1, most: 10 },
  ],
  alert: [{ of: "text.text", least: 1, most: 200 }],
  table: [
    { of: "rows", least: 1, most: 100 },
    { of: "column_settings", most: 20 },
  ],
  data_table: [{ of: "page_size", least: 1, most: 100 }],
  rich_text: [{ of: "elements", least: 1 }],
  // An empty run of text is refused with the whole block.
  text: [{ of: "text", least: 1 }],
  button: [
    { of: "text.text", least: 1, most: 75 },
    { of: "value", most: 2000 },
    { of: "url", most: 3000 },
    { of: "accessibility_label", most: 75 },
  ],
  workflow_button: [{ of: "text.text", least: 1, most: 75 }],
  icon_button: [
    { of: "text.text", least: 1, most: 75 },
    { of: "value", most: 2000 },
  ],
  overflow: [{ of: "options", least: 1, most: 5 }],
  checkboxes: [{ of: "options", least: 1, most: 10 }],
  radio_buttons: [{ of: "options", least: 1, most: 10 }],
  static_select: [
    { of: "options", least: 1, most: 100 },
    { of: "option_groups", least: 1, most: 100 },
  ],
  multi_static_select: [
    { of: "options", least: 1, most: 100 },
    { of: "option_groups", least: 1, most: 100 },
  ],
  plain_text_input: [
    { of: "min_length", most: 3000 },
    { of: "max_length", least: 1, most: 3000 },
  ],
  modal: [
    { of: "blocks", most: 100 },
    { of: "title.text", least: 1, most: 24 },
    { of: "submit.text", least: 1, most: 24 },
    { of: "close.text", least: 1, most: 24 },
  ],
  home: [{ of: "blocks", most: 100 }],
  blocks: [{ of: "blocks", least: 1, most: 50 }],
};

/** By the field that holds it: confirmations, options and the like do not say their type. */
const BY_FIELD: Readonly<Record<string, readonly Limit[]>> = {
  confirm: [
    { of: "title.text", least: 1, most: 100 },
    { of: "text.text", least: 1, most: 300 },
    { of: "confirm.text", least: 1, most: 30 },
    { of: "deny.text", least: 1, most: 30 },
  ],
  options: [
    { of: "text.text", least: 1, most: 75 },
    { of: "value", least: 1, most: 150 },
    { of: "description.text", most: 75 },
    { of: "url", most: 3000 },
  ],
  option_groups: [
    { of: "label.text", least: 1, most: 75 },
    { of: "options", least: 1, most: 100 },
  ],
  positive_button: [
    { of: "text.text", least: 1, most: 75 },
    { of: "value", most: 2000 },
  ],
  negative_button: [
    { of: "text.text", least: 1, most: 75 },
    { of: "value", most: 2000 },
  ],
  fields: [{ of: "text", least: 1, most: 2000 }],
};

/** Wherever the field occurs within blocks and views. */
const ANYWHERE: readonly Limit[] = [
  { of: "block_id", least: 1, most: 255 },
  { of: "action_id", least: 1, most: 255 },
  { of: "callback_id", most: 255 },
  { of: "external_id", most: 255 },
  { of: "private_metadata", most: 3000 },
  { of: "placeholder.text", most: 150 },
];

const OF_METHODS: Readonly<Record<string, readonly Limit[]>> = {
  "chat.postMessage": [
    { of: "blocks", most: 50 },
    { of: "text", most: 40_000 },
    { of: "markdown_text", most: 12_000 },
  ],
  "chat.update": [
    { of: "blocks", most: 50 },
    { of: "text", most: 4000 },
    { of: "markdown_text", most: 12_000 },
  ],
  "chat.postEphemeral": [
    { of: "blocks", most: 50 },
    { of: "text", most: 40_000 },
    { of: "markdown_text", most: 12_000 },
  ],
  response_url: [
    { of: "blocks", most: 50 },
    { of: "text", most: 40_000 },
  ],
  "chat.startStream": [{ of: "markdown_text", least: 1, most: 12_000 }],
  "chat.appendStream": [{ of: "markdown_text", least: 1, most: 12_000 }],
  "chat.stopStream": [
    { of: "markdown_text", most: 12_000 },
    { of: "blocks", most: 50 },
  ],
  "assistant.threads.setStatus": [{ of: "loading_messages", least: 1, most: 10 }],
  "assistant.threads.setSuggestedPrompts": [{ of: "prompts", least: 1, most: 4 }],
  "agents.sessions.rename": [{ of: "title", least: 1, most: 200 }],
  "agents.sessions.setStatus": [{ of: "title", least: 1, most: 200 }],
};

/** Slack refuses a message as msg_blocks_too_long from some 13,100 characters on, whatever its blocks may hold each. */
const HARD_SUM = 13_100;
/** What this program keeps to, so as not to find out where exactly. */
const SUM = 11_500;
/** More than this has been refused as msg_too_long where a text stands without blocks. */
const BARE_TEXT = 4000;

export function limitFaults(method: string, payload: Payload): string[] {
  const own = (OF_METHODS[method] ?? []).flatMap((limit) => beyond(payload, limit, ""));
  const bare = method === "chat.update" ? [] : bareFaults(payload);
  return [...own, ...bare, ...sumFaults(payload), ...walk(payload, "", "")];
}

/** The limit of an edit is in the table: it holds with blocks, too. */
function bareFaults({ blocks, text }: Payload): string[] {
  const size = !Array.isArray(blocks) && typeof text === "string" ? text.length : 0;
  return size > BARE_TEXT ? [`text: ${size} characters without blocks, not 0-${BARE_TEXT}`] : [];
}

function sumFaults({ blocks, chunks, view }: Payload): string[] {
  const sizeOf = (value: unknown, type?: string) =>
    textsIn(value, type).reduce((sum, part) => sum + part.length, 0);
  const written = sizeOf([blocks, chunks]);
  const markdown = sizeOf([blocks, chunks, view], "markdown");
  return [
    ...(written > HARD_SUM
      ? [`blocks: ${written} characters, which Slack refuses as msg_blocks_too_long`]
      : []),
    ...(written > SUM && written <= HARD_SUM ? [`blocks: ${written} characters, not 0-${SUM}`] : []),
    ...(markdown > 12_000 ? [`blocks: ${markdown} characters of markdown in all, not 0-12000`] : []),
  ];
}

function walk(value: unknown, path: string, field: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    // The rows of a table are lists of cells.
    const rows =
      field === "rows"
        ? value.flatMap((row, i) =>
            beyond({ cells: row }, { of: "cells", least: 1, most: 20 }, `${path}[${i}]`),
          )
        : [];
    return [...rows, ...value.flatMap((part, i) => walk(part, `${path}[${i}]`, field))];
  }
  const node = value as Payload;
  const limits =
    path === "" ? [] : [...ANYWHERE, ...(BY_TYPE[String(node.type)] ?? []), ...(BY_FIELD[field] ?? [])];
  const own = limits.flatMap((limit) => beyond(node, limit, path));
  const within = Object.entries(node)
    // What an event of metadata carries is the app's own.
    .filter(([key]) => key !== "event_payload")
    .flatMap(([key, part]) => walk(part, path ? `${path}.${key}` : key, key));
  return [...new Set([...own, ...within])];
}

function beyond(
  node: Payload,
  { of, least = 0, most = Number.POSITIVE_INFINITY }: Limit,
  path: string,
): string[] {
  const value = of.split(".").reduce<unknown>((part, key) => (part as Payload | undefined)?.[key], node);
  const place = path ? `${path}.${of}` : of;
  if (typeof value === "number")
    return value >= least && value <= most ? [] : [`${place}: ${value} is not ${least}-${most}`];
  if (typeof value !== "string" && !Array.isArray(value)) return [];
  // Blanks alone are shown as nothing, and refused as nothing where something is asked for.
  const size =
    typeof value === "string" && least > 0 && value.trim() === "" && node.type !== "text" ? 0 : value.length;
  const unit = typeof value === "string" ? "characters" : "items";
  return size >= least && size <= most ? [] : [`${place}: ${size} ${unit}, not ${least}-${most}`];
}

/** All that is there to read, or what stands in blocks of one type alone. */
function textsIn(value: unknown, type?: string): string[] {
  if (Array.isArray(value)) return value.flatMap((part) => textsIn(part, type));
  if (typeof value !== "object" || value === null) return [];
  const node = value as Payload;
  return Object.entries(node).flatMap(([key, part]) => {
    if (typeof part !== "string") return textsIn(part, type);
    const isRead = /^(?:text|alt_text|title|details|output|fallback)$/.test(key);
    return isRead && (type === undefined || node.type === type) ? [part] : [];
  });
}
