/** The first set-up as a page: on this machine alone, for whoever started the program, until something is set. */

import { isSame } from "./access.ts";
import { isFromHere } from "./origin.ts";
import { type SetupPage, savedPage, setupPage } from "./pages/setup-page.ts";
import { SETUP } from "./pages/setup-wording.zh.ts";
import { readForm } from "./request-body.ts";
import { pageResponse, saidResponse } from "./responses.ts";
import { get, post, type WebRequest, type WebRoute } from "./routes.ts";
import type { SetupDesk } from "./setup-desk.ts";

const MAX_FORM_BYTES = 32 * 1024;

/** Below the root of the site. */
export const setupPath = (code: string) => `setup?${new URLSearchParams({ code })}`;

export function setupRoutes(desk: SetupDesk): WebRoute[] {
  async function shown({ site }: WebRequest, outcome: Omit<SetupPage, "code" | "steps" | "changes">) {
    const page = setupPage({ code: desk.code, steps: desk.steps(), changes: desk.changes(), ...outcome });
    return pageResponse(site, page);
  }

  async function entered(from: WebRequest, form: URLSearchParams): Promise<Response> {
    const id = form.get("step") ?? "";
    const step = desk.steps().find((one) => one.id === id);
    if (!step) return shown(from, { at: null, lines: [] });
    if (form.get("do") === "forget") {
      desk.forget(id);
      return shown(from, { at: id, lines: [] });
    }
    const values = step.fields.flatMap(({ name, isSecret, given }): [string, string][] => {
      const value = (form.get(name) ?? "").trim();
      // The page does not know a secret that stands: its field is left empty to keep it.
      return value === (isSecret ? "" : (given ?? "")) ? [] : [[name, value]];
    });
    const given = Object.fromEntries(values);
    const problems = desk.take(id, given);
    if (problems.length > 0)
      return shown(from, { at: id, entered: given, lines: problems.map((text) => ({ right: false, text })) });
    const findings = await desk.try(id, { signal: from.request.signal });
    const lines = findings.map(({ what, right, detail }) => ({ right, text: `${what}：${detail}` }));
    const isWrong = lines.some(({ right }) => !right);
    const taken = { right: true, text: isWrong ? SETUP.takenAll : SETUP.taken };
    return shown(from, { at: id, lines: [...lines, taken] });
  }

  async function saved(from: WebRequest): Promise<Response> {
    try {
      const notes = await desk.save();
      return await pageResponse(from.site, savedPage(notes));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return shown(from, { at: null, lines: [{ right: false, text }] });
    }
  }

  /** Refuses whoever comes from elsewhere, too late, or without the code. */
  const only =
    (handle: (from: WebRequest, form: URLSearchParams) => Promise<Response>): WebRoute["handle"] =>
    async (from) => {
      const { request, url, address, site } = from;
      const refused = (message: string) => saidResponse(site, url, message, 403);
      if (!isFromHere(request, address)) return refused(SETUP.elsewhere);
      if (!desk.isOpen()) return refused(SETUP.closed);
      const form = request.method === "POST" ? await readForm(request, MAX_FORM_BYTES) : url.searchParams;
      if (!isSame(form.get("code") ?? "", desk.code)) return refused(SETUP.noCode);
      const response = await handle(from, form);
      response.headers.set("Cache-Control", "no-store");
      return response;
    };

  return [
    get(
      "/setup",
      "curator",
      only((from) => shown(from, { at: null, lines: [] })),
    ),
    post(
      "/setup",
      "curator",
      only((from, form) => (form.get("do") === "save" ? saved(from) : entered(from, form))),
    ),
  ];
}
