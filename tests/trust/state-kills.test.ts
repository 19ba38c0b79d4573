/** Whatever takes in and answers is killed at random, and its files are opened: what it acknowledged is there, and nothing by half. */

import { expect, it } from "vitest";
import { newDir } from "../chat/journal.ts";
import { found, tries } from "../full.ts";
import { drawing } from "../wire/drawing.ts";
import { listen, nothingTold, startStateWriter, type Told, wrongIn } from "./state.ts";

const KILLS = tries(10, 1_000);
/** Then a folder is left, which would grow for ever. */
const KILLS_A_FOLDER = 25;
/** A round of two updates takes some milliseconds. */
const LIFE_MS = 60;

it(`${KILLS} kills lose nothing that was acknowledged`, async () => {
  const draw = drawing(20_261_130);
  let dir = newDir();
  let told: Told = nothingTold();
  let acknowledged = 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    if (kills % KILLS_A_FOLDER === 0) [dir, told] = [newDir(), nothingTold()];
    const before = told.settled.size;
    const child = startStateWriter(dir, told);
    let isUp = false;
    await listen(child, told, (said) => {
      if (!isUp && "begins" in said) setTimeout(() => child.kill("SIGKILL"), draw() * LIFE_MS);
      isUp = true;
      return false;
    });
    const wrong = await wrongIn(dir, told);
    const counts = Object.entries(wrong).map(([name, all]) => [name, all.length]);
    found({ kills: 1, ...Object.fromEntries(counts) });
    expect({ ...wrong, failed: told.failed }).toEqual({ lost: [], partial: [], damaged: [], failed: [] });
    acknowledged += told.settled.size - before;
  }
  found({ acknowledged });
  // A writer that never got to anything would lose nothing, either.
  expect(acknowledged).toBeGreaterThan(KILLS);
});
