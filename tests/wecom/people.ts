/** People and groups of WeCom, and what a robot is told when they write, press and judge. */

import type { Callback } from "../../src/channels/wecom/robot.ts";

export const BOT_NAME = "案例通";

let last = 0;

function next(kind: string): string {
  last += 1;
  return `${kind}-${last}`;
}

export const person = () => next("user");
export const group = () => next("wrgroup");

export type Body = Callback["body"];

function callback(cmd: string, from: string, body: Omit<Body, "msgid" | "from">): Callback {
  const create_time = Math.floor(Date.now() / 1000);
  return {
    cmd,
    headers: { req_id: next("req") },
    body: { msgid: next("msg"), create_time, from: { userid: from }, ...body },
  };
}

/** `text`: null where there are no words. `where`: a group; absent for what is said alone. */
export function says(
  by: string,
  text: string | null,
  where?: string,
  more: Partial<Omit<Body, "msgid" | "from">> = {},
): Callback {
  return callback("aibot_msg_callback", by, {
    ...(where === undefined ? { chattype: "single" } : { chattype: "group", chatid: where }),
    msgtype: "text",
    ...(text === null ? {} : { text: { content: text } }),
    ...more,
  });
}

/** In a group, as people do it. */
export function calls(by: string, text: string, where: string): Callback {
  return says(by, `@${BOT_NAME} ${text}`, where);
}

function event(by: string, event: NonNullable<Body["event"]>, where?: string): Callback {
  const chat =
    where === undefined ? { chattype: "single" as const } : { chattype: "group" as const, chatid: where };
  return callback("aibot_event_callback", by, { ...chat, msgtype: "event", event });
}

export function presses(by: string, key: string, task_id: string, where?: string): Callback {
  return event(
    by,
    { eventtype: "template_card_event", template_card_event: { event_key: key, task_id } },
    where,
  );
}

export function enters(by: string): Callback {
  return event(by, { eventtype: "enter_chat" });
}

/** `type`: 1 of use, 2 of none, 3 taken back. */
export function judges(
  by: string,
  id: string,
  type: number,
  { where, ...more }: { where?: string; content?: string; inaccurate_reason_list?: number[] } = {},
): Callback {
  return event(by, { eventtype: "feedback_event", feedback_event: { id, type, ...more } }, where);
}
