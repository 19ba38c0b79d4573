/** A thumbs-down → a question for the reason, and what was answered to it. */

import type { ViewSubmitAction } from "@slack/bolt";
import { SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { REASON } from "./wording.zh.ts";

export const REASON_VIEW = "reason";

const INPUT = "reason";
const MAX_REASON = 1_000;

/** The vote counts without a reason; Slack lets a view be opened for three seconds. */
export async function askReason(
  { client, log }: SlackDesk,
  trigger_id: string,
  answerId: string,
): Promise<void> {
  const plain = (text: string) => ({ type: "plain_text" as const, text });
  await client.views
    .open({
      trigger_id,
      view: {
        type: "modal",
        callback_id: REASON_VIEW,
        private_metadata: answerId,
        title: plain(REASON.title),
        submit: plain(REASON.submit),
        close: plain(REASON.close),
        blocks: [
          {
            type: "input",
            block_id: INPUT,
            optional: true,
            label: plain(REASON.label),
            element: { type: "plain_text_input", action_id: INPUT, multiline: true, max_length: MAX_REASON },
          },
        ],
      },
    })
    .catch((error: unknown) => log.debug(String(error)));
}

export async function onReason({ journal }: SlackDesk, { view, user }: ViewSubmitAction): Promise<Outcome> {
  const text = view.state.values[INPUT]?.[INPUT]?.value?.trim() ?? "";
  if (text === "") return SILENCE;
  return { reason: { answerId: view.private_metadata, person: journal.pseudonym(user.id), text } };
}
