/** The browser's own files (src/web/browser) → styles and scripts as they are served, none of them from another host. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname } from "node:path";

export interface Asset {
  readonly type: string;
  readonly body: string;
}

export interface Assets {
  /** Of all files together, so that scripts can import each other by their plain names. */
  readonly hash: string;
  /** By name: reader.css, search.js. */
  readonly files: ReadonlyMap<string, Asset>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

const FOLDER = new URL("../browser/", import.meta.url);

/** Reads them all, once; a change of a file is noticed at the next start. */
export function readAssets(): Assets {
  const files = new Map<string, Asset>();
  const hash = createHash("sha256");
  for (const name of readdirSync(FOLDER).sort()) {
    const text = readFileSync(new URL(name, FOLDER), "utf8");
    hash.update(`${name}\n${text}\n`);
    const type = TYPES[extname(name)];
    if (type !== undefined) files.set(name, { type, body: text });
    if (name.endsWith(".ts")) files.set(name.replace(/\.ts$/, ".js"), scriptOf(text));
  }
  return { hash: hash.digest("hex").slice(0, 12), files };
}

/** A script with those that it imports in one, for a page that lies in a folder: browsers load no module from a file. */
export function inOnePiece({ files }: Assets, name: string): string {
  const taken = new Set<string>();
  const pieceOf = (script: string): string => {
    if (taken.has(script)) return "";
    taken.add(script);
    const body = files.get(script)?.body ?? "";
    const imported = [...body.matchAll(IMPORT)].map(([, other = ""]) => pieceOf(other));
    return `${imported.join("")}${body.replace(IMPORT, "").replace(/^export /gm, "")}\n`;
  };
  return `(() => {\n"use strict";\n${pieceOf(name)}})();\n`;
}

/** Made when it is asked for: what takes types away takes a tenth of a second to load. */
function scriptOf(typeScript: string): Asset {
  let made: string | undefined;
  return {
    type: "text/javascript; charset=UTF-8",
    get body() {
      made ??= javaScriptOf(typeScript);
      return made;
    },
  };
}

const IMPORT = /^import [^"]*"\.\/([\w-]+\.js)";$/gm;

function javaScriptOf(typeScript: string): string {
  const { emitWarning } = process;
  // That Node may change this function is nothing that whoever starts the program could do anything about.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(typeScript).replace(/(from "\.\/[\w-]+)\.ts"/g, '$1.js"');
  } finally {
    process.emitWarning = emitWarning;
  }
}
