/** An index that is embedded by a server: a run that is killed is gone on with, and no passage is paid for twice. */

import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { embeds, serveModel } from "../models/model-server.ts";
import { documentText, folderOf } from "../search/folder.ts";
import { newFolder, run, start } from "./start.ts";

/** Enough for many requests, of which several are under way together. */
const CASES = 60;
const PASSAGES_EACH = 11;

/** How many texts may be on their way at the instant of a kill. */
const UNDER_WAY = 128;

function corpus(): Promise<string> {
  const sections = (i: number) => ({
    主要内容: Array.from({ length: 10 }, (_, k) => `第${i}号工会的第${k}项做法。`),
  });
  const documents = Array.from({ length: CASES }, (_, i) => [
    `选编${i}.md`,
    documentText({ organization: `第${i}号工会`, sections: sections(i) }),
  ]);
  return folderOf(Object.fromEntries(documents));
}

describe("the embedding of an index", () => {
  it("goes on where a run that was killed left off", async () => {
    const texts: string[] = [];
    const slow = embeds((text) => [1 + text.length, 1]);
    const { url } = await serveModel(async (response, asked) => {
      texts.push(...(asked.body.input as string[]));
      await sleep(30);
      return slow(response, asked);
    });
    const environment = {
      EMBEDDING_BASE_URL: url,
      EMBEDDING_MODEL: "bge-m3",
      CORPUS_DIR: await corpus(),
      DATA_DIR: newFolder(),
    };
    let killed = 0;
    for (const until of [150, 400]) {
      const { child, ended } = start("node", ["src/cli.ts", "index"], environment);
      while (texts.length < until + killed) await sleep(5);
      child.kill("SIGKILL");
      expect((await ended).signal).toBe("SIGKILL");
      killed = texts.length - until;
    }
    const before = texts.length;
    const { code, err } = await run("node", ["src/cli.ts", "index"], { environment });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const passages = new Set(texts.filter((text) => text !== "工会"));
    expect(passages.size).toBeGreaterThanOrEqual(CASES * PASSAGES_EACH);
    const again = texts.filter((text) => text !== "工会").length - passages.size;
    expect(again).toBeLessThanOrEqual(2 * UNDER_WAY);
    // The last run began with most of it done.
    expect(texts.length - before).toBeLessThan(passages.size - 150);
    const { out } = await run("node", ["src/cli.ts", "index"], { environment });
    expect(out).toContain(`${CASES}`);
    expect(texts.filter((text) => text !== "工会").length - passages.size).toBe(again);
  });
});

describe("a program without models", () => {
  it("loads no library of theirs", async () => {
    const traced = `data:text/javascript,${encodeURIComponent(`
      import { registerHooks } from "node:module";
      registerHooks({ load(url, context, next) {
        if (/node_modules\\/(?:openai|langchain|@langchain|undici|js-tiktoken)\\//.test(url)) console.error("loaded " + url);
        return next(url, context);
      } });
    `)}`;
    const { code, err } = await run("node", ["--import", traced, "src/cli.ts", "ask", "圆通的应用成效"], {
      environment: { DATA_DIR: newFolder() },
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
