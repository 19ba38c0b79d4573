/** What somebody wrote in Slack, in Slack's notation → the words. */

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Without mentions of the bot; other mentions, channels and links as they are read. */
export function wordsOf(text: string, botUserId: string): string {
  return text
    .replace(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`, "g"), " ")
    .replace(/<@[A-Z0-9]+(?:\|([^>]*))?>/g, (_, name: string | undefined) => (name ? `@${name}` : " "))
    .replace(/<#[A-Z0-9]+(?:\|([^>]*))?>/g, (_, name: string | undefined) => (name ? `#${name}` : " "))
    .replace(
      /<!(?:subteam\^[A-Z0-9]+|date[^|>]*|[a-z]+)(?:\|([^>]*))?>/g,
      (_, label: string | undefined) => label ?? " ",
    )
    .replace(
      /<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>/g,
      (_, url: string, label: string | undefined) => label ?? url,
    )
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[^\S\n]+/g, " ")
    .trim()
    .replace(/^[，,：:、\s]+/, "");
}

export function mentionsUser(text: string, userId: string): boolean {
  return new RegExp(`<@${userId}(?:\\|[^>]*)?>`).test(text);
}

/** Speaks to somebody else: 先说一声 @某人. */
export function beginsWithOther(text: string, botUserId: string): boolean {
  const first = text.trim().match(/^<@([A-Z0-9]+)(?:\|[^>]*)?>/)?.[1];
  return first !== undefined && first !== botUserId;
}
