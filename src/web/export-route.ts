/** A conversation as a browser kept it → a file to be saved, Markdown or Word. */

import { z } from "zod";
import type { Abilities } from "../answer/abilities.ts";
import { partsOf, TITLE } from "../render/transcript/conversation.ts";
import { docxOf } from "../render/transcript/docx.ts";
import { markdownOf } from "../render/transcript/markdown.ts";
import { demandShape, Refusal, readForm } from "./request-body.ts";
import { DOCX_TYPE, fileResponse, textResponse } from "./responses.ts";
import { post, type WebRoute } from "./routes.ts";
import { demandVerbatim, turnShape } from "./shown-turns.ts";

/** A long conversation, each of its characters as percent signs. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MOST_TURNS = 200;

const turnsShape = z.array(turnShape).min(1).max(MOST_TURNS);

export function exportRoute(abilities: Pick<Abilities, "stillHolds">): WebRoute {
  async function exported(request: Request): Promise<Response> {
    const form = await readForm(request, MAX_BODY_BYTES);
    const turns = demandShape(parsed(form.get("turns") ?? ""), turnsShape);
    await demandVerbatim(turns, abilities);
    const parts = partsOf(turns);
    return form.get("format") === "docx"
      ? fileResponse(await docxOf(parts), DOCX_TYPE, named("docx"))
      : fileResponse(markdownOf(parts), "text/markdown; charset=UTF-8", named("md"));
  }

  return post("/ask/export", "page", ({ request }) =>
    exported(request).catch((error: unknown) => {
      // A form's answer is read by a person.
      if (error instanceof Refusal) return textResponse(error.message, error.status);
      throw error;
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function named(ending: string) {
  return { name: `${TITLE}.${ending}`, plain: `anlitong.${ending}` };
}
