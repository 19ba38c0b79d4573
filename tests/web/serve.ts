/** The web channel on a port of its own, over the real corpus or whatever abilities a test brings. */

import { join } from "node:path";
import { afterEach } from "vitest";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import { createMcpHandler } from "../../src/channels/mcp/http.ts";
import { createWeb } from "../../src/channels/web/web.ts";
import { createHttpServer } from "../../src/http-server.ts";
import { createOperations } from "../../src/operations/operations.ts";
import { createCandidateFile } from "../../src/stores/candidate-file.ts";
import { openSqliteFeedback } from "../../src/stores/sqlite-feedback.ts";
import { keepLog, newDir } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";

export interface Serving {
  readonly abilities?: Abilities;
  readonly token?: string;
  readonly userHeader?: string;
  readonly publicUrl?: string;
  readonly perPerson?: number;
}

let own: Promise<Abilities> | undefined;

/** Over the corpus that comes with the program, indexed once. */
export function ownAbilities(): Promise<Abilities> {
  own ??= openKnowledge().then(createAbilities);
  return own;
}

const stops: (() => Promise<void>)[] = [];

/** Stopped when the test is over. */
export async function serve(serving: Serving = {}) {
  const { token = null, userHeader = null, publicUrl = null, perPerson = 6 } = serving;
  const abilities = serving.abilities ?? (await ownAbilities());
  const log = keepLog();
  const server = createHttpServer({ host: "127.0.0.1", port: 0, log });
  const dir = newDir();
  const feedback = await openSqliteFeedback({ dir, warn: log.warn });
  const candidatesPath = join(dir, "candidates.jsonl");
  const desk = { ...feedback, candidates: createCandidateFile(candidatesPath), candidatesPath };
  const operations = createOperations(abilities, publicUrl);
  const web = createWeb({
    server,
    abilities,
    operations,
    mcp: createMcpHandler({ operations, log, version: "0.0.0" }),
    version: "0.0.0",
    perPerson,
    feedback,
    desk,
    log,
    host: "127.0.0.1",
    publicUrl,
    token,
    userHeader,
  });
  await server.start();
  await web.start();
  stops.push(async () => {
    await web.stop();
    await server.stop();
    await feedback.close();
  });
  return { address: String(server.address), log, feedback, candidatesPath };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
