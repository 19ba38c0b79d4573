/** The buttons under an answer in Feishu. */

import type { GivenAnswer } from "../../chat/journal.ts";
import { offersToGoOn, wordRow } from "../../chat/offers.ts";
import { pressData } from "../../chat/presses.ts";
import { quotesOf } from "../../grounding/answer.ts";
import type { FeishuDesk, FeishuPlace } from "./desk.ts";
import type { Element } from "./elements.ts";
import { BUTTONS } from "./wording.zh.ts";

/** What comes back with a press, beside who it is and in which chat. */
export interface ButtonValue {
  readonly k: string;
  /** Alone with the bot, of which Feishu does not tell. */
  readonly alone?: boolean;
  readonly room?: string;
}

export interface Shown {
  readonly given: Pick<GivenAnswer, "id" | "answer">;
  /** The citations on what is shown. */
  readonly citations: readonly number[];
  /** The page that is shown, and how many there are; null where all of them are. */
  readonly page: readonly [shown: number, count: number] | null;
}

export async function buttonsOf(
  { abilities }: Pick<FeishuDesk, "abilities">,
  { room, isPrivate }: FeishuPlace,
  { given: { id, answer }, citations, page }: Shown,
): Promise<Element[]> {
  const button = (label: string, data: string, width = "default"): Element => {
    const value: ButtonValue = {
      k: data,
      ...(isPrivate ? { alone: true } : {}),
      ...(room === "" ? {} : { room }),
    };
    const text = { tag: "plain_text", content: label };
    return { tag: "button", text, width, size: "small", behaviors: [{ type: "callback", value }] };
  };
  const shown = new Set(citations);
  const cited = quotesOf(answer)
    .map(({ citation }) => citation)
    .filter(({ number }) => shown.has(number));
  const words = await wordRow<Element>(abilities, answer, cited, {
    whole: ({ number }, isOnly) =>
      button(
        isOnly ? BUTTONS.whole : BUTTONS.wholeOf(number),
        pressData({ kind: "whole", id, citation: number }),
      ),
    beside: [],
    summary: button(BUTTONS.summary, pressData({ kind: "summary", id })),
  });
  const [at, count] = page ?? [0, 1];
  const turns = [
    ...(at > 0 ? [button(BUTTONS.previous, pressData({ kind: "page", id, page: at - 1 }))] : []),
    ...(at < count - 1 ? [button(BUTTONS.next, pressData({ kind: "page", id, page: at + 1 }))] : []),
  ];
  const vote = (label: string, isGood: boolean) => button(label, pressData({ kind: "vote", id, isGood }));
  const votes = answer.kind === "help" ? [] : [vote(BUTTONS.good, true), vote(BUTTONS.bad, false)];
  return [
    ...[words, turns].filter((row) => row.length > 0).map(rowOf),
    ...offersToGoOn(id, answer).map(({ label, data }) => button(label, data, "fill")),
    ...(votes.length > 0 ? [rowOf(votes)] : []),
  ];
}

/** Beside each other, where the screen is wide enough. */
function rowOf(buttons: readonly Element[]): Element {
  const columns = buttons.map((one) => ({ tag: "column", width: "auto", elements: [one] }));
  return { tag: "column_set", flex_mode: "flow", columns };
}
