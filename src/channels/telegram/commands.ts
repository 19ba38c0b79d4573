/** The commands in the menus of Telegram. */

import type { BotCommand, BotCommandScope, LanguageCode } from "grammy/types";
import { LISTED, type ListedCommand } from "../../chat/commands.ts";
import { DESCRIPTIONS, type Description } from "../../chat/request-wording.zh.ts";

export const COMMANDS: readonly (Description & { readonly name: ListedCommand })[] = LISTED.map((name) => ({
  name,
  ...DESCRIPTIONS[name],
}));

export interface Menu {
  readonly scope: BotCommandScope;
  readonly language_code?: LanguageCode;
  readonly commands: readonly BotCommand[];
}

/** For `setMyCommands`. Readers are Chinese, whatever language their Telegram is in, unless it is in English. */
export function menus(): Menu[] {
  // Alone with the bot every message is a question, and /ask the least of the commands.
  const alone = COMMANDS.toSorted((a, b) => Number(a.name === "ask") - Number(b.name === "ask"));
  const orders: readonly (readonly [BotCommandScope, typeof COMMANDS])[] = [
    [{ type: "default" }, COMMANDS],
    [{ type: "all_private_chats" }, alone],
    [{ type: "all_group_chats" }, COMMANDS],
  ];
  return orders.flatMap(([scope, order]): Menu[] => {
    const inLanguage = (language: keyof Description) =>
      order.map((command) => ({ command: command.name, description: command[language] }));
    return [
      { scope, commands: inLanguage("zh") },
      { scope, language_code: "zh", commands: inLanguage("zh") },
      { scope, language_code: "en", commands: inLanguage("en") },
    ];
  });
}
