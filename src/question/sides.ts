/** A question that asks the same of several things named side by side → the things, and what is asked of each. */

import { SIDES } from "../language/fact-words.ts";
import { openTemplates } from "../language/templates.ts";
import { asksSomething } from "./parts.ts";

const templates = openTemplates("conditions");

export interface SidesAsked {
  /** The words of each thing, with the clauses before that speak of all of them. */
  readonly things: readonly string[];
  /** Clauses that ask, of each thing. */
  readonly asked: readonly string[];
}

/** Nobody compares more at once. */
const MOST = 4;

/** `text`: folded and digitized. Null where it names no things side by side that it asks the same of. */
export function sidesNamed(text: string): SidesAsked | null {
  const clauses = text.split(/[,;?。!]/).filter((clause) => clause.trim() !== "");
  if (!templates.says("of-each", text)) return null;
  for (const [at, clause] of clauses.entries()) {
    const [list = "", ...rest] = templates.replace("of-each", clause, "\u0000").split("\u0000");
    const names = list.split(SIDES).map((name) => name.trim());
    if (names.length < 2 || names.length > MOST || names.some((name) => name.length < 2)) continue;
    const own = rest.join(" ").trim();
    const others = clauses.slice(at + 1).map((other) => templates.without("of-each", other).trim());
    const asked = [own, ...others].filter((one) => one !== "" && asksSomething(one));
    if (asked.length === 0) continue;
    const lead = clauses.slice(0, at).join(" ");
    return { things: withHeads(names).map((name) => `${lead} ${name}`.trim()), asked };
  }
  return null;
}

/** 劳模的和一线职工的疗休养: what ends in 的 goes with the noun of the last. */
function withHeads(names: readonly string[]): string[] {
  const head = names.at(-1)?.match(/的([^的]+)$/u)?.[1] ?? "";
  return names.map((name) => (name.endsWith("的") ? `${name}${head}` : name));
}
