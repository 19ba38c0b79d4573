/** What is being worked for somebody who waits in a chat: they see how far it is, may give up, and have what is there early. */

import type { Asking } from "../answer/asking.ts";
import type { Log } from "../console/log.ts";
import type { Answer } from "../grounding/answer.ts";
import type { ChatDesk, Job, Reason, Stop, Waiting } from "./desk.ts";
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
  return underWay.run(waiting, (signal) =>
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

/** An answer that is shown before another may come in its place. */
export function earlyIn(job: Job, log: Log, deliveriesOf: (answer: Answer) => Promise<readonly Delivery[]>) {
  let shown: Answer | undefined;
  let posted: Promise<void> = Promise.resolve();
  const post = async (answer: Answer) => {
    for (const delivery of await deliveriesOf(answer)) await job.post(delivery);
  };
  return {
    show(answer: Answer): void {
      shown = answer;
      posted = quietly(log, post(answer));
    },
    /** Its signs of progress are not shown where an answer stands. */
    job: { number: job.number, post: async (sign: Delivery) => (shown ? undefined : job.post(sign)) },
    /** Who has an answer and waits no longer for another keeps it. */
    instead(error: unknown): Answer {
      const isKept = error instanceof Stopped && (error.reason === "pressed" || error.reason === "said");
      if (shown && isKept) return shown;
      throw error;
    },
    /** Nothing of it comes after this. */
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

export type UnderWay = ReturnType<typeof createUnderWay>;

/** What is being answered at present. */
export function createUnderWay() {
  const running = new Map<Waiting, AbortController>();
  const stops = new Map<number, { readonly stop: Stop; hits: number }>();

  function apply(known: { readonly stop: Stop; hits: number }, asked: Waiting): void {
    const controller = running.get(asked);
    const { number, reason, ends } = known.stop;
    if (!controller || controller.signal.aborted || asked.job.number >= number || !ends(asked)) return;
    known.hits += 1;
    controller.abort(new Stopped(reason));
  }

  return {
    /** Rejects with a `Stopped` when it was ended before it began; the signal is given when it is ended later. */
    async run<T>(asked: Waiting, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
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
    /**
     * Ends what it means of what was asked before it, also what waits for its turn still. True where the word was said:
     * then nobody waits any more for what was put off before it.
     */
    stop(stop: Stop | undefined): boolean {
      if (!stop) return false;
      const known = { stop, hits: 0 };
      stops.set(stop.number, known);
      for (const asked of running.keys()) apply(known, asked);
      return stop.reason === "said";
    },
    /** Whether the update of that number has ended something so far. */
    hasStopped: (number: number) => (stops.get(number)?.hits ?? 0) > 0,
    /** The update of that number had its turn: what it ends has had its own before, and is not waited for any more. */
    passed(number: number): void {
      stops.delete(number);
    },
    /** Whether such a thing is being worked. */
    some: (is: (asked: Waiting) => boolean) => running.keys().some(is),
  };
}
