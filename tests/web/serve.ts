/** The web channel over the corpus that comes with the program, indexed once for all tests of a file. */

import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import { openKnowledge } from "../knowledge.ts";
import { type ServedSite, type Settings, served } from "./site.ts";

let own: Promise<Abilities> | undefined;

export function ownAbilities(): Promise<Abilities> {
  own ??= openKnowledge().then(createAbilities);
  return own;
}

/** Stopped when the test is over. */
export async function serve(settings: Settings = {}): Promise<ServedSite> {
  return served(undefined, { abilities: await ownAbilities(), ...settings });
}
