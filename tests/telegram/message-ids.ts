/** The numbers of messages: one row in each chat, whoever sends, so that people and bot draw from the same. */

const last = new Map<number, number>();

export function nextMessageId(chatId: number): number {
  const id = (last.get(chatId) ?? 0) + 1;
  last.set(chatId, id);
  return id;
}

/** A number that was given out elsewhere: those after it are free. */
export function noteMessageId(chatId: number, id: number): void {
  if (id > (last.get(chatId) ?? 0)) last.set(chatId, id);
}
