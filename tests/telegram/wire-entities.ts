/** What holds between a text and its entities, which no schema says. */

export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly user?: { readonly id: number };
  readonly custom_emoji_id?: string;
  readonly unix_time?: number;
}

/** Those beyond are ignored in silence (python-telegram-bot, constants.MessageLimit.MESSAGE_ENTITIES: by experiment). */
const MOST_ENTITIES = 100;

/** https://core.telegram.org/bots/api#formatting-options, "Message entities can be nested". */
const STYLES = ["bold", "italic", "underline", "strikethrough", "spoiler"];
const QUOTES = ["blockquote", "expandable_blockquote"];
const CODES = ["pre", "code"];

/** https://core.telegram.org/bots/api#replyparameters. */
const ALLOWED_IN_QUOTE = [...STYLES, "custom_emoji", "date_time"];

/** Each violation as "entities[3]: what is wrong". */
export function entityFaults(text: string, entities: readonly Entity[]): string[] {
  const faults = entities.flatMap((entity, i) =>
    [...placeFaults(text, entity), ...fieldFaults(entity)].map((fault) => `[${i}]: ${fault}`),
  );
  if (entities.length > MOST_ENTITIES)
    faults.push(`: ${entities.length} entities, those after ${MOST_ENTITIES} are ignored`);
  return faults.length > 0 ? faults : nestingFaults(entities);
}

export function quoteEntityFaults(entities: readonly Entity[]): string[] {
  return entities.flatMap(({ type }, i) =>
    ALLOWED_IN_QUOTE.includes(type) ? [] : [`[${i}]: a quote keeps no ${type}`],
  );
}

function placeFaults(text: string, { offset, length }: Entity): string[] {
  const end = offset + length;
  if (offset < 0 || length <= 0 || end > text.length)
    return [`${offset}+${length} lies outside of ${text.length} units`];
  // tdlib, clean_input_string_with_entities: "begins in a middle of a UTF-16 symbol".
  return [offset, end]
    .filter((at) => cutsPair(text, at))
    .map((at) => `cuts a surrogate pair in two at ${at}`);
}

function cutsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(at - 1, 0), at + 1));
}

function fieldFaults({ type, url, user, custom_emoji_id, unix_time }: Entity): string[] {
  if (type === "text_link") return url === undefined ? ["text_link without url"] : linkFaults(url);
  if (type === "text_mention" && !user) return ["text_mention without user"];
  if (type === "custom_emoji" && !custom_emoji_id) return ["custom_emoji without custom_emoji_id"];
  if (type === "date_time" && unix_time === undefined) return ["date_time without unix_time"];
  return [];
}

/** As tdlib's LinkManager::check_link has it: a host without a dot, such as localhost, is "Wrong HTTP URL". */
export function linkFaults(url: string): string[] {
  if (/^(?:tg|ton|tonsite):/i.test(url)) return [];
  const parsed = URL.parse(url);
  if (parsed && /^https?:$/.test(parsed.protocol) && /[.:]/.test(parsed.hostname)) return [];
  return [`URL '${url}' is invalid`];
}

function nestingFaults(entities: readonly Entity[]): string[] {
  const places = entities.map((entity, i) => ({ ...entity, i, end: entity.offset + entity.length }));
  // Of two that begin together the longer one comes first, and may hold the other.
  places.sort((a, b) => a.offset - b.offset || b.end - a.end);
  const faults: string[] = [];
  let open: typeof places = [];
  for (const inner of places) {
    open = open.filter(({ end }) => end > inner.offset);
    for (const outer of open) {
      const pair = `[${outer.i}] and [${inner.i}]`;
      const isSame = outer.offset === inner.offset && outer.end === inner.end;
      if (inner.end > outer.end) faults.push(`${pair}: ${outer.type} and ${inner.type} cross`);
      else if (!mayNest(outer.type, inner.type) && !(isSame && mayNest(inner.type, outer.type)))
        faults.push(`${pair}: ${inner.type} in ${outer.type}`);
    }
    open.push(inner);
  }
  return faults;
}

/** Code within a quotation is not in the documentation's words but in tdlib's are_entities_valid. */
function mayNest(outer: string, inner: string): boolean {
  if (outer === inner) return false;
  if (QUOTES.includes(outer)) return !QUOTES.includes(inner);
  if (CODES.includes(outer) || CODES.includes(inner)) return false;
  return STYLES.includes(outer) || STYLES.includes(inner);
}
