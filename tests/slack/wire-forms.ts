/** Arguments that come as a form or in the address, where everything is text, turned into what they stand for. */

import type { Schema } from "../wire/schemas.ts";
import { methods, requests } from "./wire-schemas.ts";

/** Numbers, booleans and JSON by the declared type of the field; what does not parse stays text, for the check. */
export function fromForm(
  method: string,
  fields: readonly (readonly [string, string])[],
): Record<string, unknown> {
  const declared = fieldsOf(methods.get(method) ?? "");
  return Object.fromEntries(fields.map(([name, text]) => [name, asDeclared(declared.get(name), text)]));
}

function asDeclared(types: ReadonlySet<string> | undefined, text: string): unknown {
  // What nobody declared, the check is to see as it was written.
  if (!types || types.has("string")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const known = new Map<string, ReadonlyMap<string, Set<string>>>();

/** The types that each argument may have in any of the shapes of a definition. */
function fieldsOf(definition: string): ReadonlyMap<string, Set<string>> {
  const found = known.get(definition);
  if (found) return found;
  const fields = new Map<string, Set<string>>();
  const collect = (schema: Schema | undefined) => {
    for (const branch of branchesOf(schema)) collect(branch);
    for (const [name, property] of Object.entries(schema?.properties ?? {})) {
      const types = fields.get(name) ?? new Set();
      fields.set(name, types);
      for (const type of typesOf(property)) types.add(type);
    }
  };
  collect(requests.definitions?.[definition]);
  known.set(definition, fields);
  return fields;
}

function typesOf(schema: Schema): string[] {
  const own = [schema.type ?? (schema.enum ? "string" : [])].flat();
  return [...own, ...branchesOf(schema).flatMap(typesOf)];
}

/** A checker has by now renamed unions, and made references absolute. */
function branchesOf(schema: Schema | undefined): Schema[] {
  const branches = [...(schema?.anyOf ?? []), ...((schema?.union as Schema[] | undefined) ?? [])];
  const [, name] = /#\/definitions\/(.+)$/.exec(schema?.$ref ?? "") ?? [];
  const target = name === undefined ? undefined : requests.definitions?.[decodeURIComponent(name)];
  return target ? [...branches, target] : branches;
}
