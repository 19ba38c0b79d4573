/** What is answered and what is sent → entries of the audit; one that cannot be written holds nothing up, and is told. */

import type { Abilities } from "../answer/abilities.ts";
import type { Journal } from "../chat/journal.ts";
import { contractOf } from "../render/contract.ts";
import type { Audit, AuditRecord } from "./audit.ts";
import { type Observed, platformOf } from "./observing.ts";

interface AuditingParts {
  readonly audit: Pick<Audit, "add">;
  readonly version: Abilities["version"];
  /** Version of the program. */
  readonly program: string;
  /** `name@version` of each prompt in use. */
  readonly prompts: readonly string[];
  readonly onFailure: (error: unknown) => void;
}

export function auditing({ audit, version, program, prompts, onFailure }: AuditingParts) {
  /** The corpus that the answer before was made of, mostly the same. */
  let corpusBefore: string | undefined;
  const add = (record: AuditRecord) => audit.add(record).catch(onFailure);

  async function corpusOf(): Promise<string> {
    const { id } = await version();
    const corpus = corpusBefore === undefined || corpusBefore === id ? id : `${corpusBefore} ${id}`;
    corpusBefore = id;
    return corpus;
  }

  return {
    async observe({ outcome, ...observed }: Observed) {
      if ("failure" in outcome || outcome.answer.reply === "silent") return;
      const { trace, channel, ability, question, isEarly } = observed;
      const { kind: answer, by, text, citations } = contractOf(outcome.answer);
      const { scope } = outcome.answer;
      const corpus = await corpusOf().catch(() => "unknown");
      await add({
        kind: "answer",
        ...{ trace, channel, ability, question, isEarly, answer, by, text },
        citations: citations.map(({ url: _, ...citation }) => citation),
        ...(scope !== undefined && { scope }),
        made: { corpus, program, prompts: by === "extractive" ? [] : prompts },
      });
    },
    /** The journal of a bot, which tells of every message that a platform took. */
    overJournal: (journal: Journal, bot: string): Journal => ({
      ...journal,
      async settled(item, sentAs, isSent) {
        // Before the message counts as sent: what is sent again after a kill stands there twice, and nothing is missing.
        const shown = isSent === true && item.content !== null ? shownOf(item.content) : null;
        if (shown !== null) await add({ kind: "sent", bot: platformOf(bot), content: shown });
        await journal.settled(item, sentAs, isSent);
      },
    }),
  };
}

/** What a reader sees of a message. The rest says where it goes and to whom, which is nobody's matter here. */
const SHOWN = ["text", "entities", "blocks", "markdown", "card"];

/** Null for a sign of progress, and for what shows no words. */
function shownOf(content: string): string | null {
  const message: unknown = JSON.parse(content);
  if (typeof message !== "object" || message === null || "isSign" in message) return null;
  const shown = Object.entries(message).filter(([name]) => SHOWN.includes(name));
  return shown.length > 0 ? JSON.stringify(Object.fromEntries(shown)) : null;
}
