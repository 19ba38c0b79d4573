/** What came from a platform → the object that it says in JSON; undefined for all else, for an error would tell what was said. */

export type Fields = Readonly<Record<string, unknown>>;

export function objectIn(said: string | Uint8Array): Fields | undefined {
  try {
    const text = typeof said === "string" ? said : new TextDecoder("utf-8", { fatal: true }).decode(said);
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Not nested deeper than can be written out again. */
export function isWritable(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
