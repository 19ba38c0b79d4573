/** A platform → a channel: it is reached again and again, what comes is kept and worked, what is made of it is sent. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Channel } from "../channels/channel.ts";
import { createAccess } from "./access.ts";
import { CHANNEL_LOG } from "./channel-wording.zh.ts";
import type { Curating } from "./curating.ts";
import { createDelivery, type DeliveryService, within } from "./delivery.ts";
import { type ChatDesk, type Place, type Reason, SILENCE } from "./desk.ts";
import { receivedOf } from "./happening.ts";
import type { Held, HoldOf, Journal, Outcome, Received } from "./journal.ts";
import type { DeskBase, Platform, Receive } from "./platform.ts";
import { createRateLimit, type RateLimits, USUAL_LIMITS } from "./rate-limit.ts";
import { type Content, createSending } from "./sending.ts";
import { createStage } from "./stage.ts";
import { createTrouble, stubbornly } from "./trouble.ts";
import { createUnderWay, Stopped } from "./waiting.ts";
import { chatNamed, failed, STOPPED } from "./wording.zh.ts";

/** What every chat channel is given. */
export interface ServedParts extends Pick<ChatDesk, "abilities" | "log" | "publicUrl"> {
  /** Ids of chats and people that may ask; "*" for everybody. */
  readonly allowed: readonly string[];
  /** The journal of the bot of that name. */
  readonly journalOf: (bot: string) => Journal;
  /** Absent where no other program can serve the bot. */
  readonly holdOf?: HoldOf;
  /** Proxies by the names that everybody knows: HTTPS_PROXY and so on. */
  readonly proxies?: Readonly<Record<string, string>>;
  readonly limits?: RateLimits;
  readonly curating?: Curating;
  readonly now?: () => number;
}

export interface ChatChannel extends Channel {
  /**
   * Says something of the program's own accord. False where the platform was not reached yet. `message` names what is said:
   * as often as it is said in a chat, it is said once.
   */
  announce(chat: string, message: string, text: string): Promise<boolean>;
}

/** An office whose network is not up yet, or is slow, is served when it is. */
const START_MS = 10_000;

/** A connection that is just being made does not let itself be ended at once. */
const CLOSE_MS = 1_000;

