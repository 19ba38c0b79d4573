/** A message that names a collection, or goes on from one that did → its answer out of that collection alone, which says so. */

import type { Answer } from "../grounding/answer.ts";
import { foldAligned } from "../language/fold.ts";
import { openTemplates } from "../language/templates.ts";
import type { Abilities } from "./abilities.ts";
import type { Asking } from "./asking.ts";
import type { Message } from "./respond.ts";

const templates = openTemplates("collections");

export interface Shelving {
  /** Names of the collections that may be read; a name may be that of several. */
  readonly names: readonly string[];
  /** What all that may be read answers. */
  readonly all: Pick<Abilities, "answer">;
  /** What the collections of a name answer; `plain`: without a model. */
  within(
    name: string,
  ): Promise<{ readonly full: Pick<Abilities, "answer">; readonly plain: Pick<Abilities, "answer"> }>;
}

/** Follow-ups stay where the question before them was asked; what stands by itself is asked of everything again. */
export async function answerWithin(
  message: Message,
  asking: Asking | undefined,
  { names, all, within }: Shelving,
): Promise<Answer> {
  const { question, history = [] } = message;
  if (names.length === 0) return all.answer(message, asking);
  const own = namedIn(question, names);
  const before = history.map((text) => namedIn(text, names));
  const earlier = history.map((text, i) => before[i]?.rest ?? text);
  const name = own?.name ?? before.findLast((one) => one !== undefined)?.name;
  if (name === undefined) return all.answer(message, asking);
  const asked = { ...message, question: own?.rest ?? question, history: earlier };
  const { full, plain } = await within(name);
  if (!own && (await plain.answer(asked)).carried === null)
    return all.answer({ ...message, history: earlier }, asking);
  const said = (answer: Answer): Answer => (answer.reply ? answer : { ...answer, within: name });
  const onEarly = asking?.onEarly;
  return said(
    await full.answer(asked, { ...asking, ...(onEarly && { onEarly: (answer) => onEarly(said(answer)) }) }),
  );
}

/** The longest name that the question begins with as one does with a place to look in, and the question without it. */
export function namedIn(
  question: string,
  names: readonly string[],
): { readonly name: string; readonly rest: string } | undefined {
  const folded = foldAligned(question);
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const known = foldAligned(name);
    const at = folded.indexOf(known);
    if (known.length < 2 || at < 0) continue;
    const said = `${folded.slice(0, at)}◎${folded.slice(at + known.length)}`;
    const match = templates.match("within", said);
    const rest = match && question.slice(match[0].length + known.length - 1).trim();
    if (rest && /[\p{L}\p{N}]/u.test(rest)) return { name, rest };
  }
  return undefined;
}
