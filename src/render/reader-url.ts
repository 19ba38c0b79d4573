/** Citation → the address of the page where a reader sees the words in their document, and back. */

import type { Citation } from "../answer/answer.ts";

/**
 * `<public url>/cases/<case>/<section>/<item>/<first sentence>`, without the item where there is none. The reader page
 * takes its place from an address of the same form.
 */
export function readerUrl(publicUrl: string, { case: of, section, item, sentences }: Citation): string {
  const parts = [of.id, section, ...(item === null ? [] : [item]), String(sentences[0])];
  return [publicUrl.replace(/\/+$/, ""), "cases", ...parts.map(segment)].join("/");
}

/** What an address of the reader leads to; no section where it leads to a case as a whole. */
export interface ReaderPlace {
  readonly caseId: string;
  readonly section: string | null;
  readonly item: string | null;
}

/** Undefined for an address that is none of the reader's. */
export function placeOfUrl(publicUrl: string, url: string): ReaderPlace | undefined {
  const base = `${publicUrl.replace(/\/+$/, "")}/cases/`;
  if (!url.startsWith(base)) return undefined;
  try {
    const parts = url
      .slice(base.length)
      .replace(/[?#].*$/, "")
      .split("/")
      .map(decodeURIComponent);
    const [caseId = "", section = null, ...rest] = parts;
    const item = rest.length > 1 ? (rest[0] ?? null) : null;
    return caseId === "" ? undefined : { caseId, section: section === "" ? null : section, item };
  } catch {
    return undefined;
  }
}

/** The ids of cases hold "#", and "/" where their file lies in a folder. */
function segment(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
