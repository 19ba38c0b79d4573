/** A text → whether it holds the kind of thing, other than a quantity, that a question asks for. */

import { namesPerson } from "../../language/persons.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import type { AnswerType } from "../../question/kinds.ts";

const SIGNS = openTemplates("signs");

/** `listed`: how many things are to be named; null where the question does not say. */
export function holdsKind(type: AnswerType, text: string, listed: number | null): boolean {
  switch (type) {
    case "name":
      return /[“"「《【]/.test(text) || namesPerson(text);
    case "list":
      return (
        /[②③④⑤]/.test(text) || SIGNS.says("enumerates", readable(text)) || enumerated(text) >= (listed ?? 3)
      );
    case "choice":
      return /[“"「《、]/.test(text);
    case "person":
    case "place":
    case "reason":
    case "meaning":
    case "whether":
      return SIGNS.says(type, readable(text));
    default:
      return false;
  }
}

/** How many things the text names side by side: 会、站、家 is 3. */
export function enumerated(text: string): number {
  return Math.max(
    ...text.split(/[，,。；;：:]/).map((clause) => clause.split(/[、和与及]/).length),
    text.split(/[；;]/).length,
  );
}
