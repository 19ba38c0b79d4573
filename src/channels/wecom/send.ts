/** How messages of WeCom are sent and changed, and what they can do without. */

import type { OutboxItem } from "../../chat/journal.ts";
import { type Wire, withMark, without } from "../../chat/sending.ts";
import type { Log } from "../../console/log.ts";
import { failures, isStale } from "./failures.ts";
import type { Content } from "./form.ts";
import type { Robot } from "./robot.ts";
import { REMOVED } from "./wording.zh.ts";

/** A chat; every frame counts. Two are left for what is not sent through here, such as updates of cards. */
const RATES = [
  { most: 28, inMs: 60_000 },
  { most: 980, inMs: 60 * 60_000 },
];

export function wireBy(robot: Robot, log: Log): Wire<Content> {
  /** Streams that are not finished, and the callbacks that they answer. */
  const growing = new Map<string, string>();

  async function stream(content: Content, requestId: string): Promise<string> {
    const { id, text, isSign = false, isUnfinished = isSign, card } = content;
    growing.set(id, requestId);
    const body = {
      msgtype: card === undefined ? "stream" : "stream_with_template_card",
      stream: { id, finish: !isUnfinished, content: text, feedback: { id } },
      ...(card === undefined ? {} : { template_card: card }),
    };
    await robot.call("aibot_respond_msg", body, requestId);
    if (!isUnfinished) growing.delete(id);
    return id;
  }

  async function send({ id, text }: Content, { chat }: OutboxItem): Promise<string> {
    const markdown = { content: text, feedback: { id } };
    await robot.call("aibot_send_msg", { chatid: chat, msgtype: "markdown", markdown });
    return id;
  }

  /** A frame of a stream comes in the place of the one before: it may be sent as often as one likes. */
  async function post(content: Content, item: OutboxItem): Promise<string | null> {
    const { requestId } = content;
    if (requestId === undefined) return send(content, item);
    try {
      return await stream(content, requestId);
    } catch (error) {
      if (!isStale(error)) throw error;
      log.debug(failures.reasonOf(error));
      growing.delete(content.id);
      return content.isSign ? null : send(item.isAgain ? again(content) : content, item);
    }
  }

  return {
    failures,
    rates: RATES,
    plainer: [{ without: without("card") }],
    marked: (content) => (content.requestId === undefined ? again(content) : content),
    post,
    // Nothing can be taken away; what grew is ended.
    async remove(sentAs) {
      const requestId = growing.get(sentAs);
      if (requestId !== undefined) await stream({ id: sentAs, text: REMOVED }, requestId);
    },
  };
}

function again(content: Content): Content {
  return { ...content, text: withMark(content.text) };
}
