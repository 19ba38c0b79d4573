/** A question that went wrong → a line for the gold set, which a person completes; and the port that keeps such lines. */

import { createHash } from "node:crypto";
import { foldTight } from "../language/fold.ts";
import type { Disliked, Unanswered } from "./feedback.ts";

/** A line in the format of the gold questions; what `note` calls a proposal wants a person's judgement. */
export interface Candidate {
  readonly id: string;
  readonly type: "fact" | "followup" | "unanswerable";
  readonly question: string;
  readonly history?: readonly string[];
  readonly organizations: readonly string[];
  readonly sections: readonly string[];
  readonly evidence: readonly string[];
  readonly answer: string;
  readonly must_contain: readonly string[];
  readonly answerable: boolean;
  readonly note: string;
}

export interface Candidates {
  /** False where a question of the same words and history is there already. Rejects where the line cannot be written. */
  add(candidate: Candidate): Promise<boolean>;
}

export function candidateOfUnanswered({ question, history }: Unanswered): Candidate {
  return {
    ...candidateOf("unanswerable", question, history),
    answerable: false,
    note: "候选：未能答出。请核对案例是否有答案；有则补全各项标注，并改 type 和 answerable",
  };
}

export function candidateOfDisliked({ question, history, reason, answer }: Disliked): Candidate {
  const { citations } = answer;
  const distinct = (values: readonly string[]) => [...new Set(values)];
  return {
    ...candidateOf(history.length > 0 ? "followup" : "fact", question, history),
    organizations: distinct(citations.map((citation) => citation.case.organization)),
    sections: distinct(citations.map(({ section }) => section)),
    evidence: distinct(citations.map(({ quote }) => quote)),
    note: `候选：被评为没有帮助${reason === null ? "" : `（${reason}）`}。标注取自当时的回答，请逐项核对`,
  };
}

/** Nothing is said of its answer yet. */
function candidateOf(type: Candidate["type"], question: string, history: readonly string[]) {
  return {
    ...{ id: idOf(question, history), type, question },
    ...(history.length > 0 && { history }),
    ...{ organizations: [], sections: [], evidence: [], answer: "", must_contain: [], answerable: true },
  };
}

/** The same for questions that differ in width, case or white space alone. */
export function idOf(question: string, history: readonly string[]): string {
  const words = [...history, question].map(foldTight).join("\n");
  return `c-${createHash("sha256").update(words).digest("hex").slice(0, 12)}`;
}
