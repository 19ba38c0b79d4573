/** People and groups of Feishu, and what an app is told when they write, press, come and go. */

export const BOT = { open_id: "ou_bot", app_name: "案例通" } as const;

export interface Event {
  readonly header: {
    readonly event_id: string;
    readonly event_type: string;
    readonly create_time: string;
    readonly token: string;
    readonly app_id: string;
    readonly tenant_key: string;
  };
  readonly event: Readonly<Record<string, unknown>>;
}

let last = 0;

function next(kind: string): string {
  last += 1;
  return `${kind}${last}`;
}

export const person = () => next("ou_person");
export const group = () => next("oc_group");

/** The conversation of a person with the bot has a chat_id of its own. */
export const aloneWith = (person: string) => `oc_p2p_${person}`;

export function eventOf(event_type: string, event: Event["event"]): Event {
  const header = {
    event_id: next("event"),
    event_type,
    create_time: String(Date.now()),
    token: "verification-token",
    app_id: "cli_local",
    tenant_key: "tenant",
  };
  return { header, event };
}

export interface Message {
  readonly message_id: string;
  readonly parent_id?: string;
  readonly thread_id?: string;
  readonly chat_id: string;
  readonly chat_type: string;
  readonly message_type: string;
  readonly content: string;
  readonly create_time: string;
  readonly mentions?: readonly Mention[];
}

export interface Mention {
  readonly key: string;
  readonly id: { readonly open_id: string };
  readonly name: string;
}

export const mention = (number: number, open_id: string, name: string): Mention => ({
  key: `@_user_${number}`,
  id: { open_id },
  name,
});

export const US = mention(1, BOT.open_id, BOT.app_name);

/** `where`: a group; absent for what is said alone. */
export function says(
  by: string,
  text: string,
  where?: string,
  more: Partial<Message> & { readonly sender_type?: string } = {},
): Event {
  const { sender_type = "user", ...message } = more;
  return eventOf("im.message.receive_v1", {
    sender: {
      sender_id: { open_id: by, union_id: "on_x", user_id: null },
      sender_type,
      tenant_key: "tenant",
    },
    message: {
      message_id: next("om_asked"),
      chat_id: where ?? aloneWith(by),
      chat_type: where === undefined ? "p2p" : "group",
      message_type: "text",
      content: JSON.stringify({ text }),
      create_time: String(Date.now()),
      ...message,
    } satisfies Message,
  });
}

/** In a group, as people do it. */
export function calls(by: string, text: string, where: string, more: Partial<Message> = {}): Event {
  return says(by, `@_user_1 ${text}`, where, { mentions: [US], ...more });
}

export const messageIn = ({ event }: Event): Message => event.message as Message;

export function presses(by: string, value: object, under: string, chat: string): Event {
  return eventOf("card.action.trigger", {
    operator: { open_id: by, tenant_key: "tenant", union_id: "on_x" },
    token: "c-token",
    action: { value, tag: "button" },
    host: "im_message",
    context: { open_message_id: under, open_chat_id: chat },
  });
}
