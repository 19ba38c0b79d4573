/** What holds of the messages that reached people, whatever the channel and whatever befell the program meanwhile. */

import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";

/** A question that the program took in, and what stands under it. */
export interface Exchange {
  /** Whoever asks one after the other in one chat: a lane. Exchanges of a lane stand in the order of their asking. */
  readonly lane: string;
  /** As they came. */
  readonly texts: readonly string[];
  /** When the first of them came, by any count that grows; undefined where the channel does not tell. */
  readonly at?: number | undefined;
}

export interface Delivered {
  readonly questions: number;
  /** Questions without an answer. */
  readonly lost: number;
  /** Answers that came more than once, and did not say so. */
  readonly doubled: number;
  /** Answers that came once more and said so. */
  readonly extras: number;
  /** Answers that came before one that was asked for earlier in the same lane. */
  readonly disordered: number;
}

export function delivered(exchanges: readonly Exchange[]): Delivered {
  const unmarked = ({ texts }: Exchange) => texts.filter((text) => !text.includes(SENT_AGAIN)).length;
  const lanes = Map.groupBy(exchanges, ({ lane }) => lane);
  return {
    questions: exchanges.length,
    lost: exchanges.filter(({ texts }) => texts.length === 0).length,
    doubled: exchanges.reduce((sum, one) => sum + Math.max(0, unmarked(one) - 1), 0),
    extras: exchanges.reduce((sum, { texts }) => sum + Math.max(0, texts.length - 1), 0),
    disordered: [...lanes.values()].reduce((sum, lane) => sum + disorderIn(lane), 0),
  };
}

function disorderIn(lane: readonly Exchange[]): number {
  let latest = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const { at = latest } of lane) {
    if (at < latest) count += 1;
    latest = Math.max(latest, at);
  }
  return count;
}
