/** What the handlers of WeCom's callbacks work with, and the places where the bot speaks. */

import type { ChatDesk, Place } from "../../chat/desk.ts";
import type { Robot } from "./robot.ts";

export interface WecomDesk extends ChatDesk<WecomPlace> {
  readonly robot: Robot;
  /** As it is called in groups; null where nobody said so. */
  readonly botName: string | null;
  readonly publicUrl: string | null;
}

export interface WecomPlace extends Place {
  /** The callback that is answered; null where what is said stands by itself, as under a button. */
  readonly requestId: string | null;
}
