/** The web channel on a port of its own, over the real corpus or whatever abilities a test brings. */

import { afterEach } from "vitest";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import { createMcpHandler } from "../../src/channels/mcp/http.ts";
import { createWeb } from "../../src/channels/web/web.ts";
import { createHttpServer } from "../../src/http-server.ts";
import { createOperations } from "../../src/operations/operations.ts";
import { keepLog } from "../chat/journal.ts";
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
  const operations = createOperations(abilities, publicUrl);
  const web = createWeb({
    server,
    abilities,
    operations,
    mcp: createMcpHandler({ operations, log, version: "0.0.0" }),
    version: "0.0.0",
    perPerson,
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
  });
  return { address: String(server.address), log };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
