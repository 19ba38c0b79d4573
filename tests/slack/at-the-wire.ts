/** Questions asked, buttons pressed and things that are to pass in silence, with what came of each at the wire. */

import { complaintsOf, rowsIn } from "../telegram/at-the-wire.ts";
import { until } from "../wire/clock.ts";
import type { RunningBot } from "./bot.ts";
import { presses, pressesEphemeral } from "./interactions.ts";
import { type Channel, mentions, type Person, type Saying, says } from "./people.ts";
import type { Call, ChannelState, Incoming } from "./slack-interface.ts";

export { complaintsOf, rowsIn };

export type Own = ChannelState["own"][number];

/** How long nothing comes before nothing more is expected to come (ms). */
const QUIET_MS = 20;

/** Signs of work, and not what is said. */
const SIGNS = /^(?:assistant\.threads\.setStatus|auth\.test|apps\.connections\.open)$/;

export interface Answered {
  readonly ts: string;
  readonly thread: string;
  /** The last message of the answer, which has the buttons. */
  readonly answer: Own;
  readonly messages: readonly Own[];
  /** Of all its messages. */
  readonly text: string;
  readonly buttons: ReadonlyMap<string, Button>;
}

export type Button = Readonly<Record<"action_id" | "value", string>>;

/** By label; those for a vote by 有用 and 没用. */
export function buttonsOf({ blocks = [] }: Pick<Own, "blocks">): ReadonlyMap<string, Button> {
  const found = new Map<string, Button>();
  const look = (node: unknown, action = ""): void => {
    if (typeof node !== "object" || node === null) return;
    const { action_id = action, value, text } = node as Record<string, unknown>;
    const label = (text as { text?: string } | undefined)?.text;
    if (typeof value === "string" && label) found.set(label, { action_id: String(action_id), value });
    for (const one of Object.values(node)) look(one, String(action_id));
  };
  look(blocks);
  return found;
}

export function button(from: Pick<Own, "blocks">, label: string): Button {
  const found = buttonsOf(from);
  const data = found.get(label);
  if (data === undefined) throw new Error(`expected a button ${label}, found ${[...found.keys()]}`);
  return data;
}

export function atTheWire({ slack, dir }: Pick<RunningBot, "slack" | "dir">) {
  const state = (where: Pick<Channel, "id">): ChannelState | undefined => {
    try {
      return slack.channel(where.id);
    } catch {
      // Nothing was said there yet.
      return undefined;
    }
  };
  const own = (where: Pick<Channel, "id">, thread?: string) =>
    (state(where)?.own ?? []).filter(({ threadTs }) => thread === undefined || threadTs === thread);

  /** Resolves when all that was pushed has had its effect. */
  async function settled(): Promise<void> {
    await slack.idle(QUIET_MS);
    const owed = () =>
      rowsIn(dir, "inbox").some(({ body }) => body !== null) || rowsIn(dir, "outbox").length > 0;
    await until(() => !owed(), "all to be worked and sent");
    await slack.idle(QUIET_MS);
  }

  async function callsAfter(...incoming: readonly Incoming[]): Promise<readonly Call[]> {
    const before = slack.calls.length;
    slack.push(...incoming);
    await settled();
    return slack.calls.slice(before).filter(({ method }) => !SIGNS.test(method));
  }

  return {
    own,
    settled,
    /** What came of it, without signs of work. */
    callsAfter,
    ephemerals: (where: Pick<Channel, "id">) => state(where)?.ephemerals ?? [],
    /** To a bot that answers; rejects where no answer comes. */
    async ask(by: Person, where: Channel, text: string, options: Saying = {}): Promise<Answered> {
      const said =
        where.kind === "im" ? [says(by, where, text, options)] : mentions(by, where, text, options);
      const [{ ts = "" } = {}] = said.map(({ payload }) => payload.event as { ts?: string });
      const thread = options.thread_ts ?? ts;
      const before = own(where, thread).length;
      await callsAfter(...said);
      const messages = own(where, thread).slice(before);
      const answer = messages.at(-1);
      if (!answer) throw new Error(`expected an answer to “${text}”, found none that stands`);
      return {
        ts,
        thread,
        answer,
        messages,
        text: messages.map((one) => one.text).join("\n"),
        buttons: buttonsOf(answer),
      };
    },
    press(by: Person, where: Channel, under: Own, { action_id, value }: Button) {
      const type = action_id === "feedback" ? "feedback_buttons" : "button";
      return callsAfter(presses(by, where, under, { action_id, value, type }));
    },
    pressEphemeral(by: Person, where: Channel, under: { ts: string }, { action_id, value }: Button) {
      return callsAfter(pressesEphemeral(by, where, under, { action_id, value }));
    },
  };
}
