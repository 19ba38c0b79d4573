/** An answer → what can be said next by a click or by hand, and a judgement of it said so → what a button would carry. */

import type { Abilities } from "../../answer/abilities.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { offersUnder } from "../../chat/offers.ts";
import { pressData, questionBehind } from "../../chat/presses.ts";
import { escaped } from "../../render/chat-markdown.ts";
import { SUGGESTIONS } from "../../render/wording.zh.ts";
import { ASKS, CHOOSE, GO_ON } from "./wording.zh.ts";

export interface Ask {
  readonly label: string;
  readonly question: string;
}

export async function asksUnder(
  desk: { readonly abilities: Abilities },
  given: GivenAnswer,
): Promise<readonly Ask[]> {
  const offers = await offersUnder(desk.abilities, given, ASKS);
  return offers.flatMap(({ label, data }) => {
    const question = questionBehind(desk, data, given);
    return question === undefined ? [] : [{ label, question }];
  });
}

/** As many of the first as there is room for, in bytes, in whatever form. */
export function asksWithin(most: number, asks: readonly Ask[], given: GivenAnswer): readonly Ask[] {
  const forms = [askLines(asks, given, false), askLinks(asks, given)];
  const fits = asks.length === 0 || forms.every((form) => Buffer.byteLength(form) <= most);
  return fits ? asks : asksWithin(most, asks.slice(0, -1), given);
}

/** To be said by hand. A case that may be meant is chosen by its number in the answer. */
export function askLines(asks: readonly Ask[], { answer }: GivenAnswer, isPrivate: boolean): string {
  if (asks.length === 0) return "";
  if (answer.kind === "ambiguous") return CHOOSE(isPrivate);
  const lines = asks.map(({ label, question }) =>
    label === question ? `· ${question}` : `· ${label}：${question}`,
  );
  return [GO_ON(isPrivate), ...lines].join("\n");
}

/** For who is alone with the bot: DingTalk has them say the words. */
export function askLinks(asks: readonly Ask[], { id, answer }: GivenAnswer): string {
  const isWhole = ({ label, question }: Ask) => label === question;
  const linksTo = (some: readonly Ask[]) => some.map(({ label, question }) => link(label, question));
  const words = linksTo(asks.filter((ask) => !isWhole(ask)));
  const questions = linksTo(asks.filter(isWhole));
  const votes = [ASKS.good, ASKS.bad].map((word) => link(word, `${word}${VOTE_MARK}${id}`));
  return [
    ...(answer.kind === "ambiguous" ? words : [words.join(BESIDE)]),
    ...(questions.length === 0 ? [] : [SUGGESTIONS, ...questions]),
    answer.kind === "help" ? "" : votes.join(BESIDE),
  ]
    .filter((line) => line !== "")
    .join("\n\n");
}

const BESIDE = "　";

/** open.dingtalk.com/document/orgapp/message-link-description: what it says is percent-encoded. */
function link(label: string, words: string): string {
  const content = encodeURIComponent(words).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${escaped(label)}](dtmd://dingtalkclient/sendMessage?content=${content})`;
}

/** Between a judgement and the answer that is meant. */
const VOTE_MARK = " #";

/** Undefined for what is no judgement. */
export function voteIn(text: string): string | undefined {
  const [word, id, ...rest] = text.split(VOTE_MARK);
  if (id === undefined || rest.length > 0 || (word !== ASKS.good && word !== ASKS.bad)) return undefined;
  return pressData("vote", id, word === ASKS.good ? 1 : 0);
}
