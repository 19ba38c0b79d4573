/** Text → the units by which an exported folder is searched, the same when it is written and when it is searched. */

/** Pairs of Chinese characters, whole words of Latin letters, whole numbers; each once. */
export function unitsOf(text: string): string[] {
  const units = new Set<string>();
  for (const [run] of plain(text).matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+(?:\.\p{N}+)?/gu)) {
    if (!/^\p{Script=Han}/u.test(run)) units.add(run);
    else for (let at = 0; at + 1 < run.length; at += 1) units.add(run.slice(at, at + 2));
  }
  return [...units];
}

/** Full-width forms and capitals are as good as any other. */
export function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Which of so many files holds a unit. */
export function shardOf(unit: string, count: number): number {
  let hash = 0;
  for (let at = 0; at < unit.length; at += 1) hash = (hash * 31 + unit.charCodeAt(at)) % 1_000_003;
  return hash % count;
}

/** Of a case: its page, its title, its organisation. */
export type ListedCase = readonly [page: string, title: string, organization: string];

/** Of a sentence: its page and fragment, section and item, words. */
export type ListedSentence = readonly [href: string, place: string, text: string];
