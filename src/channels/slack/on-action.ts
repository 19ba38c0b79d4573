/** A button that was pressed in Slack → what it promises: words, a vote and its reason, the answer shown to all or handed to a person. */

import type { BlockAction, ButtonAction, ViewSubmitAction } from "@slack/bolt";
import type { KnownBlock, ModalView, RichTextElement } from "@slack/types";
import { isReadable, onBehalfAt } from "../../chat/asker.ts";
import { type Job, placeIn, SILENCE } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { respondToPress } from "../../chat/presses.ts";
import { JUST_ANSWERED, NOT_OPEN, TOO_MANY } from "../../chat/wording.zh.ts";
import { quotesOf } from "../../grounding/answer.ts";
import { ACTIONS, feedback, PRESS } from "./buttons.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { withinResponses } from "./form.ts";
import { note, slackMessages } from "./messages.ts";
import { EXPERT_PASSAGES, REASON } from "./wording.zh.ts";

type Pressed = Partial<Pick<ButtonAction, "value" | "action_id">>;

/** Other apps' buttons do not come here; those of an older make of this one may. */
export function isOurs({ actions: [action] }: BlockAction): boolean {
  const { action_id = "" } = (action ?? {}) as Pressed;
  return action_id.startsWith(PRESS) || Object.values<string>(ACTIONS).includes(action_id);
}

export async function onAction(desk: SlackDesk, body: BlockAction, job: Job): Promise<Outcome> {
  const action = body.actions[0] as Pressed | undefined;
  const place = placeOfPress(body);
  if (!action?.value || !place) return SILENCE;
  const person = body.user.id;
  if (action.action_id === ACTIONS.publish || action.action_id === ACTIONS.expert) {
    const why = await whyNot(desk, place, person);
    if (why !== null) return tell(desk, place, person, why, SILENCE);
    const passOn = action.action_id === ACTIONS.publish ? publish : askExpert;
    const id = action.value;
    const passed = await onBehalfAt(desk, place, person, (own) => passOn(desk, own, person, id));
    return passed === "published" ? tell(desk, place, person, JUST_ANSWERED, SILENCE) : passed;
  }
  const pressing = await respondToPress(desk, { place, person, data: action.value }, job);
  const note = pressing.note + (await linkTo(desk, place, pressing.standing?.message));
  const outcome = await pressing.outcome;
  const { vote } = outcome;
  if (vote && !vote.isGood) await askReason(desk, body.trigger_id, vote.answerId);
  return note === "" ? outcome : tell(desk, place, person, note, outcome);
}

/** To a message that stands in the channel; "" where there is none. */
async function linkTo(
  { client, log }: SlackDesk,
  { chat }: SlackPlace,
  message_ts: string | undefined,
): Promise<string> {
  if (message_ts === undefined) return "";
  try {
    const { permalink } = await client.chat.getPermalink({ channel: chat, message_ts });
    return permalink === undefined ? "" : ` <${permalink}|点此查看>`;
  } catch (error) {
    log.debug(String(error));
    return "";
  }
}

/** Others are called: not by who may not ask, nor without end. */
async function whyNot(
  { access, limit, now }: SlackDesk,
  { chat }: SlackPlace,
  person: string,
): Promise<string | null> {
  if (!(await access.allows(chat, person))) return NOT_OPEN;
  return limit.take(chat, person, now()) === "go" ? null : TOO_MANY;
}

/** Where a command was given the bot need not be: there it can answer by the address that came along alone. */
async function tell(
  desk: SlackDesk,
  place: SlackPlace,
  person: string,
  text: string,
  outcome: Outcome,
): Promise<Outcome> {
  if (place.responseUrl !== undefined) {
    const { deliveries = [] } = await desk.stage.note(place, text);
    return { ...outcome, deliveries: [...(outcome.deliveries ?? []), ...deliveries] };
  }
  const { chat: channel, thread } = place;
  const where = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
  // Not kept, and no loss where it cannot be said.
  await quietly(desk.log, desk.client.chat.postEphemeral({ ...where, user: person, text }));
  return outcome;
}

/** In the thread in which the button stands; what was shown to one person alone is gone on with in the same way. */
export function placeOfPress(press: BlockAction): SlackPlace | undefined {
  const { channel, message, container, user, trigger_id } = press;
  const chat = channel?.id;
  if (chat === undefined) return undefined;
  const isPrivate = chat.startsWith("D");
  const isEphemeral = container.is_ephemeral === true;
  const thread: string | undefined = isEphemeral ? undefined : (message?.thread_ts ?? message?.ts);
  const responseUrl = isEphemeral ? press.response_url : undefined;
  return {
    ...placeIn(chat, isPrivate, `press ${trigger_id}`),
    ...{ room: isPrivate ? "" : (thread ?? ""), thread, responseUrl, person: user.id, team: user.team_id },
  };
}

