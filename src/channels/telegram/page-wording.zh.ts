/** The words on a page of an answer that are neither the answer's nor the source's. */

/** Behind the citation line of words that began on the page before. */
export const CONTINUED = "（续）";
