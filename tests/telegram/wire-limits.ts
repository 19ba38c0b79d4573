/** How long, how many, how large: limits that the Bot API states in the prose of its documentation alone. */

import type { Schema } from "../wire/schemas.ts";

export interface Limit {
  /** Of strings their UTF-16 units or UTF-8 bytes, of arrays their items, of numbers their value. */
  readonly counts: "characters" | "bytes" | "items" | "value";
  readonly least: number;
  readonly most: number;
}

/**
 * "1-4096 characters after entities parsing" and the like. "total length of up to 64 characters" speaks of a list as a
 * whole, "up to 1000 messages per second" of no field.
 */
const STRINGS = [
  /\b(?<least>\d+)-(?<most>\d+) (?<unit>characters|bytes)/i,
  /\(up to (?<most>\d+) (?<unit>characters|bytes)\)/i,
  /length can't exceed (?<most>\d+) (?<unit>characters|bytes)/i,
];
const ARRAYS = [/\b(?:list of|include) (?<least>\d+)-(?<most>\d+)\b/i, /\b(?:up to|at most) (?<most>\d+) /i];
const NUMBERS = [
  /(?:\bvalues between |; |, )(?<least>\d+)-(?<most>\d+)(?=[ ,.;]|$)/i,
  // A range with exceptions ("60 and 86400, or 0x7FFFFFFF") is none, nor is that of one currency among several.
  /(?:^|[,.;] )must be between (?<least>\d+) and (?<most>\d+)(?!\d|, or|, and)/i,
];

export function limitIn(description: string, schema: Schema): Limit | undefined {
  const types = typesOf(schema);
  if (types.includes("array")) return found(ARRAYS, description, "items");
  if (types.includes("string")) return found(STRINGS, description);
  if (types.includes("number") || types.includes("integer")) return found(NUMBERS, description, "value");
  return undefined;
}

/** Adds to each field that states one a keyword `limit`; gives back how many there are. */
export function markLimits(schema: Schema): number {
  let count = 0;
  for (const definition of Object.values(schema.definitions ?? {})) {
    for (const property of Object.values(definition.properties ?? {})) {
      const limit = limitIn(property.description ?? "", property);
      if (!limit) continue;
      property.limit = limit;
      count += 1;
    }
  }
  return count;
}

/** What is wrong with a value, in a few words; undefined for one within the limit. */
export function beyond({ counts, least, most }: Limit, value: unknown): string | undefined {
  const size = sizeOf(counts, value);
  if (size === undefined || (size >= least && size <= most)) return undefined;
  return counts === "value" ? `${size} is not ${least}-${most}` : `${size} ${counts}, not ${least}-${most}`;
}

/**
 * Whether Telegram counts code points or UTF-16 units is written nowhere; what keeps to the limit in units keeps to it
 * in code points. Blanks around a text are cut off before it is counted (tdlib, fix_formatted_text), so that a text of
 * blanks is an empty one.
 */
function sizeOf(counts: Limit["counts"], value: unknown): number | undefined {
  if (typeof value === "number") return counts === "value" ? value : undefined;
  if (Array.isArray(value)) return counts === "items" ? value.length : undefined;
  if (typeof value !== "string") return undefined;
  if (counts === "bytes") return Buffer.byteLength(value);
  if (counts !== "characters") return undefined;
  return value.trim() === "" ? 0 : value.length;
}

function found(patterns: readonly RegExp[], text: string, counts?: Limit["counts"]): Limit | undefined {
  for (const pattern of patterns) {
    const { least = "0", most, unit } = pattern.exec(text)?.groups ?? {};
    if (most === undefined) continue;
    const unitOrCounts = counts ?? (unit?.toLowerCase() as "characters" | "bytes");
    return { counts: unitOrCounts, least: Number(least), most: Number(most) };
  }
  return undefined;
}

function typesOf({ type = [], anyOf = [] }: Schema): string[] {
  return [type, anyOf.map(typesOf)].flat(2);
}
