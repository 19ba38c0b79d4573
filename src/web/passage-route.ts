/** The address of a cited sentence → the passage around it, for the panel beside an answer. */

import type { Abilities } from "../answer/abilities.ts";
import { passageGoneView, passageView } from "./pages/passage-view.ts";
import { jsonResponse } from "./responses.ts";
import { get, type WebRoute } from "./routes.ts";

export function passageRoute({ reader }: Pick<Abilities, "reader">): WebRoute {
  return get("/ask/passage", "api", async ({ url: { searchParams } }) => {
    const text = (name: string) => (searchParams.get(name) ?? "").slice(0, 1_000);
    const number = (name: string) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : 0);
    const opened = await reader.openAt({
      caseId: text("case"),
      section: text("section"),
      item: searchParams.has("item") ? text("item") : null,
      first: number("first"),
      last: number("last"),
      fingerprint: /^[0-9a-f]{8}$/.test(text("v")) ? text("v") : null,
    });
    return opened
      ? jsonResponse({ view: passageView(opened) })
      : jsonResponse({ view: passageGoneView() }, 404);
  });
}
