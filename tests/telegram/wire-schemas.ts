/** JSON schemas of the Bot API, generated from type declarations that others publish, and kept between runs. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const MODULES = join(import.meta.dirname, "../../node_modules");
const CACHE = join(MODULES, ".cache/anlitong");
/** Both are declarations alone, and one cannot be resolved by name. */
const OUTGOING = join(MODULES, "@gramio/types/out");
const INCOMING = join(MODULES, "@grammyjs/types");

/** A part of a JSON schema; of its keywords only those that are looked at are named. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  additionalProperties?: boolean;
  definitions?: Record<string, Schema>;
  [keyword: string]: unknown;
}

/** A method as its declaration has it. */
export interface MethodDeclaration {
  /** The definition of its parameters; absent where it takes none. */
  readonly params?: string;
  /** Whether it answers with the message that it made or changed. */
  readonly returnsMessage: boolean;
}

/** What bots send, as @gramio/types has it, which is generated from Telegram's own documentation. */
export const outgoing = await schemaOf(join(OUTGOING, "params.d.ts"), "*");

/** What bots are sent, as the types have it that grammY is built on. */
export const incoming = await schemaOf(join(INCOMING, "mod.d.ts"), "Update");

export const methods = readMethods(readFileSync(join(OUTGOING, "methods.d.ts"), "utf8"));

/** sendMessage: CallAPI<Params.SendMessageParams, Objects.TelegramMessage>, over one line or several. */
function readMethods(source: string): ReadonlyMap<string, MethodDeclaration> {
  const declared = new Map<string, MethodDeclaration>();
  for (const [, name = "", , type = ""] of source.matchAll(/^ {4}(\w+): CallAPI(\w*)<([^;]*?)>$/gm)) {
    const params = /Params\.(\w+)/.exec(type)?.[1];
    const returnsMessage = /Objects\.TelegramMessage(?!\w|\[)/.test(type);
    declared.set(name, { ...(params ? { params } : {}), returnsMessage });
  }
  return declared;
}

/** Generating takes seconds, and many workers ask at once: whoever comes first leaves the result to the others. */
export async function schemaOf(path: string, type: string, folder = CACHE): Promise<Schema> {
  const versions = [versionOf(dirname(path)), versionOf(require.resolve("ts-json-schema-generator"))];
  const file = join(folder, `${versions.join("-").replaceAll("/", "_")}.json`);
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