export function createChatChannel<P extends Place, C extends Content, U, Me>(
  parts: ServedParts,
  platform: Platform<P, C, U, Me>,
): ChatChannel {
  const { abilities, log, publicUrl, curating, now = Date.now } = parts;
  const { allowed, journalOf, holdOf, limits = USUAL_LIMITS } = parts;
  const { name, failures, says, hopeless = () => undefined } = platform;
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const notReady: Receive<U> = async () => {
    throw new Error(CHANNEL_LOG.notReady(name));
  };
  let receive = notReady;
  const notReached: ChatChannel["announce"] = async () => false;
  let service: DeliveryService | undefined;
  let held: Held | undefined;
  let announce = notReached;
  let running: Promise<void> = Promise.resolve();
  for (const { promise } of [ended, started]) promise.catch(() => {});
  platform.beforehand?.((updates) => receive(updates));

  function baseOf(me: Me): DeskBase<P> {
    const journal = journalOf(platform.botOf(me));
    const isMember = platform.isMember ?? (async () => false);
    const showCode = (code: string) => log.info(says.pairingCode(code));
    return {
      abilities,
      journal,
      log,
      publicUrl,
      now,
      limit: createRateLimit(limits),
      access: createAccess({ allowed, journal, isMember, showCode, now }),
      underWay: createUnderWay(),
      says,
      ...(curating && { curating }),
    };
  }

  /** Whenever this program is the one that may, and as long as it is. */
  async function serveInTurn(me: Me): Promise<void> {
    if (!holdOf) return serve(me, signal);
    for (;;) {
      held = await holdOf(platform.botOf(me), signal, started.resolve);
      if (!held || signal.aborted) return;
      const { lost } = held;
      const over = AbortSignal.any([signal, lost]);
      await serve(me, over).catch((error: unknown) => {
        if (!lost.aborted) throw error;
      });
      // Where the platform comes to the program, nothing is listened to.
      if (!over.aborted) await once(over, "abort");
      if (signal.aborted) return;
      receive = notReady;
      announce = notReached;
      await service?.stop(0);
      await held.release();
    }
  }

  async function serve(me: Me, serving: AbortSignal): Promise<void> {
    const base = baseOf(me);
    const bot = platform.open(me, base);
    const { mayClose = async ({ isPrivate }: P, person: string) => isPrivate || allowed.includes(person) } =
      bot;
    const desk: ChatDesk = { ...base, mayClose, stage: createStage(base, bot.form) };
    /** What lacks a part that the platform always sends concerns nobody. */
    const happeningIn = (update: U) => {
      try {
        return bot.happeningIn(desk, update);
      } catch (error) {
        log.debug(String(error));
        return undefined;
      }
    };
    const happening = (body: string) => happeningIn(JSON.parse(body) as U);
    const delivery = createDelivery({
      journal: desk.journal,
      noticed: ({ body, number }) => desk.underWay.stop(happening(body)?.ends?.(number)),
      /** Rejects only when the journal does. Nobody is told where nobody waits. */
      async work({ number, body }, post) {
        const { place, work = async () => SILENCE } = happening(body) ?? {};
        try {
          return await work({ number, post });
        } catch (error) {
          if (error instanceof Stopped) return place ? afterStop(desk, place, error.reason) : SILENCE;
          // For whoever runs the program, with the number that whoever waits is told.
          const trace = randomBytes(3).toString("hex");
          log.error(CHANNEL_LOG.failed(name, trace, failures.reasonOf(error)));
          if (error instanceof Error && error.stack) log.debug(error.stack);
          return place ? desk.stage.note(place, failed(trace)) : SILENCE;
        } finally {
          desk.underWay.passed(number);
        }
      },
      send: createSending(bot.wire, name, (why) => log.error(says.tokenGone(why))),
      log,
      nameOf: (chat) => chatNamed(bot.placeIn(chat, "")),
      now,
    });
    service = delivery;
    await delivery.start();
    announce = async (chat, message, text) => {
      const isNew = (await desk.journal.partsOf(chat, message)) === 0;
      const { deliveries = [] } = isNew ? await desk.stage.note(bot.placeIn(chat, message), text) : SILENCE;
      for (const one of deliveries) await delivery.post(one);
      return true;
    };
    receive = inOrder(async (updates) => {
      const taken: Received[] = [];
      for (const update of updates) {
        await bot.ahead?.(update);
        const received = await receivedOf(happeningIn(update), update);
        if (received) taken.push(received);
      }
      await delivery.receive(taken);
    });
    log.info(CHANNEL_LOG.serving(name, bot.title, bot.way, allowed));
    desk.access.offer();
    await bot.listen((updates) => receive(updates), { signal: serving, up: started.resolve });
  }

  async function run(): Promise<void> {
    const trouble = createTrouble(log, failures, says);
    const stubborn = { trouble, hopeless, signal, onTrouble: started.resolve };
    const me = await stubbornly(stubborn, () => platform.introduce(signal));
    if (me !== undefined && !signal.aborted) await serveInTurn(me);
  }

  return {
    name,
    ended: ended.promise,
    async start() {
      running = run().catch((error: unknown) => {
        const why = hopeless(error) ?? error;
        started.reject(why);
        ended.reject(why);
      });
      await Promise.race([started.promise, sleep(START_MS, undefined, { ref: false })]);
    },
    announce: (...said) => announce(...said),
    async stop() {
      stopping.abort();
      receive = notReady;
      started.resolve();
      await within(CLOSE_MS, running);
      await service?.stop();
      await held?.release();
      ended.resolve();
    },
  };
}

/** One call after the other: whether a change is for the bot depends on what came before it. */
function inOrder<U>(take: Receive<U>): Receive<U> {
  let last: Promise<void> = Promise.resolve();
  return (updates) => {
    const taking = last.then(() => take(updates));
    last = taking.catch(() => {});
    return taking;
  };
}

async function afterStop({ stage }: ChatDesk, place: Place, reason: Reason): Promise<Outcome> {
  if (reason === "edited") return SILENCE;
  return reason === "pressed" ? stage.note(place, STOPPED) : stage.nothing(place);
}
