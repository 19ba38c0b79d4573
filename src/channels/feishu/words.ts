/** The content of a message of Feishu → its words, and whether it mentions the bot. */

import { objectIn } from "../../chat/json.ts";

/** open.feishu.cn/document: im-v1/message/events/receive; only what is used. */
export interface Spoken {
  readonly message_type: string;
  /** JSON, by its type. */
  readonly content: string;
  readonly mentions?: readonly Mention[];
}

interface Mention {
  /** `@_user_1`, as it stands in the text. */
  readonly key: string;
  /** By itself where a message is read. */
  readonly id?: string | { readonly open_id?: string } | null;
  readonly name: string;
}

interface Post {
  readonly title?: string;
  readonly content?: readonly (readonly { readonly tag: string; readonly text?: string }[])[];
}

export function mentions({ mentions = [] }: Pick<Spoken, "mentions">, openId: string): boolean {
  return mentions.some((mention) => idOf(mention) === openId);
}

function idOf({ id }: Mention): string | undefined {
  return typeof id === "string" ? id : id?.open_id;
}

/** Null for what holds no words, such as a picture. Who is mentioned goes by name, the bot by none. */
export function wordsOf({ message_type, content, mentions = [] }: Spoken, botId: string): string | null {
  if (message_type === "post") {
    const { title = "", content: lines = [] } = (objectIn(content) ?? {}) as Post;
    const words = lines.map((line) => line.map(({ tag, text = "" }) => (tag === "at" ? "" : text)).join(""));
    return [title, ...words].join("\n").trim();
  }
  if (message_type !== "text") return null;
  // In one pass: the key of the tenth begins like that of the first, and a name may hold anything.
  return String(objectIn(content)?.text ?? "")
    .replace(/@_user_\d+|@_all/g, (key) => {
      const mention = mentions.find((one) => one.key === key);
      return !mention || idOf(mention) === botId ? "" : `@${mention.name}`;
    })
    .trim();
}
