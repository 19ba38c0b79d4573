/** What conversations were about after their last questions, so that these need not be answered again for a follow-up. */

import type { Case } from "../corpus/case.ts";
import type { Topic } from "../question/topic.ts";

/** The questions asked, oldest first, stand for the conversation: the same ones over the same index come to the same topic. */
export interface TopicMemory {
  /** The longest beginning of the questions whose topic is known; its length, 0 with no topic. */
  recall(cases: readonly Case[], questions: readonly string[]): { topic: Topic | null; length: number };
  keep(cases: readonly Case[], questions: readonly string[], topic: Topic): void;
}

/** Conversations that go on at once; the one that was quiet for longest is forgotten first. */
const MOST_KEPT = 500;

export function createTopicMemory(): TopicMemory {
  // A store gives another array of cases with another index.
  let known: readonly Case[] = [];
  let topics = new Map<string, Topic>();

  function of(cases: readonly Case[]): Map<string, Topic> {
    if (known !== cases) {
      known = cases;
      topics = new Map();
    }
    return topics;
  }

  return {
    recall(cases, questions) {
      for (let length = questions.length; length > 0; length -= 1) {
        const topic = of(cases).get(keyOf(questions.slice(0, length)));
        if (topic) return { topic, length };
      }
      return { topic: null, length: 0 };
    },
    keep(cases, questions, topic) {
      const kept = of(cases);
      const key = keyOf(questions);
      kept.delete(key);
      kept.set(key, topic);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
    },
  };
}

function keyOf(questions: readonly string[]): string {
  return JSON.stringify(questions);
}
