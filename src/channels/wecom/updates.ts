/** A callback of WeCom → who said or did what where; nothing where it does not concern the bot. */

import { GREETING } from "../../chat/channel-wording.zh.ts";
import { type ChatDesk, placeIn, SILENCE } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import { type Known, pressing, saying } from "../../chat/happening.ts";
import { answerIn } from "../../chat/history.ts";
import type { Outcome } from "../../chat/journal.ts";
import { voteOn } from "../../chat/presses.ts";
import { updateCard, type WecomPlace } from "./form.ts";
import type { Body, Callback, Event, Robot, Spoken } from "./robot.ts";
import { REASONS } from "./wording.zh.ts";

export interface WecomDesk extends ChatDesk<WecomPlace> {
  readonly robot: Robot;
  /** As it is called in groups; null where nobody said so. */
  readonly botName: string | null;
}

export function happeningIn(desk: WecomDesk, { cmd, headers, body }: Callback): Known {
  const { msgid, from, event } = body;
  const key = msgid ?? `${event?.eventtype} ${headers.req_id}`;
  if (typeof from?.userid !== "string") return undefined;
  return cmd === "aibot_msg_callback"
    ? onMessage(desk, key, headers.req_id, body)
    : event && onEvent(desk, key, headers.req_id, body, event);
}

function placeOf({ chattype, chatid = "", from }: Body, message: string): WecomPlace {
  return chattype === "group" ? placeIn(chatid, false, message) : placeIn(from.userid, true, message);
}

function onMessage(desk: WecomDesk, key: string, requestId: string, body: Body): Known {
  const { from, create_time = desk.now() / 1000, quote } = body;
  const place = { ...placeOf(body, key), requestId };
  const said = wordsOf(body);
  const text = place.isPrivate ? said.trim() : withoutName(said, desk.botName);
  if (text === undefined || place.chat === "") return undefined;
  return saying(desk, {
    key,
    place,
    person: from.userid,
    text,
    said: async () => ({
      at: create_time * 1000,
      above: quote ? wordsOf(quote).trim() : "",
      isWordless: said.trim() === "" && body.msgtype !== "text",
    }),
  });
}

function wordsOf({ text, voice, mixed }: Spoken): string {
  const own = text?.content ?? voice?.content;
  if (own !== undefined) return own;
  return (mixed?.msg_item ?? [])
    .map(wordsOf)
    .filter((words) => words !== "")
    .join("\n");
}

/** WeCom tells a group's robot what names it, with the name; one whose name is known is called by no other. */
function withoutName(said: string, name: string | null): string | undefined {
  if (name === null) {
    const [, called] = said.match(/^\s*@(\S+)\s*/) ?? [];
    return called === ALL ? undefined : said.replace(/^\s*@\S+\s*/, "").trim();
  }
  // WeCom puts a space behind a name: one that only begins like ours is another's.
  const spelled = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const calling = new RegExp(`(?<![\\w.])@${spelled}(?=[\\s，,：:、。；;！!？?]|$)`);
  const { index: at, 0: called } = calling.exec(said) ?? { index: -1, 0: "" };
  if (at < 0) return undefined;
  const after = said.slice(at + called.length).replace(/^[\s，,：:、]+/, "");
  return `${said.slice(0, at).trim()} ${after}`.trim();
}

const ALL = "所有人";

function onEvent(desk: WecomDesk, key: string, requestId: string, body: Body, event: Event): Known {
  const person = body.from.userid;
  switch (event.eventtype) {
    case "enter_chat":
      return { key, lane: `enter ${person}`, work: () => greet(desk, person, requestId) };
    case "template_card_event": {
      const pressed = event.template_card_event;
      if (!pressed) return undefined;
      return pressing(desk, {
        key,
        place: placeOf(body, `press ${key}`),
        person,
        data: pressed.event_key,
        acknowledge: ({ note }) => updateCard(desk, requestId, pressed, note),
      });
    }
    case "feedback_event":
      return { key, lane: `feedback ${person}`, work: () => onFeedback(desk, body, event) };
    default:
      return undefined;
  }
}

/** The first time of a day that somebody opens the conversation; WeCom takes it for five seconds. */
async function greet({ robot, access, log }: WecomDesk, person: string, requestId: string): Promise<Outcome> {
  if (!(await access.allows(person, person))) return SILENCE;
  const welcome = { msgtype: "text", text: { content: GREETING } };
  await quietly(log, robot.call("aibot_respond_welcome_msg", welcome, requestId));
  return SILENCE;
}

/** Under an answer, which goes by the id of its first message. */
async function onFeedback(
  { journal, access }: WecomDesk,
  body: Body,
  { feedback_event: feedback }: Event,
): Promise<Outcome> {
  const { chat } = placeOf(body, "");
  const user = body.from.userid;
  const given = feedback && (await answerIn(journal, chat, feedback.id));
  if (!feedback || !given || !(await access.allows(chat, user))) return SILENCE;
  const person = journal.pseudonym(user);
  const whose = { answerId: given.id, person };
  if (feedback.type === 3) return { withdrawn: whose };
  const isGood = feedback.type === 1;
  const reasons = (feedback.inaccurate_reason_list ?? []).flatMap((reason) => REASONS.get(reason) ?? []);
  const text = [...reasons, feedback.content?.trim() ?? ""].filter(Boolean).join("；");
  return {
    vote: voteOn(given, person, isGood),
    ...(isGood || text === "" ? {} : { reason: { ...whose, text } }),
  };
}
