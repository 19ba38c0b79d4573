/** How messages of Feishu are sent, changed and taken away, and what they can do without. */

import type { OutboxItem } from "../../chat/journal.ts";
import { steadyId, type Wire, withMark, without } from "../../chat/sending.ts";
import { SENT_AGAIN } from "../../chat/wording.zh.ts";
import type { Log } from "../../console/log.ts";
import type { Api } from "./api.ts";
import { plain } from "./elements.ts";
import { failures, isOtherKind } from "./failures.ts";
import type { Content } from "./form.ts";

/** A chat takes five a second, of all its bots together. */
const RATES = [{ most: 4, inMs: 1_000 }];

/** Under one uuid Feishu sends a message once in an hour. */
const ONCE_MS = 50 * 60_000;

const PATH = "/im/v1/messages";

export function wireBy(api: Api, log: Log, now: () => number): Wire<Content> {
  async function create(content: Content, { chat }: OutboxItem, uuid: string): Promise<string | null> {
    const body = { ...bodyOf(content), uuid };
    const post = async (path: string, more = {}) => {
      const { data } = await api.call<{ data?: { message_id?: string } }>("POST", path, { ...body, ...more });
      return data?.message_id ?? null;
    };
    const { replyTo } = content;
    if (replyTo !== undefined)
      try {
        // In the thread in which that message stands.
        return await post(`${PATH}/${replyTo}/reply`);
      } catch (error) {
        if (failures.failureOf(error).kind !== "missing") throw error;
      }
    const type = chat.startsWith("ou_") ? "open_id" : "chat_id";
    return post(`${PATH}?receive_id_type=${type}`, { receive_id: chat });
  }

  /** A card is changed in another way than words. */
  async function update(content: Content, sentAs: string): Promise<void> {
    const { msg_type, content: inner } = bodyOf(content);
    const path = `${PATH}/${sentAs}`;
    if (content.card) await api.call("PATCH", path, { content: inner });
    else await api.call("PUT", path, { msg_type, content: inner });
  }

  async function remove(sentAs: string): Promise<void> {
    await api.call("DELETE", `${PATH}/${sentAs}`);
  }

  async function change(content: Content, sentAs: string, item: OutboxItem): Promise<string | null> {
    try {
      await update(content, sentAs);
      return sentAs;
    } catch (error) {
      if (isOtherKind(error)) await remove(sentAs).catch((why: unknown) => log.debug(failures.reasonOf(why)));
      else if (failures.failureOf(error).kind !== "missing") throw error;
      return create(content, item, uuidOf(item, sentAs));
    }
  }

  return {
    failures,
    rates: RATES,
    plainer: [{ without: without("card") }],
    marked: (content) => content,
    async post(content, item) {
      const isOnce = now() - item.at < ONCE_MS;
      const id = await create(item.isAgain && !isOnce ? again(content) : content, item, uuidOf(item));
      // What was sent before under the same uuid stands there now, and may be the sign of this answer.
      return id !== null && item.isAgain && isOnce ? change(content, id, item) : id;
    },
    change,
    remove,
  };
}

/** The same for a slot however often it is sent to; another in the place of a message that is no more. */
function uuidOf({ chat, message, part }: OutboxItem, instead = ""): string {
  return steadyId(chat, message, part, instead);
}

/** In words alone some marks are taken for a form; in a post none are. */
const ACTIVE = /[*_~`<]|\]\(/;

function bodyOf({ card, text }: Content): { readonly msg_type: string; readonly content: string } {
  if (card !== undefined) return { msg_type: "interactive", content: JSON.stringify(card) };
  if (!ACTIVE.test(text)) return { msg_type: "text", content: JSON.stringify({ text }) };
  const content = text.split("\n").map((line) => [{ tag: "text", text: line }]);
  return { msg_type: "post", content: JSON.stringify({ zh_cn: { title: "", content } }) };
}

function again(content: Content): Content {
  const { text, card } = content;
  const marked = card && { ...card, body: { elements: [...card.body.elements, plain(SENT_AGAIN)] } };
  return { ...content, text: withMark(text), card: marked };
}
