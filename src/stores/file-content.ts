/**
 * What the files of an index hold: the headings of their cases at once, texts and paragraphs when they are looked at. An
 * index that follows another has the files that stayed of it, with what was read of them.
 */

import type { DatabaseSync } from "node:sqlite";
import type { Case, SearchedText, Section } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import * as columns from "./sqlite-rows.ts";

export interface FileContent {
  /** Each reads its paragraphs when they are looked at; they share their characters with the text. */
  readonly cases: readonly Case[];
  readonly notes: () => readonly unknown[];
  readonly text: () => string;
  /** Where they are not those that the cases are made of. */
  readonly passages: () => readonly Passage[] | undefined;
}

export interface KeptFiles {
  /**
   * What is read from now on is read in this index, which has the files with these ids; an id never comes back. Of the
   * others what was not read yet is read now in the index before it, for whoever still looks at them.
   */
  goOnWith(database: DatabaseSync, ids: ReadonlySet<number>): void;
  contentOf(id: number, heads: unknown): FileContent;
}

type Column = "notes" | "searched" | "passages" | "text";

export function createKept(): KeptFiles {
  const contents = new Map<number, FileContent & { readonly readAll: () => void }>();
  let select: (column: Column, id: number) => unknown = () => undefined;
  let selectCase: (id: number, ordinal: number) => unknown = () => undefined;

  function read(id: number, heads: unknown) {
    const there = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error(`file ${id}: expected it in the index, found it gone`);
      return value;
    };
    const column = (name: Column) => there(select(name, id));
    const text = once(() => columns.decodeText(column("text")));
    const searched = once(() => columns.decodeJson(column("searched")) as readonly SearchedText[]);
    const parsed = (columns.decodeJson(heads) as columns.CaseHead[]).map((head, ordinal) => {
      const body = once(() => columns.decodeCase(there(selectCase(id, ordinal)), text()));
      return { body, case: caseOf(head, body, () => searched()[ordinal]) };
    });
    const passages = once(() => {
      const own = column("passages");
      return own === null ? undefined : columns.decodePassages(own, text());
    });
    return {
      cases: parsed.map((one) => one.case),
      notes: once(() => columns.decodeJson(column("notes")) as readonly unknown[]),
      text,
      passages,
      readAll() {
        for (const { body } of parsed) body();
        searched();
        passages();
      },
    };
  }

  return {
    goOnWith(database, ids) {
      for (const [id, content] of contents) {
        if (ids.has(id)) continue;
        contents.delete(id);
        try {
          content.readAll();
        } catch {
          // Damaged since it was opened: whoever still looks at it is told so.
        }
      }
      const prepared = (column: Column) =>
        database.prepare(`SELECT ${column} AS value FROM sources WHERE file = ?`);
      const [notes, searched] = [prepared("notes"), prepared("searched")];
      const statements = { notes, searched, passages: prepared("passages"), text: prepared("text") };
      const ofCase = database.prepare("SELECT parsed AS value FROM cases WHERE file = ? AND ordinal = ?");
      select = (column, id) => statements[column].get(id)?.value;
      selectCase = (id, ordinal) => ofCase.get(id, ordinal)?.value;
    },
    contentOf(id, heads) {
      const content = contents.get(id) ?? read(id, heads);
      contents.set(id, content);
      return content;
    },
  };
}

/**
 * Where a case or section keeps what it is read by. A getter of each object's own would give each a shape of its own, and
 * going through five thousand of such objects takes ten times as long.
 */
const READ = Symbol("read");

/** Enumerable as the properties beside it, and read when it is looked at. */
function unread<T>(name: keyof T): PropertyDescriptor {
  return {
    enumerable: true,
    get(this: { readonly [READ]: () => T }) {
      return this[READ]()[name];
    },
  };
}

type Rest = Pick<Case, "heading" | "sections" | "searched">;

const REST = {
  heading: unread<Rest>("heading"),
  sections: unread<Rest>("sections"),
  searched: unread<Rest>("searched"),
};

const BLOCKS = unread<Section>("blocks");

function caseOf(
  { heading, sections, ...head }: columns.CaseHead,
  body: () => Case,
  searched: () => SearchedText | undefined,
): Case {
  const rest = once(() => ({
    heading: sectionOf(heading, () => body().heading),
    sections: sections.map((section, at) => sectionOf(section, () => body().sections[at] as Section)),
    get searched() {
      return searched();
    },
  }));
  return Object.defineProperties(head, { [READ]: { value: rest }, ...REST }) as Case;
}

function sectionOf(head: columns.SectionHead, body: () => Section): Section {
  return Object.defineProperties({ ...head }, { [READ]: { value: body }, blocks: BLOCKS }) as Section;
}
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
