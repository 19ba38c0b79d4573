/** The pages for corrections as routes: documents, one of them, a correction tried, saved, undone. */

import { z } from "zod";
import type { CorrectionsDesk, Wish } from "./corrections-desk.ts";
import { documentPage, documentsPage, previewPage } from "./pages/corrections-page.ts";
import { KINDS } from "./pages/corrections-wording.zh.ts";

import { demandShape, readForm } from "./request-body.ts";
import { pageResponse, saidResponse } from "./responses.ts";
import { get, post, type WebRequest, type WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

const MAX_FORM_BYTES = 32 * 1024;
const LONGEST = 2_000;

const text = z.string().max(LONGEST).default("");
const offset = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const kinds = [...(Object.keys(KINDS) as (keyof typeof KINDS)[]), "names"] as const;
const wishShape = z.object({
  of: text,
  kind: z.enum(kinds),
  start: offset,
  line: text,
  words: text,
  level: z
    .string()
    .regex(/^[1-6]?$/)
    .default("")
    .transform((level) => (level === "" ? null : Number(level))),
  ...{ to: text, organization: text, title: text, year: text },
}) satisfies z.ZodType<Wish>;

export function correctionsRoutes(desk: CorrectionsDesk): WebRoute[] {
  async function shown({ url, site }: WebRequest, of: string, outcome = ""): Promise<Response> {
    const { searchParams } = url;
    const document = await desk.open(of);
    if ("problem" in document) return saidResponse(site, url, outcome || document.problem, 404);
    const numberOf = (name: string) => offset.safeParse(searchParams.get(name)).data;
    const query = (searchParams.get("w") ?? "").slice(0, LONGEST);
    const found = query === "" ? 0 : document.lines.findIndex((line) => line.text.includes(query));
    const from = numberOf("from") ?? Math.max(0, found);
    return pageResponse(
      site,
      documentPage({ of, document, at: numberOf("at") ?? null, from, query, outcome }),
    );
  }

  async function entered(from: WebRequest): Promise<Response> {
    const form = Object.fromEntries(await readForm(from.request, MAX_FORM_BYTES));
    const by = /^user (.+)$/s.exec(from.person)?.[1] ?? WEB.curator;
    if (form.do === "undo") {
      const { of, id } = demandShape(form, z.object({ of: text, id: text }));
      return shown(from, of, said(await desk.undo(of, id, by)));
    }
    const wish = demandShape(form, wishShape);
    if (form.do === "save") return shown(from, wish.of, said(await desk.save(wish, by)));
    return pageResponse(from.site, previewPage(wish, await desk.preview(wish)));
  }

  return [
    get("/curator/corrections", "curator", async (from) => {
      const { searchParams } = from.url;
      const of = searchParams.get("of");
      if (of !== null) return shown(from, of);
      const query = (searchParams.get("q") ?? "").slice(0, LONGEST).trim();
      return pageResponse(from.site, documentsPage(await desk.documents(), query));
    }),
    post("/curator/corrections", "curator", entered),
  ];
}

function said(outcome: { readonly done: string } | { readonly problem: string }): string {
  return "done" in outcome ? outcome.done : outcome.problem;
}
