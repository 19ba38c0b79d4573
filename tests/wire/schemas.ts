/** Type declarations → JSON schemas, kept between runs. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const CACHE = join(import.meta.dirname, "../../node_modules/.cache/anlitong");

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

export interface SchemaSource {
  /** Another place for what is kept. */
  readonly folder?: string;
  /** Other declarations that these rest on: another version of their package makes another schema. */
  readonly dependsOn?: readonly string[];
  /** Several types of the package are asked for, each of which is kept by its name. */
  readonly isOneOfMany?: boolean;
}

/** Generating takes seconds, and many workers ask at once: whoever comes first leaves the result to the others. */
export async function schemaOf(
  path: string,
  type: string,
  { folder = CACHE, dependsOn = [], isOneOfMany = false }: SchemaSource = {},
): Promise<Schema> {
  const sources = [path, ...dependsOn, require.resolve("ts-json-schema-generator")];
  const versions = sources.map((source) => versionOf(dirname(source)));
  const key = [...(isOneOfMany ? [type === "*" ? "all" : type] : []), ...versions].join("-");
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
