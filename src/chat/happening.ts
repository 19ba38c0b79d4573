/** Who said, pressed or did what where, as a platform tells it → whether it is kept, what it ends, and what comes of it. */

import { onBehalfAt } from "./asker.ts";
import type { CommandName } from "./commands.ts";
import { type ChatDesk, type Job, type Place, SILENCE, type Stop } from "./desk.ts";
import { respondTo } from "./dialogue.ts";
import type { Said } from "./history.ts";
import type { Outcome, Received } from "./journal.ts";
import { isWritable } from "./json.ts";
import { withBorrowed } from "./long.ts";
import { type Press, type Pressing, respondToPress } from "./presses.ts";
import { type Request, requestOf, stops } from "./requests.ts";

/** Made of an update alone, whenever it is wanted: when it comes, when it is on disk, when it has its turn. */
export interface Happening {
  /**
   * The same thing, however often it is told, has the same key. Undefined where what is remembered says that it is not
   * for the bot: then it is not kept.
   */
  readonly key: string | (() => Promise<string | undefined>);
  /** Happenings of a lane are worked in the order of their arrival. */
  readonly lane: string;
  /** Where whoever waits for something to come of it is told that nothing will; absent where nobody does. */
  readonly place?: Place | undefined;
  /** What was asked before that is not wanted any more; `number` is that of the update in the inbox. */
  readonly ends?: (number: number) => Stop | undefined;
  /** Rejects with whatever goes wrong. */
  readonly work: (job: Job) => Promise<Outcome>;
}

/** Undefined for what does not concern the bot. */
export type Known = Happening | undefined;

/** Undefined for what is not kept: nothing of the talk of others gets to the disk. */
export async function receivedOf(happening: Known, update: unknown): Promise<Received | undefined> {
  if (!happening) return undefined;
  const key = typeof happening.key === "string" ? happening.key : await happening.key();
  if (key === undefined || !isWritable(update)) return undefined;
  return { key, lane: happening.lane, body: JSON.stringify(update) };
}

/** Who corrects a question later than that (s) has read the answer. */
export const MAX_EDIT_S = 120;

/** One person in one chat and room is answered in order, others meanwhile. */
export function laneIn({ chat, room }: Pick<Place, "chat" | "room">, person: string): string {
  return `${chat} ${room} ${person}`;
}

export interface Saying extends Pick<Happening, "key"> {
  readonly place: Place;
  readonly person: string;
  /** Of a message of theirs; absent where it is a new one. */
  readonly change?: "said" | "edited" | "deleted";
  readonly command?: CommandName | null;
  readonly text: string;
  /** What was said, or what comes of it where that is known already. */
  readonly said: () => Promise<Heard | Outcome>;
}

/** `request`: where it is not what the words ask for, with those that they point at. */
type Heard = Omit<Said, "place" | "person" | "request"> & { readonly request?: Request };

/**
 * Somebody says something to the bot, changes what they said, or takes it back. Words that stop end all that their person
 * asked in the room; a change what that message asked.
 */
export function saying(
  desk: ChatDesk,
  { key, place, person, change = "said", command = null, text, said }: Saying,
): Happening {
  const at = change === "said" ? "room" : "message";
  return {
    key,
    lane: laneIn(place, person),
    place,
    ends(number) {
      if (change === "said" && !stops(command, text)) return undefined;
      const ends: Stop["ends"] = (asked) =>
        asked.person === person && asked.place.chat === place.chat && asked.place[at] === place[at];
      return { number, reason: change, ends };
    },
    async work(job) {
      // Of what was taken back the answer was given up when the news came in.
      if (change === "deleted") return SILENCE;
      const heard = await said();
      if (!("at" in heard)) return heard;
      const { above = "", request = requestOf(command, withBorrowed(command, text, above) ?? text) } = heard;
      return respondTo(desk, { ...heard, above: above || undefined, request, place, person }, job);
    },
  };
}

export interface Pressed extends Pick<Happening, "key">, Press {
  /** Shows at once to whoever pressed what comes of it; does not reject. */
  readonly acknowledge: (pressing: Pick<Pressing, "note" | "standing">) => Promise<void>;
}

/** Every press is acknowledged, at once and once, or the button would seem to be stuck. */
export function pressing(desk: ChatDesk, { key, acknowledge, ...press }: Pressed): Happening {
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
