/** Settings → the cases as programs of LangChain ask them: a retriever of passages, and every ability as a tool. */

import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import { Document } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import type { SearchHit } from "./answer/search-hits.ts";
import { readingOf } from "./app/commands/session.ts";
import { openKnowledge } from "./app/open-knowledge.ts";
import { openWatch } from "./app/open-watch.ts";
import { createScopes } from "./app/scopes.ts";
import { parseSettings } from "./app/settings.ts";
import { createLog } from "./console/log.ts";
import { createOperations, type Operation } from "./web/operations/operations.ts";

/** Where the words of a document stand, enough to cite them. */
export interface PassageMetadata extends Omit<SearchHit, "text" | "case"> {
  readonly case: string;
  readonly organization: string;
  readonly title: string;
}

export interface CaseRetrieverInput extends BaseRetrieverInput {
  /** Most passages; 10 where nobody says. */
  readonly limit?: number;
}

export interface OpenCases {
  /** Each document is a passage of the source, word for word; best first. */
  retriever(input?: CaseRetrieverInput): BaseRetriever<PassageMetadata>;
  /** Each says what people read; the artifact of its message is the answer with all citations, as `/api` gives it. */
  readonly tools: readonly StructuredToolInterface[];
  close(): Promise<void>;
}

export interface OpenCasesOptions {
  /** As in a `.env` file: `CORPUS_DIR`, `DATA_DIR`, those of models. Nothing is read from the environment. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
  /** In whose name is asked, as `--as` of the command line; where nobody is named, what everybody may read. */
  readonly as?: string;
}

/** Indexes what is new in the corpus first. Rejects where settings or corpus cannot be used. */
export async function openCases({ settings: given = {}, as }: OpenCasesOptions = {}): Promise<OpenCases> {
  const settings = parseSettings(given);
  const reading = readingOf(as) ?? [];
  const log = createLog(process.stderr, settings.logLevel, settings.logForm);
  const knowledge = await openKnowledge({ settings, log });
  try {
    const scopes = createScopes({ knowledge, corpusDir: settings.corpusDir, log });
    const watch = await openWatch({ settings, knowledge, scopes, log, metrics: null });
    const abilities = watch.abilitiesOf("langchain", { as: reading });
    const operations = createOperations(abilities, settings.web.publicUrl);
    const search = operations.find(({ name }) => name === "search");
    if (!search) throw new Error("expected an operation named search");
    return {
      retriever: (input) => new CaseRetriever(search, input),
      tools: operations.map(toolOf),
      async close() {
        await watch.close();
        await knowledge.close();
      },
    };
  } catch (error) {
    await knowledge.close();
    throw error;
  }
}

class CaseRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name() {
    return "CaseRetriever";
  }

  override lc_namespace = ["anlitong", "retrievers"];
  readonly #search: Operation;
  readonly #limit: number | undefined;

  constructor(search: Operation, { limit, ...input }: CaseRetrieverInput = {}) {
    super(input);
    this.#search = search;
    this.#limit = limit;
  }

  override async _getRelevantDocuments(query: string, _run?: CallbackManagerForRetrieverRun) {
    const { object } = await this.#search.prepare({ query, limit: this.#limit })();
    return (object as { readonly hits: readonly SearchHit[] }).hits.map(documentOf);
  }
}

function documentOf({ text, case: { id, organization, title }, ...place }: SearchHit) {
  const metadata: PassageMetadata = { ...place, case: id, organization, title };
  return new Document({ pageContent: text, metadata });
}

function toolOf({ name, description, input, prepare }: Operation): StructuredToolInterface {
  return tool(
    async (given: unknown, { signal }: { readonly signal?: AbortSignal }) => {
      const { text, object } = await prepare(given)(signal && { signal });
      return [text, object];
    },
    { name, description, schema: input, responseFormat: "content_and_artifact" },
  );
}
