/** Parts written out in a test → an Office file or an archive that holds them. */

import { strToU8, zipSync } from "fflate";

export function packageOf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? strToU8(part) : part]),
    ),
  );
}

const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function relationsOf(
  ...relations: readonly (readonly [id: string, type: string, target: string])[]
): string {
  const inner = relations.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${inner.join("")}</Relationships>`;
}

/** A Word document with this body, and these parts beside it by their kind: styles, numbering, footnotes. */
export function wordOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const kinds = Object.keys(parts);
  return packageOf({
    "_rels/.rels": relationsOf(["r1", "officeDocument", "word/document.xml"]),
    "word/document.xml": `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    "word/_rels/document.xml.rels": relationsOf(
      ...kinds.map((kind, i) => [`r${i}`, kind, `${kind}.xml`] as const),
    ),
    ...Object.fromEntries(
      kinds.map((kind) => [`word/${kind}.xml`, `<w:${kind} xmlns:w="w">${parts[kind]}</w:${kind}>`]),
    ),
  });
}

export function paragraphOf(words: string, properties = ""): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`;
}
