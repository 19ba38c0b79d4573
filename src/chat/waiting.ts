/** What is being worked for somebody who waits in a chat: they see how far it is, may give up, and have what is there early. */

import type { Asking } from "../answer/asking.ts";
import type { Log } from "../console/log.ts";
import type { Answer } from "../grounding/answer.ts";
import type { Asked, ChatDesk, Job, Reason, Stop, UnderWay, Waiting } from "./desk.ts";
import { quietly } from "./failures.ts";
import type { Delivery } from "./journal.ts";

/** Rejects with a `Stopped`, at once, when they give up. */
export function waitFor<T>(
  { journal, underWay, stage }: ChatDesk,
  waiting: Waiting,
  ability: (asking: Asking) => Promise<T>,
): Promise<T> {
  const { place, person, job } = waiting;
  const payer = { person: journal.pseudonym(person), chat: journal.pseudonym(place.chat) };
  return underWay.run({ number: job.number, place, person }, (signal) =>
    stage.working(waiting, (onStage) =>
      unlessAborted(ability({ signal, onStage, payer, trace: `u${job.number}` }), signal),
    ),
  );
}

/** Who gave up waits no longer for an ability that takes no notice. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

export interface Early {
  readonly show: (answer: Answer) => void;
  /** Its signs of progress are not shown where an answer stands. */
  readonly job: Job;
  /** Who has an answer and waits no longer for another keeps it. */
  readonly instead: (error: unknown) => Answer;
  /** Nothing of it comes after this. */
  readonly settled: () => Promise<void>;
}

export function earlyIn(
  job: Job,
  log: Log,
  deliveriesOf: (answer: Answer) => Promise<readonly Delivery[]>,
): Early {
  let shown: Answer | undefined;
  let posted: Promise<void> = Promise.resolve();
  const post = async (answer: Answer) => {
    for (const delivery of await deliveriesOf(answer)) await job.post(delivery);
  };
  return {
    show(answer) {
      shown = answer;
      posted = quietly(log, post(answer));
    },
    job: { number: job.number, post: async (sign) => (shown ? undefined : job.post(sign)) },
    instead(error) {
      const isKept = error instanceof Stopped && (error.reason === "pressed" || error.reason === "said");
      if (shown && isKept) return shown;
      throw error;
    },
    settled: () => posted,
  };
}

/** What an answer that was given up rejects with. */
export class Stopped extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

export function createUnderWay(): UnderWay {
  const running = new Map<Asked, AbortController>();
  const stops = new Map<number, { readonly stop: Stop; hits: number }>();

  function apply(known: { readonly stop: Stop; hits: number }, asked: Asked): void {
    const controller = running.get(asked);
    const { number, reason, ends } = known.stop;
    if (!controller || controller.signal.aborted || asked.number >= number || !ends(asked)) return;
    known.hits += 1;
    controller.abort(new Stopped(reason));
  }

  return {
    async run(asked, task) {
      const controller = new AbortController();
      running.set(asked, controller);
      try {
        for (const known of stops.values()) apply(known, asked);
        controller.signal.throwIfAborted();
        return await task(controller.signal);
      } finally {
        running.delete(asked);
      }
    },
    stop(stop) {
      if (!stop) return false;
      const known = { stop, hits: 0 };
      stops.set(stop.number, known);
      for (const asked of running.keys()) apply(known, asked);
      return stop.reason === "said";
    },
    hasStopped: (number) => (stops.get(number)?.hits ?? 0) > 0,
    passed(number) {
      stops.delete(number);
    },
    some: (is) => running.keys().some(is),
  };
}
