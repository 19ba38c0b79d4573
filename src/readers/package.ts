/** An Office file → its parts as trees of elements, within the limits of what a file may cost. */

import { posix } from "node:path";
import { LIMITS } from "./limits.ts";
import { type Element, elements, parseXml } from "./xml.ts";
import { entriesOf, entryOf } from "./zip.ts";

export function openPackage(bytes: Uint8Array) {
  // Too many entries are refused.
  const names = entriesOf(bytes).map(({ name }) => name);
  let unpacked = 0;
  /** Undefined where the package has no such part. */
  const part = (name: string): Element | undefined => {
    const raw = entryOf(bytes, name, LIMITS.packageBytes - unpacked);
    unpacked += raw?.length ?? 0;
    return raw && parseXml(new TextDecoder(encodingOf(raw)).decode(raw));
  };
  return {
    names,
    part,
    /** Targets of the relations of a part by id, as names of parts. */
    relations(name: string) {
      const [, folder = "", file = ""] = /^(.*\/)?([^/]*)$/.exec(name) ?? [];
      const found = part(`${folder}_rels/${file}.rels`);
      return new Map(
        elements(found).map(({ attributes: { Id = "", Target = "", Type = "" } }) => [
          Id,
          { target: posix.resolve("/", folder, Target).slice(1), type: Type },
        ]),
      );
    },
  };
}

function encodingOf(raw: Uint8Array): string {
  if (raw[0] === 0xff && raw[1] === 0xfe) return "utf-16le";
  return raw[0] === 0xfe && raw[1] === 0xff ? "utf-16be" : "utf-8";
}
