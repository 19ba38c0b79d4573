/** The reader's pages as routes: the catalogue, a case, a sentence in its case. */

import type { Abilities } from "../answer/abilities.ts";
import type { DocumentsDesk } from "../curation/documents.ts";
import type { SentenceAddress } from "../grounding/located.ts";
import { casePage, gonePage, sentencePage, servedView } from "./pages/case-page.ts";
import { cataloguePage, wishOf } from "./pages/catalogue-page.ts";
import { FOUND_PER_PAGE, foundPage } from "./pages/found-page.ts";
import { type Page, rootFrom, type Site } from "./pages/layout.ts";
import { pageResponse, seeOther } from "./responses.ts";
import { get, type WebRequest, type WebRoute } from "./routes.ts";

const LONGEST_WORDS = 200;

export function readerRoutes(
  { find, reader }: Pick<Abilities, "find" | "reader">,
  { withdrawnAt }: Pick<DocumentsDesk, "withdrawnAt">,
): WebRoute[] {
  async function catalogue({ searchParams }: URL): Promise<Page> {
    const shelf = await reader.shelf();
    const words = (searchParams.get("q") ?? "").slice(0, LONGEST_WORDS).toWellFormed().trim();
    const wish = wishOf(searchParams, shelf);
    if (words === "") return cataloguePage(shelf, wish);
    const offset = (wish.page - 1) * FOUND_PER_PAGE;
    return foundPage(shelf, words, wish.page, await find(words, { offset, limit: FOUND_PER_PAGE }));
  }

  async function reading({ url, site }: WebRequest): Promise<Response> {
    const root = rootFrom(url.pathname);
    const parts = partsOf(url.pathname);
    const caseId = parts?.[0] ?? "";
    const gone = () => goneFrom(root, site, caseId);
    if (parts && caseId === "") return seeOther(root);
    if (!parts) return gone();
    if (parts.length === 1) {
      const open = await reader.open(caseId);
      const page = open && casePage(open, partAsked(url), servedView(root, caseId, site));
      return page ? pageResponse(site, page) : gone();
    }
    const address = addressOf(parts, url.searchParams.get("v"));
    if (!address) return parts.length === 2 ? sectionOf(parts, root, site) : gone();
    const opened = await reader.openAt(address);
    return opened
      ? pageResponse(site, sentencePage(opened, servedView(root, opened.open.case.id, site)))
      : gone();
  }

  async function goneFrom(root: string, site: Site, caseId: string): Promise<Response> {
    const open = await reader.open(caseId);
    return pageResponse(site, gonePage(root, open, open ? undefined : await withdrawnAt(caseId)), 404);
  }

  /** An address may end with a section: it leads to its heading. */
  async function sectionOf(
    [caseId = "", section]: readonly string[],
    root: string,
    site: Site,
  ): Promise<Response> {
    const open = await reader.open(caseId);
    const ordinal = open?.case.sections.findIndex(({ name }) => name === section) ?? -1;
    if (ordinal < 0) return goneFrom(root, site, caseId);
    return seeOther(`${root}cases/${encodeURIComponent(caseId)}#part-${ordinal}`);
  }

  return [
    get("/", "page", async ({ url, site }) => pageResponse(site, await catalogue(url))),
    get("/cases", "page", async () => seeOther("./")),
    get("/cases/*", "page", reading),
  ];
}

/** What stands behind /cases/, decoded; undefined where it cannot be. */
function partsOf(pathname: string): string[] | undefined {
  try {
    return pathname.split("/").slice(2).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function partAsked({ searchParams }: URL): number {
  const part = searchParams.get("part") ?? "";
  return /^[1-9]\d{0,5}$/.test(part) ? Number(part) - 1 : 0;
}

const NUMBERS = /^([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/;

function addressOf(parts: readonly string[], mark: string | null): SentenceAddress | undefined {
  const [caseId = "", section = "", ...rest] = parts;
  const numbers = NUMBERS.exec(rest.at(-1) ?? "");
  if (!numbers || rest.length > 2) return undefined;
  const first = Number(numbers[1]);
  const last = Number(numbers[2] ?? numbers[1]);
  if (last < first) return undefined;
  const fingerprint = mark !== null && /^[0-9a-f]{8}$/.test(mark) ? mark : null;
  return { caseId, section, item: rest.length === 2 ? (rest[0] ?? null) : null, first, last, fingerprint };
}
