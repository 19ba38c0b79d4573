/** Without a model in the settings no library for models is loaded: neither to answer, nor to serve. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { freePort } from "../wire/free-port.ts";
import { newFolder, start } from "./start.ts";

const FOR_MODELS =
  /^(?:openai|langchain|@langchain\/|js-tiktoken|cockatiel|@huggingface\/|onnxruntime|hnswlib|docx|@modelcontextprotocol\/)/;

/** Notes each package of which something is loaded. */
const NOTING = `import { registerHooks } from "node:module";
import { appendFileSync } from "node:fs";
registerHooks({ load(url, context, next) {
  const name = url.match(/.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/)?.[1];
  if (name) appendFileSync(process.env.LOADED, name + "\\n");
  return next(url, context);
} });`;

async function loadedBy(args: readonly string[], input: string): Promise<string[]> {
  const DATA_DIR = newFolder();
  const LOADED = join(DATA_DIR, "loaded.txt");
  const { child, ended } = start("node", args, {
    ...{ DATA_DIR, LOADED, PORT: String(await freePort()) },
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(NOTING)}`,
  });
  child.stdin.end(input);
  expect(await ended).toMatchObject({ code: 0 });
  return [...new Set(readFileSync(LOADED, "utf8").trim().split("\n"))];
}

it.each([
  [["src/cli.ts", "ask", "一共有几个案例？"], ""],
  [["src/main.ts"], "一共有几个案例？\n帮我写一篇关于齐河县总工会的简报\n"],
])("%s", async (args, input) => {
  const loaded = await loadedBy(args, input);
  expect(loaded).toContain("pinyin-pro");
  expect(loaded.filter((name) => FOR_MODELS.test(name))).toEqual([]);
});
