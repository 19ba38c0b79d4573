/** A process of its own that writes an index: `node writer.ts <what> <dir> [name]`, one line of JSON for each step. */

import { randomBytes } from "node:crypto";
import { flushCompileCache } from "node:module";
import process from "node:process";
import { openSqliteStore } from "../../src/stores/sqlite.ts";
import { documentOf, putting, versionDocuments } from "./documents.ts";

const [, , what, dir = "", name = ""] = process.argv;
// Whoever is killed keeps nothing for those that come after.
flushCompileCache();

switch (what) {
  case "versions":
    await publishVersions();
    break;
  case "files":
    await publishFiles();
    break;
  case "too-much":
    await publishTooMuch();
    break;
  case "unprivileged":
    await readUnprivileged();
    break;
  default:
    throw new Error(`expected versions, files, too-much or unprivileged, found ${what}`);
}

/** Publishes version after version of the same documents until it is killed. */
async function publishVersions(): Promise<void> {
  const store = await openSqliteStore({ dir });
  const { passageCount } = await store.statistics();
  const [last] = passageCount > 0 ? await store.passages([0]) : [];
  const start = Number(last?.sentences[0]?.text.match(/\d+/)?.[0] ?? 0) + 1;
  for (let version = start; ; version += 1) {
    say({ begins: version });
    await store.update(putting(versionDocuments(version), { clear: version % 3 === 0 }));
    say({ published: version });
  }
}

/** Publishes ten files of its own, one at a time. */
async function publishFiles(): Promise<void> {
  const store = await openSqliteStore({ dir });
  for (let file = 0; file < 10; file += 1) {
    await store.update(putting([documentOf(`${name}${file}.md`, [[`${name}的第${file}篇`]])]));
  }
  await store.close();
}

/** Tries to publish more than there is room for, then answers from the index that was there. */
async function publishTooMuch(): Promise<void> {
  const store = await openSqliteStore({ dir });
  // Of chance, so that nothing of it can be compressed away.
  const texts = Array.from({ length: 2_000 }, () => randomBytes(450).toString("base64"));
  for (const clear of [true, false]) {
    const failure = await store.update(putting([documentOf("b.md", [texts])], { clear })).then(
      () => "none",
      (error: Error) => error.message,
    );
    say({ failure });
  }
  say({ first: (await store.passages([0]))[0]?.sentences[0]?.text });
  await store.close();
}

/** Root may write anywhere, so it becomes nobody first. */
async function readUnprivileged(): Promise<void> {
  if (process.geteuid?.() === 0) {
    process.setegid?.(65_534);
    process.seteuid?.(65_534);
  }
  const lines: string[] = [];
  const store = await openSqliteStore({ dir, log: (line) => lines.push(line) });
  say({ first: (await store.passages([0]))[0]?.sentences[0]?.text, lines });
  const failure = await store.update(putting([])).then(
    () => "none",
    (error: Error) => error.message,
  );
  say({ failure });
  await store.close();
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
