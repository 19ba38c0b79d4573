/** What the channels may ask of the program: every ability as a function, over knowledge that may be renewed meanwhile. */

import type { Answer, SummaryLength } from "../grounding/answer.ts";
import { listCatalogue } from "./abilities/catalogue.ts";
import type { Asking } from "./asking.ts";
import { checkText } from "./check-text.ts";
import { type CorpusVersion, versionOf } from "./corpus-version.ts";
import { notWithheld } from "./early.ts";
import { type Explained, explain } from "./explain.ts";
import { type Found, findWords, type Page } from "./find-words.ts";
import type { Knowledge } from "./knowledge.ts";
import { createLibrary, type Library } from "./library.ts";
import { compareNamed, quoteNamed, summaryNamed } from "./named.ts";
import { fromOneIndex } from "./one-index.ts";
import { notFound } from "./refuse.ts";
import { complete, type Message, respond } from "./respond.ts";
import { type Searched, type SearchOptions, searchHits } from "./search-hits.ts";
import { stillHolds } from "./still-holds.ts";
import { summaryOf } from "./summarize.ts";
import { createTopicMemory } from "./topic-memory.ts";
import { type Cited, wholeOf } from "./whole-of.ts";
import { summaryInWords } from "./writing/write-summary.ts";

/** Each takes notice of an index published before it is asked. All reject when there is nothing that may be sent. */
export interface Abilities {
  /** As `respond`. */
  answer(message: Message, asking?: Asking): Promise<Answer>;
  /** The words of a case, of its section, or of an item in it; an item may stand in the place of the section. */
  quoteNamed(name: string, section?: string, item?: string): Promise<Answer>;
  summaryNamed(name: string, length: SummaryLength, asking?: Asking): Promise<Answer>;
  /** A section of several cases side by side, or the sections that tell most; at most `MAX_COMPARED` names. */
  compareNamed(names: readonly string[], section?: string): Promise<Answer>;
  /** Every case, in the order of the corpus. */
  catalogue(): Promise<Answer>;
  /** Retrieval alone, the same that `answer` uses. */
  search(query: string, options: SearchOptions): Promise<Searched>;
  /** As `answer`, with why it came out so. */
  explain(message: Message): Promise<Explained>;
  /** Whether this text is in the corpus; the words as pasted. An empty text is refused as empty. */
  verify(text: string): Promise<Answer>;
  /** The whole item or section in which a citation stands, word for word; not-found where the corpus no longer has it. */
  wholeOf(citation: Cited): Promise<Answer>;
  /** The summary of the case with this id; not-found where there is none. */
  summaryOf(caseId: string, asking?: Asking): Promise<Answer>;
  /**
   * Cases and sentences for words typed in a search as one types (few words, half a name), best first: cases whose name
   * fits, then the most fitting sentence of each passage found. No words: the catalogue.
   */
  find(words: string, page: Page): Promise<Found>;
  /** What the corpus is at present; `id` is another with every change of a document (8 hex digits). */
  version(): Promise<CorpusVersion>;
  /** Whether every quote of an answer given earlier still stands just so, and whoever asks may read what it was made of. */
  stillHolds(answer: Answer): Promise<boolean>;
  /** What may be read by whoever asks, "" where all of it may be by everybody: what is kept for them belongs to this. */
  scope(): Promise<string>;
  /** What is read without asking. */
  readonly reader: Library;
}

export function createAbilities(knowledge: Knowledge): Abilities {
  const memory = createTopicMemory();
  const library = createLibrary(knowledge);
  const covers = (scope: string | undefined) => knowledge.scope?.covers(scope) ?? true;
  const fromNewest = <T>(job: () => Promise<T>) => fromOneIndex(knowledge, job);
  const completed = (ability: () => Promise<Answer>) =>
    fromNewest(async () => complete(await ability(), knowledge));

  async function inWords(ability: () => Promise<Answer>, asking: Asking = {}): Promise<Answer> {
    asking.signal?.throwIfAborted();
    asking.onStage?.("retrieving");
    const plain = await ability();
    const answer = await notWithheld(asking, {
      afterMs: knowledge.writer?.withheldMs ?? 0,
      ready: () => complete(plain, knowledge),
      work: () => summaryInWords(plain, knowledge, asking),
    });
    asking.onStage?.("grounding");
    return answer;
  }

  return {
    answer: (message, asking) => fromNewest(() => respond(message, knowledge, { memory, asking })),
    quoteNamed: (name, section, item) => completed(() => quoteNamed(name, section, item, knowledge)),
    summaryNamed: (name, length, asking) =>
      completed(() => inWords(() => summaryNamed(name, length, knowledge), asking)),
    compareNamed: (names, section) => completed(() => compareNamed(names, section, knowledge)),
    catalogue: () => completed(() => listCatalogue(knowledge)),
    search: (query, options) => fromNewest(() => searchHits(query, options, knowledge)),
    explain: (message) => fromNewest(() => explain(message, knowledge)),
    verify: (text) =>
      completed(async () => (isBlank(text) ? notFound({ kind: "empty" }) : checkText(text, knowledge))),
    wholeOf: (citation) => completed(() => wholeOf(citation, knowledge)),
    summaryOf: (caseId, asking) => completed(() => inWords(() => summaryById(caseId, knowledge), asking)),
    find: (words, page) => fromNewest(() => findWords(words, page, knowledge)),
    version: () => fromNewest(() => versionOf(knowledge.store)),
    stillHolds: (answer) =>
      fromNewest(async () => covers(answer.scope) && (await stillHolds(answer, knowledge.store))),
    scope: async () => knowledge.scope?.name ?? "",
    reader: {
      shelf: () => fromNewest(library.shelf),
      open: (caseId) => fromNewest(() => library.open(caseId)),
      openAt: (address) => fromNewest(() => library.openAt(address)),
      beginnings: () => fromNewest(library.beginnings),
    },
  };
}

async function summaryById(caseId: string, knowledge: Knowledge): Promise<Answer> {
  const cases = await knowledge.store.cases();
  const unionCase = cases.find(({ id, role }) => id === caseId && role === "case");
  return unionCase
    ? summaryOf({ case: unionCase, length: "full" }, knowledge)
    : notFound({ kind: "unknown-case", name: caseId });
}

/** Zero-width characters come along with pasted text and are none. */
function isBlank(text: string): boolean {
  return /^[\s\p{Cf}]*$/u.test(text);
}
