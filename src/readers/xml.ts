/** XML → a tree of elements. */

import { SaxesParser } from "saxes";
import { LIMITS } from "./limits.ts";
import { ReadingError } from "./reader.ts";

/** Names without prefix: Office files use one vocabulary a part, whatever prefix it bears. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts in order. */
  readonly children: readonly (Element | string)[];
}

/** No document type, so no entities of a file's own and nothing from outside. */
export function parseXml(text: string): Element | undefined {
  interface Open extends Element {
    readonly children: (Element | string)[];
  }
  const root: Open = { name: "", attributes: {}, children: [] };
  const open: Open[] = [root];
  const parser = new SaxesParser({ position: false });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new ReadingError("带有文档类型定义，可能不安全，没有读入；请用 Word 或 WPS 重新保存");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length > LIMITS.depth)
      throw new ReadingError("层层嵌套过深，没有读入；请用 Word 或 WPS 重新保存");
    const element: Open = {
      name: localName(name),
      attributes: localNames(attributes as Record<string, string>),
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (words) => {
    open.at(-1)?.children.push(words);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text.replace(/^\ufeff/, "")).close();
  return elements(root)[0];
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Of two that differ in their prefix alone, as in sldId, the second keeps it. */
function localNames(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const local = localName(name);
    if (!name.startsWith("xmlns")) named[local in named ? name : local] = value;
  }
  return named;
}

export function elements(of: Element | undefined): Element[] {
  return of?.children.filter((child): child is Element => typeof child !== "string") ?? [];
}

export function child(of: Element | undefined, name: string): Element | undefined {
  return elements(of).find((element) => element.name === name);
}

export function children(of: Element | undefined, name: string): Element[] {
  return elements(of).filter((element) => element.name === name);
}

/** The `val` of the child with this name. */
export function valOf(of: Element | undefined, name: string): string | undefined {
  return child(of, name)?.attributes.val;
}

/** Elements of this name at any depth, in order. */
export function descendants(of: Element | undefined, name: string): Element[] {
  return elements(of).flatMap((element) => [
    ...(element.name === name ? [element] : []),
    ...descendants(element, name),
  ]);
}

/** The words that stand in it and in none of its elements. */
export function wordsIn(of: Element | undefined): string {
  return of?.children.filter((words) => typeof words === "string").join("") ?? "";
}
