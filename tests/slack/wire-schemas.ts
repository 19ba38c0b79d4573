/** JSON schemas of the Web API, generated from the type declarations that Slack publishes, and kept between runs. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Schema } from "../telegram/wire-schemas.ts";

export type { Schema };

const require = createRequire(import.meta.url);
const MODULES = join(import.meta.dirname, "../../node_modules");
const CACHE = join(MODULES, ".cache/anlitong");
const WEB_API = join(MODULES, "@slack/web-api/dist");
const TYPES = join(MODULES, "@slack/types/dist");
const BOLT = join(MODULES, "@slack/bolt/dist/types");

/** What methods take. */
export const requests = await schemaOf(join(WEB_API, "types/request/index.d.ts"), "*");

/** What the address takes that comes with a command or a press. */
export const responses = await schemaOf(join(BOLT, "utilities.d.ts"), "RespondArguments");

/** What the submission of a modal is answered with. */
export const submissions = await schemaOf(join(BOLT, "view/index.d.ts"), "ViewResponseAction");

/** Methods by name, with the definition of their arguments. */
export const methods = readMethods(readFileSync(join(WEB_API, "methods.d.ts"), "utf8"));

for (const schema of [requests, responses, submissions]) mend(schema);

// Of the shapes that a message may have, the generator makes one that has to have everything.
delete responses.definitions?.RespondArguments?.required;

/** chat: { postMessage: MethodWithRequiredArgument<ChatPostMessageArguments, …>, of which some lie deeper. */
function readMethods(source: string): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  const path: string[] = [];
  for (const line of source.split("\n")) {
    const [, group] = /^\s+(?:readonly )?(\w+): \{$/.exec(line) ?? [];
    const [, name, type] = /^\s+(?:readonly )?(\w+): MethodWith\w+<(\w+)/.exec(line) ?? [];
    if (group) path.push(group);
    else if (/^\s+\};?$/.test(line)) path.pop();
    else if (name && type) declared.set([...path, name].join("."), type);
  }
  return declared;
}

/**
 * `Block` and `Chunk` stand for kinds yet unknown, and would let a mistyped kind through. What a method may be called
 * without is declared as `undefined`, which JSON does not have.
 */
function mend(schema: Schema): void {
  const unknown = /\/(?:Block|Chunk)$/;
  const walk = (part: Schema) => {
    if (part.anyOf) {
      const known = part.anyOf.filter(({ $ref = "", not }) => !unknown.test($ref) && not === undefined);
      if (known.length > 0) part.anyOf = known;
    }
    for (const inner of Object.values(part).flat())
      if (typeof inner === "object" && inner !== null) walk(inner as Schema);
  };
  walk(schema);
}

/** Generating takes seconds, and many workers ask at once: whoever comes first leaves the result to the others. */
export async function schemaOf(path: string, type: string, folder = CACHE): Promise<Schema> {
  const sources = [path, join(TYPES, "index.d.ts"), require.resolve("ts-json-schema-generator")];
  const key = [type === "*" ? "all" : type, ...sources.map((source) => versionOf(dirname(source)))].join("-");
  const file = join(folder, `${key.replaceAll("/", "_")}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const schema = await generated(path, type);
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}.${performance.now()}`;
    writeFileSync(draft, JSON.stringify(schema));
    renameSync(draft, file);
    return schema;
  }
}

async function generated(path: string, type: string): Promise<Schema> {
  const { createGenerator } = await import("ts-json-schema-generator");
  const generator = createGenerator({ path, type, skipTypeCheck: true, additionalProperties: false });
  return generator.createSchema(type) as Schema;
}

/** Name and version of the package that a file belongs to. */
function versionOf(path: string): string {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      if (name && version) return `${name}-${version}`;
    } catch {
      // Not the root of a package: one further up.
    }
  }
  throw new Error(`versionOf: expected a package around ${path}`);
}
