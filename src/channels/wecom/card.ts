/** An answer → the card of buttons under it. */

import { isReadable } from "../../chat/asker.ts";
import type { ChatDesk } from "../../chat/desk.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { offersUnder } from "../../chat/offers.ts";
import { pressedOf } from "../../chat/presses.ts";
import { clipped } from "../../render/cut.ts";
import type { Robot } from "./robot.ts";
import { CARD } from "./wording.zh.ts";

/** developer.work.weixin.qq.com/document/path/101032: characters of a title and of a button, buttons of a card. */
const MAX_TITLE = 26;
const MAX_LABEL = 10;
const MOST_BUTTONS = 6;

export interface Card {
  readonly card_type: "button_interaction";
  readonly main_title: { readonly title: string };
  readonly button_list: readonly { readonly text: string; readonly style: number; readonly key: string }[];
  /** Unlike that of any other card. */
  readonly task_id: string;
}

/** Undefined where there is nothing to be had. */
export async function cardOf(
  { abilities }: Pick<ChatDesk, "abilities">,
  given: Pick<GivenAnswer, "id" | "answer">,
  taskId: string,
  title: string = CARD.title,
): Promise<Card | undefined> {
  const buttons = (await offersUnder(abilities, given, CARD)).slice(0, MOST_BUTTONS);
  if (buttons.length === 0) return undefined;
  return {
    card_type: "button_interaction",
    main_title: { title: clipped(title, MAX_TITLE) },
    button_list: buttons.map(({ label, data }) => ({ text: clipped(label, MAX_LABEL), style: 1, key: data })),
    task_id: taskId,
  };
}

export interface Click {
  readonly requestId: string;
  readonly task_id: string;
  readonly data: string;
  /** "" where the answer says it all. */
  readonly note: string;
}

type CardDesk = Pick<ChatDesk, "abilities" | "journal" | "log"> & { readonly robot: Robot };

/** Says in the card itself that the press was seen; WeCom takes that for five seconds. Does not reject. */
export async function updateCard(desk: CardDesk, { requestId, task_id, data, note }: Click): Promise<void> {
  try {
    const given = await desk.journal.given(pressedOf(data)?.id ?? "");
    const title = note === "" ? CARD.seen : note;
    const isShown = given && (await isReadable(desk, given));
    const card = isShown ? await cardOf(desk, given, task_id, title) : undefined;
    const template_card = card ?? {
      card_type: "text_notice",
      main_title: { title: clipped(title, MAX_TITLE) },
      card_action: { type: 0 },
      task_id,
    };
    const body = { response_type: "update_template_card", template_card };
    await desk.robot.call("aibot_respond_update_msg", body, requestId);
  } catch (error) {
    desk.log.debug(String(error));
  }
}
