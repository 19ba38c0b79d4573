/** Abilities → the cases as documents of an assistant: found by search, fetched by id, listed and read as resources. */

import { z } from "zod";
import type { Abilities } from "../../answer/abilities.ts";
import type { SearchHit } from "../../answer/search-hits.ts";
import { type CaseRef, quotesOf } from "../../grounding/answer.ts";
import { casePath } from "../../render/reader-url.ts";
import { InputError, type Operation, operation } from "../operations/operations.ts";
import { fetchInput, fetchOutput, searchOutput } from "../operations/shapes.ts";
import { FETCH, NO_DOCUMENT } from "./wording.zh.ts";

/** `id`: `case://` with the case, its section and item, each encoded as in an address; the last two may be left out. */
export type Document = z.infer<typeof fetchOutput>;

export interface Documents {
  /** Every case, in the order of the corpus. */
  list(): Promise<readonly Pick<Document, "id" | "title" | "url">[]>;
  /** Undefined where the corpus has no such place. */
  read(id: string): Promise<Document | undefined>;
  /** As connectors of assistants expect it beside `search`, whose results name documents. */
  tools(operations: readonly Operation[]): readonly Operation[];
}

export function createDocuments(abilities: Abilities, publicUrl: string | null): Documents {
  const urlOf = (caseId: string, id: string) =>
    publicUrl === null ? id : `${publicUrl.replace(/\/+$/, "")}/${casePath(caseId)}`;

  async function read(id: string): Promise<Document | undefined> {
    const [caseId = "", section, item = null] = partsOf(id);
    const opened = caseId === "" ? undefined : (await abilities.reader.open(caseId))?.case;
    if (!opened) return undefined;
    const { organization, title, file } = opened;
    const wordsOf = async (name: string) => {
      const answer = await abilities.wholeOf({
        case: { id: caseId, organization, title },
        section: name,
        item,
      });
      return quotesOf(answer).map(({ text }) => text);
    };
    const names = section === undefined ? opened.sections.map(({ name }) => name) : [section];
    const words = await Promise.all(names.map(wordsOf));
    const parts = names.flatMap((name, i) => {
      const [first, ...rest] = words[i] ?? [];
      return first === undefined ? [] : [[`【${name}${item ?? ""}】`, first, ...rest].join("\n")];
    });
    if (parts.length === 0) return undefined;
    const metadata = { organization, file, version: (await abilities.version()).id };
    return {
      id,
      title: titleOf({ organization, title }, section, item),
      text: parts.join("\n\n"),
      url: urlOf(caseId, id),
      metadata,
    };
  }

  const resultOf = ({ case: of, section, item, text }: SearchHit) => {
    const id = idOf(of.id, section, ...(item === null ? [] : [item]));
    return { id, title: titleOf(of, section, item), url: urlOf(of.id, id), text };
  };

  const fetch = operation({
    ...FETCH,
    input: fetchInput,
    output: fetchOutput,
    async run({ id }) {
      const document = await read(id);
      if (!document) throw new InputError(NO_DOCUMENT(id));
      return { text: JSON.stringify(document), object: document };
    },
  });

  return {
    read,
    async list() {
      const { cases } = await abilities.reader.shelf();
      return cases.map(({ of }) => {
        const id = idOf(of.id);
        return { id, title: titleOf(of), url: urlOf(of.id, id) };
      });
    },
    tools: (operations) => [
      ...operations.map((one) => (one.name === "search" ? withResults(one, resultOf) : one)),
      fetch,
    ],
  };
}

/** The same hits, also as documents; connectors read them from the text. */
function withResults(search: Operation, resultOf: (hit: SearchHit) => object): Operation {
  const result = z.object({ id: z.string(), title: z.string(), url: z.string(), text: z.string() });
  return {
    ...search,
    output: searchOutput.extend({ results: z.array(result) }),
    prepare(input) {
      const run = search.prepare(input);
      return async (asking) => {
        const { object } = await run(asking);
        const { hits } = object as { readonly hits: readonly SearchHit[] };
        const results = hits.map(resultOf);
        return { text: JSON.stringify({ results }), object: { hits, results } };
      };
    },
  };
}

function titleOf(
  { organization, title }: Pick<CaseRef, "organization" | "title">,
  ...place: (string | null | undefined)[]
) {
  return [organization, title, place.map((part) => part ?? "").join("")]
    .filter((part) => part !== "")
    .join(" · ");
}

const SCHEME = "case://";

function idOf(...parts: readonly string[]): string {
  return `${SCHEME}${parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/")}`;
}

function partsOf(id: string): string[] {
  try {
    return id.startsWith(SCHEME) ? id.slice(SCHEME.length).split("/").map(decodeURIComponent) : [];
  } catch {
    return [];
  }
}
