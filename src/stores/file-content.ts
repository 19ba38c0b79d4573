/**
 * What the files of an index hold: the headings of their cases at once, texts and paragraphs when they are looked at. An
 * index that follows another has the files that stayed of it, with what was read of them.
 */

import type { DatabaseSync } from "node:sqlite";
import type { Case, Section } from "../corpus/case.ts";
import * as columns from "./sqlite-rows.ts";

export interface FileContent {
  /** Each reads its paragraphs when they are looked at; they share their characters with the text. */
  readonly cases: readonly Case[];
  readonly notes: () => readonly unknown[];
  readonly text: () => string;
  readonly parsed: () => columns.ParsedLines;
}

export interface KeptFiles {
  /**
   * What is read from now on is read in this index, which has the files with these ids; an id never comes back. Of the
   * others what was not read yet is read now in the index before it, for whoever still looks at them.
   */
  goOnWith(database: DatabaseSync, ids: ReadonlySet<number>): void;
  contentOf(id: number, heads: unknown): FileContent;
}

export function createKept(): KeptFiles {
  const contents = new Map<number, FileContent>();
  let select: (column: "notes" | "parsed" | "text", id: number) => unknown = () => undefined;

  function read(id: number, heads: unknown): FileContent {
    const column = (name: "notes" | "parsed" | "text") => {
      const value = select(name, id);
      if (value === undefined) throw new Error(`file ${id}: expected it in the index, found it gone`);
      return value;
    };
    const text = once(() => columns.decodeText(column("text")));
    const parsed = once(() => columns.decodeParsed(column("parsed"), text()));
    return {
      cases: columns.decodeHeads(heads).map((head, ordinal) => caseOf(head, () => parsed().caseAt(ordinal))),
      notes: once(() => columns.decodeNotes(column("notes"))),
      text,
      parsed,
    };
  }

  return {
    goOnWith(database, ids) {
      for (const [id, content] of contents) {
        if (ids.has(id)) continue;
        contents.delete(id);
        try {
          content.parsed();
        } catch {
          // Damaged since it was opened: whoever still looks at it is told so.
        }
      }
      const statements = {
        notes: database.prepare("SELECT notes AS value FROM sources WHERE file = ?"),
        parsed: database.prepare("SELECT parsed AS value FROM sources WHERE file = ?"),
        text: database.prepare("SELECT text AS value FROM sources WHERE file = ?"),
      };
      select = (column, id) => statements[column].get(id)?.value;
    },
    contentOf(id, heads) {
      const content = contents.get(id) ?? read(id, heads);
      contents.set(id, content);
      return content;
    },
  };
}

function caseOf({ heading, sections, ...head }: columns.CaseHead, body: () => Case): Case {
  return {
    ...head,
    heading: sectionOf(heading, () => body().heading),
    sections: sections.map((section, at) => sectionOf(section, () => body().sections[at] as Section)),
  };
}

function sectionOf(head: columns.SectionHead, body: () => Section): Section {
  return {
    ...head,
    get blocks() {
      return body().blocks;
    },
  };
}

export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
