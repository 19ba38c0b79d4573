/** What a platform makes of words and of answers → messages in the slots of what is answered. */

import type { AnswerStage } from "../answer/asking.ts";
import type { Log } from "../console/log.ts";
import { underWay } from "../render/stages.zh.ts";
import { besides, type ChatDesk, type Place, SILENCE, type Stage } from "./desk.ts";
import { quietly } from "./failures.ts";
import type { GivenAnswer, Outcome } from "./journal.ts";
import type { Offer } from "./offers.ts";
import type { Content } from "./sending.ts";

/** How things look on a platform, at a place of its own kind. */
export interface Form<P extends Place, C extends Content> {
  /** Absent where what was sent can be changed. */
  readonly edits?: boolean;
  /** A line of the program's own. */
  readonly note: (place: P, text: string, offers?: readonly Offer[]) => C;
  /** `isEarly`: another answer may come in its place. */
  readonly answer: (place: P, given: GivenAnswer, isEarly: boolean) => Promise<readonly C[]>;
  /** One page of an answer that is shown page by page. */
  readonly page?: (place: P, given: GivenAnswer, page: number) => Promise<C | undefined>;
  /** A line for one person; where the platform cannot show it to them alone it is shown to all. */
  readonly aside?: (place: P, person: string, text: string) => C;
  /** Absent where the platform has no such thing for robots, or only by a right of its own. */
  readonly react?: Stage<P>["react"];
  /** Signs of work in the place of the answer, or the platform's own. */
  readonly working: SignsInPlace<P> | Stage<P>["working"];
}

export function createStage<P extends Place, C extends Content>(
  { journal, log }: Pick<ChatDesk<P>, "journal" | "log">,
  { note, answer, page, react, working, edits = true, ...form }: Form<P, C>,
): Stage<P> {
  const { aside = (place, _, text) => note(place, text) } = form;
  /** In the slots of the message answered; what stood in further ones, of a longer answer before, goes away. */
  async function inPlace({ chat, message }: P, contents: readonly C[]) {
    const before = await journal.partsOf(chat, message);
    const deliveries = Array.from({ length: Math.max(before, contents.length) }, (_, part) => {
      const content = contents[part];
      return { chat, message, part, content: content ? JSON.stringify(content) : null };
    });
    return { deliveries } satisfies Outcome;
  }
  return {
    note: (place, text, offers) => inPlace(place, [note(place, text, offers)]),
    aside: (place, person, text) => inPlace(besides(place), [aside(besides(place), person, text)]),
    answer: async (place, given, isEarly = false) =>
      (await inPlace(place, await answer(place, given, isEarly))).deliveries,
    async turn(place, given, at, message) {
      const slot = await journal.slotOf(place.chat, message);
      const content = slot && (await page?.({ ...place, message: slot.message }, given, at));
      return content ? { deliveries: [{ ...slot, content: JSON.stringify(content) }] } : SILENCE;
    },
    nothing: (place) => inPlace(place, []),
    edits,
    react: react ?? (async () => {}),
    working: typeof working === "function" ? working : withSignsInPlace({ note, ...working }, log),
  };
}

/** What was reached is shown so soon; stages of an answer that takes no time are not shown at all. */
const LOOK_MS = 1_000;

export interface Signs {
  /** Renews what the platform shows; what becomes of it is no matter. */
  readonly renew: (stage: AnswerStage) => void;
  /** Who waited so long is told that there will be an answer. */
  readonly patienceMs: number;
  /** Tells so, in the slot of the answer. */
  readonly tell: (stage: AnswerStage) => Promise<void>;
  readonly log: Log;
}

export async function withSigns<T>(
  { renew, patienceMs, tell, log }: Signs,
  task: (onStage: (stage: AnswerStage) => void) => Promise<T>,
): Promise<T> {
  let stage: AnswerStage = "retrieving";
  const renewing = setInterval(() => renew(stage), LOOK_MS);
  let told: Promise<void> = Promise.resolve();
  const patience = setTimeout(() => {
    told = quietly(log, tell(stage));
  }, patienceMs);
  try {
    return await task((reached) => {
      stage = reached;
    });
  } finally {
    clearInterval(renewing);
    clearTimeout(patience);
    await told;
  }
}

/** Signs in the slot of the answer, which the answer takes over. */
interface SignsInPlace<P extends Place> {
  /** Who waited so long (ms) is shown the first. */
  readonly afterMs: number;
  /** Most of them; a stage is shown when it is reached. */
  readonly most: number;
  /** As other lines of the program's own unless told otherwise. */
  readonly note?: (place: P, text: string) => object;
  /** Absent where they can stand at any place. */
  readonly canStandAt?: (place: P) => boolean;
}

function withSignsInPlace<P extends Place>(
  { afterMs, most, note, canStandAt = () => true }: SignsInPlace<P> & Required<Pick<SignsInPlace<P>, "note">>,
  log: Log,
): Stage<P>["working"] {
  return async ({ place, job }, task) => {
    if (!canStandAt(place)) return task(() => {});
    let shown: AnswerStage | undefined;
    let count = 0;
    let last: Promise<void> = Promise.resolve();
    const tell = (stage: AnswerStage) => {
      shown = stage;
      count += 1;
      const content = JSON.stringify({ ...note(place, underWay(stage)), isSign: true });
      last = last.then(() => job.post({ chat: place.chat, message: place.message, part: 0, content }));
      return last;
    };
    const renew = (stage: AnswerStage) => {
      if (count > 0 && count < most && stage !== shown) void quietly(log, tell(stage));
    };
    return withSigns({ renew, patienceMs: afterMs, tell, log }, task);
  };
}
