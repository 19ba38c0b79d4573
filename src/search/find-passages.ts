/** A query → the passages that speak of it, those of the cases that it names before others. */

import type { CaseFinder } from "./find-case.ts";
import type { Hit } from "./rank.ts";
import type { RetrieveOptions, Retriever } from "./retrieve.ts";

/** Retrieval for a query as people type it. An answer asks `retrieve` itself, since it knows its case for certain. */
export async function findPassages(
  query: string,
  { finder, retriever }: { finder: CaseFinder; retriever: Retriever },
  options: RetrieveOptions,
): Promise<Hit[]> {
  const { mentions } = await finder.find(query);
  const prefer = new Set(mentions.flatMap(({ cases }) => cases));
  return retriever.retrieve(query, { ...options, prefer });
}
