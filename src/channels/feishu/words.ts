/** The content of a message of Feishu → its words, and whether it mentions the bot. */

/** open.feishu.cn/document: im-v1/message/events/receive; only what is used. */
export interface Content {
  readonly message_type: string;
  /** JSON, by its type. */
  readonly content: string;
  readonly mentions?: readonly Mention[];
}

interface Mention {
  /** `@_user_1`, as it stands in the text. */
  readonly key: string;
  readonly id?: { readonly open_id?: string } | null;
  readonly name: string;
}

interface Element {
  readonly tag: string;
  readonly text?: string;
}

interface Post {
  readonly title?: string;
  readonly content?: readonly (readonly Element[])[];
}

const EVERYBODY = "@_all";

export function mentions({ mentions = [] }: Pick<Content, "mentions">, openId: string): boolean {
  return mentions.some(({ id }) => id?.open_id === openId);
}

/** Null for what holds no words, such as a picture. Who is mentioned goes by name, the bot by none. */
export function wordsOf({ message_type, content, mentions = [] }: Content, botId: string): string | null {
  const said = contentIn(content);
  if (message_type === "post") return postWords(said as Post);
  if (message_type !== "text" || !("text" in said)) return null;
  const byKey = new Map(mentions.map((mention) => [mention.key, mention]));
  // In one pass: the key of the tenth begins like that of the first, and a name may hold anything.
  const words = String(said.text).replace(/@_user_\d+|@_all/g, (key) => {
    const mention = byKey.get(key);
    if (mention?.id?.open_id === botId) return "";
    return mention ? `@${mention.name}` : key === EVERYBODY ? "" : key;
  });
  return words.trim();
}

function postWords({ title = "", content = [] }: Post): string {
  const lines = content.map((line) =>
    line.map(({ tag, text }) => (tag === "at" ? "" : (text ?? ""))).join(""),
  );
  return [title, ...lines].join("\n").trim();
}

function contentIn(content: string): object {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
