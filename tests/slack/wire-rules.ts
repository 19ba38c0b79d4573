/** Rules of Slack that its types do not say, and those of this project. */

import type { Payload } from "./wire.ts";

type Rule = (payload: Payload) => readonly string[];

/** What is wrong with the arguments of a call beside their shape and size. */
export function ruleFaults(method: string, payload: Payload): string[] {
  return [...(OF_METHODS[method] ?? []).flatMap((rule) => rule(payload)), ...walk(payload)];
}

const OF_METHODS: Readonly<Record<string, readonly Rule[]>> = {
  "chat.postMessage": [unfurlRule, messageRule, threadRule],
  "chat.update": [messageRule],
  "chat.postEphemeral": [messageRule, threadRule],
  "chat.startStream": [threadRule],
  "chat.appendStream": [streamRule],
  "agents.sessions.setStatus": [
    ({ status }) => {
      const known = ["active", "processing", "suspended", "closed"];
      return known.includes(String(status)) ? [] : [`status: '${status}' is none of ${known.join(", ")}`];
    },
  ],
  response_url: [
    messageRule,
    ({ text, blocks, attachments, delete_original }) =>
      [text, blocks, attachments].some((part) => part !== undefined) || delete_original === true
        ? []
        : ["one of text, blocks, attachments and delete_original is needed"],
    ({ response_type, replace_original, delete_original }) =>
      response_type !== undefined && (replace_original === true || delete_original === true)
        ? ["response_type: means nothing where the original is replaced or deleted"]
        : [],
  ],
};

/** Previews would let an answer fetch addresses, and bury it under them. */
function unfurlRule(payload: Payload): string[] {
  return ["unfurl_links", "unfurl_media"].flatMap((name) =>
    payload[name] === false ? [] : [`${name}: this program sets it to false`],
  );
}

function messageRule({ text, blocks, attachments, link_names, parse, reply_broadcast }: Payload): string[] {
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  return [
    ...(link_names === undefined ? [] : ["link_names: would turn words of the corpus into mentions"]),
    ...(parse === undefined ? [] : ["parse: would turn words of the corpus into links"]),
    ...(reply_broadcast === true ? ["reply_broadcast: this program answers in the thread alone"] : []),
    ...((hasBlocks || Array.isArray(attachments)) && (typeof text !== "string" || text.trim() === "")
      ? ["text: blocks need one to fall back on, for notifications and screen readers"]
      : []),
    ...(Array.isArray(blocks) && new Set(idsOf(blocks)).size < idsOf(blocks).length
      ? ["blocks: a block_id occurs twice"]
      : []),
  ];
}

function threadRule({ thread_ts }: Payload): string[] {
  return thread_ts === undefined || /^\d{10}\.\d{6}$/.test(String(thread_ts))
    ? []
    : [`thread_ts: '${thread_ts}' is no timestamp of a message, such as 1700000000.000100`];
}

function streamRule({ markdown_text, chunks }: Payload): string[] {
  return (markdown_text === undefined) === (chunks === undefined)
    ? ["exactly one of markdown_text and chunks"]
    : [];
}

/** What people wrote, and what the corpus says, is escaped; what the bot itself mentions is an element of rich_text. */
function walk(value: unknown, path = ""): string[] {
  if (typeof value === "string") return value.isWellFormed() ? [] : [`${path}: not encoded in UTF-8`];
  if (typeof value !== "object" || value === null) return [];
  const node = value as Payload;
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const own: string[] = [];
  if (node.type === "mrkdwn" && typeof node.text === "string")
    own.push(...markupFaults(node.text).map((fault) => `${at("text")}: ${fault}`));
  if (node.type === "markdown" && typeof node.text === "string")
    own.push(...mentionFaults(node.text).map((fault) => `${at("text")}: ${fault}`));
  // Those beside the blocks of a message; a text within one says its type.
  if (path === "" && typeof node.text === "string" && node.mrkdwn !== false)
    own.push(...markupFaults(node.text).map((fault) => `text: ${fault}`));
  if (typeof node.markdown_text === "string")
    own.push(...mentionFaults(node.markdown_text).map((fault) => `${at("markdown_text")}: ${fault}`));
  if (node.type === "markdown_text" && typeof node.text === "string")
    own.push(...mentionFaults(node.text).map((fault) => `${at("text")}: ${fault}`));
  if (node.type === "broadcast") own.push(`${path}: calls everyone`);
  const within = Object.entries(node).flatMap(([key, part]) =>
    walk(part, Array.isArray(value) ? `${path}[${key}]` : at(key)),
  );
  return [...own, ...within];
}

/** "You only need to replace &, < and >": what else stands between angle brackets is an address with its label. */
function markupFaults(text: string): string[] {
  const links = /<(?:https?:\/\/|mailto:)[^<>|\s]+(?:\|[^<>]*)?>/g;
  const left = text.replace(links, "");
  const mentions = mentionFaults(left);
  if (mentions.length > 0) return mentions;
  const [raw] = /[<>]|&(?!amp;|lt;|gt;)/.exec(left) ?? [];
  return raw ? [`a raw ${raw}, which is to be escaped`] : [];
}

function mentionFaults(text: string): string[] {
  const found = text.match(/<(?:!|@|#)[^>]*>?/g) ?? [];
  return [...new Set(found)].map(
    (mention) => `${mention} would mention or call; an element of rich_text does`,
  );
}

function idsOf(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) => {
    const id = (block as Payload | null)?.block_id;
    return typeof id === "string" ? [id] : [];
  });
}
