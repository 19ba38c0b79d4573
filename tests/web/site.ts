/** A folder of documents → the web channel on a port of its own, as a browser finds it. */

import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import type { Feedback } from "../../src/curation/feedback.ts";
import { createCandidateFile } from "../../src/stores/candidate-file.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import type { AuditEntry } from "../../src/watch/audit.ts";
import { statisticsOf } from "../../src/watch/statistics.ts";
import { createHttpServer } from "../../src/web/http-server.ts";
import { createDocuments } from "../../src/web/mcp/documents.ts";
import { createMcpHandler } from "../../src/web/mcp/server.ts";
import { createOperations } from "../../src/web/operations/operations.ts";
import type { KeptLogin } from "../../src/web/users-routes.ts";
import { createWeb, type WebParts } from "../../src/web/web.ts";
import { type KeptLog, keepLog, newDir } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";

export interface ServedSite {
  /** Such as http://127.0.0.1:41234, without a slash at its end. */
  readonly address: string;
  readonly abilities: Abilities;
  readonly feedback: Feedback;
  readonly candidatesPath: string;
  readonly log: KeptLog;
  /** Who logged in, or tried to, the latest first. */
  readonly logins: readonly KeptLogin[];
  /** What the program said to its operator. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

const VOTES = [true, true, false].map((isGood) => ({ isGood, channel: "telegram", at: Date.now() }));

export type Settings = Partial<
  { readonly entries: readonly AuditEntry[] } & Pick<
    WebParts,
    "abilities" | "corrections" | "documents" | "publicUrl" | "host" | "perPerson" | "proxies" | "setup"
  > &
    WebParts["access"]
>;

/** The real corpus, or a folder of others, or whatever abilities a test brings. To be stopped by whoever starts it. */
export async function startSite(dir?: string, settings: Settings = {}): Promise<ServedSite> {
  const log = keepLog();
  const logins: KeptLogin[] = [];
  const server = createHttpServer({ host: "127.0.0.1", port: 0, log });
  const abilities = settings.abilities ?? createAbilities(await openKnowledge(dir));
  const publicUrl = settings.publicUrl ?? null;
  const operations = createOperations(abilities, publicUrl);
  const version = "0.0.0";
  const folder = newDir();
  const feedback = await sqliteStoresIn(folder).feedback({ warn: log.warn });
  const candidatesPath = join(folder, "candidates.jsonl");
  createWeb({
    server,
    operations,
    mcp: createMcpHandler({ operations, documents: createDocuments(abilities, publicUrl), log, version }),
    version,
    perPerson: 6,
    feedback,
    desk: {
      ...feedback,
      candidates: createCandidateFile(candidatesPath),
      candidatesPath,
      statistics: () =>
        statisticsOf({
          ...{ entries: settings.entries ?? [], votes: VOTES, now: Date.now() },
          subjectsOf: ({ title }) => [title],
        }),
    },
    // Nobody corrects the project's own documents, nor those of another test.
    corrections: {
      documents: async () => [],
      open: async () => ({ problem: "" }),
      preview: async () => ({ problem: "" }),
      save: async () => ({ problem: "" }),
      undo: async () => ({ problem: "" }),
    },
    documents: {
      folders: async () => [],
      preview: async () => ({ problem: "" }),
      drafts: async () => [],
      keep: async () => ({ problem: "" }),
      discard: async () => ({ problem: "" }),
      withdraw: async () => ({ problem: "" }),
      changes: async () => [],
      undo: async () => ({ problem: "" }),
      withdrawnAt: async () => undefined,
    },
    setup: null,
    onLogin: async (note) => {
      logins.unshift({ at: Date.now(), ...note });
    },
    logins: async () => logins,
    log,
    host: "127.0.0.1",
    proxies: ["127.0.0.1"],
    access: { token: null, curatorToken: null, userHeader: null, curators: [], ...settings },
    ...settings,
    abilities,
    publicUrl,
  });
  await server.start();
  return {
    address: String(server.address),
    ...{ abilities, feedback, candidatesPath, log, logins },
    get lines() {
      return log.lines.flatMap((line) => (line.startsWith("debug ") ? [] : line.replace(/^\w+ /, "")));
    },
    async stop() {
      await server.stop();
      await feedback.close();
    },
  };
}

/** The same, stopped when the test is over. */
export async function served(dir?: string, settings: Settings = {}): Promise<ServedSite> {
  const site = await startSite(dir, settings);
  onTestFinished(() => site.stop());
  return site;
}

/** As fetch takes it, with headers that fetch itself would not send. */
export async function page(address: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(address, { redirect: "manual" });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
