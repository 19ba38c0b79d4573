/** What stands on a page → the plain text of a message, which notifications show and screen readers read. */

import { plainPage } from "../../render/chat-plain.ts";
import { cutEnd } from "../../render/cut.ts";
import type { Placed } from "../../render/pages.ts";
import { MOST } from "./budget.ts";
import { escaped, unescaped } from "./entities.ts";
import { CUT_SHORT } from "./message-wording.zh.ts";

/** Quoted words stand in quotation marks, as nothing else sets them off there. */
export function fallbackOf(placed: readonly Placed[], last: string): string {
  return within(plainPage({ placed, last }, ["“", "”"]), MOST.text, (text) => text.length);
}

/** Of a message's text as much as chat.update takes. */
export function textForUpdate(text: string): string {
  return within(unescaped(text), MOST.updatedBytes, Buffer.byteLength);
}

/** Escaped; where that weighs too much, the beginning, with a line that says so. */
function within(text: string, most: number, weightOf: (escaped: string) => number): string {
  const whole = escaped(text);
  if (weightOf(whole) <= most) return whole;
  let room = most - weightOf(CUT_SHORT);
  let units = 0;
  for (const character of text) {
    room -= weightOf(escaped(character));
    if (room < 0) break;
    units += character.length;
  }
  return escaped(text.slice(0, cutEnd(text, 0, units))) + CUT_SHORT;
}
