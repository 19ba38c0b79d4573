/** Citation → the address of the page where a reader sees the words in their document. */

import type { Citation } from "../answer/answer.ts";

/**
 * `<public url>/cases/<case>/<section>/<item>/<first sentence>`, without the item where there is none. The reader page
 * takes its place from an address of the same form.
 */
export function readerUrl(publicUrl: string, { case: of, section, item, sentences }: Citation): string {
  const parts = [of.id, section, ...(item === null ? [] : [item]), String(sentences[0])];
  return [publicUrl.replace(/\/+$/, ""), "cases", ...parts.map(segment)].join("/");
}

/** The ids of cases hold "#", and "/" where their file lies in a folder. */
function segment(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
