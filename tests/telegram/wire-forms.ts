/** Parameters that come as a form or in the address, where everything is text, turned into what they stand for. */

import type { Schema } from "../wire/schemas.ts";
import { methods, outgoing } from "./wire-schemas.ts";

/**
 * Numbers, booleans and JSON by the declared type of the field; what does not parse stays text, for the check. A file
 * stands for itself as "attach://name" where it is a parameter; what else is attached is referred to by a parameter.
 */
export function fromForm(
  method: string,
  fields: readonly (readonly [string, string])[],
  files: readonly string[] = [],
): Record<string, unknown> {
  const declared = outgoing.definitions?.[methods.get(method)?.params ?? ""]?.properties ?? {};
  const attached = files.filter((name) => name in declared).map((name) => [name, `attach://${name}`]);
  return Object.fromEntries([
    ...fields.map(([name, text]) => [name, asDeclared(declared[name], text)]),
    ...attached,
  ]);
}

function asDeclared(schema: Schema | undefined, text: string): unknown {
  const types = [schema?.type ?? []].flat();
  const isNumber = types.includes("number") || types.includes("integer");
  if (isNumber && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (!schema || types.includes("string") || !/^[[{]|^(?:true|false)$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
