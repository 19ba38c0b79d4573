/** The pages for adding documents as routes: what may be added, a document sent, looked at, taken, withdrawn, put back. */

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { DocumentsDesk, Outcome, ReceivedDocument } from "../curation/documents.ts";
import { documentsPage, draftPage } from "./pages/documents-page.ts";
import { DOCUMENTS } from "./pages/documents-wording.zh.ts";
import type { Site } from "./pages/layout.ts";
import { demandShape, MULTIPART, readForm, readParts } from "./request-body.ts";
import { pageResponse } from "./responses.ts";
import { get, post, type WebRequest, type WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

const MAX_FORM_BYTES = 4 * 1024;
/** The largest file, with what a form adds to it. */
const MAX_FILE_BYTES = 50 * 1024 * 1024 + 64 * 1024;
/** Proxies give up on a page that takes longer than a minute. */
const PATIENCE_MS = 45_000;

const short = z.string().max(1_000).default("");
const sentShape = z.object({
  // Where none was chosen, a field without words.
  file: z.instanceof(File).optional().catch(undefined),
  title: z.string().max(100).default(""),
  text: z.string().default(""),
  folder: short,
  replaces: short,
});
const decisionShape = z.object({
  do: z.enum(["keep", "discard", "withdraw", "undo"]),
  ...{ id: short, of: short, isInstead: short },
});

export function documentsRoutes(desk: DocumentsDesk): WebRoute[] {
  async function overview(site: Site, outcome = ""): Promise<Response> {
    const [folders, drafts, changes] = await Promise.all([desk.folders(), desk.drafts(), desk.changes()]);
    return pageResponse(site, documentsPage({ folders, drafts, changes, outcome }));
  }

  async function sent({ request, site, ...from }: WebRequest): Promise<Response> {
    const form = await readParts(request, MAX_FILE_BYTES);
    const received = await receivedIn(demandShape(Object.fromEntries(form), sentShape));
    if (!received) return overview(site, DOCUMENTS.unfinished);
    const reading = desk.preview(received, byOf(from));
    const made = await Promise.race([reading, sleep(PATIENCE_MS, undefined, { ref: false })]);
    if (made) return "problem" in made ? overview(site, made.problem) : pageResponse(site, draftPage(made));
    // What comes of it is found among those that wait.
    reading.catch(() => undefined);
    return overview(site, DOCUMENTS.reading);
  }

  async function decided({ request, site, ...from }: WebRequest): Promise<Response> {
    const form = Object.fromEntries(await readForm(request, MAX_FORM_BYTES));
    const { id, of, isInstead, do: wish } = demandShape(form, decisionShape);
    const by = byOf(from);
    const wishes: Readonly<Record<typeof wish, () => Promise<Outcome>>> = {
      keep: () => desk.keep(id, isInstead !== "", by),
      discard: () => desk.discard(id),
      withdraw: () => desk.withdraw(of, by),
      undo: () => desk.undo(id, by),
    };
    const outcome = await wishes[wish]();
    return overview(site, "done" in outcome ? outcome.done : outcome.problem);
  }

  return [
    get("/curator/documents", "curator", async ({ url, site }) => {
      const id = url.searchParams.get("draft");
      if (id === null) return overview(site);
      const draft = (await desk.drafts()).find((one) => one.id === id);
      return draft ? pageResponse(site, draftPage(draft)) : overview(site, DOCUMENTS.expired);
    }),
    post("/curator/documents", "curator", (from) =>
      (from.request.headers.get("content-type") ?? "").startsWith(MULTIPART) ? sent(from) : decided(from),
    ),
  ];
}

/** Undefined where nothing was sent. What is pasted is a text file whose first line is its title. */
async function receivedIn({
  file,
  title,
  text,
  folder,
  replaces,
}: z.infer<typeof sentShape>): Promise<ReceivedDocument | undefined> {
  const where = replaces === "" ? { folder } : { replaces };
  if (file && file.name !== "") return { name: file.name, bytes: await file.bytes(), ...where };
  if (text.trim() === "" || title.trim() === "") return undefined;
  const lines = text.replace(/\r\n?/g, "\n").trim();
  const [first = ""] = lines.split("\n");
  const whole = bare(first).startsWith(bare(title)) ? lines : `${title.trim()}\n\n${lines}`;
  // A slash in it leads to no folder.
  return {
    name: `${title.trim().replace(/[/\\]/g, "_")}.txt`,
    bytes: new TextEncoder().encode(`${whole}\n`),
    ...where,
  };
}

/** A heading in title marks, or marked as one, is the same heading. */
const bare = (heading: string) => heading.normalize("NFKC").replace(/[\p{P}\p{S}\s]/gu, "");

function byOf({ person }: Pick<WebRequest, "person">): string {
  return /^user (.+)$/s.exec(person)?.[1] ?? WEB.curator;
}
