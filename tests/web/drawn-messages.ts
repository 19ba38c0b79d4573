/** Messages as the bot sent them to the test servers → pages that show them much as Telegram and Slack would. */

import type { StoredMessage } from "../telegram/bot-api.ts";

interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

/** Of what Slack calls blocks and their elements: the fields that are drawn here. */
interface Element {
  readonly type: string;
  readonly text?: string | Element;
  readonly elements?: readonly Element[];
  readonly style?: unknown;
  readonly url?: string;
  readonly positive_button?: Element;
  readonly negative_button?: Element;
}

const STYLES = `
  * { box-sizing: border-box; }
  body { margin: 0; font: 15px/1.55 "Noto Sans CJK SC", "Noto Sans SC", "Noto Color Emoji", sans-serif; color: #1d1c1d; }
  p, blockquote { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .note { padding: 8px 14px; font-size: 12px; color: #555; background: #fff; border-top: 1px solid #ddd; }
  .telegram { background: #d5e3d0; padding: 14px; }
  .telegram .head { font-weight: 600; text-align: center; padding-bottom: 10px; }
  .telegram .bubble { background: #fff; border-radius: 14px; padding: 8px 12px; margin-bottom: 4px; max-width: 94%; }
  .telegram .mine { background: #effdde; margin: 0 0 10px auto; width: fit-content; }
  .telegram .name { color: #2f7fb6; font-weight: 600; }
  .telegram .reply { border-left: 3px solid #2f7fb6; padding-left: 8px; font-size: 13px; color: #555; margin: 2px 0 6px; }
  .telegram a { color: #2f7fb6; text-decoration: none; }
  .telegram blockquote { border-left: 3px solid #2f7fb6; background: #eef5fa; border-radius: 4px; padding: 4px 10px; }
  .telegram .row { display: flex; gap: 4px; margin-bottom: 4px; max-width: 94%; }
  .telegram .row span { flex: 1; background: #6f8f69; color: #fff; border-radius: 8px; text-align: center; padding: 6px; font-size: 14px; }
  .slack { background: #fff; padding: 14px; }
  .slack .head { font-weight: 700; padding-bottom: 10px; border-bottom: 1px solid #ddd; margin-bottom: 10px; }
  .slack .message { display: flex; gap: 10px; margin-bottom: 12px; }
  .slack .face { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #8b1e1e; color: #fff; text-align: center; line-height: 36px; }
  .slack .face.person { background: #4a7; }
  .slack .name { font-weight: 700; }
  .slack .app { font-size: 11px; background: #eee; border-radius: 3px; padding: 1px 4px; color: #616061; }
  .slack blockquote { border-left: 4px solid #ddd; padding-left: 12px; margin: 4px 0; }
  .slack .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
  .slack .buttons span { border: 1px solid #bbb; border-radius: 6px; padding: 4px 12px; font-weight: 600; font-size: 14px; }
  .slack .context { color: #616061; font-size: 13px; }
`;

const page = (kind: string, head: string, body: string, note: string) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${STYLES}</style>
<div class="${kind}"><div class="head">${escaped(head)}</div>${body}</div><p class="note">${escaped(note)}</p></html>`;

export function telegramPage({ message }: StoredMessage, note: string): string {
  const asked = message.reply_to_message?.text ?? "";
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const buttons = rows
    .map((row) => `<div class="row">${row.map(({ text }) => `<span>${escaped(text)}</span>`).join("")}</div>`)
    .join("");
  const body = `<div class="bubble mine"><p>${escaped(asked)}</p></div>
<div class="bubble"><p class="name">${escaped(message.from?.first_name ?? "")}</p><p class="reply">${escaped(asked)}</p><p>${withEntities(
    message.text ?? "",
    message.entities ?? [],
  )}</p></div>${buttons}`;
  const { chat } = message;
  return page("telegram", "title" in chat ? String(chat.title) : "", body, note);
}

const TAGS: Readonly<Record<string, string>> = {
  bold: "b",
  italic: "i",
  text_link: "a",
  mention: "a",
  code: "code",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** Entities lie one within another or apart, never across. */
function withEntities(text: string, entities: readonly Entity[]): string {
  const cuts = [...new Set([0, text.length, ...entities.flatMap((e) => [e.offset, e.offset + e.length])])];
  const [first = 0, ...rest] = cuts.toSorted((a, b) => a - b);
  let html = "";
  let at = first;
  for (const next of rest) {
    for (const one of entities.filter(({ offset }) => offset === at)) html += `<${tagOf(one)}>`;
    html += escaped(text.slice(at, next));
    const ending = entities.filter(({ offset, length }) => offset + length === next);
    for (const one of ending.toReversed()) html += `</${tagOf(one)}>`;
    at = next;
  }
  // A quotation is a paragraph of its own.
  return html.replace(/\n(<blockquote>)/g, "$1").replace(/(<\/blockquote>)\n/g, "$1");
}

function tagOf({ type }: Entity): string {
  const tag = TAGS[type];
  if (tag === undefined) throw new Error(`expected an entity that is drawn here, found ${type}`);
  return tag;
}

export function slackPage(asked: string, blocks: readonly unknown[], note: string): string {
  const message = (name: string, kind: string, label: string, body: string) =>
    `<div class="message"><div class="face ${kind}">${name.slice(0, 1)}</div><div><span class="name">${name}</span> ${label}${body}</div></div>`;
  const question = `<p><a>@案例通</a> ${escaped(asked)}</p>`;
  const answer = (blocks as readonly Element[]).map(drawn).join("");
  const body =
    message("工会干部", "person", "", question) +
    message("案例通", "", '<span class="app">APP</span>', answer);
  return page("slack", "# 工会工作", body, note);
}

function drawn(element: Element): string {
  const inner = (element.elements ?? []).map(drawn).join("");
  switch (element.type) {
    case "rich_text":
      return inner;
    case "rich_text_section":
      return `<p>${inner}</p>`;
    case "rich_text_quote":
      return `<blockquote>${inner}</blockquote>`;
    case "context":
      return `<div class="context">${inner}</div>`;
    case "actions":
    case "context_actions":
      return `<div class="buttons">${inner}</div>`;
    case "feedback_buttons":
      return [element.positive_button, element.negative_button].map((one) => button("", one)).join("");
    case "button":
      return button("", element);
    case "link":
      return `<a>${wordsOf(element)}</a>`;
    case "text":
    case "plain_text":
      return wordsOf(element);
    default:
      throw new Error(`expected a block that is drawn here, found ${element.type}`);
  }
}

const button = (sign: string, element?: Element) => `<span>${sign}${wordsOf(element)}</span>`;

function wordsOf({ text = "" }: Pick<Element, "text"> = {}): string {
  return typeof text === "string" ? escaped(text) : wordsOf(text);
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
