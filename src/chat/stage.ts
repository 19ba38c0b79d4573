/** What a platform makes of words and of answers → messages in the slots of what is answered. */

import { besides, type Place, type Stage } from "./desk.ts";
import type { Delivery, GivenAnswer, Journal } from "./journal.ts";
import type { Content } from "./sending.ts";

/** How things look on a platform, at a place of its own kind. */
export interface Form<P extends Place, C extends Content> extends Pick<Stage<P>, "react" | "working"> {
  /** A line of the program's own. */
  readonly note: (place: P, text: string) => C;
  /** `isEarly`: another answer may come in its place. */
  readonly answer: (place: P, given: GivenAnswer, isEarly: boolean) => Promise<readonly C[]>;
  /** A line for one person; where the platform cannot show it to them alone it is shown to all. */
  readonly aside?: (place: P, person: string, text: string) => C;
}

export function createStage<P extends Place, C extends Content>(
  journal: Pick<Journal, "partsOf">,
  { note, answer, aside = (place, _, text) => note(place, text), react, working }: Form<P, C>,
): Stage<P> {
  /** In the slots of the message answered; what stood in further ones, of a longer answer before, goes away. */
  async function inPlace({ chat, message }: P, contents: readonly C[]): Promise<Delivery[]> {
    const before = await journal.partsOf(chat, message);
    return Array.from({ length: Math.max(before, contents.length) }, (_, part) => {
      const content = contents[part];
      return { chat, message, part, content: content ? JSON.stringify(content) : null };
    });
  }
  return {
    note: (place, text) => inPlace(place, [note(place, text)]),
    aside: (place, person, text) => inPlace(besides(place), [aside(besides(place), person, text)]),
    answer: async (place, given, isEarly = false) => inPlace(place, await answer(place, given, isEarly)),
    nothing: (place) => inPlace(place, []),
    react,
    working,
  };
}
