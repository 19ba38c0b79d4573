/** What the handlers of Feishu's events work with, and the places where the bot speaks. */

import type { ChatDesk, Place } from "../../chat/desk.ts";
import type { Api } from "./api.ts";
import type { Pushes } from "./pushes.ts";

export interface FeishuDesk extends ChatDesk<FeishuPlace> {
  readonly api: Api;
  readonly pushes: Pick<Pushes, "toast">;
  /** By which it is mentioned. */
  readonly botId: string;
  readonly publicUrl: string | null;
  /** Words alone, for clients that are too old for cards. */
  readonly isPlain: boolean;
}

/** Its room is the thread. Alone with somebody the chat goes by their open_id, otherwise by its chat_id. */
export interface FeishuPlace extends Place {
  /** The message to which the answer is a reply; null where what is said stands by itself. */
  readonly replyTo: string | null;
}
