/** A folder of documents → the web channel on a port of its own, as a browser finds it. */

import { onTestFinished } from "vitest";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import { createWeb, type WebParts } from "../../src/channels/web/web.ts";
import { createHttpServer } from "../../src/http-server.ts";
import { openKnowledge } from "../knowledge.ts";

export interface ServedSite {
  /** Such as http://127.0.0.1:41234, without a slash at its end. */
  readonly address: string;
  readonly abilities: Abilities;
  /** What the program said to its operator. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

type Settings = Partial<Pick<WebParts, "publicUrl" | "token" | "userHeader" | "host">>;

let real: ReturnType<typeof openKnowledge> | undefined;

/** Read once for all sites of a test file. */
function realKnowledge(): ReturnType<typeof openKnowledge> {
  real ??= openKnowledge();
  return real;
}

/** The real corpus, or a folder of others. To be stopped by whoever starts it. */
export async function startSite(dir?: string, settings: Settings = {}): Promise<ServedSite> {
  const lines: string[] = [];
  const note = (message: string) => {
    lines.push(message);
  };
  const log = { debug() {}, info: note, warn: note, error: note };
  const server = createHttpServer({ host: "127.0.0.1", port: 0, log });
  const abilities = createAbilities(await (dir === undefined ? realKnowledge() : openKnowledge(dir)));
  createWeb({
    server,
    abilities,
    log,
    host: "127.0.0.1",
    publicUrl: null,
    token: null,
    userHeader: null,
    ...settings,
  });
  await server.start();
  return { address: String(server.address), abilities, lines, stop: () => server.stop() };
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
