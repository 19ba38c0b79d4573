/** Citation → the address of the page where a reader sees the words in their document, and back. */

import type { Citation } from "../grounding/answer.ts";

/** What the address of a sentence, or of several after one another, is made of. */
export type ReaderTarget = Pick<Citation, "section" | "item" | "sentences" | "fingerprint"> & {
  readonly case: Pick<Citation["case"], "id">;
};

/** The element that a browser brings into view on the page of a sentence. */
export const SENTENCE_ANCHOR = "here";

/** `<public url>/` and the path of the citation's first to last sentence. */
export function readerUrl(publicUrl: string, citation: Citation): string {
  return `${publicUrl.replace(/\/+$/, "")}/${readerPath(citation)}`;
}

/**
 * `cases/<case>/<section>/<item>/<first sentence>-<last>?v=<mark of the words>#here`, without the item where there is
 * none, and with one number where it is one sentence. The reader page takes its place from a path of the same form.
 */
export function readerPath({ case: of, section, item, sentences, fingerprint }: ReaderTarget): string {
  const [first, last] = sentences;
  const parts = [section, ...(item === null ? [] : [item])].map(segment);
  const numbers = first === last ? String(first) : `${first}-${last}`;
  return `${[casePath(of.id), ...parts, numbers].join("/")}?v=${fingerprint}#${SENTENCE_ANCHOR}`;
}

/** Below the public url, without a slash in front. */
export function casePath(caseId: string): string {
  return `cases/${segment(caseId)}`;
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
