/** What the handlers of DingTalk's callbacks work with, and the places where the bot speaks. */

import type { ChatDesk, Place } from "../../chat/desk.ts";

export type DingtalkDesk = ChatDesk<DingtalkPlace>;

export interface DingtalkPlace extends Place {
  /** Who is answered, by their number in the organisation; null for one from outside. */
  readonly staffId: string | null;
  /** Takes what is said there for a while; null where none came with the message. */
  readonly webhook: Webhook | null;
}

export interface Webhook {
  readonly url: string;
  /** ms since 1970. */
  readonly until: number;
}
