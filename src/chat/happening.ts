/** Who said, pressed or did what where, as a platform tells it → whether it is kept, what it ends, and what comes of it. */

import { onBehalfAt } from "./asker.ts";
import type { CommandName } from "./commands.ts";
import { type ChatDesk, type Job, type Place, SILENCE, type Stop } from "./desk.ts";
import { respondTo } from "./dialogue.ts";
import type { Said } from "./history.ts";
import type { Outcome, Received } from "./journal.ts";
import { type Press, type Pressing, respondToPress } from "./presses.ts";
import { stops } from "./requests.ts";

/** Made of an update alone, whenever it is wanted: when it comes, when it is on disk, when it has its turn. */
export interface Happening<P extends Place> {
  /**
   * The same thing, however often it is told, has the same key. Undefined where what is remembered says that it is not
   * for the bot: then it is not kept.
   */
  readonly key: string | (() => Promise<string | undefined>);
  /** Happenings of a lane are worked in the order of their arrival. */
  readonly lane: string;
  /** Where whoever waits for something to come of it is told that nothing will; absent where nobody does. */
  readonly place?: P | undefined;
  /** What was asked before that is not wanted any more; `number` is that of the update in the inbox. */
  readonly ends?: (number: number) => Stop<P> | undefined;
  /** Rejects with whatever goes wrong. */
  readonly work: (job: Job) => Promise<Outcome>;
}

/** Undefined for what is not kept: nothing of the talk of others gets to the disk. */
export async function receivedOf<P extends Place>(
  happening: Happening<P> | undefined,
  update: unknown,
): Promise<Received | undefined> {
  if (!happening) return undefined;
  const key = typeof happening.key === "string" ? happening.key : await happening.key();
  if (key === undefined) return undefined;
  try {
    return { key, lane: happening.lane, body: JSON.stringify(update) };
  } catch {
    // Nested deeper than can be written out.
    return undefined;
  }
}

/** One person in one chat and room is answered in order, others meanwhile. */
export function laneIn({ chat, room }: Pick<Place, "chat" | "room">, person: string): string {
  return `${chat} ${room} ${person}`;
}

export interface Saying<P extends Place> extends Pick<Happening<P>, "key"> {
  readonly place: P;
  readonly person: string;
  /** Of a message of theirs; absent where it is a new one. */
  readonly change?: "said" | "edited" | "deleted";
  readonly command?: CommandName | null;
  readonly text: string;
  /** What is said of a chat that is not open. */
  readonly notOpen: string;
  /** What was said, or what comes of it where that is known already. */
  readonly said: () => Promise<Omit<Said<P>, "place" | "person"> | Outcome>;
}

/**
 * Somebody says something to the bot, changes what they said, or takes it back. Words that stop end all that their person
 * asked in the room; a change what that message asked.
 */
export function saying<P extends Place>(
  desk: ChatDesk<P>,
  { key, place, person, change = "said", command = null, text, notOpen, said }: Saying<P>,
): Happening<P> {
  const at = change === "said" ? "room" : "message";
  return {
    key,
    lane: laneIn(place, person),
    place,
    ends(number) {
      if (change === "said" && !stops(command, text)) return undefined;
      const ends: Stop<P>["ends"] = (asked) =>
        asked.person === person && asked.place.chat === place.chat && asked.place[at] === place[at];
      return { number, reason: change, ends };
    },
    async work(job) {
      // Of what was taken back the answer was given up when the news came in.
      if (change === "deleted") return SILENCE;
      const about = await said();
      return "request" in about ? respondTo(desk, { ...about, place, person }, job, notOpen) : about;
    },
  };
}

export interface Pressed<P extends Place> extends Pick<Happening<P>, "key">, Press<P> {
  /** Shows at once to whoever pressed what comes of it; does not reject. */
  readonly acknowledge: (pressing: Pick<Pressing, "note" | "standing">) => Promise<void>;
}

/** Every press is acknowledged, at once and once, or the button would seem to be stuck. */
export function pressing<P extends Place>(
  desk: ChatDesk<P>,
  { key, acknowledge, ...press }: Pressed<P>,
): Happening<P> {
  return {
    key,
    lane: laneIn(press.place, press.person),
    place: press.place,
    work: (job) =>
      onBehalfAt(desk, press.place, press.person, async () => {
        const pressed = await respondToPress(desk, press, job).catch(async (error: unknown) => {
          await acknowledge({ note: "" });
          throw error;
        });
        await acknowledge(pressed);
        return pressed.outcome;
      }),
  };
}
