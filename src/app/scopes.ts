/** Open knowledge and the readers of its collections → what each asker is answered: as if the rest of the corpus were not there. */

import { createHash } from "node:crypto";
import { type Abilities, createAbilities } from "../answer/abilities.ts";
import type { Knowledge, Scope } from "../answer/knowledge.ts";
import { answerWithin } from "../answer/within.ts";
import { type Asker, askerNow } from "../chat/asker.ts";
import type { Log } from "../console/log.ts";
import { type Collection, type Collections, readCollections } from "../corpus/collections.ts";
import { isAmong } from "../corpus/readers-file.ts";
import { partOf } from "../stores/part.ts";
import type { OpenKnowledge } from "./open-knowledge.ts";

/** `operator`: who has the files themselves. */
export type Reading = Asker | "operator";

export type Scopes = ReturnType<typeof createScopes>;

export interface ScopesSource {
  readonly knowledge: OpenKnowledge;
  readonly corpusDir: string;
  readonly log: Log;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** As often as a published index is looked for. */
const LOOK_MS = 5_000;

/** Each takes some memory; the one that was asked longest ago is made again when it is wanted. */
const MOST_KEPT = 12;

interface State {
  readonly cases: unknown;
  readonly collections: Collections;
  readonly files: readonly string[];
  /** Folders that not everybody may read. */
  readonly closed: readonly string[];
  readonly made: Map<string, Promise<Made>>;
}

interface Made {
  readonly full: Abilities;
  /** Without a model. */
  readonly plain: Abilities;
}

export function createScopes(source: ScopesSource) {
  const { knowledge, corpusDir, log, now = () => performance.now() } = source;
  const everything = bothOver(knowledge);
  let state: Promise<State> | undefined;
  let looked: { readonly at: number; readonly cases: unknown } | undefined;
  let told = "";

  async function look(last: Promise<State> | undefined): Promise<State> {
    const before = await last?.catch(() => undefined);
    const cases = await knowledge.store.cases();
    if (before?.cases === cases && !(await before.collections.isStale())) return before;
    const files = (await knowledge.store.files()).map(({ file }) => file);
    const collections = await readCollections(corpusDir, files, before?.collections);
    const all = [...collections.all.values()];
    const problems = all.flatMap((one) => one.problems).join("；");
    if (problems !== told && problems !== "") log.warn(problems);
    told = problems;
    const closed = all.filter(({ readers }) => readers !== null).map(({ folder }) => folder);
    const isSame = before?.cases === cases && before.collections.key === collections.key;
    return { cases, collections, files, closed, made: isSame ? before.made : new Map() };
  }

  async function current(): Promise<State> {
    await knowledge.refresh();
    const cases = await knowledge.store.cases();
    if (state && looked?.cases === cases && now() - looked.at < LOOK_MS) return state;
    looked = { at: now(), cases };
    const looking = look(state);
    // Whoever asks next looks again.
    looking.catch(() => {
      looked = undefined;
    });
    state = looking;
    return looking;
  }

  function mayRead({ collections }: Pick<State, "collections">, reading: Reading, folder: string): boolean {
    if (reading === "operator") return true;
    const collection = collections.all.get(folder);
    return collection !== undefined && (!collection.readers || isAmong(collection.readers, reading));
  }

  function readableBy(at: State, reading: Reading): readonly string[] {
    return at.closed.filter((folder) => mayRead(at, reading, folder));
  }

  /** Done again where another index was taken up meanwhile: who may read what is new in it was not known before. */
  async function inScopeOf<T>(reading: Reading, job: (abilities: Abilities) => Promise<T>): Promise<T> {
    for (;;) {
      const at = await current();
      const folders = readableBy(at, reading);
      const { full } = await kept(at, JSON.stringify(folders), () => shelved(at, folders));
      const outcome = await job(full);
      if ((await knowledge.store.cases()) === at.cases) return outcome;
    }
  }

  /** All that may be read; where a question names one of the collections, that one. `folders`: closed ones that may be. */
  async function shelved(at: State, folders: readonly string[]): Promise<Made> {
    const { collections } = at;
    const isOpen = (folder: string) =>
      collections.all.get(folder)?.readers === null || folders.includes(folder);
    const files = at.files.filter((file) => collections.foldersOf(file).every(isOpen));
    const scope = scopeOf(at, folders);
    const whole = await made(at, files, scope);
    const isHeld = ({ folder, name }: Collection) =>
      name !== "" && files.some((file) => file.startsWith(`${folder}/`));
    const byName = Map.groupBy([...collections.all.values()].filter(isHeld), ({ name }) => name);
    const within = (name: string) =>
      kept(at, JSON.stringify([folders, name]), () => {
        const called = (byName.get(name) ?? []).map(({ folder }) => `${folder}/`);
        return made(
          at,
          files.filter((file) => called.some((folder) => file.startsWith(folder))),
          scope,
        );
      });
    const shelving = { names: [...byName.keys()], all: whole.full, within };
    const answer: Abilities["answer"] = (message, asking) => answerWithin(message, asking, shelving);
    return { ...whole, full: { ...whole.full, answer } };
  }

  async function made(
    { files: all }: State,
    files: readonly string[],
    scope: Scope | undefined,
  ): Promise<Made> {
    if (files.length === all.length && !scope) return everything;
    const isWhole = files.length === all.length;
    const part: Knowledge = isWhole
      ? knowledge
      : await knowledge.over(partOf(knowledge.store, new Set(files)));
    return bothOver({ ...part, ...(scope && { scope }) });
  }

  function kept({ made: all }: State, key: string, make: () => Promise<Made>): Promise<Made> {
    const known = all.get(key) ?? make();
    all.delete(key);
    all.set(key, known);
    known.catch(() => all.delete(key));
    const [oldest] = all.keys();
    if (all.size > MOST_KEPT && oldest !== undefined) all.delete(oldest);
    return known;
  }

  return {
    /** Of whoever asks at the moment of asking; `platform`: theirs, where their names are but ids on it. */
    abilitiesOf: (platform?: string) => dispatched((job) => inScopeOf(askerOn(platform), job)),
    abilitiesFor: (reading: Reading) => dispatched((job) => inScopeOf(reading, job)),
    /** Whether the asker of the moment, as of `abilitiesOf`, may read what was kept of an answer made in the scope of that name. */
    async covering(platform?: string) {
      const at = await current();
      return coveredBy(at, readableBy(at, askerOn(platform)));
    },
    /** The same for a path below the corpus folder, whether or not anything stands there. */
    async mayReadAt(file: string, platform?: string) {
      const collections = await readCollections(corpusDir, [file]);
      return collections
        .foldersOf(file)
        .every((folder) => mayRead({ collections }, askerOn(platform), folder));
    },
    /** In the order of their folders. */
    collections: async (): Promise<readonly Collection[]> => [...(await current()).collections.all.values()],
  };
}

/** Their names in full. */
function askerOn(platform: string | undefined): Asker {
  return platform === undefined ? askerNow() : askerNow().map((name) => `${platform}:${name}`);
}

function bothOver(knowledge: Knowledge): Made {
  const { writer, ...unwritten } = knowledge;
  const full = createAbilities(knowledge);
  return { full, plain: writer ? createAbilities(unwritten) : full };
}

/** None where nothing is closed. What was made while other folders were closed is told by another mark. */
function scopeOf(at: State, folders: readonly string[]): Scope | undefined {
  if (at.closed.length === 0) return undefined;
  return { name: [markOf(at), ...folders].join("\n"), covers: coveredBy(at, folders) };
}

function coveredBy(at: State, folders: readonly string[]): Scope["covers"] {
  const open = new Set(folders);
  return (name) => {
    if (folders.length === at.closed.length) return true;
    const [mark, ...others] = (name ?? "").split("\n");
    return mark === markOf(at) && others.every((folder) => open.has(folder));
  };
}

function markOf({ closed }: State): string {
  return createHash("sha256").update(closed.join("\n")).digest("hex").slice(0, 8);
}

type Dispatch = <T>(job: (abilities: Abilities) => Promise<T>) => Promise<T>;

/** Each asks whichever abilities are right at the moment of asking. */
function dispatched(by: Dispatch): Abilities {
  return {
    answer: (...asked) => by((own) => own.answer(...asked)),
    quoteNamed: (...asked) => by((own) => own.quoteNamed(...asked)),
    summaryNamed: (...asked) => by((own) => own.summaryNamed(...asked)),
    compareNamed: (...asked) => by((own) => own.compareNamed(...asked)),
    catalogue: () => by((own) => own.catalogue()),
    search: (...asked) => by((own) => own.search(...asked)),
    explain: (...asked) => by((own) => own.explain(...asked)),
    verify: (...asked) => by((own) => own.verify(...asked)),
    wholeOf: (...asked) => by((own) => own.wholeOf(...asked)),
    summaryOf: (...asked) => by((own) => own.summaryOf(...asked)),
    find: (...asked) => by((own) => own.find(...asked)),
    version: () => by((own) => own.version()),
    stillHolds: (...asked) => by((own) => own.stillHolds(...asked)),
    scope: () => by((own) => own.scope()),
    reader: {
      shelf: () => by((own) => own.reader.shelf()),
      open: (...asked) => by((own) => own.reader.open(...asked)),
      openAt: (...asked) => by((own) => own.reader.openAt(...asked)),
      beginnings: () => by((own) => own.reader.beginnings()),
    },
  };
}
