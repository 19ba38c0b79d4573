/** What is to be said of the program's own accord: pins whose words changed, and each week how the cases were used. */

import { hash } from "node:crypto";
import type { ChatChannel } from "../chat/serve.ts";
import type { Log } from "../console/log.ts";
import type { KeptPins } from "../curation/pins.ts";
import { locate } from "../grounding/located.ts";
import type { Audit } from "../watch/audit.ts";
import { dayOf, mondayOf, type Statistics, statisticsOf, WEEK } from "../watch/statistics.ts";
import type { OpenCuration } from "./open-curation.ts";
import type { OpenKnowledge } from "./open-knowledge.ts";
import { dropped, weeklyText } from "./wording.zh.ts";

export interface RoundsSource {
  readonly knowledge: Pick<OpenKnowledge, "store" | "refresh"> & { readonly pins: KeptPins };
  /** By the names by which the audit knows them. */
  readonly chats: ReadonlyMap<string, Pick<ChatChannel, "announce">>;
  readonly weeklyTo: readonly string[];
  readonly audit: Pick<Audit, "entries">;
  readonly votesGiven: OpenCuration["votesGiven"];
  readonly log: Log;
  readonly now?: () => number;
}

/** On Mondays, when people are at their desks in China. */
const WEEKLY_AT_MS = 9 * 60 * 60 * 1000;

/** Says what there is to be said; what could not be said yet is said in a later round, and nothing twice. */
export function createRounds(source: RoundsSource): () => Promise<void> {
  const { knowledge, chats, weeklyTo, audit, votesGiven, log, now = Date.now } = source;
  const { store, pins } = knowledge;
  let checked: unknown;
  let saidFor: number | undefined;
  /** Undefined text: a program that is new has nothing to tell of. Kept, for others may have to say it. */
  let weekly: { readonly monday: number; readonly text: string | undefined } | undefined;

  /** False where the platform cannot be reached yet. */
  async function say(channel: string, chat: string, name: string, text: string): Promise<boolean> {
    const on = chats.get(channel);
    if (on) return on.announce(chat, name, text);
    log.warn(`${channel} 没有开启，这条消息没有发给 ${chat}：${text}`);
    return true;
  }

  async function dropPins(): Promise<void> {
    const chosen = await pins.all();
    if (chosen.length === 0) return;
    // An index that cannot be answered from is told of by readiness.
    const isSound = await knowledge.refresh().then(
      () => true,
      () => false,
    );
    const cases = await store.cases();
    if (!isSound || cases === checked) return;
    let isAllSaid = true;
    for (const { key, question, address, channel, chat } of chosen) {
      if ((locate(address, cases)?.kind ?? "changed") !== "changed") continue;
      const name = `unpinned ${hash("sha256", `${key} ${JSON.stringify(address)}`).slice(0, 16)}`;
      const isSaid = await say(channel, chat, name, dropped(question));
      if (isSaid) await pins.remove(key);
      isAllSaid &&= isSaid;
    }
    if (isAllSaid) checked = cases;
  }

  /** Of everybody's answers: a count names none of them. */
  async function countsOf(from: number): Promise<Statistics> {
    const isWithin = ({ at }: { readonly at: number }) => from <= at && at < from + WEEK;
    return statisticsOf({
      entries: audit.entries(from),
      isCounted: isWithin,
      votes: (await votesGiven(from)).filter(isWithin),
      subjectsOf: () => [],
      now: now(),
    });
  }

  async function sayWeekly(): Promise<void> {
    const monday = mondayOf(now());
    if (weeklyTo.length === 0 || saidFor === monday || now() < monday + WEEKLY_AT_MS) return;
    if (weekly?.monday !== monday) {
      const last = await countsOf(monday - WEEK);
      const before = last.total.asked > 0 ? await countsOf(monday - 2 * WEEK) : undefined;
      weekly = { monday, text: before && weeklyText(monday - WEEK, last, before.total) };
    }
    const { text } = weekly;
    let isAllSaid = true;
    if (text !== undefined) {
      for (const target of weeklyTo) {
        const [channel = "", chat = ""] = target.split(/:([\s\S]*)/);
        const isSaid = await say(channel, chat, `weekly ${dayOf(monday)}`, text);
        isAllSaid &&= isSaid;
      }
    }
    if (isAllSaid) saidFor = monday;
  }

  return async () => {
    await dropPins();
    await sayWeekly();
  };
}
