/** Corpus folder, drafts and history → documents as whoever looks after them adds, replaces and withdraws them. */

import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Abilities } from "../answer/abilities.ts";
import { FIX_ENDING } from "../corpus/fixes.ts";
import { stemOf } from "../corpus/parse.ts";
import { listFiles } from "../corpus/read.ts";
import type {
  DocumentChange,
  DocumentsDesk,
  Draft,
  Problem,
  ReceivedDocument,
} from "../curation/documents.ts";
import { quotesOf } from "../grounding/answer.ts";
import { LIMITS } from "../readers/limits.ts";
import { copyIfThere } from "../stores/backup.ts";
import { makeFolder, sha256Of } from "../stores/folder.ts";
import { systemCode } from "../stores/write-errors.ts";
import type { Change, Written } from "./changing.ts";
import { createDocumentHistory, place } from "./document-history.ts";
import { documentName } from "./document-name.ts";
import type { Drafts, KeptDraft } from "./drafts.ts";
import { DOCUMENTS } from "./wording.zh.ts";

export interface DocumentsSource {
  readonly corpusDir: string;
  readonly dataDir: string;
  /** All that anybody sends, from wherever. */
  readonly drafts: Drafts;
  /** Of whoever asks at the moment of asking. */
  readonly abilities: Pick<Abilities, "verify" | "reader">;
  readonly mayReadAt: (file: string) => Promise<boolean>;
  readonly change: Change;
}

/** Fewer sentences in common are no news: offices quote the same papers. */
const LEAST_SAME = 0.3;

