/** The name of a file that somebody sends → one by which it can lie among the documents, on any system. */

import { leftOut } from "../readers/kind.ts";
import { DOCUMENTS } from "./wording.zh.ts";

/** In bytes; with what stands behind it for corrections it stays below what file systems take (255). */
const MOST_BYTES = 200;

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

export function documentName(sent: string): { readonly name: string } | { readonly problem: string } {
  const shown = sent
    .toWellFormed()
    .normalize("NFC")
    .replace(/^.*[/\\]/s, "")
    // What is not seen can make a name read as another.
    .replace(/[\p{C}\u2028\u2029]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const [, stem = shown, ending = ""] = /^(.*?)(\.[^.\s]{1,10})?$/s.exec(shown) ?? [];
  const name = shortened(stem, MOST_BYTES - Buffer.byteLength(ending)) + ending;
  if (stem === "") return { problem: DOCUMENTS.noName };
  if (RESERVED.test(name)) return documentName(`_${name}`);
  const reason = leftOut(name);
  return reason === undefined ? { name } : { problem: DOCUMENTS.leftOut(name, reason) };
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  while (Buffer.byteLength(characters.join("")) > most) characters.pop();
  return characters.join("").trimEnd();
}
