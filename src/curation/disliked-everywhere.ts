/** Votes given in chats and on the web page → one list, the latest first. */

import type { Answer } from "../grounding/answer.ts";
import { contractOf } from "../render/contract.ts";
import type { Disliked, Feedback, VoteGiven } from "./feedback.ts";

/** As chats remember it. */
export interface DislikedInChat extends Omit<Disliked, "history" | "answer"> {
  readonly answer: Answer;
}

export interface ChatVotes {
  /** Answers that somebody found to be of no help, the latest first. */
  disliked(limit: number): Promise<readonly DislikedInChat[]>;
  votesGiven(since: number): Promise<readonly VoteGiven[]>;
}

/** `chats`: undefined where no chat platform is on. */
export async function dislikedEverywhere(
  limit: number,
  feedback: Pick<Feedback, "disliked">,
  chats: Pick<ChatVotes, "disliked"> | undefined,
): Promise<readonly Disliked[]> {
  const inChats = (await chats?.disliked(limit)) ?? [];
  const all = [
    ...(await feedback.disliked(limit)),
    ...inChats.map(({ answer, ...one }) => ({
      ...{ ...one, answer: contractOf(answer), history: [] },
      ...(answer.scope !== undefined && { scope: answer.scope }),
    })),
  ];
  return all.toSorted((a, b) => b.at - a.at).slice(0, limit);
}