export const REASON_VIEW = "reason";

const INPUT = "reason";
const MAX_REASON = 1_000;

/** The vote counts without a reason; Slack lets a view be opened for three seconds. */
async function askReason({ client, log }: SlackDesk, trigger_id: string, answerId: string): Promise<void> {
  const plain = (text: string) => ({ type: "plain_text" as const, text });
  const view: ModalView = {
    type: "modal",
    callback_id: REASON_VIEW,
    private_metadata: answerId,
    title: plain(REASON.title),
    submit: plain(REASON.submit),
    close: plain(REASON.close),
    blocks: [
      {
        type: "input",
        block_id: INPUT,
        optional: true,
        label: plain(REASON.label),
        element: { type: "plain_text_input", action_id: INPUT, multiline: true, max_length: MAX_REASON },
      },
    ],
  };
  await quietly(log, client.views.open({ trigger_id, view }));
}

export async function onReason({ journal }: SlackDesk, { view, user }: ViewSubmitAction): Promise<Outcome> {
  const text = view.state.values[INPUT]?.[INPUT]?.value?.trim() ?? "";
  if (text === "") return SILENCE;
  return { reason: { answerId: view.private_metadata, person: journal.pseudonym(user.id), text } };
}

/** What only the asker saw, for all of the channel, with the question and who asked it. */
async function publish(
  desk: SlackDesk,
  { chat, responseUrl }: SlackPlace,
  person: string,
  id: string,
): Promise<Outcome | "published"> {
  const given = await answerIn(desk, chat, id);
  if (!given) return SILENCE;
  // One place for it, however often and by whomever the button is pressed.
  const message = `published ${id}`;
  if ((await desk.journal.partsOf(chat, message)) > 0) return "published";
  const way = responseUrl === undefined ? {} : { responseUrl, isPublic: true };
  const whole = slackMessages(given.answer, { publicUrl: desk.publicUrl });
  const messages = responseUrl === undefined ? whole : await withinResponses(whole, { person }, given);
  const heading = asked([user(person), { type: "text", text: ` 问：${given.question}` }]);
  return {
    deliveries: messages.map(({ text, blocks, ...rest }, part) => ({
      chat,
      message,
      part,
      content: JSON.stringify({
        text: part === 0 ? `${note(`问：${given.question}`).text}\n${text}` : text,
        blocks: [
          ...(part === 0 ? [heading] : []),
          ...blocks,
          ...(part === messages.length - 1 ? [feedback(id)] : []),
        ],
        ...rest,
        ...way,
      }),
    })),
  };
}

/** Names the person or group of the settings in the thread, with the question and what was found. */
async function askExpert(
  desk: SlackDesk,
  { chat, message, thread, responseUrl }: SlackPlace,
  person: string,
  id: string,
): Promise<Outcome> {
  const given = await answerIn(desk, chat, id);
  if (!given || desk.expert === null) return SILENCE;
  const places = quotesOf(given.answer).map(({ citation }) => citation.address);
  const text = `请协助解答：${given.question}`;
  const blocks: KnownBlock[] = [
    asked([
      expertOf(desk.expert),
      { type: "text", text: " 请协助解答 " },
      user(person),
      { type: "text", text: ` 的问题：${given.question}` },
    ]),
    ...(places.length > 0
      ? note([EXPERT_PASSAGES, ...new Set(places)].join("\n· ").slice(0, 3_000)).blocks
      : []),
  ];
  // Who asked by a command asks in the channel now, by the address that came along: the bot need not be there.
  const way = responseUrl === undefined ? { thread } : { responseUrl, isPublic: true };
  const content = { ...note(text), blocks, ...way };
  return { deliveries: [{ chat, message, part: 0, content: JSON.stringify(content) }] };
}

async function answerIn(desk: SlackDesk, chat: string, id: string): Promise<GivenAnswer | undefined> {
  const given = await desk.journal.given(id);
  return given?.chat === chat && (await isReadable(desk, given)) ? given : undefined;
}

type Words = Extract<RichTextElement, { type: "text" | "user" | "usergroup" }>;

function asked(elements: Words[]): KnownBlock {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

function user(id: string): Words {
  return { type: "user", user_id: id };
}

function expertOf(id: string): Words {
  return id.startsWith("S") ? { type: "usergroup", usergroup_id: id } : user(id);
}