export function createDocuments(source: DocumentsSource): DocumentsDesk {
  const { corpusDir, dataDir, drafts, abilities, mayReadAt, change } = source;
  const history = createDocumentHistory(dataDir, corpusDir);
  const isThere = (file: string) => existsSync(join(corpusDir, file));

  /** Null where nothing stands. */
  const stateOf = (file: string): Promise<string | null> =>
    sha256Of(join(corpusDir, file)).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return null;
      throw error;
    });

  async function fileOf(of: string): Promise<{ readonly file: string } | Problem> {
    // Others of its cases may be gone with a correction.
    const open = await abilities.reader.open(of.replace(/#\d+$/, "#1"));
    if (!open) return { problem: DOCUMENTS.gone };
    const { file } = open.case;
    return isThere(file) ? { file } : { problem: DOCUMENTS.archived };
  }

  async function targetOf({ name, folder = "", replaces }: ReceivedDocument) {
    const named = documentName(name);
    if ("problem" in named) return named;
    if (replaces === undefined) {
      const file = folder === "" ? named.name : `${folder}/${named.name}`;
      return (await folders()).includes(folder) ? { file } : { problem: DOCUMENTS.noFolder };
    }
    const former = await fileOf(replaces);
    if ("problem" in former) return former;
    const ending = extname(former.file);
    const isSame = ending.toLowerCase() === extname(named.name).toLowerCase();
    return isSame ? former : { problem: DOCUMENTS.otherFormat(ending) };
  }

  async function folders(): Promise<readonly string[]> {
    const { cases } = await abilities.reader.shelf();
    const above = cases.map(({ of }) => of.id.split("/").slice(0, -1).join("/"));
    const all = [...new Set(["", ...above])].filter((folder) => !/\.zip(?:\/|$)/i.test(folder)).sort();
    const readable = await Promise.all(all.map((folder) => mayReadAt(`${folder}/-`.replace(/^\//, ""))));
    return all.filter((_, i) => readable[i]);
  }

  async function sameWords(file: string, sample: readonly string[]): Promise<KeptDraft["same"]> {
    const counts = new Map<string, number>();
    for (const sentence of sample) {
      const answer = await abilities.verify(sentence);
      if (answer.kind !== "verification" || answer.verdict !== "identical") continue;
      const holding = new Set(quotesOf(answer).map(({ citation }) => citation.source.file));
      for (const other of holding) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
    return [...counts]
      .filter(([other, count]) => other !== file && count / sample.length >= LEAST_SAME)
      .sort(([, a], [, b]) => b - a)
      .map(([other, count]) => ({ file: other, percent: Math.round((100 * count) / sample.length) }));
  }

  /** As whoever looks may see it now; undefined where they may not. Whoever sent it may read other documents than they. */
  async function shown({ stood: _, ...draft }: KeptDraft): Promise<Draft | undefined> {
    const [mayRead, readable] = await Promise.all([
      mayReadAt(draft.file),
      Promise.all(draft.same.map(({ file }) => mayReadAt(file))),
    ]);
    const same = draft.same.filter((_, i) => readable[i]);
    return mayRead
      ? {
          ...draft,
          isInstead: isThere(draft.file),
          same: same.map(({ file, percent }) => DOCUMENTS.same(file, percent)),
        }
      : undefined;
  }

  /** What stands there goes into the history first, so that nothing is lost whatever breaks off. */
  async function swapped(
    of: Pick<DocumentChange, "file" | "by" | "done">,
    swap: (path: string) => Promise<void>,
    said: keyof typeof DOCUMENTS.done = of.done,
  ): Promise<Written> {
    const id = await history.keep(of);
    await swap(join(corpusDir, of.file)).catch(async (error: unknown) => {
      await history.drop(id);
      throw error;
    });
    return {
      record: { kind: "document", ...of },
      done: DOCUMENTS.done[said](of.file),
      later: DOCUMENTS.later[said](of.file),
    };
  }

  async function removed(file: string, by: string): Promise<Written | Problem> {
    if ((await listFiles(corpusDir)).files.length <= 1) return { problem: DOCUMENTS.last };
    return swapped({ file, by, done: "withdrawn" }, async (path) => {
      await rm(path);
      await rm(path + FIX_ENDING, { force: true });
    });
  }

  async function kept({ id, file, stood }: KeptDraft, isInstead: boolean, by: string) {
    const now = await stateOf(file);
    const stands = now !== null;
    // Where nothing stood, whoever wants it in the place of what has come since was told so.
    if (stood !== null && now !== stood) return { problem: DOCUMENTS.changed };
    if (stands && !isInstead) return { problem: DOCUMENTS.taken(file), mayReplace: true } satisfies Problem;
    // What was read of it need not be read again.
    await keepReadings(drafts.readingsOf(id), join(dataDir, "readings"));
    const written = await swapped({ file, by, done: stands ? "replaced" : "added" }, (path) =>
      place(drafts.pathOf({ id, file }), path, !stands),
    );
    await drafts.drop(id);
    return written;
  }

  async function putBack(id: string, by: string): Promise<Written | Problem> {
    const was = (await history.list()).find((one) => one.id === id);
    if (!was || !(await mayReadAt(was.file))) return { problem: DOCUMENTS.gone };
    const { file, done } = was;
    const stands = isThere(file);
    if (!was.mayUndo || (done === "added" && !stands)) return { problem: DOCUMENTS.undoneBefore };
    const written =
      done === "added"
        ? await removed(file, by)
        : await swapped(
            { file, by, done: stands ? "replaced" : "added" },
            async (path) => {
              if (!stands) await copyIfThere(history.formerFixesOf(id), path + FIX_ENDING);
              await place(history.formerOf(id), path, !stands);
            },
            "restored",
          );
    if (!("problem" in written)) await history.undone(id);
    return written;
  }

  return {
    folders,
    async preview(received, by) {
      if (received.bytes.length > LIMITS.fileBytes)
        return { problem: DOCUMENTS.tooLarge(LIMITS.fileBytes / 1024 / 1024) };
      const target = await targetOf(received);
      if ("problem" in target) return target;
      const { file } = target;
      const at = new Date().toISOString();
      try {
        const stood = await stateOf(file);
        const made = await drafts.make({ file, bytes: received.bytes }, async (id, { sample, ...read }) => ({
          ...{ id, file, by, at, stood, ...read },
          same: await sameWords(file, sample),
        }));
        return "problem" in made ? made : ((await shown(made)) ?? { problem: DOCUMENTS.expired });
      } catch (error) {
        return problemOf(error);
      }
    },
    async drafts() {
      const all = await drafts.list();
      return (await Promise.all(all.map(shown))).filter((draft) => draft !== undefined);
    },
    keep: (id, isInstead, by) =>
      change(async () => {
        const draft = await drafts.find(id);
        if (!draft || !(await mayReadAt(draft.file))) return { problem: DOCUMENTS.expired };
        return kept(draft, isInstead, by);
      }).catch(problemOf),
    async discard(id) {
      const draft = await drafts.find(id);
      if (!draft || !(await mayReadAt(draft.file))) return { problem: DOCUMENTS.expired };
      await drafts.drop(id);
      return { done: DOCUMENTS.discarded };
    },
    withdraw: (of, by) =>
      change(async () => {
        const found = await fileOf(of);
        return "problem" in found ? found : removed(found.file, by);
      }).catch(problemOf),
    async changes() {
      const all = await history.list();
      const readable = await Promise.all(all.map(({ file }) => mayReadAt(file)));
      return all.filter((_, i) => readable[i]);
    },
    undo: (id, by) => change(() => putBack(id, by)).catch(problemOf),
    async withdrawnAt(caseId) {
      const stem = caseId.replace(/#\d+$/, "");
      const last = (await history.list()).find(({ file }) => stemOf(file) === stem);
      const isGone = last && !isThere(last.file) && (await mayReadAt(last.file));
      return isGone ? last.at : undefined;
    },
  };
}

async function keepReadings(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  if (names.length > 0) await makeFolder(to);
  // What is there already is the same.
  for (const name of names) await rename(join(from, name), join(to, name)).catch(() => undefined);
}

function problemOf(error: unknown): Problem {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return { problem: DOCUMENTS.notWritten(code) };
}
