/** People and groups of DingTalk, and what a robot is told when they write. */

import type { Message } from "../../src/channels/dingtalk/updates.ts";

let last = 0;

function next(kind: string): string {
  last += 1;
  return `${kind}${last}`;
}

export const person = () => next("staff");
export const group = () => `cid${next("Group")}/+==`;

/** The conversation of somebody who is alone with the robot. */
export const aloneWith = (by: string) => `cidAlone-${by}==`;

type More = Partial<Omit<Message, "msgId">>;

/** Alone where no group is given; `text`: null where there are none. */
export function says(by: string, text: string | null, where?: string, more: More = {}): Message {
  return {
    msgId: next("msg"),
    conversationId: where ?? aloneWith(by),
    conversationType: where === undefined ? "1" : "2",
    senderId: `$:LWCP_v1:$${by}`,
    senderStaffId: by,
    chatbotUserId: "$:LWCP_v1:$robot",
    createAt: Date.now(),
    msgtype: "text",
    ...(where === undefined ? {} : { isInAtList: false }),
    ...(text === null ? {} : { text: { content: text } }),
    ...more,
  };
}

/** In a group, as people do it: DingTalk cuts the name off, and leaves a blank. */
export function calls(by: string, text: string, where: string, more: More = {}): Message {
  return says(by, ` ${text}`, where, { isInAtList: true, ...more });
}
