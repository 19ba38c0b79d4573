/** Corpus folder and index → documents as whoever looks after them corrects them: seen, tried, written, indexed. */

import type { Library } from "../answer/library.ts";
import { saidOf } from "../corpus/apply-fixes.ts";
import { canWriteFixes, writeFixes } from "../corpus/fix-file.ts";
import { FIX_LIMITS, type Fix, FixError } from "../corpus/fixes.ts";
import { CorpusError, readToCorrect } from "../corpus/read.ts";
import type { Outcome } from "../curation/documents.ts";
import { createReadings } from "../readers/readings.ts";
import type { CorrectionsDesk } from "../web/corrections-desk.ts";
import type { Change } from "./changing.ts";
import { documentOf, fixesWished, idOf, type Opened, previewOf, withFixes } from "./correcting.ts";
import { CORRECTING } from "./wording.zh.ts";

export interface CorrectionsSource {
  readonly corpusDir: string;
  readonly dataDir: string;
  /** Of whoever asks at the moment of asking. */
  readonly reader: Library;
  readonly change: Change;
}

export function createCorrections(source: CorrectionsSource): CorrectionsDesk {
  const { corpusDir, reader, change } = source;
  const readings = createReadings(source.dataDir);

  async function opened(of: string): Promise<Opened | undefined> {
    // Others of its cases may be gone with a correction.
    const file = (await reader.open(of.replace(/#\d+$/, "#1")))?.case.file;
    if (file === undefined) return undefined;
    return readToCorrect(corpusDir, file, readings);
  }

  function changed(
    of: string,
    by: string,
    fixesOf: (at: Opened) => Fix[] | { readonly problem: string },
    done: "added" | "undone",
  ): Promise<Outcome> {
    return change(async () => {
      const at = await opened(of);
      if (!at) return { problem: CORRECTING.gone };
      const fixes = fixesOf(at);
      if (!Array.isArray(fixes)) return fixes;
      await writeFixes(corpusDir, at.file, fixes);
      const touched =
        done === "added"
          ? fixes.filter((fix) => !at.fixes.includes(fix))
          : at.fixes.filter((fix) => !fixes.includes(fix));
      const record = { kind: "correction", file: at.file, by, done, said: touched.map(saidOf) } as const;
      return { record, done: CORRECTING[done], later: CORRECTING.later[done] };
    }).catch(problemOf);
  }

  return {
    async documents() {
      const { cases } = await reader.shelf();
      const byName = Map.groupBy(cases, ({ of }) => of.id.replace(/#\d+$/, ""));
      return [...byName].map(([name, own]) => ({ of: own[0]?.of.id ?? "", name, cases: own.length }));
    },
    async open(of) {
      try {
        const at = await opened(of);
        if (!at) return { problem: CORRECTING.gone };
        return documentOf(at, await canWriteFixes(corpusDir, at.file));
      } catch (error) {
        return problemOf(error);
      }
    },
    async preview(wish) {
      try {
        const at = await opened(wish.of);
        if (!at) return { problem: CORRECTING.gone };
        const fixes = fixesWished(at, wish, "");
        return Array.isArray(fixes) ? previewOf(at, fixes) : fixes;
      } catch (error) {
        return problemOf(error);
      }
    },
    save: (wish, by) =>
      changed(
        wish.of,
        by,
        (at) => {
          const fixes = fixesWished(at, wish, by);
          if (!Array.isArray(fixes)) return fixes;
          const all = withFixes(at, fixes);
          return all.length > FIX_LIMITS.entries ? { problem: CORRECTING.tooMany(FIX_LIMITS.entries) } : all;
        },
        "added",
      ),
    undo: (of, id, by) =>
      changed(
        of,
        by,
        ({ fixes }) => {
          const kept = fixes.filter((fix) => idOf(fix) !== id);
          return kept.length < fixes.length ? kept : { problem: CORRECTING.undoneBefore };
        },
        "undone",
      ),
  };
}

function problemOf(error: unknown): { readonly problem: string } {
  if (error instanceof CorpusError) return { problem: error.message };
  if (error instanceof FixError) return { problem: CORRECTING.refused(error.message) };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code !== "") return { problem: CORRECTING.notWritten(code) };
  throw error;
}
